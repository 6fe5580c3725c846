//! Bodies that are no message: each is refused with a JSON-RPC error that says what is wrong.

use serde_json::json;

use super::{ACCEPT, JSON, listing, post, refused, token};
use crate::kit::TestApp;

#[tokio::test]
async fn what_is_no_message_is_refused() {
    let app = TestApp::with(|config| config.limits.body_bytes = 5_000).await;
    let client = token(&app.sign_up("ann").await, &["applications:read"]).await;
    let batch = format!("[{},{}]", listing(), listing());
    let long = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list", "x": "x".repeat(5_000) });
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    let reply = json!({ "jsonrpc": "2.0", "id": 1, "result": {} });
    for (body, status, code, message) in [
        ("", 400, -32_700, "The body is not JSON in UTF-8."),
        ("nonsense", 400, -32_700, "The body is not JSON in UTF-8."),
        (&deep, 400, -32_700, "The body is not JSON in UTF-8."),
        ("7", 400, -32_600, "A message is a JSON object."),
        (
            "{}",
            400,
            -32_600,
            "The body is not a JSON-RPC message of the Model Context Protocol.",
        ),
        (
            r#"{"jsonrpc":"1.0","id":1,"method":"tools/list"}"#,
            400,
            -32_600,
            "The body is not a JSON-RPC message of the Model Context Protocol.",
        ),
        (
            &batch,
            400,
            -32_600,
            "Send one message in each request; batches are not supported.",
        ),
        (
            &long.to_string(),
            413,
            -32_000,
            "A request body has at most 5000 bytes.",
        ),
        (
            &reply.to_string(),
            400,
            -32_600,
            "stateless server does not accept JSON-RPC responses",
        ),
    ] {
        let answer = post(&client, body.to_owned(), &[JSON, ACCEPT]).await;
        let (found, error) = refused(&answer);
        assert_eq!(found, status, "{body}: {}", answer.text);
        assert_eq!(
            (&error["code"], &error["message"]),
            (&json!(code), &json!(message))
        );
        assert!(answer.json["id"].is_null(), "{}", answer.text);
    }
}

#[tokio::test]
async fn other_media_types_are_refused() {
    let app = TestApp::start().await;
    let client = token(&app.sign_up("ann").await, &["applications:read"]).await;
    for (headers, status, code) in [
        (
            &[("content-type", "text/plain"), ACCEPT][..],
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        (&[ACCEPT], 415, "UNSUPPORTED_MEDIA_TYPE"),
        (
            &[JSON, ACCEPT, ("content-encoding", "gzip")],
            415,
            "UNSUPPORTED_CONTENT_ENCODING",
        ),
        (&[JSON, ("accept", "text/html")], 406, "NOT_ACCEPTABLE"),
        (
            &[JSON, ("accept", "application/json")],
            406,
            "NOT_ACCEPTABLE",
        ),
    ] {
        let answer = post(&client, listing(), headers).await;
        let (found, error) = refused(&answer);
        assert_eq!(
            (found, &error["data"]["code"]),
            (status, &json!(code)),
            "{headers:?}"
        );
    }
}
