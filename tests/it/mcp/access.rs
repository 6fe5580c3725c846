//! Who may send requests: a token is needed; pages of other sites, other hosts and cookies are refused.

use reqwest::Method;
use serde_json::json;

use super::{ACCEPT, Assistant, JSON, listing, post, refused, token};
use crate::kit::TestApp;

#[tokio::test]
async fn a_request_without_a_valid_token_is_refused() {
    let app = TestApp::start().await;
    let answer = post(&app.anonymous(), listing(), &[JSON, ACCEPT]).await;
    let (status, error) = refused(&answer);
    assert_eq!(
        (status, &error["data"]["code"]),
        (401, &json!("UNAUTHENTICATED"))
    );
    assert_eq!(error["data"]["requestId"], answer.header("x-request-id"));
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    assert_eq!(answer.header("cache-control"), "private, no-store");
    for token in ["", "x", "cgt_x"] {
        let client = app.anonymous().with_token(token);
        let answer = post(&client, listing(), &[JSON, ACCEPT]).await;
        assert_eq!(refused(&answer).0, 401, "{token}");
        assert_eq!(
            answer.header("www-authenticate"),
            "Bearer error=\"invalid_token\""
        );
    }
}

#[tokio::test]
async fn a_revoked_token_is_refused() {
    let app = TestApp::start().await;
    let ann = app.sign_up("ann").await;
    let assistant = Assistant::of(&ann, &["applications:read"]).await;
    assert!(!assistant.names().await.is_empty());
    let tokens = ann
        .client
        .gql("{ viewer { apiTokens { id } } }", json!({}))
        .await;
    let input = json!({ "input": { "id": tokens.text_at("viewer.apiTokens.0.id") } });
    let revoke =
        "mutation($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { revoked } }";
    ann.client.gql(revoke, input).await.data("revokeApiToken");
    let answer = assistant.request("tools/list", json!({})).await;
    assert_eq!(refused(&answer).0, 401);
}

#[tokio::test]
async fn a_session_cookie_is_no_token() {
    let app = TestApp::start().await;
    app.sign_up("ann").await;
    let sign_in = "mutation($input: SignInInput!) { signIn(input: $input) { session { expiresAt } userErrors { message } } }";
    let input = json!({ "input": { "email": "ann@example.org", "password": crate::kit::PASSWORD, "mode": "COOKIE" } });
    let signed_in = app.anonymous().gql(sign_in, input).await;
    let client = app.anonymous().with_cookie(&signed_in);
    assert_eq!(
        client
            .gql("{ viewer { user { name } } }", json!({}))
            .await
            .text_at("viewer.user.name"),
        "ann"
    );
    let answer = post(&client, listing(), &[JSON, ACCEPT]).await;
    assert_eq!(refused(&answer).0, 401);
}

#[tokio::test]
async fn pages_of_other_sites_are_refused() {
    let app = TestApp::with(|config| {
        config.http.allowed_origins = vec!["https://app.example.org".into()];
    })
    .await;
    let client = token(&app.sign_up("ann").await, &["applications:read"]).await;
    for (origin, expected) in [
        ("https://app.example.org", 200),
        (app.base_url.as_str(), 200),
        ("https://evil.example", 403),
        ("http://app.example.org", 403),
        ("null", 403),
    ] {
        let answer = post(&client, listing(), &[JSON, ACCEPT, ("origin", origin)]).await;
        assert_eq!(answer.status, expected, "{origin}: {}", answer.text);
    }
    let preflight = [
        ("origin", "https://app.example.org"),
        ("access-control-request-method", "POST"),
    ];
    let request = client.request(Method::OPTIONS, "/mcp", &preflight);
    let answer = client.send(request).await;
    let allowed = answer.header("access-control-allow-headers");
    for name in ["mcp-protocol-version", "mcp-method", "mcp-name"] {
        assert!(allowed.contains(name), "{allowed}");
    }
}

#[tokio::test]
async fn other_hosts_are_refused() {
    let app = TestApp::start().await;
    let client = token(&app.sign_up("ann").await, &["applications:read"]).await;
    let answer = post(
        &client,
        listing(),
        &[JSON, ACCEPT, ("host", "evil.example")],
    )
    .await;
    assert_eq!(answer.status, 421, "{}", answer.text);
}

#[tokio::test]
async fn only_post_is_served() {
    let app = TestApp::start().await;
    let client = token(&app.sign_up("ann").await, &["applications:read"]).await;
    for method in [Method::GET, Method::DELETE, Method::PUT] {
        let request = client.request(method.clone(), "/mcp", &[ACCEPT]);
        let answer = client.send(request).await;
        assert_eq!(
            (answer.status, answer.header("allow")),
            (405, "POST"),
            "{method}"
        );
    }
}

#[tokio::test]
async fn requests_and_calls_have_the_limits_of_the_user() {
    let app = TestApp::with(|config| config.limits.user_per_minute = 5).await;
    let client = token(&app.sign_up("ann").await, &["applications:read"]).await;
    let mut statuses = Vec::new();
    for _ in 0..8 {
        let answer = post(&client, listing(), &[JSON, ACCEPT]).await;
        assert!(
            answer.header("ratelimit").contains("r="),
            "{:?}",
            answer.headers
        );
        statuses.push((answer.status, !answer.header("retry-after").is_empty()));
    }
    assert!(statuses.contains(&(200, false)), "{statuses:?}");
    assert_eq!(statuses.last(), Some(&(429, true)), "{statuses:?}");
}
