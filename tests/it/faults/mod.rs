//! Behaviour while a dependency is broken: the disk, the database, Redis, the network between.

mod budgets;
mod database;
mod redis;
mod slow;
mod storage;

use std::time::{Duration, Instant};

use serde_json::json;

use crate::kit::{Answer, Card, Client};

/// Words that may appear in the log only.
const SECRETS: [&str; 16] = [
    "select ",
    "insert ",
    "begin",
    "sqlx",
    "sqlite",
    "postgres",
    "redis",
    "127.0.0.1",
    "localhost",
    "/tmp",
    "test.db",
    "panick",
    "locked",
    "relation",
    "careergraph_it",
    "os error",
];

/// An error with this code, with `retryAfter` if retrying helps, without internals.
fn assert_failed(answer: &Answer, code: &str) {
    assert_eq!(answer.code(), code, "{}", answer.text);
    let retry_after = &answer.errors()[0]["extensions"]["retryAfter"];
    assert_eq!(
        retry_after.as_u64().is_some_and(|seconds| seconds >= 1),
        code == "UNAVAILABLE",
        "{}",
        answer.text
    );
    assert_no_internals(&answer.text);
}

fn assert_no_internals(text: &str) {
    let text = text.to_lowercase();
    let told: Vec<_> = SECRETS
        .iter()
        .filter(|secret| text.contains(*secret))
        .collect();
    assert!(told.is_empty(), "{told:?} in {text}");
}

/// Measures how long something took.
async fn timed<T>(work: impl Future<Output = T>) -> (T, Duration) {
    let began = Instant::now();
    (work.await, began.elapsed())
}

async fn who_am_i(client: &Client) -> Answer {
    client.gql("{ viewer { user { id } } }", json!({})).await
}

/// The versions and numbers of events of these applications, as the owner sees them.
async fn histories(client: &Client, cards: &[Card]) -> Vec<(i64, usize)> {
    let ids: Vec<&str> = cards.iter().map(|card| card.id.as_str()).collect();
    let query =
        "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Application { version events { id } } } }";
    let answer = client.gql(query, json!({ "ids": ids })).await;
    let nodes = answer.data("nodes").as_array().expect("nodes");
    nodes
        .iter()
        .map(|node| {
            (
                node["version"].as_i64().expect("a version"),
                node["events"].as_array().expect("events").len(),
            )
        })
        .collect()
}

/// Status and body of a page for machines.
async fn watch(client: &Client, path: &str) -> (u16, String) {
    let answer = client
        .send(client.request(reqwest::Method::GET, path, &[]))
        .await;
    (answer.status, answer.text)
}
