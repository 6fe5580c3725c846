//! How sessions end: by time, by their owner, and how soon it takes effect, on every instance and on open connections.

use std::time::{Duration, Instant};

use careergraph::{features::auth::sessions::entity::session, platform::clock::Clock};
use chrono::{DateTime, TimeDelta};
use serde_json::{Value, json};

use super::{code, refresh};
use crate::kit::{FOLLOW, Feed, Setup, Socket, TestApp, TestUser, eventually};

/// Maximum time until every instance has noticed a revocation: with Redis by a signal, without it by polling each second.
const FELT_WITHIN: Duration = Duration::from_secs(5);

const SESSIONS: &str = "{ viewer { sessions { id current userAgent ipAddress method byCookie createdAt lastUsedAt endsAt } } }";

async fn is_in(user: &TestUser) -> bool {
    user.client
        .gql("{ viewer { user { id } } }", json!({}))
        .await
        .json
        .get("errors")
        .is_none()
}

async fn sessions(user: &TestUser) -> Vec<Value> {
    user.client
        .gql(SESSIONS, json!({}))
        .await
        .data("viewer.sessions")
        .as_array()
        .unwrap()
        .clone()
}

async fn revoke(user: &TestUser, id: &str) -> crate::kit::Answer {
    let query =
        "mutation($id: ID!) { revokeSession(input: { id: $id }) { revoked userErrors { code } } }";
    user.client.gql(query, json!({ "id": id })).await
}

#[tokio::test]
async fn the_owner_sees_their_sessions_and_ends_one() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let laptop = ada.sign_in_again(&app).await;
    let stranger = app.sign_up("bob").await;
    let seen = sessions(&ada).await;
    assert_eq!(seen.len(), 2);
    assert_eq!(
        seen.iter()
            .filter(|session| session["current"] == true)
            .count(),
        1
    );
    assert!(
        seen.iter()
            .all(|session| session["ipAddress"] == "127.0.0.1"
                && session["method"] == "PASSWORD"
                && session["byCookie"] == false)
    );
    let other = seen
        .iter()
        .find(|session| session["current"] == false)
        .unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        revoke(&stranger, &other).await.code(),
        "NOT_FOUND",
        "a session of another user cannot be revoked"
    );
    assert!(is_in(&laptop).await);
    assert_eq!(
        revoke(&ada, &other).await.data("revokeSession"),
        &json!({ "revoked": 1, "userErrors": [] })
    );
    assert!(!is_in(&laptop).await, "its access token is refused at once");
    assert_eq!(
        code(&refresh(&app.anonymous(), &laptop.refresh_token).await),
        "UNAUTHENTICATED"
    );
    assert!(is_in(&ada).await);
    assert_eq!(
        revoke(&ada, &other).await.code(),
        "NOT_FOUND",
        "it is over already"
    );
    assert_eq!(sessions(&ada).await.len(), 1);
}

#[tokio::test]
async fn all_other_sessions_end_at_once() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let others = [ada.sign_in_again(&app).await, ada.sign_in_again(&app).await];
    let query = "mutation { revokeOtherSessions(input: { clientMutationId: \"x\" }) { revoked clientMutationId userErrors { code } } }";
    let answer = ada.client.gql(query, json!({})).await;
    assert_eq!(
        answer.data("revokeOtherSessions"),
        &json!({ "revoked": 2, "clientMutationId": "x", "userErrors": [] })
    );
    assert!(is_in(&ada).await);
    for other in others {
        assert!(!is_in(&other).await);
    }
}

#[tokio::test]
async fn an_end_is_felt_on_another_instance() {
    let app = TestApp::start().await;
    let twin = app.twin().await;
    for round in 0..3 {
        let user = app.sign_up(&format!("user{round}")).await;
        let there = TestUser {
            client: twin.anonymous().with_token(&user.access_token),
            ..user.clone()
        };
        assert!(is_in(&there).await);
        user.client
            .gql("mutation { signOut(input: {}) { signedOut } }", json!({}))
            .await
            .data("signOut");
        let began = Instant::now();
        eventually("the other instance refuses the token", || async {
            (!is_in(&there).await).then_some(())
        })
        .await;
        assert!(began.elapsed() < FELT_WITHIN, "{:?}", began.elapsed());
    }
}

#[tokio::test]
async fn an_instance_that_starts_later_knows_what_ended_before() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    ada.client
        .gql("mutation { signOut(input: {}) { signedOut } }", json!({}))
        .await
        .data("signOut");
    let twin = app.twin().await;
    let there = TestUser {
        client: twin.anonymous().with_token(&ada.access_token),
        ..ada
    };
    eventually("it refuses the token", || async {
        (!is_in(&there).await).then_some(())
    })
    .await;
}

#[tokio::test]
async fn open_sockets_of_an_ended_session_close_with_4403() {
    let app = TestApp::start().await;
    let twin = app.twin().await;
    let ada = app.sign_up("ada").await;
    let other = ada.sign_in_again(&app).await;
    let mut here = Socket::connect(&app, Some(&ada.access_token)).await;
    let mut there = Socket::connect(&twin, Some(&ada.access_token)).await;
    let mut of_other = Socket::connect(&app, Some(&other.access_token)).await;
    here.subscribe("1", FOLLOW, json!({})).await;
    there.subscribe("1", FOLLOW, json!({})).await;
    ada.client
        .gql("mutation { signOut(input: {}) { signedOut } }", json!({}))
        .await
        .data("signOut");
    here.expect_close(4403).await;
    there.expect_close(4403).await;
    of_other.send(&json!({ "type": "ping" })).await;
    assert_eq!(
        of_other.next().await,
        json!({ "type": "pong" }),
        "another session's socket stays"
    );
}

#[tokio::test]
async fn open_streams_of_an_ended_session_end_with_unauthenticated() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut feed = Feed::events(&ada.client, FOLLOW, json!({})).await;
    ada.client
        .gql("mutation { signOut(input: {}) { signedOut } }", json!({}))
        .await
        .data("signOut");
    let (_, last) = feed.event().await.expect("a last word");
    assert_eq!(
        last.pointer("/errors/0/extensions/code"),
        Some(&json!("UNAUTHENTICATED")),
        "{last}"
    );
}

#[tokio::test]
async fn a_session_that_nobody_uses_ends_before_its_time() {
    let clock = Clock::held_at(Clock::default().now());
    let setup = Setup::new()
        .clock(clock.clone())
        .config(|config| (config.auth.session_days, config.auth.idle_days) = (30, 14));
    let app = setup.start().await;
    let ada = app.sign_up("ada").await;
    let idle = ada.sign_in_again(&app).await;
    clock.advance(TimeDelta::days(13));
    let renewed = refresh(&app.anonymous(), &ada.refresh_token)
        .await
        .text_at("refreshSession.session.refreshToken");
    clock.advance(TimeDelta::days(1));
    assert_eq!(
        code(&refresh(&app.anonymous(), &idle.refresh_token).await),
        "UNAUTHENTICATED"
    );
    assert!(
        refresh(&app.anonymous(), &renewed)
            .await
            .json
            .get("errors")
            .is_none(),
        "a session in use continues"
    );
}

#[tokio::test]
async fn what_has_long_been_over_is_forgotten() {
    let clock = Clock::held_at(Clock::default().now());
    let app = Setup::new().clock(clock.clone()).start().await;
    let ada = app.sign_up("ada").await;
    ada.client
        .gql("mutation { signOut(input: {}) { signedOut } }", json!({}))
        .await
        .data("signOut");
    let conn = app.platform.db.conn();
    for (days, left) in [(29, 1), (2, 0)] {
        clock.advance(TimeDelta::days(days));
        app.auth.sweep().await.unwrap();
        assert_eq!(
            session::ended_since(conn, DateTime::UNIX_EPOCH)
                .await
                .unwrap()
                .len(),
            left
        );
    }
}
