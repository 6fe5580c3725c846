//! A socket and its access token.

use careergraph::platform::clock::Clock;
use chrono::{SubsecRound, TimeDelta};
use serde_json::{Value, json};

use crate::kit::{Setup, Socket, TestApp};

#[tokio::test]
async fn a_socket_ends_with_its_token() {
    let clock = Clock::held_at(Clock::default().now().trunc_subsecs(0));
    let app = Setup::new().clock(clock.clone()).start().await;
    let ada = app.sign_up("ada").await;
    let mut early = Socket::connect(&app, Some(&ada.access_token)).await;
    let mut anonymous = Socket::connect(&app, None).await;
    let life = TimeDelta::minutes(app.platform.config.auth.access_minutes);
    clock.advance(life - TimeDelta::milliseconds(300));
    // Without further messages, the server closes the socket.
    let mut late = Socket::connect(&app, Some(&ada.access_token)).await;
    let reason = late.expect_close(4401).await;
    assert!(reason.contains("expired"), "{reason}");
    // A moved clock takes effect at the next message.
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
