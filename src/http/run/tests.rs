//! A panic or an endless operation affects that operation only.

use std::{collections::HashMap, time::Duration};

use async_graphql::{
    Context, EmptyMutation, Object, Response as Answer, Schema, Subscription,
    dataloader::{DataLoader, Loader},
    runtime::{TokioSpawner, TokioTimer},
};
use futures_util::{Stream, StreamExt, stream};

use super::{panics_as_errors, with_time_limit};
use crate::http::respond;

/// A time limit far longer than the test takes.
const PATIENCE: Duration = Duration::from_mins(1);

struct Loading;

impl Loader<i32> for Loading {
    type Value = i32;
    type Error = String;

    async fn load(&self, keys: &[i32]) -> Result<HashMap<i32, i32>, String> {
        assert!(keys.iter().all(|key| *key < 0), "planted");
        Ok(HashMap::new())
    }
}

struct Query;

#[Object]
impl Query {
    async fn fine(&self) -> i32 {
        1
    }

    async fn panics(&self) -> Option<i32> {
        assert!(std::hint::black_box(false), "planted");
        None
    }

    async fn loads(&self, ctx: &Context<'_>) -> Option<i32> {
        ctx.data_unchecked::<DataLoader<Loading>>()
            .load_one(1)
            .await
            .ok()
            .flatten()
    }

    async fn hangs(&self) -> i32 {
        std::future::pending().await
    }
}

struct Follow;

#[Subscription]
impl Follow {
    async fn counts(&self, panics_at: i32) -> impl Stream<Item = i32> {
        stream::iter(0..4).map(move |number| {
            assert!(number != panics_at, "planted");
            number
        })
    }
}

fn schema() -> Schema<Query, EmptyMutation, Follow> {
    let loader = DataLoader::new(Loading, TokioSpawner::current(), TokioTimer::default());
    Schema::build(Query, EmptyMutation, Follow)
        .data(loader)
        .finish()
}

#[tokio::test]
async fn a_panic_of_a_resolver_or_a_loader_is_an_answer() {
    let schema = schema();
    for (query, expected) in [
        ("{ panics }", "INTERNAL_SERVER_ERROR"),
        ("{ loads }", "INTERNAL_SERVER_ERROR"),
        ("{ fine panics }", "INTERNAL_SERVER_ERROR"),
    ] {
        let told = respond::body(&with_time_limit(PATIENCE, schema.execute(query)).await);
        assert!(
            told.contains(expected) && !told.contains("planted"),
            "{query}: {told}"
        );
        let after = respond::body(&with_time_limit(PATIENCE, schema.execute("{ fine }")).await);
        assert_eq!(after, r#"{"data":{"fine":1}}"#, "after {query}");
    }
}

#[tokio::test]
async fn an_operation_without_an_end_is_ended() {
    let told = respond::body(
        &with_time_limit(Duration::from_millis(1), schema().execute("{ hangs }")).await,
    );
    assert!(told.contains("GATEWAY_TIMEOUT"), "{told}");
}

#[tokio::test]
async fn a_panic_of_a_subscription_is_its_last_answer_and_nobody_elses() {
    let schema = schema();
    let count = |panics_at: i32| {
        let answers = panics_as_errors(
            schema.execute_stream(format!("subscription {{ counts(panicsAt: {panics_at}) }}")),
        );
        answers.collect::<Vec<Answer>>()
    };
    let (broken, whole) = tokio::join!(count(2), count(-1));
    let told: Vec<String> = broken.iter().map(respond::body).collect();
    assert_eq!(
        &told[..2],
        [r#"{"data":{"counts":0}}"#, r#"{"data":{"counts":1}}"#]
    );
    assert!(
        told.len() == 3
            && told[2].contains("INTERNAL_SERVER_ERROR")
            && !told[2].contains("planted"),
        "{told:?}"
    );
    assert_eq!(whole.len(), 4, "the other goes on to its end");
}
