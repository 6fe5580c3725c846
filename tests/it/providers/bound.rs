//! A callback is valid once, and in the browser that started the sign-in (RFC 9700, 4.2, 4.4 and 4.7).

use careergraph::{config::Preset, platform::clock::Clock};
use chrono::TimeDelta;

use super::{PAGE, sessions, start, turned_away};
use crate::kit::{Browser, IdentityProvider, Setup, TestApp};

struct Tour {
    app: TestApp,
    clock: Clock,
    _provider: IdentityProvider,
}

/// A gateway and a provider with the same held clock.
async fn tour() -> Tour {
    let provider = IdentityProvider::start(Preset::Generic).await;
    let clock = Clock::held_at(Clock::default().now());
    let shared = clock.clone();
    provider.clock(move || shared.now());
    let app = Setup::new()
        .clock(clock.clone())
        .config(|config| provider.known_to(config))
        .start()
        .await;
    Tour {
        app,
        clock,
        _provider: provider,
    }
}

/// Opens the provider; returns the callback address.
async fn as_far_as_the_provider(browser: &mut Browser, address: &str) -> String {
    let out = browser.open(address).await;
    assert_eq!(out.status, 303, "{}", out.text);
    let back = browser.open(out.header("location")).await;
    back.header("location").to_owned()
}

#[tokio::test]
async fn a_way_back_is_good_once() {
    let tour = tour().await;
    let mut browser = Browser::new(&tour.app);
    let back = as_far_as_the_provider(&mut browser, &start(&tour.app, "")).await;
    assert_eq!(browser.walk(&back).await.unwrap(), PAGE);
    let mut again = browser.clone();
    assert_eq!(turned_away(&mut again, &back).await, "SIGN_IN_EXPIRED");
    assert_eq!(sessions(&tour.app).await, 1);
}

#[tokio::test]
async fn of_many_who_bring_the_same_answer_one_is_signed_in() {
    let tour = tour().await;
    let mut browser = Browser::new(&tour.app);
    let back = as_far_as_the_provider(&mut browser, &start(&tour.app, "")).await;
    let all = (0..20).map(|_| {
        let (mut browser, back) = (browser.clone(), back.clone());
        async move { browser.open(&back).await.status }
    });
    let statuses = futures_util::future::join_all(all).await;
    assert_eq!(
        statuses.iter().filter(|status| **status == 303).count(),
        1,
        "{statuses:?}"
    );
    assert_eq!(sessions(&tour.app).await, 1);
}

#[tokio::test]
async fn it_is_good_in_the_browser_that_set_out_only() {
    let tour = tour().await;
    let mut evil = Browser::new(&tour.app);
    let back = as_far_as_the_provider(&mut evil, &start(&tour.app, "")).await;
    let mut victim = Browser::new(&tour.app);
    assert_eq!(
        turned_away(&mut victim, &back).await,
        "SIGN_IN_OF_OTHER_BROWSER"
    );
    // Nor if the victim has a pending sign-in of their own.
    as_far_as_the_provider(&mut victim, &start(&tour.app, "")).await;
    assert_eq!(
        turned_away(&mut victim, &back).await,
        "SIGN_IN_OF_OTHER_BROWSER"
    );
    assert_eq!(sessions(&tour.app).await, 0);
}

#[tokio::test]
async fn two_tabs_of_one_browser_both_arrive() {
    let tour = tour().await;
    let mut browser = Browser::new(&tour.app);
    let first = as_far_as_the_provider(&mut browser, &start(&tour.app, "")).await;
    let second = as_far_as_the_provider(&mut browser, &start(&tour.app, "")).await;
    assert_eq!(browser.walk(&first).await.unwrap(), PAGE);
    assert_eq!(browser.walk(&second).await.unwrap(), PAGE);
    assert_eq!(sessions(&tour.app).await, 2);
}

#[tokio::test]
async fn two_tabs_at_the_same_instant_make_one_account() {
    let tour = tour().await;
    let mut browser = Browser::new(&tour.app);
    let mut ways = Vec::new();
    for _ in 0..6 {
        ways.push(as_far_as_the_provider(&mut browser, &start(&tour.app, "")).await);
    }
    let all = ways.iter().map(|way| {
        let mut browser = browser.clone();
        async move { browser.walk(way).await.unwrap() }
    });
    let places = futures_util::future::join_all(all).await;
    assert_eq!(places, [PAGE; 6]);
    assert_eq!(sessions(&tour.app).await, 6);
}

#[tokio::test]
async fn it_ends_after_ten_minutes() {
    let tour = tour().await;
    let mut browser = Browser::new(&tour.app);
    let back = as_far_as_the_provider(&mut browser, &start(&tour.app, "")).await;
    tour.clock.advance(TimeDelta::minutes(10));
    assert_eq!(turned_away(&mut browser, &back).await, "SIGN_IN_EXPIRED");
    tour.app.auth.sweep().await.unwrap();
    assert_eq!(sessions(&tour.app).await, 0);
}

#[tokio::test]
async fn an_answer_of_one_provider_does_not_pass_for_that_of_another() {
    let provider = IdentityProvider::start(Preset::Generic).await;
    let setup = Setup::new()
        .config(|config| provider.known_to(config))
        .config(|config| {
            let other = config.providers.0["fake"].clone();
            config.providers.0.insert("other".to_owned(), other);
        });
    let app = setup.start().await;
    let mut browser = Browser::new(&app);
    let back = as_far_as_the_provider(&mut browser, &start(&app, ""))
        .await
        .replace("/auth/fake/", "/auth/other/");
    assert_eq!(turned_away(&mut browser, &back).await, "SIGN_IN_EXPIRED");
}
