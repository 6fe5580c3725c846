//! Start and callback of a sign-in in a browser.

use careergraph::config::Preset;
use reqwest::Method;
use serde_json::json;

use super::{BOTH, ME, PAGE, person, setup, setup_with, signed_in, start, turned_away};
use crate::kit::{Browser, TestApp};

#[tokio::test]
async fn a_stranger_becomes_a_user_and_comes_back_as_the_same() {
    for preset in BOTH {
        let (app, _provider) = setup(preset).await;
        let first = signed_in(&app).await.client().gql(ME, json!({})).await;
        assert_eq!(first.data("viewer.user.email"), "ada@example.org");
        assert_eq!(first.data("viewer.identities.0.provider"), "fake");
        assert_eq!(first.data("viewer.identities.0.email"), "ada@example.org");
        assert_eq!(first.data("viewer.sessions.0.method"), "PROVIDER");
        let again = signed_in(&app).await.client().gql(ME, json!({})).await;
        assert_eq!(
            again.data("viewer.user.id"),
            first.data("viewer.user.id"),
            "{preset:?}"
        );
        assert_eq!(again.data("viewer.sessions").as_array().unwrap().len(), 2);
    }
}

#[tokio::test]
async fn the_key_is_the_subject_and_not_the_address() {
    let (app, provider) = setup(Preset::Generic).await;
    let before = signed_in(&app).await.client().gql(ME, json!({})).await;
    provider.person(person("ada-1", "lovelace@example.org", true));
    let after = signed_in(&app).await.client().gql(ME, json!({})).await;
    assert_eq!(after.data("viewer.user.id"), before.data("viewer.user.id"));
    assert_eq!(
        after.data("viewer.user.email"),
        "ada@example.org",
        "the account's address is its owner's to change"
    );
    assert_eq!(
        after.data("viewer.identities.0.email"),
        "lovelace@example.org"
    );
}

#[tokio::test]
async fn a_known_identity_needs_no_address() {
    let (app, provider) = setup(Preset::Generic).await;
    signed_in(&app).await;
    provider.person(json!({ "sub": "ada-1" }));
    signed_in(&app).await;
}

#[tokio::test]
async fn the_redirects_are_kept_by_nobody_and_the_cookies_are_fenced() {
    let (app, _provider) = setup(Preset::Generic).await;
    let mut browser = Browser::new(&app);
    let out = browser.open(&start(&app, "")).await;
    assert_eq!(
        (
            out.status,
            out.header("cache-control"),
            out.header("referrer-policy")
        ),
        (303, "no-store", "no-referrer")
    );
    assert!(
        out.cookie("__Host-careergraph-browser")
            .ends_with("; Path=/; Max-Age=600; HttpOnly; Secure; SameSite=Lax")
    );
    let there = url::Url::parse(out.header("location")).unwrap();
    let asked: std::collections::HashMap<_, _> = there.query_pairs().into_owned().collect();
    assert_eq!(
        (
            asked["code_challenge_method"].as_str(),
            asked["response_type"].as_str()
        ),
        ("S256", "code")
    );
    assert!(
        asked["state"].len() >= 22 && asked["nonce"].len() >= 22,
        "128 bits at least"
    );
    let back = browser.open(out.header("location")).await;
    let landed = browser.open(back.header("location")).await;
    assert_eq!(
        (
            landed.status,
            landed.header("cache-control"),
            landed.header("location")
        ),
        (303, "no-store", PAGE)
    );
    assert!(
        landed
            .session_cookie()
            .ends_with("; HttpOnly; Secure; SameSite=Lax")
    );
    assert!(
        landed
            .cookie("__Host-careergraph-device")
            .contains("HttpOnly")
    );
}

#[tokio::test]
async fn providers_are_listed_for_the_page_that_offers_them() {
    let (app, _provider) = setup(Preset::Linkedin).await;
    let listed = app
        .anonymous()
        .gql("{ signInProviders { name label startUrl } }", json!({}))
        .await;
    let expected = json!([{ "name": "fake", "label": "LinkedIn", "startUrl": format!("{}/auth/fake/start", app.base_url) }]);
    assert_eq!(listed.data("signInProviders"), &expected);
    let none = TestApp::start().await;
    assert_eq!(
        none.anonymous()
            .gql("{ signInProviders { name } }", json!({}))
            .await
            .data("signInProviders"),
        &json!([])
    );
}

#[tokio::test]
async fn whoever_may_not_come_in_is_told_by_a_code() {
    let (app, provider) = setup_with(Preset::Generic, |config| config.auth.sign_up = false).await;
    let mut browser = Browser::new(&app);
    assert_eq!(
        turned_away(&mut browser, &start(&app, "")).await,
        "SIGN_UP_CLOSED"
    );
    for (whim, code) in [
        ("access_denied", "SIGN_IN_CANCELLED"),
        ("user_cancelled_login", "SIGN_IN_CANCELLED"),
        ("user_cancelled_authorize", "SIGN_IN_CANCELLED"),
        ("server_error", "PROVIDER_REFUSED"),
    ] {
        provider.misbehave(whim);
        assert_eq!(
            turned_away(&mut browser, &start(&app, "")).await,
            code,
            "{whim}"
        );
    }
    for (path, code) in [
        ("/auth/nobody/start", "UNKNOWN_PROVIDER"),
        (
            "/auth/fake/start?return_to=https://evil.example/",
            "RETURN_ADDRESS_NOT_ALLOWED",
        ),
        (
            "/auth/fake/start?return_to=com.example.app:/signed-in",
            "CODE_CHALLENGE_INVALID",
        ),
        (
            "/auth/fake/start?return_to=com.example.app:/signed-in&code_challenge=short",
            "CODE_CHALLENGE_INVALID",
        ),
        ("/auth/fake/start?ticket=nonsense", "SIGN_IN_EXPIRED"),
        ("/auth/fake/callback", "SIGN_IN_EXPIRED"),
        ("/auth/fake/callback?state=x&code=y", "SIGN_IN_EXPIRED"),
    ] {
        assert_eq!(
            turned_away(&mut browser, &format!("{}{path}", app.base_url)).await,
            code,
            "{path}"
        );
    }
}

#[tokio::test]
async fn programs_are_told_by_a_problem() {
    let (app, _provider) = setup(Preset::Generic).await;
    let answer = app
        .anonymous()
        .send(
            app.anonymous()
                .request(Method::GET, "/auth/nobody/start", &[]),
        )
        .await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (404, "application/problem+json")
    );
    assert_eq!(answer.json["code"], "UNKNOWN_PROVIDER");
}

#[tokio::test]
async fn sign_ins_are_limited_per_address() {
    let (app, _provider) = setup_with(Preset::Generic, |config| {
        config.limits.sign_in_per_minute = 4;
    })
    .await;
    let mut browser = Browser::new(&app);
    let mut codes = Vec::new();
    for _ in 0..6 {
        codes.push(browser.open(&start(&app, "")).await.status);
    }
    assert!(codes.contains(&429) && codes.contains(&303), "{codes:?}");
}
