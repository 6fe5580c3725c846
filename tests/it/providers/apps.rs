//! An app opens a browser and gets a code, which is useless without the app's PKCE verifier (RFC 8252; RFC 7636).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use careergraph::{config::Preset, platform::clock::Clock};
use chrono::TimeDelta;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{sessions, setup};
use crate::kit::{Answer, Browser, IdentityProvider, Setup, TestApp};

pub const VERIFIER: &str = "a verifier of an app, 43 characters or more";
const REDEEM: &str = "mutation($input: RedeemSignInCodeInput!) { redeemSignInCode(input: $input) {
    session { accessToken refreshToken deviceToken } userErrors { __typename path message } } }";

pub async fn code(app: &TestApp) -> String {
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
    let address = format!(
        "{}/auth/fake/start?return_to=com.example.app:/signed-in&code_challenge={challenge}",
        app.base_url
    );
    let mut browser = Browser::new(app);
    let place = browser.walk(&address).await.expect("it is led back");
    assert!(!browser.is_signed_in(), "the session is the app's");
    place
        .strip_prefix("com.example.app:/signed-in?code=")
        .unwrap_or_else(|| panic!("{place}"))
        .to_owned()
}

pub async fn redeem(app: &TestApp, code: &str, verifier: &str) -> Answer {
    app.anonymous()
        .gql(
            REDEEM,
            json!({ "input": { "code": code, "codeVerifier": verifier } }),
        )
        .await
}

#[tokio::test]
async fn a_code_and_its_verifier_begin_a_session() {
    let (app, _provider) = setup(Preset::Linkedin).await;
    let answer = redeem(&app, &code(&app).await, VERIFIER).await;
    let token = answer.text_at("redeemSignInCode.session.accessToken");
    let me = app
        .anonymous()
        .with_token(&token)
        .gql(
            "{ viewer { user { email } sessions { method } } }",
            json!({}),
        )
        .await;
    assert_eq!(me.data("viewer.user.email"), "ada@example.org");
    assert_eq!(me.data("viewer.sessions.0.method"), "PROVIDER");
    assert!(
        answer
            .data("redeemSignInCode.session.deviceToken")
            .is_string()
    );
}

#[tokio::test]
async fn a_code_is_good_once_and_for_a_minute_and_with_its_verifier_only() {
    let provider = IdentityProvider::start(Preset::Generic).await;
    let clock = Clock::held_at(Clock::default().now());
    let shared = clock.clone();
    provider.clock(move || shared.now());
    let app = Setup::new()
        .clock(clock.clone())
        .config(|config| provider.known_to(config))
        .start()
        .await;
    let first = code(&app).await;
    let wrong = redeem(&app, &first, "another verifier").await;
    assert_eq!(
        wrong.refusal("redeemSignInCode"),
        "InvalidInputError input.codeVerifier"
    );
    assert!(
        redeem(&app, &first, VERIFIER)
            .await
            .data("redeemSignInCode.session")
            .is_object()
    );
    assert_eq!(
        redeem(&app, &first, VERIFIER)
            .await
            .refusal("redeemSignInCode"),
        "InvalidInputError input.code"
    );
    let late = code(&app).await;
    clock.advance(TimeDelta::minutes(1));
    assert_eq!(
        redeem(&app, &late, VERIFIER)
            .await
            .refusal("redeemSignInCode"),
        "InvalidInputError input.code"
    );
    assert_eq!(
        redeem(&app, "nonsense", VERIFIER)
            .await
            .refusal("redeemSignInCode"),
        "InvalidInputError input.code"
    );
    assert_eq!(sessions(&app).await, 1);
}

#[tokio::test]
async fn of_many_who_redeem_one_code_one_gets_a_session() {
    let (app, _provider) = setup(Preset::Generic).await;
    let code = code(&app).await;
    let answers =
        futures_util::future::join_all((0..20).map(|_| redeem(&app, &code, VERIFIER))).await;
    let opened = answers.iter().filter(|answer| {
        answer
            .json
            .pointer("/data/redeemSignInCode/session")
            .is_some_and(Value::is_object)
    });
    assert_eq!(opened.count(), 1);
    assert_eq!(sessions(&app).await, 1);
}
