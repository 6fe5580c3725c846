//! Which endpoint answers, and which is left alone.

use std::collections::BTreeMap;

use fake_model::{FakeModel, Reply, Step};

use super::kit::{Kit, is_pause, kit, request, secs};
use crate::{
    Endpoint, Error, Key, Models, Provider, Retry, Router, Task,
    error::Wait,
    money::{Amount, Prices},
    router::{Failure, NoAnswer, Routed, UnknownEndpoint},
    transport::{Event, without_detours},
};

const DEAR: Prices = Prices {
    input: 10_000_000,
    output: 50_000_000,
};

struct SetUp {
    kit: Kit,
    second: FakeModel,
    router: Router,
}

/// A router whose letters go to two servers, and whose summaries go to the second.
async fn set_up() -> SetUp {
    with_retries(Retry::NEVER).await
}

async fn with_retries(retry: Retry) -> SetUp {
    let kit = kit().await;
    let second = FakeModel::start().await.unwrap();
    second.otherwise(Reply::text("second"));
    kit.fake.otherwise(Reply::text("first"));
    let other = Endpoint::new(
        "other",
        Provider::Anthropic,
        &second.anthropic_url(),
        "model-2",
    );
    let other = other.unwrap().with_key(Key::new("k").unwrap());
    let endpoints = vec![kit.endpoint(Provider::OpenAi), other.with_prices(DEAR)];
    let client = without_detours(reqwest::Client::builder()).build().unwrap();
    let models = Models::new(client, kit.clock.clone(), retry);
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let table = BTreeMap::from([
        (Task::Letter, names(&["main", "other"])),
        (Task::Summary, names(&["other"])),
    ]);
    let router = Router::new(models, endpoints, &table).unwrap();
    SetUp {
        kit,
        second,
        router,
    }
}

impl SetUp {
    async fn begin(&self, task: Task) -> Result<Routed, NoAnswer> {
        let request = request();
        let (limits, cancel) = (&self.kit.limits, &self.kit.cancel);
        self.router.ask(task, &request, limits, cancel).await
    }

    /// The whole text, or the name of the error.
    async fn text(&self, task: Task) -> Result<String, String> {
        let mut routed = self.begin(task).await.map_err(|error| error.to_string())?;
        let mut text = String::new();
        while let Some(event) = routed.next().await {
            match event {
                Ok(Event::Text(piece)) => text.push_str(&piece),
                Ok(Event::End(_)) => {}
                Err(error) => return Err(error.name().to_owned()),
            }
        }
        Ok(text)
    }

    async fn check(&self, expected: &str) {
        assert_eq!(self.text(Task::Letter).await.as_deref(), Ok(expected));
    }

    fn asked(&self) -> (usize, usize) {
        (self.kit.fake.asked().len(), self.second.asked().len())
    }
}

fn failure(endpoint: &str, error: Option<Error>) -> Failure {
    Failure {
        endpoint: endpoint.to_owned(),
        error,
    }
}

#[tokio::test]
async fn the_first_endpoint_that_gives_text_answers() {
    let set_up = set_up().await;
    set_up.check("first").await;
    assert_eq!(set_up.asked(), (1, 0));
    for (reply, error) in [
        (
            Reply::status(500, ""),
            Error::Unavailable { status: Some(500) },
        ),
        (
            Reply::status(400, ""),
            Error::Refused {
                status: 400,
                code: None,
            },
        ),
        (Reply::status(401, ""), Error::Unauthorized { status: 401 }),
        (Reply::steps([Step::Cut]), Error::Cut),
    ] {
        set_up.kit.fake.otherwise(reply);
        let routed = set_up.begin(Task::Letter).await.unwrap();
        assert_eq!(routed.endpoint().name, "other");
        assert_eq!(routed.failures(), [failure("main", Some(error))]);
    }
}

#[tokio::test]
async fn after_text_no_other_endpoint_is_asked() {
    let set_up = set_up().await;
    let cut = Reply::steps([Step::Text("a".to_owned()), Step::Cut]);
    set_up.kit.fake.otherwise(cut);
    assert_eq!(set_up.text(Task::Letter).await, Err("cut".to_owned()));
    assert_eq!(set_up.asked(), (1, 0));
}

#[tokio::test]
async fn when_none_is_left_the_caller_is_told() {
    let set_up = set_up().await;
    set_up.kit.fake.otherwise(Reply::status(503, ""));
    set_up.second.otherwise(Reply::status(404, ""));
    let error = set_up.begin(Task::Letter).await.unwrap_err();
    let expected = vec![
        failure("main", Some(Error::Unavailable { status: Some(503) })),
        failure(
            "other",
            Some(Error::Refused {
                status: 404,
                code: None,
            }),
        ),
    ];
    assert_eq!(error, NoAnswer::NoneLeft(expected));
    let error = set_up.begin(Task::Rephrase).await.unwrap_err();
    assert_eq!(error, NoAnswer::NoneLeft(Vec::new()));
}

#[tokio::test]
async fn a_slow_endpoint_leaves_its_time_to_the_next() {
    let set_up = set_up().await;
    set_up.kit.fake.otherwise(Reply::silent());
    let (text, ()) = tokio::join!(set_up.text(Task::Letter), async {
        set_up.kit.fake.wait_for(1).await;
        set_up.kit.clock.advance(secs(20));
    });
    assert_eq!(text.as_deref(), Ok("second"));

    let (error, ()) = tokio::join!(set_up.begin(Task::Letter), async {
        set_up.kit.fake.wait_for(2).await;
        set_up.kit.clock.advance(secs(60));
    });
    let expected = vec![failure("main", Some(Error::Slow(Wait::Total)))];
    assert_eq!(error.unwrap_err(), NoAnswer::NoneLeft(expected));
}

#[tokio::test]
async fn an_endpoint_that_fails_five_times_is_left_alone_and_tried_again() {
    let set_up = set_up().await;
    set_up.kit.fake.otherwise(Reply::status(500, ""));
    for _ in 0..8 {
        set_up.check("second").await;
        set_up.kit.clock.advance(secs(1));
    }
    assert_eq!(set_up.asked(), (5, 8));
    let routed = set_up.begin(Task::Letter).await.unwrap();
    assert_eq!(routed.failures(), [failure("main", None)]);
    drop(routed);

    // The trial fails, then one succeeds.
    set_up.kit.clock.advance(secs(30));
    set_up.check("second").await;
    set_up.check("second").await;
    assert_eq!(set_up.kit.fake.asked().len(), 6);
    set_up.kit.fake.otherwise(Reply::text("first"));
    set_up.kit.clock.advance(secs(30));
    set_up.check("first").await;
    set_up.check("first").await;
}

#[tokio::test]
async fn answers_that_break_count_as_failures_and_dropped_ones_do_not() {
    let set_up = set_up().await;
    let text = || Step::Text("a".to_owned());
    set_up
        .kit
        .fake
        .otherwise(Reply::steps([text(), Step::Stall]));
    for _ in 0..9 {
        let routed = set_up.begin(Task::Letter).await.unwrap();
        assert_eq!(routed.endpoint().name, "main");
    }
    set_up.kit.fake.otherwise(Reply::steps([text(), Step::Cut]));
    for _ in 0..5 {
        assert_eq!(set_up.text(Task::Letter).await, Err("cut".to_owned()));
    }
    set_up.check("second").await;

    // While one tries, others are not let through; when it is dropped, the next may try.
    set_up.kit.clock.advance(secs(30));
    set_up
        .kit
        .fake
        .otherwise(Reply::steps([text(), Step::Stall]));
    let trial = set_up.begin(Task::Letter).await.unwrap();
    assert_eq!(trial.endpoint().name, "main");
    set_up.check("second").await;
    drop(trial);
    set_up.kit.fake.otherwise(Reply::text("first"));
    set_up.check("first").await;
}

#[tokio::test]
async fn refusals_of_requests_leave_an_endpoint_open() {
    let set_up = set_up().await;
    set_up.kit.fake.otherwise(Reply::status(400, ""));
    for _ in 0..9 {
        set_up.check("second").await;
    }
    assert_eq!(set_up.asked(), (9, 9));
}

#[tokio::test]
async fn an_endpoint_that_names_a_pause_is_left_alone_so_long() {
    let set_up = set_up().await;
    let limited = Reply::status(429, "").with_header("retry-after", "100");
    set_up.kit.fake.on_request(0, limited);
    set_up.check("second").await;
    set_up.kit.clock.advance(secs(99));
    set_up.check("second").await;
    set_up.kit.clock.advance(secs(1));
    set_up.check("first").await;
    assert_eq!(set_up.asked(), (2, 2));
}

#[tokio::test]
async fn only_the_last_endpoint_is_waited_for() {
    let set_up = with_retries(Retry::default()).await;
    let limited = Reply::status(429, "").with_header("retry-after", "7");
    set_up.kit.fake.otherwise(limited.clone());
    set_up.second.on_request(0, limited);
    let (text, ()) = tokio::join!(set_up.text(Task::Letter), async {
        let pause = set_up.kit.clock.until_sleeps(is_pause).await;
        assert_eq!(pause, secs(7));
        assert_eq!(set_up.asked(), (1, 1));
        set_up.kit.clock.advance(pause);
    });
    assert_eq!(text.as_deref(), Ok("second"));
    assert_eq!(set_up.asked(), (1, 2));
}

#[tokio::test]
async fn tasks_share_the_state_of_an_endpoint() {
    let set_up = set_up().await;
    set_up.second.otherwise(Reply::status(500, ""));
    for _ in 0..5 {
        assert!(set_up.text(Task::Summary).await.is_err());
    }
    set_up.kit.fake.otherwise(Reply::status(500, ""));
    let error = set_up.begin(Task::Letter).await.unwrap_err();
    let expected = vec![
        failure("main", Some(Error::Unavailable { status: Some(500) })),
        failure("other", None),
    ];
    assert_eq!(error, NoAnswer::NoneLeft(expected));
}

#[tokio::test]
async fn to_cancel_ends_the_search_for_an_endpoint() {
    let set_up = set_up().await;
    set_up.kit.fake.otherwise(Reply::silent());
    let (answer, ()) = tokio::join!(set_up.begin(Task::Letter), async {
        set_up.kit.fake.wait_for(1).await;
        set_up.kit.cancel.cancel();
    });
    assert_eq!(answer.unwrap_err(), NoAnswer::Cancelled);
    let answer = set_up.begin(Task::Letter).await;
    assert_eq!(answer.unwrap_err(), NoAnswer::Cancelled);
    assert_eq!(set_up.asked(), (1, 0));
}

#[tokio::test]
async fn what_is_reserved_covers_the_dearest_endpoint() {
    let set_up = set_up().await;
    // 21 bytes and the frame of 64, at 10 for each, and 700 at 50.
    let reserved = Amount {
        tokens: 785,
        micros: 35_850,
    };
    let request = request();
    assert_eq!(
        set_up.router.amount_at_most(Task::Letter, &request),
        reserved
    );
    assert_eq!(
        set_up.router.amount_at_most(Task::Rephrase, &request),
        Amount::default()
    );
    let mut routed = set_up.begin(Task::Summary).await.unwrap();
    while routed.next().await.is_some() {}
    let spent = Amount {
        tokens: 120,
        micros: 2_000,
    };
    assert_eq!(routed.amount(), spent);
    assert!(spent.fits(reserved));
}

#[tokio::test]
async fn a_route_names_endpoints_that_exist() {
    let set_up = set_up().await;
    let names = BTreeMap::from([(Task::Letter, vec!["absent".to_owned()])]);
    let refused = Router::new(set_up.kit.models.clone(), Vec::new(), &names).unwrap_err();
    let name = "absent".to_owned();
    assert_eq!(refused, UnknownEndpoint { name });
    assert_eq!(
        format!("{:?}", set_up.router),
        r#"{"letter": ["main", "other"], "summary": ["other"]}"#
    );
}
