//! Which requests are accepted (GraphQL over HTTP), and with which status and code others are refused.

mod methods;
mod operations;

use reqwest::Body;
use serde_json::json;

use super::{ACCEPT_NEW, JSON, assert_carries_ids, assert_refused, post};
use crate::kit::{TestApp, capital};

const NEW: &str = "application/graphql-response+json; charset=utf-8";

const OLD: &str = "application/json; charset=utf-8";

const TYPENAME: &str = r#"{"query":"{ __typename }"}"#;

#[tokio::test]
async fn content_types_other_than_json_are_refused() {
    let app = TestApp::start().await;
    for (content_type, accepted) in [
        ("application/json", true),
        ("application/json; charset=utf-8", true),
        ("Application/JSON;charset=\"UTF-8\"", true),
        ("application/json; charset=utf-16", false),
        ("text/plain", false),
        ("application/graphql", false),
        ("application/x-www-form-urlencoded", false),
        ("multipart/form-data; boundary=x", false),
        ("nonsense", false),
    ] {
        let answer = app
            .anonymous()
            .post(TYPENAME, &[("content-type", content_type), ACCEPT_NEW])
            .await;
        if accepted {
            assert_eq!(answer.text_at("__typename"), "Query", "{content_type}");
        } else {
            assert_refused(&answer, 415, "UNSUPPORTED_MEDIA_TYPE");
        }
    }
    assert_refused(
        &app.anonymous().post(TYPENAME, &[ACCEPT_NEW]).await,
        415,
        "UNSUPPORTED_MEDIA_TYPE",
    );
    let packed = app
        .anonymous()
        .post(TYPENAME, &[JSON, ACCEPT_NEW, ("content-encoding", "gzip")])
        .await;
    assert_refused(&packed, 415, "UNSUPPORTED_CONTENT_ENCODING");
}

#[tokio::test]
async fn answers_are_written_as_the_client_accepts() {
    let app = TestApp::start().await;
    for (accept, status, content_type) in [
        ("application/graphql-response+json", 200, NEW),
        (
            "application/json, application/graphql-response+json",
            200,
            NEW,
        ),
        (
            "application/graphql-response+json; charset=utf-8, application/json; q=0.9",
            200,
            NEW,
        ),
        ("application/json", 200, OLD),
        ("*/*", 200, OLD),
        ("application/*", 200, OLD),
        ("text/html", 406, OLD),
        ("image/png, text/plain", 406, OLD),
        ("application/json;q=0", 406, OLD),
    ] {
        let answer = app
            .anonymous()
            .post(TYPENAME, &[JSON, ("accept", accept)])
            .await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (status, content_type),
            "{accept}"
        );
        if status == 406 {
            assert_refused(&answer, 406, "NOT_ACCEPTABLE");
        }
    }
    assert_eq!(
        app.anonymous()
            .post(TYPENAME, &[JSON])
            .await
            .header("content-type"),
        OLD
    );
}

#[tokio::test]
async fn the_old_type_answers_200_to_every_well_formed_request() {
    let app = TestApp::start().await;
    for (query, code) in [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ viewer { user { id } } }", "UNAUTHENTICATED"),
        (
            &format!("{{ a(x: {}) }}", "[".repeat(100)),
            "MAX_DEPTH_EXCEEDED",
        ),
    ] {
        let body = json!({ "query": query }).to_string();
        let old = app
            .anonymous()
            .post(body.clone(), &[JSON, ("accept", "application/json")])
            .await;
        assert_eq!((old.status, old.code()), (200, code), "{query}");
        let ran = code == "UNAUTHENTICATED";
        let new = post(&app.anonymous(), body).await;
        assert_eq!(
            (new.status, new.code()),
            (if ran { 200 } else { 400 }, code),
            "{query}"
        );
        assert_eq!(
            new.json.get("data").is_some(),
            ran,
            "no data key before execution: {}",
            new.text
        );
        assert_carries_ids(&new);
    }
    // A request that is not well-formed is 400 whatever the client accepts.
    assert_refused(
        &app.anonymous()
            .post("{", &[JSON, ("accept", "application/json")])
            .await,
        400,
        "BAD_REQUEST",
    );
}

#[tokio::test]
async fn malformed_requests_are_refused_with_a_sentence() {
    let app = TestApp::start().await;
    for (body, code) in [
        (&b""[..], "BAD_REQUEST"),
        (b"nonsense", "BAD_REQUEST"),
        (b"{\"query\":", "BAD_REQUEST"),
        (b"\"{ __typename }\"", "BAD_REQUEST"),
        (b"null", "BAD_REQUEST"),
        (b"{}", "BAD_REQUEST"),
        (b"{\"query\":7}", "BAD_REQUEST"),
        (b"{\"query\":null}", "BAD_REQUEST"),
        (b"{\"query\":[\"{ __typename }\"]}", "BAD_REQUEST"),
        (
            b"{\"query\":\"{ __typename }\",\"variables\":[]}",
            "BAD_REQUEST",
        ),
        (
            b"{\"query\":\"{ __typename }\",\"variables\":\"x\"}",
            "BAD_REQUEST",
        ),
        (
            b"{\"query\":\"{ __typename }\",\"extensions\":1}",
            "BAD_REQUEST",
        ),
        (
            b"{\"query\":\"{ __typename }\",\"operationName\":1}",
            "BAD_REQUEST",
        ),
        (b"{\"query\":\"{ __typename \xff }\"}", "BAD_REQUEST"),
        (
            b"[{\"query\":\"{ __typename }\"}]",
            "BATCHING_NOT_SUPPORTED",
        ),
        (b"[]", "BATCHING_NOT_SUPPORTED"),
    ] {
        let answer = post(&app.anonymous(), body).await;
        assert_refused(&answer, 400, code);
        let message = answer.errors()[0]["message"].as_str().unwrap();
        assert!(message.ends_with('.') && message.len() > 10, "{message}");
    }
    let deep = format!(
        "{{\"query\":\"{{ __typename }}\",\"variables\":{{\"x\":{}",
        "[".repeat(100_000)
    );
    assert_refused(&post(&app.anonymous(), deep).await, 400, "BAD_REQUEST");
    let nulls = r#"{"query":"{ __typename }","variables":null,"operationName":null,"extensions":null,"unknown":1}"#;
    assert_eq!(
        post(&app.anonymous(), nulls).await.text_at("__typename"),
        "Query"
    );
}

#[tokio::test]
async fn errors_never_repeat_the_document() {
    let app = TestApp::start().await;
    let secret = "s3cr3t".repeat(500);
    for query in [
        format!("{{ a(password: \"{secret}\" }}"),
        format!("{{ {secret}( }}"),
        format!(
            "mutation {{ signUp(input: {{ email: \"a@b.example\", name: \"A\", password: {{ a: \"{secret}\" }} }}) {{ userErrors {{ code }} }} }}"
        ),
    ] {
        let answer = app.anonymous().gql(&query, json!({})).await;
        let message = answer.errors()[0]["message"].as_str().unwrap();
        assert!(
            message.len() < 500 && !message.contains("s3cr3ts3cr3t"),
            "{} bytes: {message:.300}",
            message.len()
        );
    }
    let body =
        json!({ "query": "query A { __typename }", "operationName": "\u{e9}".repeat(100_000) })
            .to_string();
    let answer = post(&app.anonymous(), body).await;
    assert_refused(&answer, 400, "GRAPHQL_VALIDATION_FAILED");
    assert!(answer.text.len() < 2_000, "{} bytes", answer.text.len());
}

#[tokio::test]
async fn bodies_over_the_limit_are_refused() {
    let app = TestApp::start().await;
    let limit = app.platform.config.limits.body_bytes;
    let padded = |size: usize| {
        let body = format!("{TYPENAME}{}", " ".repeat(size - TYPENAME.len()));
        let pieces: Vec<Result<Vec<u8>, std::io::Error>> = body
            .as_bytes()
            .chunks(65_536)
            .map(|piece| Ok(piece.to_vec()))
            .collect();
        (body, Body::wrap_stream(futures_util::stream::iter(pieces)))
    };
    let (at_limit, chunked) = padded(limit);
    assert_eq!(
        post(&app.anonymous(), at_limit).await.text_at("__typename"),
        "Query"
    );
    assert_eq!(
        post(&app.anonymous(), chunked).await.text_at("__typename"),
        "Query"
    );
    let (over, chunked) = padded(limit + 1);
    assert_refused(
        &post(&app.anonymous(), over).await,
        413,
        "PAYLOAD_TOO_LARGE",
    );
    assert_refused(
        &post(&app.anonymous(), chunked).await,
        413,
        "PAYLOAD_TOO_LARGE",
    );
}

#[tokio::test]
async fn what_is_echoed_is_short() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for (field, mut input) in [
        ("revokeOtherSessions", json!({})),
        ("markRead", json!({ "ids": [] })),
        ("setSkills", json!({ "expectedVersion": 0, "skills": [] })),
    ] {
        let query = format!(
            "mutation($input: {}Input!) {{ {field}(input: $input) {{ clientMutationId }} }}",
            capital(field)
        );
        for (length, fits) in [(256, true), (257, false)] {
            let text = "\u{e9}".repeat(length);
            input["clientMutationId"] = json!(text);
            let answer = ada.client.gql(&query, json!({ "input": input })).await;
            if fits {
                assert_eq!(answer.text_at(&format!("{field}.clientMutationId")), text);
            } else {
                assert_eq!(answer.code(), "BAD_USER_INPUT", "{}", answer.text);
                assert!(!answer.text.contains(&text), "{}", answer.text);
            }
        }
    }
}
