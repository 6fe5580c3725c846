//! A provider ends the sessions that were opened with it (OpenID Connect Back-Channel Logout 1.0).

use careergraph::config::Preset;
use reqwest::Method;
use serde_json::json;

use super::{ME, person, setup, signed_in};
use crate::kit::{Answer, TestApp};

/// Defects of a logout token.
const BAD: [&str; 11] = [
    "nonce",
    "no_events",
    "events_text",
    "wrong_aud",
    "wrong_iss",
    "expired",
    "old",
    "no_jti",
    "empty_jti",
    "typ",
    "other_key",
];

pub async fn post(app: &TestApp, token: &str) -> Answer {
    let body = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("logout_token", token)
        .finish();
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    app.anonymous()
        .send(
            app.anonymous()
                .request(Method::POST, "/auth/fake/backchannel-logout", &headers)
                .body(body),
        )
        .await
}

#[tokio::test]
async fn the_sessions_of_a_subject_end_at_once_and_no_others() {
    let (app, provider) = setup(Preset::Generic).await;
    let (first, second) = (
        signed_in(&app).await.client(),
        signed_in(&app).await.client(),
    );
    provider.person(person("bob-1", "bob@example.org", true));
    let other = signed_in(&app).await.client();
    let answer = post(&app, &provider.logout_token(Some("ada-1"), None, "1", "")).await;
    assert_eq!(
        (
            answer.status,
            answer.header("cache-control"),
            answer.text.as_str()
        ),
        (200, "no-store", "")
    );
    for client in [first, second] {
        assert_eq!(client.gql(ME, json!({})).await.code(), "UNAUTHENTICATED");
    }
    assert_eq!(
        other.gql(ME, json!({})).await.data("viewer.user.email"),
        "bob@example.org"
    );
}

#[tokio::test]
async fn a_session_of_the_provider_is_enough() {
    let (app, provider) = setup(Preset::Generic).await;
    let client = signed_in(&app).await.client();
    assert_eq!(
        post(
            &app,
            &provider.logout_token(None, Some("another-session"), "1", "")
        )
        .await
        .status,
        200
    );
    assert_eq!(
        client.gql(ME, json!({})).await.data("viewer.user.email"),
        "ada@example.org"
    );
    assert_eq!(
        post(
            &app,
            &provider.logout_token(None, Some("session-at-the-provider"), "2", "")
        )
        .await
        .status,
        200
    );
    assert_eq!(client.gql(ME, json!({})).await.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn a_session_that_began_by_password_stays() {
    let (app, provider) = setup(Preset::Generic).await;
    let bob = app.sign_up("bob").await;
    assert_eq!(
        post(&app, &provider.logout_token(Some("ada-1"), None, "1", ""))
            .await
            .status,
        200,
        "no session matches"
    );
    assert_eq!(
        bob.client
            .gql(ME, json!({}))
            .await
            .data("viewer.user.email"),
        &json!(bob.email)
    );
}

#[tokio::test]
async fn a_bad_token_ends_nothing() {
    let (app, provider) = setup(Preset::Generic).await;
    let client = signed_in(&app).await.client();
    for whim in BAD {
        let answer = post(
            &app,
            &provider.logout_token(Some("ada-1"), None, whim, whim),
        )
        .await;
        assert_eq!(
            (answer.status, &answer.json["error"]),
            (400, &json!("invalid_request")),
            "{whim}"
        );
    }
    for token in [
        "",
        "nonsense",
        &provider.logout_token(None, None, "nobody", ""),
    ] {
        assert_eq!(post(&app, token).await.status, 400);
    }
    assert_eq!(
        client.gql(ME, json!({})).await.data("viewer.user.email"),
        "ada@example.org"
    );
}

#[tokio::test]
async fn a_token_is_good_once() {
    let (app, provider) = setup(Preset::Generic).await;
    signed_in(&app).await;
    let token = provider.logout_token(Some("ada-1"), None, "once", "");
    assert_eq!(post(&app, &token).await.status, 200);
    let client = signed_in(&app).await.client();
    assert_eq!(post(&app, &token).await.status, 400);
    assert_eq!(
        client.gql(ME, json!({})).await.data("viewer.user.email"),
        "ada@example.org"
    );
}

#[tokio::test]
async fn a_token_that_never_ends_is_good_once() {
    for whim in ["ends_last", "ends_never", "ends_beyond"] {
        let (app, provider) = setup(Preset::Generic).await;
        let client = signed_in(&app).await.client();
        let token = provider.logout_token(Some("ada-1"), None, "1", whim);
        assert_eq!(post(&app, &token).await.status, 200, "{whim}");
        assert_eq!(
            client.gql(ME, json!({})).await.code(),
            "UNAUTHENTICATED",
            "{whim}"
        );
        assert_eq!(post(&app, &token).await.status, 400, "{whim}: it was used");
    }
}
