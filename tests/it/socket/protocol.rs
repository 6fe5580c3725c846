//! Violations of the protocol, and close codes.

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use super::FOLLOW;
use crate::kit::{Socket, TestApp};

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
async fn breaches_of_the_protocol_end_the_socket_with_its_code() {
    let app = TestApp::start().await;
    let init = json!({ "type": "connection_init" });
    let subscribe = json!({ "id": "1", "type": "subscribe", "payload": { "query": FOLLOW } });
    let ada = app.sign_up("ada").await;
    let known = json!({ "type": "connection_init", "payload": { "Authorization": format!("Bearer {}", ada.access_token) } });
    for (what, messages, code) in [
        ("subscribed before init", vec![subscribe.clone()], 4401),
        ("init twice", vec![init.clone(), init.clone()], 4429),
        (
            "an id twice",
            vec![known.clone(), subscribe.clone(), subscribe.clone()],
            4409,
        ),
        (
            "an unknown type",
            vec![init.clone(), json!({ "type": "start" })],
            4400,
        ),
        ("no type", vec![init.clone(), json!({})], 4400),
        ("an array", vec![json!([])], 4400),
        ("a null", vec![Value::Null], 4400),
        (
            "a type of the server's",
            vec![init.clone(), json!({ "type": "connection_ack" })],
            4400,
        ),
        (
            "no id",
            vec![
                init.clone(),
                json!({ "type": "subscribe", "payload": { "query": "{ __typename }" } }),
            ],
            4400,
        ),
        (
            "an empty id",
            vec![
                init.clone(),
                json!({ "id": "", "type": "subscribe", "payload": { "query": "{ __typename }" } }),
            ],
            4400,
        ),
        (
            "a number as id",
            vec![
                init.clone(),
                json!({ "id": 1, "type": "subscribe", "payload": { "query": "{ __typename }" } }),
            ],
            4400,
        ),
        (
            "an endless id",
            vec![
                init.clone(),
                json!({ "id": "x".repeat(257), "type": "complete" }),
            ],
            4400,
        ),
        (
            "no payload",
            vec![init.clone(), json!({ "id": "1", "type": "subscribe" })],
            4400,
        ),
        (
            "a payload of init that is no object",
            vec![json!({ "type": "connection_init", "payload": 7 })],
            4400,
        ),
        (
            "a token that is no text",
            vec![json!({ "type": "connection_init", "payload": { "authorization": 7 } })],
            4403,
        ),
        (
            "a token that is none",
            vec![
                json!({ "type": "connection_init", "payload": { "authorization": "Bearer nonsense" } }),
            ],
            4403,
        ),
        (
            "another scheme",
            vec![
                json!({ "type": "connection_init", "payload": { "authorization": "Basic YTpi" } }),
            ],
            4403,
        ),
        (
            "a message too large",
            vec![
                init.clone(),
                json!({ "type": "ping", "payload": "x".repeat(256 * 1024) }),
            ],
            1009,
        ),
    ] {
        let mut socket = Socket::open(&app).await;
        for message in &messages {
            socket.send(message).await;
        }
        let reason = socket.expect_close(code).await;
        assert!(
            !reason.is_empty() && reason.len() <= 123,
            "{what}: {reason}"
        );
    }
}

#[tokio::test]
async fn what_is_no_json_ends_the_socket() {
    let app = TestApp::start().await;
    for message in [
        Message::text("nonsense"),
        Message::text(""),
        Message::text("[".repeat(10_000)),
        Message::binary(&b"{\"type\":\"ping\"}"[..]),
    ] {
        let mut socket = Socket::connect(&app, None).await;
        socket.send_raw(message).await;
        socket.expect_close(4400).await;
    }
}

#[tokio::test]
async fn a_message_may_have_256_kib_and_no_more() {
    let app = TestApp::start().await;
    let mut socket = Socket::connect(&app, None).await;
    let frame = |length: usize| {
        Message::text(format!(
            "{}{}",
            r#"{"type":"ping"}"#,
            " ".repeat(length - 15)
        ))
    };
    socket.send_raw(frame(256 * 1_024)).await;
    assert_eq!(socket.next().await, json!({ "type": "pong" }));
    socket.send_raw(frame(256 * 1_024 + 1)).await;
    socket.expect_close(1009).await;
}

#[tokio::test]
async fn breaches_of_the_layer_below_end_the_socket_with_its_code() {
    let app = TestApp::start().await;
    // A mask of zeros leaves the bytes as they are (RFC 6455, 5.3).
    for (what, frame, code) in [
        (
            "a text that is no UTF-8",
            &b"\x81\x81\0\0\0\0\xff"[..],
            1007,
        ),
        ("a frame without a mask", &b"\x81\x02{}"[..], 1002),
        ("a reserved opcode", &b"\x83\x80\0\0\0\0"[..], 1002),
        ("a reserved bit", &b"\xc1\x80\0\0\0\0"[..], 1002),
        ("a fragmented ping", &b"\x09\x80\0\0\0\0"[..], 1002),
        ("a continuation of nothing", &b"\x80\x80\0\0\0\0"[..], 1002),
        (
            "an endless frame",
            &b"\x81\xff\x7f\0\0\0\0\0\0\0\0\0\0\0"[..],
            1009,
        ),
        ("a binary frame", &b"\x82\x80\0\0\0\0"[..], 4400),
    ] {
        let mut socket = Socket::connect(&app, None).await;
        socket.send_bytes(frame).await;
        let reason = socket.expect_close(code).await;
        assert!(
            !reason.is_empty() && reason.len() <= 123,
            "{what}: {reason}"
        );
    }
}

#[tokio::test]
async fn the_code_arrives_although_more_was_sent() {
    let app = TestApp::start().await;
    let mut socket = Socket::connect(&app, None).await;
    socket.send(&json!({ "type": "nonsense" })).await;
    for _ in 0..50 {
        socket
            .try_send(&json!({ "type": "ping", "payload": "x".repeat(10_000) }))
            .await;
    }
    socket.expect_close(4400).await;
}

#[tokio::test]
async fn silence_after_opening_ends_the_socket() {
    let app = TestApp::with(|config| config.streams.init_secs = 1).await;
    let reason = Socket::open(&app).await.expect_close(4408).await;
    assert!(reason.contains("initialisation"), "{reason}");
    // A client that was quick enough gets no ping now: the server's own ping comes later.
    let app =
        TestApp::with(|config| (config.streams.init_secs, config.streams.ping_secs) = (1, 2)).await;
    let mut socket = Socket::connect(&app, None).await;
    socket.expect_ping().await;
    socket.send(&json!({ "type": "ping" })).await;
    assert_eq!(socket.next().await, json!({ "type": "pong" }));
}

#[tokio::test]
async fn only_our_protocol_and_no_foreign_page_may_open_a_socket() {
    let app = TestApp::with(|config| {
        config.http.allowed_origins = vec!["https://app.example.org".into()];
    })
    .await;
    let protocol = ("sec-websocket-protocol", "graphql-transport-ws");
    let own = app.base_url.clone();
    for (headers, refused) in [
        (vec![protocol], None),
        (
            vec![("sec-websocket-protocol", "graphql-ws, graphql-transport-ws")],
            None,
        ),
        (vec![], Some(400)),
        (vec![("sec-websocket-protocol", "graphql-ws")], Some(400)),
        (
            vec![("sec-websocket-protocol", "graphql-transport-ws2")],
            Some(400),
        ),
        (vec![protocol, ("origin", &own)], None),
        (vec![protocol, ("origin", "https://app.example.org")], None),
        (
            vec![protocol, ("origin", "https://evil.example")],
            Some(403),
        ),
        (vec![protocol, ("origin", "null")], Some(403)),
        (
            vec![protocol, ("origin", "https://app.example.org.evil.example")],
            Some(403),
        ),
    ] {
        assert_eq!(
            Socket::upgrade(&app, &headers).await.err(),
            refused,
            "{headers:?}"
        );
    }
}
