//! Documents made to stop a server are refused by name, in no time, and the server lives on.

use std::time::{Duration, Instant};

use serde_json::json;

use super::assert_carries_ids;
use crate::kit::{TestApp, series};

/// Far more than a refusal takes, even on a busy machine; far less than a bomb would.
const QUICK: Duration = Duration::from_secs(10);

fn fan(name: &str, of: &str, leaf: &str) -> String {
    let fragments = series(30, |i| format!("fragment {name}{i} on {of} {{ ...{name}{0} ...{name}{0} }} ", i + 1));
    format!("{fragments} fragment {name}30 on {of} {{ {leaf} }}")
}

#[tokio::test]
async fn bombs_are_refused_and_the_server_lives_on() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    let brackets = |n: usize| format!("{{ node(id: {}{}) {{ id }} }}", "[".repeat(n), "]".repeat(n));
    let objects = |n: usize| format!("{{ node(id: {}1{}) {{ id }} }}", "{a:".repeat(n), "}".repeat(n));
    let selections = |n: usize| format!("{}{}", "{ node ".repeat(n), "}".repeat(n));
    let chain = series(500, |i| format!("fragment c{i} on Query {{ ...c{} }} ", i + 1));
    let aliases = |n: usize| format!("{{ {} }}", series(n, |i| format!("a{i}: __typename ")));
    for (what, document, code) in [
        ("nested lists", brackets(1_500), "MAX_DEPTH_EXCEEDED"),
        ("nested lists, open", format!("{{ a(x: {}", "[".repeat(3_000)), "MAX_DEPTH_EXCEEDED"),
        ("nested objects", objects(500), "MAX_DEPTH_EXCEEDED"),
        ("nested selections", selections(1_200), "MAX_DEPTH_EXCEEDED"),
        ("many brackets", brackets(30_000), "TOKEN_LIMIT_EXCEEDED"),
        ("a fan of fragments", format!("{{ ...f0 }} {}", fan("f", "Query", "__typename")), "MAX_RECURSIVE_SELECTIONS_EXCEEDED"),
        (
            "a fan of fragments in a mutation",
            format!("mutation {{ ...f0 }} {}", fan("f", "Mutation", "__typename")),
            "MAX_RECURSIVE_SELECTIONS_EXCEEDED",
        ),
        ("a fan that nobody uses", format!("{{ __typename }} {}", fan("f", "Query", "__typename")), "GRAPHQL_VALIDATION_FAILED"),
        ("a circle", "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }".into(), "GRAPHQL_VALIDATION_FAILED"),
        (
            "a circle that nobody uses",
            "{ __typename } fragment a on Query { ...b } fragment b on Query { ...a }".into(),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            "a fan in another operation",
            format!("query A {{ __typename }} query B {{ ...f0 }} {}", fan("f", "Query", "__typename")),
            "MAX_RECURSIVE_SELECTIONS_EXCEEDED",
        ),
        ("aliases", aliases(31), "MAX_ALIASES_EXCEEDED"),
        ("tokens", format!("{{ {} }}", "a ".repeat(4_000)), "TOKEN_LIMIT_EXCEEDED"),
        ("a long alias", format!("{{ {}: __typename }}", "a".repeat(201)), "TOKEN_LIMIT_EXCEEDED"),
        ("bytes", format!("{{ __typename }} #{}", "x".repeat(65_536)), "QUERY_TOO_LONG"),
        ("the same unknown field", format!("{{ {} }}", "nothing ".repeat(3_900)), "GRAPHQL_VALIDATION_FAILED"),
        ("unknown fields", format!("{{ {} }}", series(3_900, |i| format!("n{i} "))), "GRAPHQL_VALIDATION_FAILED"),
        ("variables", format!("query({}) {{ __typename }}", series(900, |i| format!("$v{i}: Int "))), "GRAPHQL_VALIDATION_FAILED"),
        ("an unclosed string", format!("{{ a(x: \"{}", "x".repeat(60_000)), "GRAPHQL_PARSE_FAILED"),
        ("an unclosed block string", format!("{{ a(x: \"\"\"{}", "\\\"\"\"".repeat(15_000)), "GRAPHQL_PARSE_FAILED"),
        ("a long chain of fragments", format!("{{ ...c0 }} {chain} fragment c500 on Query {{ __typename }}"), "MAX_DEPTH_EXCEEDED"),
    ] {
        let begin = Instant::now();
        let answer = client.gql(&document, json!({})).await;
        let took = begin.elapsed();
        assert!(took < QUICK, "{what} took {took:?}");
        assert_eq!((answer.status, answer.code()), (400, code), "{what}: {}", answer.text.chars().take(500).collect::<String>());
        assert!(answer.errors().len() <= 100 && answer.text.len() < 100_000, "{what}: {} bytes", answer.text.len());
        assert_carries_ids(&answer);
        assert_eq!(client.gql("{ __typename }", json!({})).await.text_at("__typename"), "Query", "the server is alive after {what}");
    }
}

#[tokio::test]
async fn honest_documents_pass() {
    let app = TestApp::start().await;
    let chain = series(30, |i| format!("fragment c{i} on Query {{ ...c{} }} ", i + 1));
    for (what, document) in [
        ("30 aliases", format!("{{ {} }}", series(30, |i| format!("a{i}: __typename ")))),
        ("a chain of fragments", format!("{{ ...c0 }} {chain} fragment c30 on Query {{ __typename }}")),
        ("the same field 3 900 times", format!("{{ {} }}", "__typename ".repeat(3_900))),
        ("an alias of 200 bytes", format!("{{ {}: __typename }}", "a".repeat(200))),
        ("64 KiB", format!("{{ __typename }} #{}", "x".repeat(65_519))),
    ] {
        let begin = Instant::now();
        let answer = app.anonymous().gql(&document, json!({})).await;
        assert!(answer.json.get("errors").is_none(), "{what}: {}", answer.text);
        assert!(begin.elapsed() < QUICK, "{what} took {:?}", begin.elapsed());
    }
}

#[tokio::test]
async fn introspection_works_under_the_limits() {
    let app = TestApp::start().await;
    // What GraphiQL and code generators send (graphql-js, getIntrospectionQuery).
    let query = include_str!("introspection.graphql");
    let answer = app.anonymous().gql(query, json!({})).await;
    assert!(answer.data("__schema.types").as_array().unwrap().len() > 20);
}

#[tokio::test]
async fn pages_cost_what_is_under_them() {
    let app = TestApp::start().await;
    let query = "query($first: Int) { jobs(first: $first) { nodes { company { id name } skills { id } sources { url } } } }";
    let _small = app.anonymous().gql(query, json!({ "first": 1 })).await;
    for (first, code) in [(0, "BAD_USER_INPUT"), (-1, "BAD_USER_INPUT"), (101, "BAD_USER_INPUT"), (i32::MAX, "BAD_USER_INPUT")] {
        let answer = app.anonymous().gql("query($first: Int) { jobs(first: $first) { nodes { id } } }", json!({ "first": first })).await;
        assert_eq!(answer.code(), code, "{first}: {}", answer.text);
    }
    let many = series(29, |i| format!("a{i}: jobs(first: 100) {{ nodes {{ id title url location description company {{ id name }} }} }} "));
    let answer = app.anonymous().gql(&format!("{{ {many} }}"), json!({})).await;
    assert_eq!((answer.status, answer.code()), (400, "COST_ESTIMATED_TOO_EXPENSIVE"), "{}", answer.text);
}
