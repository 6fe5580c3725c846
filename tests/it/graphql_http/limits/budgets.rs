//! Budgets of clients, and the headers that state them.

use std::time::Duration;

use serde_json::json;

use super::{PAGE, cost, parameter};
use crate::{
    graphql_http::{assert_refused, post},
    kit::{Client, Setup, Socket, TestApp},
};

#[tokio::test]
async fn who_asks_for_too_much_is_refused_with_a_wait_on_every_transport() {
    let app = Setup::new()
        .config(|config| {
            config.limits.user_cost_per_minute = 600;
            config.limits.cost = 600;
        })
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    let whole = ada.client.gql(PAGE, json!({ "first": 100 })).await;
    assert_eq!(cost(&whole, "requestedQueryCost"), 501);
    let over = ada.client.gql(PAGE, json!({ "first": 100 })).await;
    assert_refused(&over, 429, "RATE_LIMITED");
    let wait: u64 = over.header("retry-after").parse().expect("seconds");
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(over.errors()[0]["extensions"]["retryAfter"], wait);
    assert!(
        parameter(&over, "ratelimit", "user-cost", "r") < 501,
        "{}",
        over.header("ratelimit")
    );
    let by_get = ada
        .client
        .get(&[("query", PAGE), ("variables", r#"{"first":100}"#)])
        .await;
    assert_refused(&by_get, 429, "RATE_LIMITED");
    let mut socket = Socket::connect(&app, Some(&ada.access_token)).await;
    socket.subscribe("1", PAGE, json!({ "first": 100 })).await;
    let refused = socket.next().await;
    assert_eq!(
        (
            &refused["type"],
            &refused["payload"][0]["extensions"]["code"]
        ),
        (&json!("error"), &json!("RATE_LIMITED")),
        "{refused}"
    );
    assert_eq!(
        ada.client.gql("{ __typename }", json!({})).await.status,
        200,
        "the rest is enough for cheap operations"
    );
}

#[tokio::test]
async fn an_operation_that_is_refused_costs_its_request_only() {
    let app = Setup::new()
        .config(|config| config.limits.address_cost_per_minute = 1_000)
        .start()
        .await;
    let client = app.anonymous();
    let wrong = client
        .gql("{ jobs(first: 100) { nodes { id nothing } } }", json!({}))
        .await;
    assert_eq!(wrong.code(), "GRAPHQL_VALIDATION_FAILED");
    assert!(
        !wrong.header("ratelimit").contains("cost"),
        "{}",
        wrong.header("ratelimit")
    );
    let fine = client.gql("{ __typename }", json!({})).await;
    assert_eq!(parameter(&fine, "ratelimit", "address-cost", "r"), 999);
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
async fn every_answer_tells_the_budget_and_the_time() {
    let app = Setup::new()
        .config(|config| config.limits.address_per_minute = 1_000)
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    let anonymous = app.anonymous();
    let refused = |headers: &'static [(&'static str, &'static str)]| anonymous.post("{}", headers);
    for (what, answer, policy, phases) in [
        (
            "an answer",
            anonymous.gql("{ __typename }", json!({})).await,
            "address",
            "parse validate execute total",
        ),
        (
            "a user's response",
            ada.client.gql("{ __typename }", json!({})).await,
            "user",
            "parse validate execute total",
        ),
        (
            "a text that is no document",
            anonymous.gql("{", json!({})).await,
            "address",
            "parse total",
        ),
        (
            "a document that does not fit",
            anonymous.gql("{ nothing }", json!({})).await,
            "address",
            "parse validate total",
        ),
        (
            "a mutation by GET",
            anonymous
                .get(&[("query", "mutation { signOut(input: {}) { signedOut } }")])
                .await,
            "address",
            "parse total",
        ),
        (
            "no JSON",
            post(&anonymous, "nonsense").await,
            "address",
            "total",
        ),
        (
            "a bad token",
            anonymous
                .with_token("nonsense")
                .gql("{ __typename }", json!({}))
                .await,
            "address",
            "total",
        ),
        (
            "another content type",
            refused(&[("content-type", "text/plain")]).await,
            "address",
            "total",
        ),
        (
            "another type wanted",
            refused(&[
                ("content-type", "application/json"),
                ("accept", "image/png"),
            ])
            .await,
            "address",
            "total",
        ),
    ] {
        let timing = answer.header("server-timing");
        let named: Vec<&str> = timing
            .split(", ")
            .filter_map(|phase| phase.split(";dur=").next())
            .collect();
        assert_eq!(named.join(" "), phases, "{what}: {timing}");
        let quota = if policy == "user" {
            app.platform.config.limits.user_per_minute
        } else {
            1_000
        };
        assert_eq!(
            parameter(&answer, "ratelimit-policy", policy, "q"),
            u64::from(quota),
            "{what}"
        );
        assert_eq!(
            parameter(&answer, "ratelimit-policy", policy, "w"),
            60,
            "{what}"
        );
        assert!(
            parameter(&answer, "ratelimit", policy, "r") < u64::from(quota),
            "{what}"
        );
        assert!(
            (1..=60).contains(&parameter(&answer, "ratelimit", policy, "t")),
            "{what}: {}",
            answer.header("ratelimit")
        );
    }
}

#[tokio::test]
async fn whoever_guesses_tokens_runs_out_of_budget() {
    let app = TestApp::with(|config| config.limits.address_per_minute = 3).await;
    let guess = app.anonymous().with_token("nonsense");
    for _ in 0..3 {
        assert_refused(
            &guess.gql("{ __typename }", json!({})).await,
            401,
            "UNAUTHENTICATED",
        );
    }
    assert_refused(
        &guess.gql("{ __typename }", json!({})).await,
        429,
        "RATE_LIMITED",
    );
}

/// Sends requests as fast as the responses allow: if the budget is too small for one more, it waits until it is refilled.
async fn obey(client: &Client, query: &str, requests: usize) {
    for _ in 0..requests {
        let answer = client.gql(query, json!({})).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        for (policy, each) in [
            ("address", 1),
            (
                "address-cost",
                cost(&answer, "requestedQueryCost")
                    .as_u64()
                    .expect("a number"),
            ),
        ] {
            let [quota, window] =
                ["q", "w"].map(|name| parameter(&answer, "ratelimit-policy", policy, name));
            if parameter(&answer, "ratelimit", policy, "r") < each {
                tokio::time::sleep(Duration::from_millis(window * 1_000 * each / quota + 1)).await;
            }
        }
    }
}

#[tokio::test]
async fn a_client_that_obeys_is_never_refused() {
    let app = Setup::new()
        .config(|config| {
            config.limits.address_per_minute = 600;
            config.limits.address_cost_per_minute = 3_000;
        })
        .start()
        .await;
    obey(&app.anonymous(), "{ jobs(first: 19) { nodes { id } } }", 80).await;
}

#[tokio::test]
async fn ordinary_use_stays_within_the_default_budgets() {
    let limits = careergraph::config::Config::load(None)
        .expect("the defaults")
        .limits;
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let home = "{ viewer { user { name } applications(first: 20) { nodes { id stage version posting { title company { name } skills { skill { label } } } } } } }";
    let answer = ada.client.gql(home, json!({})).await;
    let requested = cost(&answer, "requestedQueryCost")
        .as_u64()
        .expect("a number");
    let affordable = u64::from(limits.user_cost_per_minute) / requested;
    assert!(
        affordable >= u64::from(limits.user_per_minute) / 2,
        "a page of everything costs {requested}: {affordable} a minute"
    );
    let small = ada.client.gql(PAGE, json!({ "first": 20 })).await;
    let requested = cost(&small, "requestedQueryCost")
        .as_u64()
        .expect("a number");
    assert!(
        u64::from(limits.user_cost_per_minute) / requested >= u64::from(limits.user_per_minute),
        "a page of postings costs {requested}"
    );
}
