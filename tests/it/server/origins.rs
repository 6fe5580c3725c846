//! Pages of other sites: which may read responses, which may open WebSockets, and CSRF.

use reqwest::Method;

use super::TYPENAME;
use crate::kit::{Socket, TestApp};

const FRIEND: &str = "https://app.example.org";

#[tokio::test]
async fn an_origin_is_on_the_list_letter_by_letter() {
    let app = TestApp::with(|config| {
        config.http.allowed_origins = vec![FRIEND.into(), "http://127.0.0.1:3000".into()];
    })
    .await;
    let client = app.anonymous();
    let own = app.base_url.clone();
    let other_port = format!("{own}1");
    for (origin, may_read, may_open) in [
        (FRIEND, true, true),
        ("http://127.0.0.1:3000", true, true),
        // Same-origin pages need no CORS headers, and may open sockets.
        (own.as_str(), false, true),
        (other_port.as_str(), false, false),
        ("null", false, false),
        ("", false, false),
        ("https://example.org", false, false),
        ("https://sub.app.example.org", false, false),
        ("https://app.example.org.evil.example", false, false),
        ("https://evil.example/https://app.example.org", false, false),
        ("https://notapp.example.org", false, false),
        ("https://APP.example.org", false, false),
        ("HTTPS://app.example.org", false, false),
        ("http://app.example.org", false, false),
        ("https://app.example.org:443", false, false),
        ("https://app.example.org:8443", false, false),
        ("https://app.example.org/", false, false),
        (
            "https://app.example.org, https://evil.example",
            false,
            false,
        ),
        ("http://127.0.0.1:3001", false, false),
        ("http://localhost:3000", false, false),
    ] {
        let answer = client
            .post(
                TYPENAME,
                &[("content-type", "application/json"), ("origin", origin)],
            )
            .await;
        let (allowed, credentials) = if may_read { (origin, "true") } else { ("", "") };
        assert_eq!(answer.status, 200, "{origin}");
        assert_eq!(
            answer.header("access-control-allow-origin"),
            allowed,
            "{origin}"
        );
        assert_eq!(
            answer.header("access-control-allow-credentials"),
            credentials,
            "{origin}"
        );
        assert!(
            answer
                .header("vary")
                .split(", ")
                .any(|name| name == "Origin"),
            "{origin}"
        );
        let socket = Socket::upgrade(
            &app,
            &[
                ("sec-websocket-protocol", "graphql-transport-ws"),
                ("origin", origin),
            ],
        )
        .await;
        assert_eq!(
            socket.err(),
            if may_open { None } else { Some(403) },
            "{origin}"
        );
    }
}

#[tokio::test]
async fn a_get_with_cookies_shows_that_no_form_has_sent_it() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    for (headers, expected) in [
        (&[][..], 200),
        (&[("cookie", "a=b")], 403),
        (&[("cookie", "a=b"), ("content-type", "text/plain")], 403),
        (&[("cookie", "a=b"), ("origin", FRIEND)], 403),
        (
            &[("cookie", "a=b"), ("content-type", "application/json")],
            200,
        ),
        (
            &[("cookie", "a=b"), ("graphql-require-preflight", "1")],
            200,
        ),
        (&[("cookie", "a=b"), ("apollo-require-preflight", "")], 200),
        (
            &[("cookie", "a=b"), ("x-apollo-operation-name", "Search")],
            200,
        ),
    ] {
        let answer = client
            .send(client.request(Method::GET, "/graphql?query=%7B__typename%7D", headers))
            .await;
        assert_eq!(answer.status, expected, "{headers:?}: {}", answer.text);
        if expected == 403 {
            assert_eq!(answer.code(), "CSRF_PREVENTION_FAILED");
        }
    }
    // A POST must be JSON, so it needs no further protection.
    let posted = client
        .post(
            TYPENAME,
            &[("content-type", "application/json"), ("cookie", "a=b")],
        )
        .await;
    assert_eq!(posted.text_at("__typename"), "Query");
}
