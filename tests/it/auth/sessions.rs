//! Sessions: creating, refreshing and ending them.

use careergraph::{features::users::entity::user, platform::clock::Clock};
use chrono::TimeDelta;
use sea_orm::ModelTrait;
use serde_json::{Value, json};

use super::{code, refresh, sign_in, sign_up};
use crate::kit::{PASSWORD, Setup, TestApp, series};

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_look_the_same() {
    let app = TestApp::start().await;
    app.sign_up("ada").await;
    let mut seen = Vec::new();
    let huge = "x".repeat(100_000);
    for (email, password) in [
        ("ada@example.org", "wrong password"),
        ("nobody@example.org", PASSWORD),
        ("nonsense", PASSWORD),
        ("", ""),
        ("ada@example.org", ""),
        ("ada@example.org", &huge),
        ("ada@example.org' OR '1'='1", PASSWORD),
    ] {
        let mut answer = sign_in(&app.anonymous(), email, password).await;
        assert_eq!(code(&answer), "UNAUTHENTICATED");
        answer.json["errors"][0]["extensions"]["requestId"].take();
        // What remains of the address's budget falls with each request.
        answer.json["extensions"]["cost"]["throttleStatus"].take();
        seen.push((answer.status, answer.json));
    }
    assert!(seen.iter().all(|answer| *answer == seen[0]), "{seen:?}");
}

#[tokio::test]
async fn each_refresh_gives_a_new_pair() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut token = ada.refresh_token.clone();
    for _ in 0..3 {
        let answer = refresh(&app.anonymous(), &token).await;
        assert_eq!(answer.data("refreshSession.clientMutationId"), "again");
        let next = answer.text_at("refreshSession.session.refreshToken");
        assert_ne!(next, token);
        token = next;
        let client = app
            .anonymous()
            .with_token(&answer.text_at("refreshSession.session.accessToken"));
        assert_eq!(
            client
                .gql("{ viewer { user { email } } }", json!({}))
                .await
                .text_at("viewer.user.email"),
            ada.email
        );
    }
}

#[tokio::test]
async fn what_is_no_refresh_token_is_refused() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let altered = format!("{}x", ada.refresh_token);
    for token in [
        "",
        "nonsense",
        &altered,
        &ada.access_token,
        "' OR 1=1 --",
        "\0",
        &"x".repeat(100_000),
    ] {
        assert_eq!(
            code(&refresh(&app.anonymous(), token).await),
            "UNAUTHENTICATED",
            "{token:.40}"
        );
    }
    assert!(
        !refresh(&app.anonymous(), &ada.refresh_token)
            .await
            .data("refreshSession.session")
            .is_null()
    );
}

#[tokio::test]
async fn signing_out_ends_one_session() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let other = ada.sign_in_again(&app).await;
    {
        let out = ada.client.gql(
            "mutation { signOut(input: { clientMutationId: \"out\" }) { signedOut clientMutationId userErrors { code } } }",
            json!({}),
        );
        assert_eq!(
            out.await.data("signOut"),
            &json!({ "signedOut": true, "clientMutationId": "out", "userErrors": [] })
        );
    }
    assert_eq!(
        ada.client
            .gql("{ viewer { user { id } } }", json!({}))
            .await
            .code(),
        "UNAUTHENTICATED",
        "the access token is over, too"
    );
    assert_eq!(
        code(&refresh(&app.anonymous(), &ada.refresh_token).await),
        "UNAUTHENTICATED"
    );
    assert!(
        !refresh(&app.anonymous(), &other.refresh_token)
            .await
            .data("refreshSession.session")
            .is_null()
    );
    assert_eq!(
        code(
            &app.anonymous()
                .gql("mutation { signOut(input: {}) { signedOut } }", json!({}))
                .await
        ),
        "UNAUTHENTICATED"
    );
}

#[tokio::test]
async fn a_session_ends_however_often_it_was_renewed() {
    let clock = Clock::held_at(Clock::default().now());
    let app = Setup::new()
        .clock(clock.clone())
        .config(|config| config.auth.session_days = 2)
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    clock.advance(TimeDelta::hours(47));
    let answer = refresh(&app.anonymous(), &ada.refresh_token).await;
    let next = answer.text_at("refreshSession.session.refreshToken");
    clock.advance(TimeDelta::hours(1));
    assert_eq!(
        code(&refresh(&app.anonymous(), &next).await),
        "UNAUTHENTICATED"
    );
}

#[tokio::test]
async fn sign_ins_have_a_budget_per_address() {
    let app = TestApp::with(|config| config.limits.sign_in_per_minute = 3).await;
    let client = app.anonymous();
    for attempt in 0..3 {
        assert_eq!(
            code(
                &sign_in(
                    &client,
                    "ada@example.org",
                    &format!("guess number {attempt}")
                )
                .await
            ),
            "UNAUTHENTICATED"
        );
    }
    for over in [
        sign_in(&client, "ada@example.org", PASSWORD).await,
        sign_up(&client, "bob@example.org", PASSWORD, "Bob").await,
        refresh(&client, "x").await,
    ] {
        assert_eq!(code(&over), "RATE_LIMITED");
        let wait = over.errors()[0]["extensions"]["retryAfter"].as_u64();
        assert!(
            wait.is_some_and(|wait| (1..=60).contains(&wait)),
            "{}",
            over.text
        );
    }
    assert_eq!(
        client
            .gql("{ __typename }", json!({}))
            .await
            .text_at("__typename"),
        "Query",
        "other requests go on"
    );
}

#[tokio::test]
async fn many_sign_ins_in_one_request_are_counted_each() {
    let app = TestApp::with(|config| config.limits.sign_in_per_minute = 5).await;
    let attempt = |i| {
        format!(
            "a{i}: signIn(input: {{ email: \"ada@example.org\", password: \"guess number {i}\" }}) {{ session {{ accessToken }} }} "
        )
    };
    let attempts = series(20, attempt);
    let mut limited = 0;
    // A mutation stops at the first failed non-null field, so there is one attempt per request at most.
    for _ in 0..7 {
        let answer = app
            .anonymous()
            .gql(&format!("mutation {{ {attempts} }}"), json!({}))
            .await;
        limited += usize::from(
            answer
                .errors()
                .iter()
                .any(|error| error["extensions"]["code"] == "RATE_LIMITED"),
        );
    }
    assert!(limited >= 2, "{limited}");
}

#[tokio::test]
async fn a_token_may_outlive_its_account() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let conn = app.platform.db.conn();
    user::by_id(ada.user_id)
        .one(conn)
        .await
        .unwrap()
        .unwrap()
        .delete(conn)
        .await
        .unwrap();
    let answer = ada
        .client
        .gql("{ viewer { user { id } } }", json!({}))
        .await;
    assert_eq!(answer.code(), "UNAUTHENTICATED");
    assert_eq!(
        answer.json["data"],
        json!({ "viewer": { "user": Value::Null } })
    );
    assert_eq!(
        code(&refresh(&app.anonymous(), &ada.refresh_token).await),
        "UNAUTHENTICATED"
    );
}
