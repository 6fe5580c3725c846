//! CORS (Fetch standard): only origins that are listed exactly get permission.

use reqwest::Method;
use serde_json::json;

use super::{ACCEPT_NEW, JSON};
use crate::kit::TestApp;

const FRIEND: &str = "https://app.example.org";

#[tokio::test]
async fn only_listed_origins_are_allowed() {
    let app = TestApp::with(|config| config.http.allowed_origins = vec![FRIEND.into()]).await;
    let client = app.anonymous();
    for (origin, allowed) in [
        (FRIEND, true),
        ("https://evil.example", false),
        ("http://app.example.org", false),
        ("https://app.example.org:444", false),
        ("https://app.example.org.evil.example", false),
        ("https://APP.example.org", false),
        ("null", false),
    ] {
        let asked = [
            ("origin", origin),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "content-type"),
        ];
        let preflight = client
            .send(client.request(Method::OPTIONS, "/graphql", &asked))
            .await;
        assert_eq!(preflight.status, 204);
        let called = client
            .post(
                r#"{"query":"{ __typename }"}"#,
                &[JSON, ACCEPT_NEW, ("origin", origin)],
            )
            .await;
        for answer in [&preflight, &called] {
            assert_eq!(
                answer.header("access-control-allow-origin"),
                if allowed { origin } else { "" },
                "{origin}"
            );
            assert_eq!(
                answer.header("access-control-allow-credentials"),
                if allowed { "true" } else { "" },
                "{origin}"
            );
            assert!(
                answer
                    .headers
                    .get_all("vary")
                    .iter()
                    .any(|value| value.to_str().unwrap().contains("Origin")),
                "{origin}"
            );
        }
        assert_eq!(
            !preflight.header("access-control-allow-methods").is_empty(),
            allowed,
            "{origin}"
        );
        assert_eq!(
            preflight
                .header("access-control-allow-headers")
                .contains("authorization"),
            allowed,
            "{origin}"
        );
    }
}

#[tokio::test]
async fn what_a_form_can_send_is_no_request() {
    // Requests that a page of another site can send without a preflight; none may have an effect.
    let app = TestApp::start().await;
    let body = json!({ "query": "mutation { signOut(input: {}) { signedOut } }" }).to_string();
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ] {
        let answer = app
            .anonymous()
            .post(
                body.clone(),
                &[
                    ("content-type", content_type),
                    ("origin", "https://evil.example"),
                ],
            )
            .await;
        assert_eq!(answer.status, 415, "{content_type}");
    }
}
