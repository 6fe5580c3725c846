//! GraphQL over HTTP: which requests are accepted, how others are refused, and what every response has.

mod batches;
mod bombs;
mod browsers;
mod caching;
mod editions;
mod fences;
mod kept;
mod known;
mod limits;
mod panics;
mod persisted;
mod requests;
mod statuses;
mod trusted;
mod uploads;

use crate::kit::{Answer, Client};

const JSON: (&str, &str) = ("content-type", "application/json");
const ACCEPT_NEW: (&str, &str) = ("accept", "application/graphql-response+json");

/// Posts these bytes as JSON and accepts `application/graphql-response+json`.
async fn post(client: &Client, body: impl Into<reqwest::Body>) -> Answer {
    client.post(body, &[JSON, ACCEPT_NEW]).await
}

/// A refusal has a status, and a code and the request id in every error; it has no data and is never cacheable.
fn assert_refused(answer: &Answer, status: u16, code: &str) {
    assert_eq!(
        (answer.status, answer.code()),
        (status, code),
        "{}",
        answer.text
    );
    assert!(
        answer
            .json
            .get("data")
            .is_none_or(serde_json::Value::is_null),
        "{}",
        answer.text
    );
    assert_carries_ids(answer);
}

fn assert_carries_ids(answer: &Answer) {
    assert_eq!(answer.header("cache-control"), "private, no-store");
    for error in answer.errors() {
        assert_eq!(
            error["extensions"]["requestId"],
            answer.header("x-request-id"),
            "{}",
            answer.text
        );
        assert!(error["extensions"]["code"].is_string(), "{}", answer.text);
    }
}
