//! An unavailable provider affects nobody else, and is used again when it is back.

use careergraph::{config::Preset, platform::clock::Clock};
use chrono::TimeDelta;
use serde_json::json;

use super::{PAGE, post, setup, signed_in, start, turned_away};
use crate::kit::{Browser, IdentityProvider, Setup, TestApp};

async fn held(provider: &IdentityProvider) -> (TestApp, Clock) {
    let clock = Clock::held_at(Clock::default().now());
    let shared = clock.clone();
    provider.clock(move || shared.now());
    (
        Setup::new()
            .clock(clock.clone())
            .config(|config| provider.known_to(config))
            .start()
            .await,
        clock,
    )
}

#[tokio::test]
async fn nothing_is_asked_before_somebody_wants_to_sign_in() {
    let (app, provider) = setup(Preset::Generic).await;
    app.sign_up("bob").await;
    assert_eq!(provider.seen("/.well-known/openid-configuration"), 0);
}

#[tokio::test]
async fn others_sign_in_meanwhile_and_it_comes_back() {
    let provider = IdentityProvider::start(Preset::Generic).await;
    let (app, clock) = held(&provider).await;
    provider.misbehave("disc_never");
    let bob = app.sign_up("bob").await;
    let (code, again) = tokio::join!(
        async { turned_away(&mut Browser::new(&app), &start(&app, "")).await },
        bob.sign_in_again(&app)
    );
    assert_eq!(code, "PROVIDER_UNAVAILABLE");
    assert_eq!(
        again
            .client
            .gql("{ viewer { user { email } } }", json!({}))
            .await
            .data("viewer.user.email"),
        &json!(bob.email)
    );
    // During the pause it gets no requests.
    let asked = provider.seen("/.well-known/openid-configuration");
    provider.misbehave("");
    assert_eq!(
        turned_away(&mut Browser::new(&app), &start(&app, "")).await,
        "PROVIDER_UNAVAILABLE"
    );
    assert_eq!(provider.seen("/.well-known/openid-configuration"), asked);
    clock.advance(TimeDelta::seconds(6));
    signed_in(&app).await;
}

#[tokio::test]
async fn what_it_published_is_remembered_and_outlives_an_outage() {
    let provider = IdentityProvider::start(Preset::Generic).await;
    let (app, clock) = held(&provider).await;
    for _ in 0..3 {
        signed_in(&app).await;
    }
    assert_eq!(
        (
            provider.seen("/.well-known/openid-configuration"),
            provider.seen("/jwks")
        ),
        (1, 1)
    );
    clock.advance(TimeDelta::minutes(11));
    provider.misbehave("disc_500");
    signed_in(&app).await;
}

#[tokio::test]
async fn its_keys_rotate_and_nobody_notices() {
    let provider = IdentityProvider::start(Preset::Generic).await;
    let (app, clock) = held(&provider).await;
    signed_in(&app).await;
    clock.advance(TimeDelta::minutes(2));
    provider.rotate("key-2");
    signed_in(&app).await;
    assert_eq!(provider.seen("/jwks"), 2, "the new key was looked for");
}

#[tokio::test]
async fn keys_that_change_without_an_overlap_cost_sign_ins_for_ten_seconds_at_most() {
    let provider = IdentityProvider::start(Preset::Generic).await;
    let (app, clock) = held(&provider).await;
    signed_in(&app).await;
    for (round, key) in ["key-2", "key-3", "key-4"].into_iter().enumerate() {
        provider.rotate(key);
        assert_eq!(
            turned_away(&mut Browser::new(&app), &start(&app, "")).await,
            "ID_TOKEN_INVALID",
            "{key}: they were just read"
        );
        clock.advance(TimeDelta::seconds(10));
        // Of many concurrent sign-ins, one reads the discovery document.
        futures_util::future::join_all((0..12).map(|_| signed_in(&app))).await;
        assert_eq!(provider.seen("/jwks"), 2 + round, "{key}");
    }
}

#[tokio::test]
async fn tokens_that_anybody_may_send_have_the_keys_read_once_in_ten_seconds() {
    let provider = IdentityProvider::start(Preset::Generic).await;
    let (app, clock) = held(&provider).await;
    signed_in(&app).await;
    provider.rotate("a key that is published later");
    let token = provider.logout_token(Some("ada-1"), None, "1", "");
    provider.rotate("key-1");
    for round in 0..3 {
        clock.advance(TimeDelta::seconds(10));
        let answers = futures_util::future::join_all((0..12).map(|_| post(&app, &token))).await;
        assert!(
            answers.iter().all(|answer| answer.status == 400),
            "{answers:?}"
        );
        assert_eq!(provider.seen("/jwks"), 2 + round);
    }
}

#[tokio::test]
async fn keys_that_nobody_knows_do_not_make_it_work() {
    let provider = IdentityProvider::start(Preset::Generic).await;
    let (app, _clock) = held(&provider).await;
    provider.misbehave("unknown_kid");
    for _ in 0..10 {
        assert_eq!(
            turned_away(&mut Browser::new(&app), &start(&app, "")).await,
            "ID_TOKEN_INVALID"
        );
    }
    assert_eq!(provider.seen("/jwks"), 1, "one look in a while");
}

#[tokio::test]
async fn one_provider_that_is_away_does_not_hold_up_another() {
    let (away, there) = (
        IdentityProvider::start(Preset::Generic).await,
        IdentityProvider::start(Preset::Linkedin).await,
    );
    let setup = Setup::new().config(|config| {
        away.known_to(config);
        let section = config.providers.0.remove("fake").unwrap();
        there.known_to(config);
        config.providers.0.insert("away".to_owned(), section);
    });
    let app = setup.start().await;
    away.misbehave("disc_never");
    let address = start(&app, "").replace("/fake/", "/away/");
    let mut browsers = [Browser::new(&app), Browser::new(&app)];
    let [first, second] = &mut browsers;
    let good = start(&app, "");
    let (place, code) = tokio::join!(first.walk(&good), turned_away(second, &address));
    let place = place.expect("it is led back");
    assert_eq!(
        (place.as_str(), code.as_str()),
        (PAGE, "PROVIDER_UNAVAILABLE")
    );
}
