//! All headers of each route, so that every change of one is noticed.

use reqwest::Method;

use crate::kit::{Answer, TestApp};

const DATA: &str = "default-src 'none'; frame-ancestors 'none'";
const PAGE: &str = "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
const IDE: &str = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; \
    img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
const TEXT: &str = "Accept-Encoding, Origin";
const NEGOTIATED: &str = "Accept, Authorization, Accept-Encoding, Origin";

/// Headers that differ between responses or belong to the transport.
const OTHERS: [&str; 12] = [
    "content-type",
    "content-length",
    "date",
    "x-request-id",
    "allow",
    "www-authenticate",
    "location",
    "transfer-encoding",
    "etag",
    "ratelimit",
    "ratelimit-policy",
    "server-timing",
];

/// The other headers of a response.
fn fences_of(answer: &Answer) -> Vec<(&str, &str)> {
    let mut found: Vec<(&str, &str)> = answer
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
        .collect();
    found.retain(|(name, _)| !OTHERS.contains(name));
    found.sort_unstable();
    found
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
async fn each_route_has_its_headers_and_no_others() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    let ide = if careergraph::http::graphiql::bundled() {
        IDE
    } else {
        ""
    };
    for (method, path, status, policy, cache, vary) in [
        (Method::GET, "/", 200, PAGE, "no-cache", TEXT),
        (Method::GET, "/start.css", 200, PAGE, "no-cache", TEXT),
        (Method::GET, "/schema.graphql", 200, PAGE, "no-cache", TEXT),
        (Method::GET, "/docs/API.md", 200, PAGE, "no-cache", TEXT),
        (Method::GET, "/docs/nothing.md", 404, DATA, "", "Origin"),
        (Method::GET, "/graphiql", 200, ide, "no-cache", TEXT),
        (
            Method::GET,
            "/graphiql/assets/nothing.js",
            404,
            "default-src 'none'",
            "",
            "Origin",
        ),
        (
            Method::GET,
            "/graphql",
            400,
            DATA,
            "private, no-store",
            NEGOTIATED,
        ),
        (
            Method::GET,
            "/graphql?query=%7B__typename%7D",
            200,
            DATA,
            "private, no-store",
            NEGOTIATED,
        ),
        (
            Method::POST,
            "/graphql",
            415,
            DATA,
            "private, no-store",
            NEGOTIATED,
        ),
        (
            Method::PUT,
            "/graphql",
            405,
            DATA,
            "private, no-store",
            NEGOTIATED,
        ),
        (
            Method::GET,
            "/exports/nothing",
            401,
            DATA,
            "private, no-store",
            TEXT,
        ),
        (
            Method::HEAD,
            "/exports/nothing",
            401,
            DATA,
            "private, no-store",
            TEXT,
        ),
        (
            Method::POST,
            "/exports/nothing",
            405,
            DATA,
            "private, no-store",
            TEXT,
        ),
        (Method::GET, "/livez", 200, DATA, "", TEXT),
        (Method::GET, "/readyz", 200, DATA, "no-store", "Origin"),
        (
            Method::GET,
            "/.well-known/jwks.json",
            200,
            DATA,
            "public, max-age=300",
            TEXT,
        ),
        (
            Method::GET,
            "/auth/nobody/start",
            404,
            DATA,
            "no-store",
            TEXT,
        ),
        (
            Method::GET,
            "/auth/nobody/callback",
            404,
            DATA,
            "no-store",
            TEXT,
        ),
        (
            Method::POST,
            "/auth/nobody/backchannel-logout",
            404,
            DATA,
            "no-store",
            TEXT,
        ),
        (Method::POST, "/auth/nobody/start", 405, DATA, "", TEXT),
        (Method::GET, "/nowhere", 404, DATA, "", TEXT),
        (Method::GET, "/metrics", 404, DATA, "", TEXT),
        (Method::POST, "/livez", 405, DATA, "", TEXT),
    ] {
        let answer = client
            .send(client.request(method.clone(), path, &[("accept-encoding", "identity")]))
            .await;
        assert_eq!(answer.status, status, "{method} {path}");
        let mut found = fences_of(&answer);
        let mut expected = vec![
            ("cache-control", cache),
            ("content-security-policy", policy),
            ("referrer-policy", "no-referrer"),
            ("vary", vary),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
        ];
        expected.retain(|(_, value)| !value.is_empty());
        if path == "/graphiql" && ide.is_empty() {
            found.retain(|(name, _)| *name != "content-security-policy");
        }
        assert_eq!(found, expected, "{method} {path}");
        assert!(!answer.header("x-request-id").is_empty(), "{method} {path}");
    }
}

#[tokio::test]
async fn whoever_means_another_host_gets_them_too() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    for path in [
        "/",
        "/schema.graphql",
        "/graphiql",
        "/graphql?query=%7B__typename%7D",
        "/.well-known/jwks.json",
        "/nowhere",
    ] {
        let answer = client
            .send(client.request(
                Method::GET,
                path,
                &[("accept-encoding", "identity"), ("host", "evil.example")],
            ))
            .await;
        let expected = [
            ("cache-control", "private, no-store"),
            ("content-security-policy", DATA),
            ("referrer-policy", "no-referrer"),
            ("vary", TEXT),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
        ];
        assert_eq!(
            (answer.status, fences_of(&answer)),
            (421, expected.to_vec()),
            "{path}"
        );
    }
}
