//! What every response has: the request id, security headers, nothing about the server's internals.

use reqwest::Method;
use serde_json::json;

use crate::kit::TestApp;

#[tokio::test]
async fn request_ids_are_echoed_or_made() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    let longest = "x".repeat(128);
    let too_long = "x".repeat(129);
    for (given, echoed) in [
        ("abc-123", true),
        (longest.as_str(), true),
        (too_long.as_str(), false),
        ("two words", false),
        ("", false),
        ("caf\u{e9}", false),
    ] {
        let answer = client
            .send(client.request(Method::GET, "/livez", &[("x-request-id", given)]))
            .await;
        let id = answer.header("x-request-id");
        if echoed {
            assert_eq!(id, given);
        } else {
            assert!(id != given && id.len() == 32, "{given:?} became {id:?}");
        }
    }
    let (one, two) = (
        client.gql("{", json!({})).await,
        client.gql("{", json!({})).await,
    );
    assert_ne!(one.header("x-request-id"), two.header("x-request-id"));
    assert_eq!(
        one.errors()[0]["extensions"]["requestId"],
        one.header("x-request-id")
    );
}

#[tokio::test]
async fn every_route_is_fenced_in() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    for (path, status) in [
        ("/", 200),
        ("/start.css", 200),
        ("/schema.graphql", 200),
        ("/docs/README.md", 200),
        ("/docs/nothing.md", 404),
        ("/dev/mail", 200),
        ("/dev/mail/nothing", 404),
        ("/graphiql", 200),
        ("/graphiql/assets/nothing.js", 404),
        ("/graphql", 400),
        ("/livez", 200),
        ("/readyz", 200),
        ("/.well-known/jwks.json", 200),
        ("/nowhere", 404),
        ("/graphql/", 404),
        ("/../etc/passwd", 404),
        ("/docs/..%2f..%2fCargo.toml", 404),
    ] {
        let answer = client.send(client.request(Method::GET, path, &[])).await;
        assert_eq!(answer.status, status, "{path}");
        for (name, expected) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
        ] {
            assert_eq!(answer.header(name), expected, "{name} of {path}");
        }
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'")
                || path.starts_with("/graphiql/assets"),
            "{path}: {policy}"
        );
        assert!(
            !policy.contains("script-src 'unsafe-inline'") && !policy.contains("unsafe-eval"),
            "{path}: {policy}"
        );
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
        assert_eq!(
            (answer.header("server"), answer.header("x-powered-by")),
            ("", ""),
            "{path}"
        );
    }
}

#[tokio::test]
async fn pages_can_be_disabled() {
    let app = TestApp::with(|config| config.http.graphiql = careergraph::config::Pages::Off).await;
    let client = app.anonymous();
    for (path, status) in [("/", 404), ("/graphiql", 404), ("/livez", 200)] {
        assert_eq!(
            client
                .send(client.request(Method::GET, path, &[]))
                .await
                .status,
            status,
            "{path}"
        );
    }
}

#[tokio::test]
async fn browsers_are_shown_graphiql() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    let answer = client
        .send(client.request(
            Method::GET,
            "/graphql",
            &[("accept", "text/html,application/xhtml+xml,*/*;q=0.8")],
        ))
        .await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (303, "/graphiql")
    );
}

#[tokio::test]
async fn readiness_tells_of_the_database() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    let ready = client
        .send(client.request(Method::GET, "/readyz", &[]))
        .await;
    assert_eq!((ready.status, ready.text.as_str()), (200, "ready\n"));
    app.platform.db.conn().clone().close().await.unwrap();
    let away = client
        .send(client.request(Method::GET, "/readyz", &[]))
        .await;
    assert_eq!(away.status, 503, "{}", away.text);
    assert_eq!(
        client
            .send(client.request(Method::GET, "/livez", &[]))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn budgets_run_out_with_a_word_on_when_to_come_back() {
    let app = TestApp::with(|config| config.limits.address_per_minute = 3).await;
    let client = app.anonymous();
    for _ in 0..3 {
        assert_eq!(client.gql("{ __typename }", json!({})).await.status, 200);
    }
    let over = client.gql("{ __typename }", json!({})).await;
    assert_eq!(
        (over.status, over.code()),
        (429, "RATE_LIMITED"),
        "{}",
        over.text
    );
    let wait: u64 = over.header("retry-after").parse().expect("seconds");
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(over.errors()[0]["extensions"]["retryAfter"], wait);
    assert_eq!(
        client
            .send(client.request(Method::GET, "/livez", &[]))
            .await
            .status,
        200,
        "probes have no budget"
    );
}
