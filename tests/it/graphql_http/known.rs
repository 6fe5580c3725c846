//! A document that was valid before is judged by its values again: status, code, message and cost are those of a document that was never seen.

use serde_json::{Value, json};

use super::post;
use crate::kit::{Answer, Client, TestApp};

async fn ask(client: &Client, query: &str, variables: &Value) -> Answer {
    let body = json!({ "query": query, "variables": variables });
    post(client, body.to_string()).await
}

/// What must be equal: neither the request's id nor what remains of the budget.
fn comparable(answer: &Answer) -> Value {
    let errors = answer.json["errors"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let errors = errors.iter().map(|error| {
        json!([
            error["message"],
            error["extensions"]["code"],
            error["path"],
            error["locations"]
        ])
    });
    json!({
        "status": answer.status,
        "data": answer.json.get("data"),
        "errors": errors.collect::<Vec<_>>(),
        "cost": answer.json.pointer("/extensions/cost/requestedQueryCost"),
    })
}

#[tokio::test]
async fn known_documents_answer_like_new_ones() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    let many: Vec<String> = (0..100).map(|number| format!("post_{number}")).collect();
    for (query, known, then) in [
        (
            "query($v: [ID!]!) { nodes(ids: $v) { id } }",
            json!(100),
            json!(many),
        ),
        (
            "query($v: [ID!]!) { nodes(ids: $v) { id } }",
            json!(["x"]),
            json!(["x", null]),
        ),
        (
            "query($v: [ID]) { nodes(ids: $v) { id } }",
            json!(["x"]),
            json!([null]),
        ),
        (
            "query($v: ID) { node(id: $v) { id } }",
            json!("x"),
            json!(null),
        ),
        (
            "query($v: Int) { jobs(first: $v) { nodes { id } } }",
            json!(1),
            json!(100),
        ),
        (
            "query($v: Int) { jobs(first: $v) { nodes { id } } }",
            json!(1),
            json!("1"),
        ),
        (
            "query($v: Boolean) { jobs(first: 1) @include(if: $v) { nodes { id } } }",
            json!(true),
            json!(null),
        ),
        (
            "query($v: Boolean = true) { jobs(first: 1) { nodes { id @skip(if: $v) title } } }",
            json!(true),
            json!(null),
        ),
        (
            "query($v: String) { jobs(first: 1, filter: { remoteModes: $v }) { nodes { id } } }",
            json!("REMOTE"),
            json!("APPLIED"),
        ),
        (
            "query($v: [RemoteMode]) { jobs(first: 1, filter: { remoteModes: $v }) { nodes { id } } }",
            json!(["REMOTE"]),
            json!([null]),
        ),
        (
            "query($v: PostingFilter) { jobs(filter: $v) { nodes { id } } }",
            json!({ "remoteModes": "REMOTE" }),
            json!({ "remoteModes": "NOWHERE" }),
        ),
        (
            "query($v: PostingFilter) { jobs(filter: $v) { nodes { id } } }",
            json!({}),
            json!({ "unknown": 1 }),
        ),
    ] {
        let first = ask(&client, query, &json!({ "v": known })).await;
        assert_eq!(first.status, 200, "{query}: {}", first.text);
        let variables = json!({ "v": then });
        let again = ask(&client, query, &variables).await;
        let new = ask(&client, &format!("{query} # never seen"), &variables).await;
        assert_eq!(comparable(&again), comparable(&new), "{query} {then}");
    }
}

#[tokio::test]
async fn all_variables_that_are_sent_count() {
    let app = TestApp::start().await;
    let query = "query A { ...F } query B($v: Int) { ...F jobs(first: $v) { nodes { id } } } fragment F on Query { signInProviders { name } }";
    let cost = async |text: &str, variables: Value| {
        let body = json!({ "query": text, "operationName": "A", "variables": variables });
        comparable(&post(&app.anonymous(), body.to_string()).await)
    };
    cost(query, json!({ "v": 1 })).await;
    let new = format!("{query} # never seen");
    assert_eq!(cost(query, json!({})).await, cost(&new, json!({})).await);
}
