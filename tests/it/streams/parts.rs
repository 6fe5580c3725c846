//! Subscriptions over multipart HTTP, as used by Apollo's clients.

use careergraph::platform::clock::Clock;
use chrono::{SubsecRound, TimeDelta};
use serde_json::json;

use super::{code, title};
use crate::kit::{FOLLOW, Feed, Setup, TestApp, from_the_start, new_card};

#[tokio::test]
async fn a_follower_gets_parts_in_order() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut feed = Feed::parts(&ada.client, FOLLOW, from_the_start()).await;
    for (name, value) in [
        ("cache-control", "private, no-store"),
        ("x-accel-buffering", "no"),
        ("content-encoding", ""),
    ] {
        assert_eq!(feed.header(name), value, "{name}");
    }
    let mut card = new_card(&ada.client, "Acme").await;
    for to in ["SCREENING", "OFFER"] {
        card.move_on(&ada.client, to).await;
        let part = feed.payload().await.expect("a part");
        assert_eq!(
            title(&part["payload"]["data"]),
            format!("Acme: {}", to.to_lowercase())
        );
    }
}

#[tokio::test]
async fn one_answer_is_one_part() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut feed = Feed::parts(&ada.client, "{ viewer { user { email } } }", json!({})).await;
    let answered = feed.payload().await.expect("a part");
    assert_eq!(
        answered["payload"]["data"],
        json!({ "viewer": { "user": { "email": ada.email } } })
    );
    assert_eq!(feed.payload().await, None);
    let mut feed = Feed::parts(&ada.client, "subscription { nothing }", json!({})).await;
    let refused = feed.payload().await.expect("a part");
    assert_eq!(code(&refused["payload"]), "GRAPHQL_VALIDATION_FAILED");
    assert_eq!(feed.payload().await, None);
}

#[tokio::test]
async fn apollos_own_accept_is_a_stream_for_subscriptions_and_one_answer_for_the_rest() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    new_card(&ada.client, "Acme")
        .await
        .move_on(&ada.client, "OFFER")
        .await;
    let accept = "multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/graphql-response+json,application/json;q=0.9";
    let mut feed = Feed::post(&ada.client, accept, FOLLOW, from_the_start()).await;
    assert_eq!(feed.until("\r\n---").await.as_deref(), Some(""));
    assert_eq!(
        title(&feed.payload().await.expect("a part")["payload"]["data"]),
        "Acme: offer"
    );
    let headers = [("content-type", "application/json"), ("accept", accept)];
    let answer = ada
        .client
        .post(json!({ "query": "{ __typename }" }).to_string(), &headers)
        .await;
    assert_eq!(
        (answer.data("__typename"), answer.status),
        (&json!("Query"), 200)
    );
    let refused = ada
        .client
        .post(json!({ "query": "{" }).to_string(), &headers)
        .await;
    assert_eq!(
        (refused.code(), refused.status),
        ("GRAPHQL_PARSE_FAILED", 400)
    );
}

#[tokio::test]
async fn heartbeats_show_that_somebody_is_there() {
    let app = TestApp::with(|config| config.streams.heartbeat_secs = 1).await;
    let ada = app.sign_up("ada").await;
    let mut feed = Feed::parts(&ada.client, FOLLOW, json!({})).await;
    for _ in 0..2 {
        assert_eq!(feed.part().await, Some(json!({})));
    }
}

#[tokio::test]
async fn parts_end_with_the_token() {
    let clock = Clock::held_at(Clock::default().now().trunc_subsecs(0));
    let app = Setup::new().clock(clock.clone()).start().await;
    let ada = app.sign_up("ada").await;
    clock.advance(
        TimeDelta::minutes(app.platform.config.auth.access_minutes) - TimeDelta::milliseconds(300),
    );
    let mut feed = Feed::parts(&ada.client, FOLLOW, json!({})).await;
    let part = feed.payload().await.expect("last words");
    assert_eq!(
        (&part["payload"], code(&part)),
        (&json!(null), "UNAUTHENTICATED"),
        "{part}"
    );
    assert_eq!(feed.payload().await, None);
}

#[tokio::test]
async fn a_restart_is_told_beside_an_empty_payload() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut feed = Feed::parts(&ada.client, FOLLOW, json!({})).await;
    app.platform.background.stop();
    let part = feed.payload().await.expect("last words");
    assert_eq!(
        (&part["payload"], code(&part)),
        (&json!(null), "UNAVAILABLE"),
        "{part}"
    );
    assert_eq!(feed.payload().await, None);
}
