//! Malformed GraphQL requests: on a WebSocket they close it with 4400 and a reason; over HTTP they are 400 `BAD_REQUEST` with a
//! message, whatever media type is accepted.

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::kit::{Socket, TestApp};

const QUERY: &str = "{ __typename }";

/// Malformed payloads of `subscribe`, or bodies; with a word of the expected message.
fn bodies() -> Vec<(Value, &'static str)> {
    let with = |name: &str, value: Value| {
        let mut body = json!({ "query": QUERY });
        body[name] = value;
        body
    };
    vec![
        (json!({}), "query"),
        (json!({ "variables": {} }), "query"),
        (with("query", json!(null)), "query"),
        (with("query", json!(7)), "query"),
        (with("query", json!({})), "query"),
        (with("query", json!([QUERY])), "query"),
        (with("variables", json!([])), "variables"),
        (with("variables", json!("{}")), "variables"),
        (with("variables", json!(1)), "variables"),
        (with("variables", json!(false)), "variables"),
        (with("operationName", json!(7)), "operationName"),
        (with("operationName", json!({})), "operationName"),
        (with("operationName", json!([])), "operationName"),
        (with("extensions", json!([])), "extensions"),
        (with("extensions", json!("{}")), "extensions"),
        (with("extensions", json!(0)), "extensions"),
        (with("documentId", json!(7)), "documentId"),
        (with("documentId", json!("id")), "documentId"),
        (
            with("extensions", json!({ "persistedQuery": 1 })),
            "persistedQuery",
        ),
        (
            with(
                "extensions",
                json!({ "persistedQuery": { "version": 2, "sha256Hash": "00" } }),
            ),
            "persistedQuery",
        ),
        (
            with("extensions", json!({ "persistedQuery": { "version": 1 } })),
            "persistedQuery",
        ),
    ]
}

/// Payloads that are not objects.
fn none() -> [Value; 4] {
    [json!(null), json!([]), json!("{ __typename }"), json!(7)]
}

async fn closed(app: &TestApp, init: bool, message: Message) -> String {
    let mut socket = if init {
        Socket::connect(app, None).await
    } else {
        Socket::open(app).await
    };
    socket.send_raw(message.clone()).await;
    let reason = socket.expect_close(4400).await;
    assert!((1..=123).contains(&reason.len()), "{message}: {reason}");
    reason
}

#[tokio::test]
async fn a_subscribe_without_a_request_closes_the_socket_and_says_what_is_wrong() {
    let app = TestApp::start().await;
    let of = |payload: Value| {
        Message::text(json!({ "id": "1", "type": "subscribe", "payload": payload }).to_string())
    };
    for (payload, word) in bodies() {
        let reason = closed(&app, true, of(payload.clone())).await;
        assert!(reason.contains(word), "{payload}: {reason}");
    }
    for payload in none() {
        let reason = closed(&app, true, of(payload.clone())).await;
        assert!(reason.contains("payload"), "{payload}: {reason}");
    }
}

#[tokio::test]
async fn a_message_that_is_none_closes_the_socket_and_says_what_is_wrong() {
    let app = TestApp::start().await;
    let payload = json!({ "query": QUERY });
    for (init, message, word) in [
        (
            true,
            json!({ "type": "subscribe", "payload": payload }),
            "\"id\"",
        ),
        (
            true,
            json!({ "id": null, "type": "subscribe", "payload": payload }),
            "\"id\"",
        ),
        (
            true,
            json!({ "id": 1, "type": "subscribe", "payload": payload }),
            "\"id\"",
        ),
        (
            true,
            json!({ "id": ["1"], "type": "subscribe", "payload": payload }),
            "\"id\"",
        ),
        (
            true,
            json!({ "id": "", "type": "subscribe", "payload": payload }),
            "\"id\"",
        ),
        (
            true,
            json!({ "id": "x".repeat(257), "type": "subscribe", "payload": payload }),
            "256",
        ),
        (true, json!({ "id": "1", "type": "subscribe" }), "payload"),
        (true, json!({ "type": "complete" }), "\"id\""),
        (true, json!({ "id": 1, "type": "complete" }), "\"id\""),
        (true, json!({ "id": "", "type": "complete" }), "\"id\""),
        (
            false,
            json!({ "type": "connection_init", "payload": [] }),
            "payload",
        ),
        (
            false,
            json!({ "type": "connection_init", "payload": "Bearer x" }),
            "payload",
        ),
        (
            false,
            json!({ "type": "connection_init", "payload": 7 }),
            "payload",
        ),
        (false, json!({ "type": "ping", "payload": "x" }), "payload"),
        (true, json!({ "type": "ping", "payload": [1] }), "payload"),
        (true, json!({ "type": "pong", "payload": true }), "payload"),
        (true, json!({}), "type"),
        (true, json!({ "type": null }), "type"),
        (true, json!({ "type": 7 }), "type"),
        (
            true,
            json!({ "type": "start", "id": "1", "payload": payload }),
            "type",
        ),
        (true, json!({ "type": "x".repeat(5_000) }), "type"),
        (true, json!({ "type": "connection_ack" }), "type"),
        (
            true,
            json!({ "type": "next", "id": "1", "payload": {} }),
            "type",
        ),
        (true, json!([]), "object"),
        (true, json!(null), "object"),
        (true, json!("ping"), "object"),
    ] {
        let reason = closed(&app, init, Message::text(message.to_string())).await;
        assert!(reason.contains(word), "{message}: {reason}");
    }
    for (message, word) in [
        (Message::text("nonsense"), "JSON"),
        (Message::text(""), "JSON"),
        (Message::text("[".repeat(10_000)), "JSON"),
        (Message::binary(&br#"{"type":"ping"}"#[..]), "binary"),
    ] {
        let reason = closed(&app, true, message).await;
        assert!(reason.contains(word), "{reason}");
    }
}

#[tokio::test]
async fn what_a_message_does_not_need_is_passed_over() {
    let app = TestApp::start().await;
    let mut socket = Socket::open(&app).await;
    socket
        .send(&json!({ "type": "ping", "payload": null, "id": 7 }))
        .await;
    assert_eq!(socket.next().await, json!({ "type": "pong" }));
    socket
        .send(&json!({ "type": "connection_init", "payload": null, "more": [] }))
        .await;
    assert_eq!(socket.next().await, json!({ "type": "connection_ack" }));
    let payload = json!({ "query": QUERY, "variables": null, "operationName": null, "extensions": null, "documentId": null, "more": 1 });
    socket
        .send(&json!({ "id": "x".repeat(256), "type": "subscribe", "payload": payload }))
        .await;
    assert_eq!(
        socket.next().await["payload"]["data"],
        json!({ "__typename": "Query" })
    );
    assert_eq!(socket.next().await["type"], "complete");
}

#[tokio::test]
async fn a_body_without_a_request_is_refused_with_a_sentence_whatever_answer_is_asked_for() {
    let app = TestApp::with(|config| config.graphql.batch_max = 2).await;
    let client = app.anonymous();
    let accepts = [
        "application/json",
        "application/graphql-response+json",
        "text/event-stream",
        "multipart/mixed; subscriptionSpec=1.0",
    ];
    for accept in accepts {
        let headers = [("content-type", "application/json"), ("accept", accept)];
        let wrong = bodies()
            .into_iter()
            .chain(none().into_iter().map(|body| (body, "")));
        for (body, word) in wrong {
            for body in [body.clone(), json!([{ "query": QUERY }, body])] {
                // The second entry of a batch is the last one that names its own defect.
                if body.is_array() && (word == "documentId" || word == "query") {
                    continue;
                }
                let refused = client.post(body.to_string(), &headers).await;
                assert_eq!(
                    (refused.status, refused.code()),
                    (400, "BAD_REQUEST"),
                    "{accept} {body}: {}",
                    refused.text
                );
                let message = refused.errors()[0]["message"].as_str().unwrap_or_default();
                assert!(
                    message.contains(word) && message.ends_with('.'),
                    "{accept} {body}: {message}"
                );
            }
        }
    }
    for (name, value) in [
        ("variables", "[]"),
        ("variables", "\"{}\""),
        ("variables", "7"),
        ("extensions", "[]"),
        ("extensions", "{"),
    ] {
        let refused = client.get(&[("query", QUERY), (name, value)]).await;
        assert_eq!(
            (refused.status, refused.code()),
            (400, "BAD_REQUEST"),
            "{name}={value}: {}",
            refused.text
        );
        assert!(
            refused.errors()[0]["message"]
                .as_str()
                .is_some_and(|message| message.contains(name)),
            "{}",
            refused.text
        );
    }
}
