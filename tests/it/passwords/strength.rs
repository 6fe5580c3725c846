//! Weak passwords are refused, with the reason.

use serde_json::Value;

use super::{outcome, sign_up};
use crate::kit::TestApp;

#[tokio::test]
async fn passwords_that_are_easy_to_guess_are_refused() {
    let app = TestApp::start().await;
    for password in [
        "password12",
        "1234567890",
        "qwertyuiop",
        "aaaaaaaaaaaaaaaa",
        "ada@example.org",
        "abcdefghijkl",
        &"a".repeat(256),
    ] {
        let answer = sign_up(&app.anonymous(), "ada@example.org", password).await;
        assert_eq!(
            answer.refusal("signUp"),
            "InvalidInputError input.password",
            "{password}"
        );
        let message = answer.text_at("signUp.userErrors.0.message");
        assert!(
            message.contains("too easy to guess") && !message.contains(password),
            "{message}"
        );
    }
    assert_eq!(app.count_rows("users").await, 0);
}

#[tokio::test]
async fn long_and_random_ones_are_taken() {
    let app = TestApp::start().await;
    let long: String = (0..256_u32)
        .filter_map(|n| char::from_u32(0x4e00 + n * 37))
        .collect();
    for (number, password) in ["x7#Qm2!vLp", "four random words here", &long]
        .into_iter()
        .enumerate()
    {
        let answer = sign_up(
            &app.anonymous(),
            &format!("ada{number}@example.org"),
            password,
        )
        .await;
        assert_eq!(outcome(&answer), "data");
        assert_ne!(
            answer.data("signUp.session"),
            &Value::Null,
            "{}",
            answer.text
        );
    }
}

#[tokio::test]
async fn an_operator_may_ask_for_less() {
    let app = TestApp::with(|config| config.auth.password_score = 0).await;
    assert_ne!(
        sign_up(&app.anonymous(), "ada@example.org", "1234567890")
            .await
            .data("signUp.session"),
        &Value::Null
    );
}
