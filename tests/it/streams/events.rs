//! Server-sent events, in the distinct connections mode of graphql-sse.

use careergraph::platform::clock::Clock;
use chrono::{SubsecRound, TimeDelta};
use reqwest::Method;
use serde_json::{Value, json};

use super::{code, title};
use crate::kit::{FOLLOW, Feed, Setup, TestApp, from_the_start, new_card, series};

#[tokio::test]
async fn a_follower_gets_events_in_order() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut feed = Feed::events(&ada.client, FOLLOW, from_the_start()).await;
    for (name, value) in [
        ("cache-control", "private, no-store"),
        ("x-accel-buffering", "no"),
        ("content-encoding", ""),
    ] {
        assert_eq!(feed.header(name), value, "{name}");
    }
    assert!(!feed.header("x-request-id").is_empty());
    let mut card = new_card(&ada.client, "Acme").await;
    for to in ["SCREENING", "INTERVIEWING", "OFFER"] {
        card.move_on(&ada.client, to).await;
        assert_eq!(
            title(&feed.event_data().await),
            format!("Acme: {}", to.to_lowercase())
        );
    }
}

#[tokio::test]
async fn queries_and_mutations_are_one_event_and_the_end() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut feed = Feed::events(&ada.client, "{ viewer { user { email } } }", json!({})).await;
    assert_eq!(
        feed.event_data().await,
        json!({ "viewer": { "user": { "email": ada.email } } })
    );
    feed.expect_complete().await;
    let mutation = "mutation { signOut(input: { clientMutationId: \"x\" }) { clientMutationId } }";
    let mut feed = Feed::events(&ada.client, mutation, json!({})).await;
    assert_eq!(
        feed.event_data().await,
        json!({ "signOut": { "clientMutationId": "x" } })
    );
    feed.expect_complete().await;
}

#[tokio::test]
async fn a_subscription_may_be_asked_for_by_get_and_a_mutation_may_not() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    new_card(&ada.client, "Acme")
        .await
        .move_on(&ada.client, "OFFER")
        .await;
    let query = |query: &str, variables: Value| {
        let variables = variables.to_string();
        let pairs = [("query", query), ("variables", variables.as_str())];
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish();
        ada.client.request(
            Method::GET,
            &format!("/graphql?{query}"),
            &[("accept", "text/event-stream")],
        )
    };
    let mut feed = Feed::open(query(FOLLOW, from_the_start())).await;
    assert_eq!(title(&feed.event_data().await), "Acme: offer");
    let refused = ada
        .client
        .send(query(
            "mutation { signOut(input: {}) { clientMutationId } }",
            json!({}),
        ))
        .await;
    assert_eq!(
        (refused.status, refused.code()),
        (405, "MUTATION_NOT_ALLOWED_OVER_HTTP_GET")
    );
}

#[tokio::test]
async fn what_does_not_run_is_told_in_an_event() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for (query, expected) in [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        (
            "subscription { notificationReceived(after: \"nonsense\") { cursor } }",
            "BAD_USER_INPUT",
        ),
        (
            &format!("subscription {}", "{a".repeat(200)),
            "MAX_DEPTH_EXCEEDED",
        ),
        (
            &format!(
                "{{ {} }}",
                series(31, |number| format!("a{number}: __typename "))
            ),
            "MAX_ALIASES_EXCEEDED",
        ),
    ] {
        let mut feed = Feed::events(&ada.client, query, json!({})).await;
        let (name, result) = feed.event().await.expect("an event");
        assert_eq!(
            (name.as_str(), code(&result)),
            ("next", expected),
            "{result}"
        );
        assert_eq!(
            result["errors"][0]["extensions"]["requestId"],
            feed.header("x-request-id"),
            "{result}"
        );
        feed.expect_complete().await;
    }
    let mut nobody = Feed::events(&app.anonymous(), FOLLOW, json!({})).await;
    let (_, result) = nobody.event().await.expect("an event");
    assert_eq!(code(&result), "UNAUTHENTICATED");
    nobody.expect_complete().await;
}

#[tokio::test]
async fn what_is_no_request_of_graphql_is_refused_by_its_status() {
    let app = TestApp::start().await;
    let json = ("content-type", "application/json");
    let events = ("accept", "text/event-stream");
    let body = json!({ "query": "{ __typename }" }).to_string();
    for (client, body, headers, status, code) in [
        (
            app.anonymous().with_token("nonsense"),
            body.clone(),
            vec![json, events],
            401,
            "UNAUTHENTICATED",
        ),
        (
            app.anonymous(),
            body.clone(),
            vec![("content-type", "text/plain"), events],
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        (
            app.anonymous(),
            "nonsense".to_owned(),
            vec![json, events],
            400,
            "BAD_REQUEST",
        ),
        (
            app.anonymous(),
            "x".repeat(1_048_577),
            vec![json, events],
            413,
            "PAYLOAD_TOO_LARGE",
        ),
        (
            app.anonymous(),
            body.clone(),
            vec![json, ("accept", "text/event-stream;q=0")],
            406,
            "NOT_ACCEPTABLE",
        ),
        (
            app.anonymous(),
            body.clone(),
            vec![json, ("accept", "multipart/mixed")],
            406,
            "NOT_ACCEPTABLE",
        ),
    ] {
        let answer = client.post(body, &headers).await;
        assert_eq!(
            (answer.status, answer.code()),
            (status, code),
            "{}",
            answer.text
        );
    }
}

#[tokio::test]
async fn who_takes_single_answers_too_gets_a_stream_for_a_subscription_only() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    new_card(&ada.client, "Acme")
        .await
        .move_on(&ada.client, "OFFER")
        .await;
    let both = "application/json, text/event-stream";
    let headers = [("content-type", "application/json"), ("accept", both)];
    let answer = ada
        .client
        .post(json!({ "query": "{ __typename }" }).to_string(), &headers)
        .await;
    assert_eq!(answer.data("__typename"), "Query");
    let mut feed = Feed::post(&ada.client, both, FOLLOW, from_the_start()).await;
    assert_eq!(title(&feed.event_data().await), "Acme: offer");
}

#[tokio::test]
async fn a_comment_shows_that_somebody_is_there() {
    let app = TestApp::with(|config| config.streams.comment_secs = 1).await;
    let ada = app.sign_up("ada").await;
    let mut feed = Feed::events(&ada.client, FOLLOW, json!({})).await;
    for _ in 0..3 {
        assert_eq!(feed.until("\n\n").await.as_deref(), Some(":"));
    }
}

#[tokio::test]
async fn events_end_with_the_token() {
    let clock = Clock::held_at(Clock::default().now().trunc_subsecs(0));
    let app = Setup::new().clock(clock.clone()).start().await;
    let ada = app.sign_up("ada").await;
    clock.advance(
        TimeDelta::minutes(app.platform.config.auth.access_minutes) - TimeDelta::milliseconds(300),
    );
    let mut feed = Feed::events(&ada.client, FOLLOW, json!({})).await;
    let (name, result) = feed.event().await.expect("an event");
    assert_eq!(
        (name.as_str(), code(&result)),
        ("next", "UNAUTHENTICATED"),
        "{result}"
    );
    feed.expect_complete().await;
}

#[tokio::test]
async fn a_restart_cuts_events_off_so_that_clients_come_back() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut feed = Feed::events(&ada.client, FOLLOW, json!({})).await;
    assert_eq!(feed.until("\n\n").await.as_deref(), Some(":"));
    app.platform.background.stop();
    let words = feed.until("\n\n").await.expect("last words");
    assert!(
        words.starts_with(": ") && words.contains("again"),
        "{words}"
    );
    assert_eq!(feed.until("\n\n").await, None, "it ends without `complete`");
}
