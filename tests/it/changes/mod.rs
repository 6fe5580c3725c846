//! The change feed: every committed change once, in order, with its deletions; read in pages or by subscription.

mod cascades;
mod concurrency;
mod elsewhere;
mod following;
mod reading;
mod replica;
mod retention;
mod scopes;

use careergraph::types::{
    cursor::{Cursor, List},
    id::UserId,
};
use serde_json::{Value, json};

pub(crate) use self::replica::Replica;
use crate::kit::{Answer, Client};

pub(crate) const PAGE: &str = "query($after: String, $kinds: [ObjectKind!], $first: Int) { viewer { changes(after: $after, kinds: $kinds, first: $first) {
    cursor hasMore changes { cursor kind objectId operation version actor actorName at node { __typename id } } } } }";

/// The response to a page.
async fn asked(client: &Client, variables: Value) -> Answer {
    client.gql(PAGE, variables).await
}

/// A page of changes.
async fn page(client: &Client, variables: Value) -> Value {
    asked(client, variables)
        .await
        .data("viewer.changes")
        .clone()
}

/// The changes after a cursor, up to 100: kind, operation and version.
pub(crate) async fn told(client: &Client, after: &str) -> Vec<(String, String, Option<i64>)> {
    let page = page(client, json!({ "after": after, "first": 100 })).await;
    let changes = page["changes"].as_array().expect("changes").iter();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    changes
        .map(|it| {
            (
                text(&it["kind"]),
                text(&it["operation"]),
                it["version"].as_i64(),
            )
        })
        .collect()
}

/// The same as [`told`] should return it.
fn expected(changes: &[(&str, &str, Option<i64>)]) -> Vec<(String, String, Option<i64>)> {
    let owned = |(kind, operation, version): &(&str, &str, Option<i64>)| {
        ((*kind).to_owned(), (*operation).to_owned(), *version)
    };
    changes.iter().map(owned).collect()
}

/// The cursor after all changes so far.
pub(crate) async fn cursor_now(client: &Client) -> String {
    client
        .gql("{ viewer { changes { cursor } } }", json!({}))
        .await
        .text_at("viewer.changes.cursor")
}

/// The cursor of a number in the feed of a user.
pub(crate) fn cursor_at(user: UserId, number: i64) -> String {
    let cursor = Cursor {
        key: number,
        id: user.0,
    };
    cursor.encode(List::Changes)
}

/// The number of a cursor.
pub(crate) fn number_of(cursor: &str) -> i64 {
    Cursor::decode(cursor, List::Changes).expect("a cursor").key
}
