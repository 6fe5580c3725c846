//! The edge over WebSocket: graphql-transport-ws, its close codes, and what one socket may do.

use std::time::{Duration, Instant};

use careergraph::platform::clock::Clock;
use chrono::{SubsecRound, TimeDelta};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::kit::{Setup, Socket, TestApp};

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
    // Packets that wait for an acknowledgement would take 40 ms a round, 8 s in all.
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
    // Who was quick enough is not bothered any more: the server's own ping comes later.
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
        config.http.allowed_origins = vec!["https://app.example.org".into()]
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

#[tokio::test]
async fn a_socket_ends_with_its_token() {
    let clock = Clock::held_at(Clock::default().now().trunc_subsecs(0));
    let app = Setup::new().clock(clock.clone()).start().await;
    let ada = app.sign_up("ada").await;
    let mut early = Socket::connect(&app, Some(&ada.access_token)).await;
    let mut anonymous = Socket::connect(&app, None).await;
    let life = TimeDelta::minutes(app.platform.config.auth.access_minutes);
    clock.advance(life - TimeDelta::milliseconds(300));
    // Nothing is said any more: the socket ends by itself.
    let mut late = Socket::connect(&app, Some(&ada.access_token)).await;
    let reason = late.expect_close(4401).await;
    assert!(reason.contains("expired"), "{reason}");
    // A clock that was moved shows at the next message.
    clock.advance(TimeDelta::seconds(1));
    early.send(&json!({ "type": "ping" })).await;
    early.expect_close(4401).await;
    anonymous.send(&json!({ "type": "ping" })).await;
    assert_eq!(anonymous.next().await, json!({ "type": "pong" }));
    let mut socket = Socket::open(&app).await;
    let payload = json!({ "authorization": format!("Bearer {}", ada.access_token) });
    socket
        .send(&json!({ "type": "connection_init", "payload": payload }))
        .await;
    socket.expect_close(4403).await;
}

#[tokio::test]
async fn a_fresh_token_lets_a_socket_live_on() {
    let clock = Clock::held_at(Clock::default().now().trunc_subsecs(0));
    let app = Setup::new().clock(clock.clone()).start().await;
    let ada = app.sign_up("ada").await;
    let life = TimeDelta::minutes(app.platform.config.auth.access_minutes);
    let mut socket = Socket::connect(&app, Some(&ada.access_token)).await;
    let renewal = |token: &str| json!({ "type": "ping", "payload": { "authorization": format!("Bearer {token}") } });
    for _ in 0..3 {
        clock.advance(life - TimeDelta::seconds(2));
        let fresh = ada.sign_in_again(&app).await;
        socket.send(&renewal(&fresh.access_token)).await;
        assert_eq!(
            socket.next().await,
            json!({ "type": "pong" }),
            "and the token is not echoed"
        );
    }
    socket
        .subscribe("1", "{ viewer { user { email } } }", json!({}))
        .await;
    assert_eq!(
        socket.next_data("1").await,
        json!({ "viewer": { "user": { "email": ada.email } } })
    );
    assert_eq!(socket.next().await["type"], "complete");
    clock.advance(life);
    socket.send(&json!({ "type": "ping" })).await;
    socket.expect_close(4401).await;
}

#[tokio::test]
async fn a_socket_stays_with_its_user() {
    let app = TestApp::start().await;
    let (ada, eve) = (app.sign_up("ada").await, app.sign_up("eve").await);
    let of = |authorization: Value| json!({ "type": "ping", "payload": { "authorization": authorization } });
    let bearer = |token: &str| Value::from(format!("Bearer {token}"));
    for (token, ping) in [
        (Some(&ada.access_token), of(bearer(&eve.access_token))),
        (Some(&ada.access_token), of(bearer("nonsense"))),
        (Some(&ada.access_token), of(Value::from(7))),
        (None, of(bearer(&ada.access_token))),
    ] {
        let mut socket = Socket::connect(&app, token.map(String::as_str)).await;
        socket.send(&ping).await;
        socket.expect_close(4403).await;
    }
    let mut early = Socket::open(&app).await;
    early.send(&of(bearer(&ada.access_token))).await;
    early.expect_close(4401).await;
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
        // An operation that began tells its errors in a result.
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
    // The first subscription still runs: its id is taken.
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
        // One of them for the socket that is refused.
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
    assert!(reason.contains("again"), "{reason}");
}
