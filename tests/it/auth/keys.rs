//! Signing keys that are added and removed while requests run.

use std::time::Duration;

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use futures_util::future::join_all;
use jsonwebtoken::decode_header;
use reqwest::Method;
use serde_json::json;

use super::sign_in;
use crate::kit::{Client, PASSWORD, Setup, TestApp, TestUser, eventually};

fn kid(token: &str) -> String {
    decode_header(token).unwrap().kid.unwrap()
}

async fn works(client: &Client, token: &str) -> bool {
    client
        .with_token(token)
        .gql("{ viewer { user { id } } }", json!({}))
        .await
        .json
        .get("errors")
        .is_none()
}

async fn fresh_token(app: &TestApp, user: &TestUser) -> String {
    sign_in(&app.anonymous(), &user.email, PASSWORD)
        .await
        .text_at("signIn.session.accessToken")
}

/// Files have timestamps of the system clock, so the held clock starts with it.
async fn with_lead(seconds: u64) -> (TestApp, Clock) {
    let clock = Clock::held_at(Clock::default().now());
    let setup = Setup::new()
        .clock(clock.clone())
        .config(|config| config.auth.key_lead_secs = seconds);
    (setup.start().await, clock)
}

#[tokio::test]
async fn a_rotation_fails_no_request_on_any_instance() {
    // Half of what the clock is moved by: the machine may be busy while the app starts, and files are stamped after that.
    let (app, clock) = with_lead(30).await;
    let twin = app.twin().await;
    let ada = app.sign_up("ada").await;
    let mut tokens = vec![ada.access_token.clone()];
    for rotation in 0..10 {
        let added = app.auth.keys.rotate().unwrap();
        clock.advance(TimeDelta::seconds(61));
        let token = fresh_token(&app, &ada).await;
        assert_eq!(kid(&token), added, "rotation {rotation}: the new key signs");
        tokens.push(token);
        let (here, there) = (app.anonymous(), twin.anonymous());
        let asked = tokens
            .iter()
            .flat_map(|token| [works(&here, token), works(&there, token)]);
        assert!(
            join_all(asked).await.into_iter().all(|works| works),
            "rotation {rotation}"
        );
    }
}

#[tokio::test]
async fn a_new_key_is_published_before_it_signs() {
    let (app, clock) = with_lead(300).await;
    let ada = app.sign_up("ada").await;
    let added = app.auth.keys.rotate().unwrap();
    let set = app
        .anonymous()
        .send(
            app.anonymous()
                .request(Method::GET, "/.well-known/jwks.json", &[]),
        )
        .await;
    assert!(
        set.json["keys"]
            .as_array()
            .unwrap()
            .iter()
            .any(|key| key["kid"] == added.as_str()),
        "{}",
        set.text
    );
    assert!(
        set.header("cache-control").starts_with("public, max-age="),
        "{}",
        set.header("cache-control")
    );
    assert_ne!(kid(&fresh_token(&app, &ada).await), added);
    // The file is slightly younger than the held clock.
    clock.advance(TimeDelta::seconds(400));
    assert_eq!(kid(&fresh_token(&app, &ada).await), added);
}

#[tokio::test]
async fn a_key_that_was_removed_is_refused_within_a_minute() {
    let (app, clock) = with_lead(15).await;
    let ada = app.sign_up("ada").await;
    app.auth.keys.rotate().unwrap();
    clock.advance(TimeDelta::seconds(30));
    let token = fresh_token(&app, &ada).await;
    let old = app
        .platform
        .config
        .auth
        .keys_dir
        .join(format!("{}.pem", kid(&ada.access_token)));
    std::fs::remove_file(old).unwrap();
    clock.advance(TimeDelta::seconds(11));
    eventually("the retired key is refused", || async {
        (!works(&app.anonymous(), &ada.access_token).await).then_some(())
    })
    .await;
    assert!(works(&app.anonymous(), &token).await);
}

/// An unknown key id makes the server read the folder: a flood of them must not make each request read it.
#[tokio::test]
async fn a_flood_of_unknown_keys_reads_the_folder_once() {
    let clock = Clock::held_at(Clock::default().now());
    let app = Setup::new().clock(clock).start().await;
    let ada = app.sign_up("ada").await;
    app.auth.keys.look_again(TimeDelta::zero());
    // A new key would be found by the next read of the folder; the clock is held, so there is none.
    let hidden = std::fs::read(
        app.platform
            .config
            .auth
            .keys_dir
            .join(format!("{}.pem", kid(&ada.access_token))),
    )
    .unwrap();
    std::fs::write(app.platform.config.auth.keys_dir.join("zzz.pem"), hidden).unwrap();
    for _ in 0..100 {
        assert!(
            !works(
                &app.anonymous(),
                "eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCIsImtpZCI6Inp6eiJ9.e30.AAAA"
            )
            .await
        );
    }
    assert_eq!(app.auth.keys.list().len(), 1);
    tokio::time::timeout(Duration::from_secs(30), async {
        assert!(works(&app.anonymous(), &ada.access_token).await);
    })
    .await
    .unwrap();
}
