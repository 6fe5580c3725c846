//! GraphQL over WebSocket: graphql-transport-ws, and the limits of a socket.

mod protocol;
mod tokens;

use std::time::{Duration, Instant};

use serde_json::json;

use crate::kit::{Socket, TestApp};

const FOLLOW: &str = "subscription { notificationReceived { cursor } }";

#[tokio::test]
async fn queries_and_mutations_run_over_a_socket() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut socket = Socket::connect(&app, Some(&ada.access_token)).await;
    socket
        .subscribe(
            "1",
            "query($id: ID!) { node(id: $id) { id } viewer { user { email } } }",
            json!({ "id": "unknown" }),
        )
        .await;
    assert_eq!(
        socket.next_data("1").await,
        json!({ "node": null, "viewer": { "user": { "email": ada.email } } })
    );
    assert_eq!(
        socket.next().await,
        json!({ "id": "1", "type": "complete" })
    );
    // The id is free again, and an id may be any text.
    for id in ["1", "\"quoted\" \u{1f980}"] {
        socket.subscribe(id, "mutation { markRead(input: { ids: [], clientMutationId: \"x\" }) { clientMutationId } }", json!({})).await;
        assert_eq!(
            socket.next_data(id).await["markRead"]["clientMutationId"],
            "x"
        );
        assert_eq!(socket.next().await, json!({ "id": id, "type": "complete" }));
    }
}

#[tokio::test]
async fn who_signs_out_hears_of_it_before_the_socket_closes() {
    let app = TestApp::start().await;
    for number in 0..5 {
        let user = app.sign_up(&format!("user{number}")).await;
        let mut socket = Socket::connect(&app, Some(&user.access_token)).await;
        socket.subscribe("events", FOLLOW, json!({})).await;
        socket
            .subscribe(
                "out",
                "mutation { signOut(input: {}) { signedOut } }",
                json!({}),
            )
            .await;
        assert_eq!(
            socket.next_data("out").await,
            json!({ "signOut": { "signedOut": true } })
        );
        assert_eq!(
            socket.next().await,
            json!({ "id": "out", "type": "complete" })
        );
        socket.expect_close(4403).await;
    }
}

#[tokio::test]
async fn a_finished_id_is_free_at_once() {
    let app = TestApp::start().await;
    let mut socket = Socket::connect(&app, None).await;
    let begin = Instant::now();
    for _ in 0..200 {
        socket.subscribe("same", "{ __typename }", json!({})).await;
        socket.next_data("same").await;
        assert_eq!(socket.next().await["type"], "complete");
    }
    // Packets that wait for an acknowledgement (Nagle) would take 40 ms per round trip, 8 s in total.
    assert!(
        begin.elapsed() < Duration::from_secs(6),
        "{:?}",
        begin.elapsed()
    );
}

#[tokio::test]
async fn named_operations_are_chosen() {
    let app = TestApp::start().await;
    let mut socket = Socket::connect(&app, None).await;
    let payload = json!({ "query": "query A { a: __typename } query B { b: __typename }", "operationName": "B", "extensions": {} });
    socket
        .send(&json!({ "id": "1", "type": "subscribe", "payload": payload }))
        .await;
    assert_eq!(socket.next_data("1").await, json!({ "b": "Query" }));
}

#[tokio::test]
async fn pings_are_answered_at_any_time() {
    let app = TestApp::start().await;
    let mut socket = Socket::open(&app).await;
    for ping in [
        json!({ "type": "ping" }),
        json!({ "type": "ping", "payload": { "n": 1 } }),
    ] {
        socket.send(&ping).await;
        let mut pong = ping.clone();
        pong["type"] = json!("pong");
        assert_eq!(socket.next().await, pong);
    }
    socket
        .send(&json!({ "type": "pong", "payload": { "unasked": true } }))
        .await;
    socket.send(&json!({ "type": "connection_init" })).await;
    assert_eq!(socket.next().await, json!({ "type": "connection_ack" }));
    socket.send(&json!({ "type": "ping" })).await;
    assert_eq!(socket.next().await, json!({ "type": "pong" }));
}

#[tokio::test]
async fn the_failure_of_an_operation_ends_that_operation_only() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut socket = Socket::connect(&app, Some(&ada.access_token)).await;
    socket.subscribe("live", FOLLOW, json!({})).await;
    for (payload, code) in [
        (json!({ "query": "{" }), "GRAPHQL_PARSE_FAILED"),
        (
            json!({ "query": "{ nothing }" }),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (json!({ "query": "[".repeat(100) }), "MAX_DEPTH_EXCEEDED"),
        (
            json!({ "query": "subscription { notificationReceived(after: \"nonsense\") { cursor } }" }),
            "BAD_USER_INPUT",
        ),
    ] {
        socket
            .send(&json!({ "id": "1", "type": "subscribe", "payload": payload }))
            .await;
        let message = socket.next().await;
        // An operation that has started reports its errors in a result.
        let errors = if message["type"] == "error" {
            &message["payload"]
        } else {
            &message["payload"]["errors"]
        };
        assert_eq!(errors[0]["extensions"]["code"], code, "{message}");
        assert!(
            errors[0]["extensions"]["requestId"]
                .as_str()
                .is_some_and(|id| id.len() == 32),
            "{message}"
        );
        if message["type"] == "next" {
            assert_eq!(
                socket.next().await,
                json!({ "id": "1", "type": "complete" })
            );
        }
    }
    socket.subscribe("1", "{ __typename }", json!({})).await;
    assert_eq!(
        socket.next_data("1").await,
        json!({ "__typename": "Query" })
    );
    assert_eq!(socket.next().await["type"], "complete");
    // The first subscription is still running: its id is in use.
    socket.subscribe("live", FOLLOW, json!({})).await;
    socket.expect_close(4409).await;
}

#[tokio::test]
async fn what_a_client_completes_is_over() {
    let app = TestApp::with(|config| config.limits.subscriptions_per_socket = 2).await;
    let ada = app.sign_up("ada").await;
    let mut socket = Socket::connect(&app, Some(&ada.access_token)).await;
    for _ in 0..20 {
        socket.subscribe("a", FOLLOW, json!({})).await;
        socket.subscribe("b", FOLLOW, json!({})).await;
        for id in ["a", "b", "never begun"] {
            socket.send(&json!({ "id": id, "type": "complete" })).await;
        }
    }
    socket.send(&json!({ "type": "ping" })).await;
    assert_eq!(socket.next().await, json!({ "type": "pong" }));
    for id in ["a", "b", "c"] {
        socket.subscribe(id, FOLLOW, json!({})).await;
    }
    let reason = socket.expect_close(4429).await;
    assert!(reason.contains("subscriptions"), "{reason}");
}

#[tokio::test]
async fn sockets_and_their_operations_have_budgets() {
    let app = TestApp::with(|config| {
        config.limits.sockets = 1;
        // One of them is for the refused socket.
        config.limits.address_per_minute = 2;
    })
    .await;
    let mut socket = Socket::connect(&app, None).await;
    assert_eq!(
        Socket::upgrade(&app, &[("sec-websocket-protocol", "graphql-transport-ws")])
            .await
            .err(),
        Some(503)
    );
    socket.subscribe("1", "{ __typename }", json!({})).await;
    assert_eq!(
        socket.next_data("1").await,
        json!({ "__typename": "Query" })
    );
    assert_eq!(socket.next().await["type"], "complete");
    socket.subscribe("2", "{ __typename }", json!({})).await;
    let refused = socket.next().await;
    assert_eq!(
        (
            &refused["type"],
            &refused["payload"][0]["extensions"]["code"]
        ),
        (&json!("error"), &json!("RATE_LIMITED")),
        "{refused}"
    );
    assert!(
        refused["payload"][0]["extensions"]["retryAfter"]
            .as_u64()
            .is_some_and(|wait| wait > 0),
        "{refused}"
    );
}

#[tokio::test]
async fn a_restart_tells_clients_to_come_back() {
    let app = TestApp::start().await;
    let mut socket = Socket::connect(&app, None).await;
    app.platform.background.stop();
    let reason = socket.expect_close(1012).await;
    assert!(reason.contains("reconnect"), "{reason}");
}
