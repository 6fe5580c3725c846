//! The status codes of GraphQL over HTTP before the September 2026 edition, and of that edition if the operator has turned it on.

use serde_json::{Value, json};

use super::{ACCEPT_NEW, JSON, assert_carries_ids};
use crate::kit::{Client, TestApp};

const OLD: (&str, &str) = ("accept", "application/json");

/// A body, its status before the edition, by the edition, and for `application/json` in both; and the code.
type Row = (String, u16, u16, u16, &'static str);

fn rows() -> Vec<Row> {
    let asked = |query: &str, variables: Value| {
        json!({ "query": query, "variables": variables }).to_string()
    };
    let of_number = "query($first: Int!) { jobs(first: $first) { totalCount } }";
    let partial = "{ jobs { nodes { id } } viewer { user { id } } }";
    let deep = format!("{{ viewer {}{} }}", "{ a ".repeat(20), "}".repeat(20));
    vec![
        (asked("{ __typename }", json!({})), 200, 200, 200, ""),
        // Executed with errors, partly or completely.
        (asked(partial, json!({})), 200, 294, 200, "UNAUTHENTICATED"),
        (
            asked(
                "{ nodes(ids: [\"A\"]) { id } viewer { user { id } } }",
                json!({}),
            ),
            200,
            294,
            200,
            "UNAUTHENTICATED",
        ),
        (
            asked(
                "mutation { signOut(input: {}) { clientMutationId } }",
                json!({}),
            ),
            200,
            294,
            200,
            "UNAUTHENTICATED",
        ),
        // It parses, but is not valid.
        (
            asked("{ nothing }", json!({})),
            400,
            422,
            200,
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            asked("query A { __typename } query B { __typename }", json!({})),
            400,
            422,
            200,
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            asked(of_number, json!({ "first": "many" })),
            400,
            422,
            200,
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            asked(of_number, json!({})),
            400,
            422,
            200,
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            asked("{ ...A } fragment A on Query { ...A }", json!({})),
            400,
            422,
            200,
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (asked(&deep, json!({})), 400, 422, 200, "MAX_DEPTH_EXCEEDED"),
        // JSON that is not a GraphQL-over-HTTP request.
        ("{}".to_owned(), 400, 422, 400, "BAD_REQUEST"),
        ("7".to_owned(), 400, 422, 400, "BAD_REQUEST"),
        (r#"{"query":1}"#.to_owned(), 400, 422, 400, "BAD_REQUEST"),
        (
            r#"{"query":"{ __typename }","variables":[7]}"#.to_owned(),
            400,
            422,
            400,
            "BAD_REQUEST",
        ),
        // JSON or GraphQL that does not parse.
        ("{".to_owned(), 400, 400, 400, "BAD_REQUEST"),
        (asked("{", json!({})), 400, 400, 200, "GRAPHQL_PARSE_FAILED"),
        (
            asked(&"a ".repeat(4_001), json!({})),
            400,
            400,
            200,
            "TOKEN_LIMIT_EXCEEDED",
        ),
        (
            r#"{"documentId":"x"}"#.to_owned(),
            400,
            400,
            200,
            "PERSISTED_QUERY_NOT_FOUND",
        ),
    ]
}

async fn check(
    client: &Client,
    accept: (&'static str, &'static str),
    body: &str,
    status: u16,
    code: &str,
) {
    let answer = client.post(body.to_owned(), &[JSON, accept]).await;
    assert_eq!(
        answer.status, status,
        "{body} to {accept:?}: {}",
        answer.text
    );
    if code.is_empty() {
        assert!(answer.json.get("errors").is_none(), "{}", answer.text);
    } else {
        assert_eq!(answer.code(), code, "{body}: {}", answer.text);
        assert_carries_ids(&answer);
    }
    let ran = matches!(status, 200 | 294) && accept == ACCEPT_NEW;
    assert!(
        accept != ACCEPT_NEW || answer.json.get("data").is_some() == ran,
        "data exactly where it ran: {}",
        answer.text
    );
    let expected = format!("{}; charset=utf-8", accept.1);
    assert_eq!(answer.header("content-type"), expected);
}

#[tokio::test]
async fn the_edition_of_2026_is_spoken_where_it_is_turned_on() {
    let before = TestApp::start().await;
    let edition = TestApp::with(|config| config.http.edition_2026 = true).await;
    for (body, old, new, to_json, code) in rows() {
        check(&before.anonymous(), ACCEPT_NEW, &body, old, code).await;
        check(&edition.anonymous(), ACCEPT_NEW, &body, new, code).await;
        check(&before.anonymous(), OLD, &body, to_json, code).await;
        check(&edition.anonymous(), OLD, &body, to_json, code).await;
    }
}
