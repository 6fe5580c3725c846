//! Methods, GET and the WebSocket handshake.

use reqwest::Method;
use serde_json::{Value, json};

use super::TYPENAME;
use crate::{
    graphql_http::{ACCEPT_NEW, JSON, assert_refused, post},
    kit::TestApp,
};

#[tokio::test]
async fn get_runs_queries_and_nothing_else() {
    let app = TestApp::start().await;
    let anonymous = app.anonymous();
    assert_eq!(
        anonymous
            .get(&[("query", "{ __typename }")])
            .await
            .text_at("__typename"),
        "Query"
    );
    let user = app.sign_up("ada").await;
    let named = "query A { __typename } query B { viewer { user { email } } }";
    let answer = user
        .client
        .get(&[("query", named), ("operationName", "B")])
        .await;
    assert_eq!(answer.text_at("viewer.user.email"), user.email);
    let with_variables = [
        ("query", "query($id: ID!) { node(id: $id) { id } }"),
        ("variables", r#"{"id":"unknown"}"#),
    ];
    assert!(anonymous.get(&with_variables).await.data("node").is_null());

    let mutation = "mutation { signOut(input: {}) { signedOut } }";
    for parameters in [
        &[("query", mutation)][..],
        &[(
            "query",
            "mutation Leave { signOut(input: {}) { signedOut } }",
        )],
        &[
            (
                "query",
                "query Q { __typename } mutation M { signOut(input: {}) { signedOut } }",
            ),
            ("operationName", "M"),
        ],
    ] {
        let answer = user.client.get(parameters).await;
        assert_refused(&answer, 405, "MUTATION_NOT_ALLOWED_OVER_HTTP_GET");
        assert_eq!(answer.header("allow"), "POST");
    }
    assert_eq!(
        user.client
            .gql("{ viewer { user { email } } }", json!({}))
            .await
            .text_at("viewer.user.email"),
        user.email
    );
    for parameters in [
        &[][..],
        &[("variables", "{}")],
        &[("query", "{ __typename }"), ("variables", "nonsense")],
        &[("query", "{ __typename }"), ("variables", "[]")],
    ] {
        assert_refused(&anonymous.get(parameters).await, 400, "BAD_REQUEST");
    }
}

#[tokio::test]
async fn operation_names_choose_the_operation() {
    let app = TestApp::start().await;
    let document = "query A { a: __typename } query B { b: __typename }";
    for (name, expected) in [
        (json!("A"), Ok("/data/a")),
        (json!("B"), Ok("/data/b")),
        (json!("C"), Err(())),
        (Value::Null, Err(())),
        (json!(""), Err(())),
    ] {
        let answer = post(
            &app.anonymous(),
            json!({ "query": document, "operationName": name }).to_string(),
        )
        .await;
        match expected {
            Ok(path) => assert_eq!(
                answer.json.pointer(path),
                Some(&json!("Query")),
                "{}",
                answer.text
            ),
            Err(()) => assert_refused(&answer, 400, "GRAPHQL_VALIDATION_FAILED"),
        }
    }
}

#[tokio::test]
async fn other_methods_are_refused() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
        let answer = client
            .send(
                client
                    .request(method.clone(), "/graphql", &[ACCEPT_NEW])
                    .body(TYPENAME),
            )
            .await;
        assert_refused(&answer, 405, "METHOD_NOT_ALLOWED");
        assert_eq!(answer.header("allow"), "GET, POST", "{method}");
    }
}

#[tokio::test]
async fn an_offer_of_another_protocol_is_declined_silently() {
    // Java's HttpClient and `curl --http2` offer an upgrade to HTTP/2 with their first request.
    let app = TestApp::start().await;
    let offer = [
        JSON,
        ACCEPT_NEW,
        ("connection", "Upgrade, HTTP2-Settings"),
        ("upgrade", "h2c"),
        ("http2-settings", "AAMAAABkAAQAAP__"),
    ];
    assert_eq!(
        app.anonymous()
            .post(TYPENAME, &offer)
            .await
            .text_at("__typename"),
        "Query"
    );
}

#[tokio::test]
async fn a_broken_handshake_is_refused_like_any_request() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    let protocol = ("sec-websocket-protocol", "graphql-transport-ws");
    for (method, headers) in [
        (
            Method::POST,
            &[
                ("connection", "Upgrade"),
                ("upgrade", "websocket"),
                ("sec-websocket-version", "13"),
                protocol,
            ][..],
        ),
        (
            Method::GET,
            &[
                ("connection", "Upgrade"),
                ("upgrade", "websocket"),
                ("sec-websocket-version", "8"),
                protocol,
            ],
        ),
        (
            Method::GET,
            &[
                ("connection", "Upgrade"),
                ("upgrade", "websocket"),
                ("sec-websocket-version", "13"),
                protocol,
            ],
        ),
        (
            Method::GET,
            &[
                ("upgrade", "websocket"),
                ("sec-websocket-key", "AAAAAAAAAAAAAAAAAAAAAA=="),
                protocol,
            ],
        ),
    ] {
        let answer = client
            .send(client.request(method, "/graphql", headers))
            .await;
        assert_refused(&answer, 400, "BAD_REQUEST");
    }
}
