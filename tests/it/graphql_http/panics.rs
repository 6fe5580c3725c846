//! A panic during an operation fails only that operation. No resolver panics by itself, so a log subscriber panics at an event that a
//! resolver logs.

use serde_json::json;
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::{Layer, Registry, layer::Context, prelude::*};

use super::assert_carries_ids;
use crate::kit::{FOLLOW, Socket, TestApp, eventually, from_the_start, new_card};

const REFRESH: &str = "mutation($input: RefreshSessionInput!) { refreshSession(input: $input) { session { accessToken } } }";

/// Panics at the warning about a reused refresh token.
struct Planted;

impl<S: Subscriber> Layer<S> for Planted {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let meta = event.metadata();
        assert!(
            *meta.level() != Level::WARN
                || !meta
                    .target()
                    .starts_with("careergraph::features::auth::sessions"),
            "planted"
        );
    }
}

#[tokio::test]
async fn a_panic_costs_that_operation_only_over_http_and_on_a_socket() {
    // The server runs in the thread of the test, so the subscriber of that thread receives its events.
    let _listening = Registry::default().with(Planted).set_default();
    let app = TestApp::with(|config| config.auth.refresh_grace_secs = 0).await;
    let ada = app.sign_up("ada").await;
    let token = json!({ "input": { "refreshToken": ada.sign_in_again(&app).await.refresh_token } });
    assert!(
        app.anonymous()
            .gql(REFRESH, token.clone())
            .await
            .json
            .get("errors")
            .is_none(),
        "the first time is fine"
    );

    let broken = app.anonymous().gql(REFRESH, token.clone()).await;
    assert_eq!(
        (broken.status, broken.code()),
        (200, "INTERNAL_SERVER_ERROR"),
        "{}",
        broken.text
    );
    assert!(!broken.text.contains("planted"), "{}", broken.text);
    assert_carries_ids(&broken);
    assert_eq!(
        app.anonymous()
            .gql("{ __typename }", json!({}))
            .await
            .text_at("__typename"),
        "Query"
    );

    let mut socket = Socket::connect(&app, Some(&ada.access_token)).await;
    for number in 0..20 {
        socket
            .subscribe(&format!("live {number}"), FOLLOW, from_the_start())
            .await;
    }
    let again = ada.sign_in_again(&app).await;
    let token = json!({ "input": { "refreshToken": again.refresh_token } });
    assert!(
        app.anonymous()
            .gql(REFRESH, token.clone())
            .await
            .json
            .get("errors")
            .is_none(),
        "the first time is fine"
    );
    socket.subscribe("breaks", REFRESH, token).await;
    let message = socket.next().await;
    assert_eq!(
        (
            &message["id"],
            &message["payload"]["errors"][0]["extensions"]["code"]
        ),
        (&json!("breaks"), &json!("INTERNAL_SERVER_ERROR"))
    );
    assert_eq!(
        socket.next().await,
        json!({ "id": "breaks", "type": "complete" })
    );
    new_card(&ada.client, "Acme")
        .await
        .move_on(&ada.client, "SCREENING")
        .await;
    let mut heard = Vec::new();
    while heard.len() < 20 {
        let message = socket.next().await;
        assert_eq!(message["type"], "next", "{message}");
        heard.push(message["id"].as_str().expect("an id").to_owned());
    }
    heard.sort();
    heard.dedup();
    assert_eq!(heard.len(), 20, "each of the others continues");
    eventually("the database still works", || async {
        app.anonymous()
            .gql("{ jobs { totalCount } }", json!({}))
            .await
            .json
            .get("data")
            .cloned()
    })
    .await;
}
