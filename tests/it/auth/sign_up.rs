//! Creating an account: what is accepted, and what is refused how.

use serde_json::json;

use super::{code, sign_in, sign_up};
use crate::kit::{PASSWORD, TestApp};

#[tokio::test]
async fn an_account_is_made_and_signed_in() {
    let app = TestApp::start().await;
    let answer = sign_up(
        &app.anonymous(),
        "  Ada.Lovelace@Example.ORG ",
        PASSWORD,
        "  Ada\u{301} ",
    )
    .await;
    assert_eq!(answer.data("signUp.userErrors"), &json!([]));
    assert_eq!(answer.data("signUp.clientMutationId"), "up");
    let client = app
        .anonymous()
        .with_token(&answer.text_at("signUp.session.accessToken"));
    let user = client
        .gql("{ viewer { user { email name role } } }", json!({}))
        .await;
    assert_eq!(
        user.data("viewer.user"),
        &json!({ "email": "ada.lovelace@example.org", "name": "Ad\u{e1}", "role": "USER" })
    );
    let again = sign_in(&app.anonymous(), "ADA.LOVELACE@example.org", PASSWORD).await;
    assert!(!again.text_at("signIn.session.accessToken").is_empty());
}

#[tokio::test]
async fn an_address_is_used_once() {
    let app = TestApp::start().await;
    app.sign_up("ada").await;
    for email in ["ada@example.org", "ADA@EXAMPLE.ORG", " ada@example.org "] {
        let answer = sign_up(&app.anonymous(), email, PASSWORD, "Another").await;
        assert_eq!(answer.refusal("signUp"), "DuplicateError input.email");
        assert!(answer.data("signUp.session").is_null());
    }
}

#[tokio::test]
async fn of_many_who_sign_up_at_once_one_gets_the_address() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    let answers = futures_util::future::join_all(
        (0..8).map(|_| sign_up(&client, "ada@example.org", PASSWORD, "Ada")),
    )
    .await;
    let (made, refused): (Vec<_>, Vec<_>) = answers
        .iter()
        .partition(|answer| !answer.data("signUp.session").is_null());
    assert_eq!((made.len(), refused.len()), (1, 7));
    for answer in refused {
        assert_eq!(answer.refusal("signUp"), "DuplicateError input.email");
    }
}

#[tokio::test]
async fn bad_input_is_refused_with_its_path() {
    let app = TestApp::start().await;
    let huge = "x".repeat(1_000_000);
    let long_local = format!("{}@example.org", "x".repeat(65));
    let long_domain = format!("x@{}.org", "x".repeat(250));
    let long_password = "x".repeat(257);
    let long_name = "x".repeat(121);
    let emails = [
        "",
        " ",
        "ada",
        "@example.org",
        "ada@",
        "ada@example",
        "ada@@example.org",
        "a@b@example.org",
        "ada@example..org",
        "ada@.org",
        "ada@example.org.",
        "a da@example.org",
        "ada@exa mple.org",
        "<ada@example.org>",
        "ada@example.org,bob@example.org",
        "ada@example.org\nbcc: bob@example.org",
        "ada@example.org\0",
        "ada\u{202e}@example.org",
        "\"ada\"@example.org",
        &long_local,
        &long_domain,
        &huge,
    ];
    let names = [
        "",
        "   ",
        "two\nlines",
        "a\0b",
        "a\u{202e}b",
        "a\u{2066}b",
        "a\u{200f}b",
        "bell\u{7}",
        &long_name,
        &huge,
    ];
    let passwords = ["", "123456789", "\u{1f980}\u{1f980}", &long_password, &huge];
    let cases = (emails
        .iter()
        .map(|email| (*email, PASSWORD, "Ada", "input.email")))
    .chain(
        names
            .iter()
            .map(|name| ("ada@example.org", PASSWORD, *name, "input.name")),
    )
    .chain(
        passwords
            .iter()
            .map(|password| ("ada@example.org", *password, "Ada", "input.password")),
    );
    for (email, password, name, path) in cases {
        let answer = sign_up(&app.anonymous(), email, password, name).await;
        let case = format!("{email:.40?} {password:.40?} {name:.40?}");
        assert_eq!(
            answer.refusal("signUp"),
            format!("InvalidInputError {path}"),
            "{case}"
        );
        assert_eq!(answer.data("signUp.userErrors.0.code"), "BAD_USER_INPUT");
        assert!(answer.text.len() < 1_000, "the input is not echoed: {case}");
    }
    // None of them created anything.
    assert_eq!(
        code(&sign_in(&app.anonymous(), "ada@example.org", PASSWORD).await),
        "UNAUTHENTICATED"
    );
}

#[tokio::test]
async fn input_at_the_limits_is_taken() {
    let app = TestApp::with(|config| config.auth.password_score = 0).await;
    let local = "x".repeat(64);
    for (i, (name, password)) in [
        ("x".repeat(120), "1234567890".to_owned()),
        ("\u{1f980}".repeat(120), "\u{1f980}".repeat(256)),
        (
            "O'Brien-\u{e9} \u{5d0}".into(),
            "\u{5e9}\u{5dc}\u{5d5}\u{5dd} O'Brien \u{ff21}".into(),
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let email = format!("{local}@example{i}.org");
        let answer = sign_up(&app.anonymous(), &email, &password, &name).await;
        let client = app
            .anonymous()
            .with_token(&answer.text_at("signUp.session.accessToken"));
        assert_eq!(
            client
                .gql("{ viewer { user { name } } }", json!({}))
                .await
                .text_at("viewer.user.name"),
            name
        );
        assert!(
            !sign_in(&app.anonymous(), &email, &password)
                .await
                .data("signIn.session")
                .is_null()
        );
    }
}

#[tokio::test]
async fn an_operator_may_close_the_door() {
    let app = TestApp::with(|config| config.auth.sign_up = false).await;
    let answer = sign_up(&app.anonymous(), "ada@example.org", PASSWORD, "Ada").await;
    assert_eq!(code(&answer), "FORBIDDEN");
}
