//! A document is parsed and validated once; values that do not have their types are validated again.

use std::sync::Arc;

use async_graphql::Variables;
use serde_json::{Value, json};

use super::{CostKey, PreparedDocuments};
use crate::{
    config::{Config, Limits},
    graphql::{operation::Operation, schema, validation},
};

fn limits() -> Limits {
    Config::load(None).expect("the defaults are valid").limits
}

fn operation(documents: &PreparedDocuments, text: &str, variables: Value) -> Operation {
    let prepared = documents.prepare(text, &limits()).expect("a document");
    Operation::new(prepared, None, Variables::from_json(variables))
}

#[test]
fn the_same_text_is_parsed_once() {
    let documents = PreparedDocuments::default();
    let prepare = |text: &str| documents.prepare(text, &limits()).expect("a document");
    let first = prepare("{ __typename }");
    assert!(Arc::ptr_eq(&first, &prepare("{ __typename }")));
    let other = prepare("{ __typename } ");
    assert_ne!(first.id, other.id);
    assert!(documents.prepare("{ __typename", &limits()).is_err());
}

#[test]
fn a_document_keeps_its_latest_costs() {
    let documents = PreparedDocuments::default();
    let text = "query($first: Int) { jobs(first: $first) { nodes { id } } }";
    let of = |first: i32| operation(&documents, text, json!({ "first": first }));
    for first in 0..100 {
        of(first).keep_cost(7);
    }
    let known = [0, 67, 68, 99].map(|first| of(first).known_cost());
    assert_eq!(known, [None, None, Some(7), Some(7)]);
}

#[test]
fn a_key_has_all_that_costs_and_validity_depend_on() {
    let key = |variables: Value| CostKey::of(None, &Variables::from_json(variables));
    let base = json!({ "ids": ["a", "b"], "text": "x", "n": 3 });
    assert_eq!(
        key(base.clone()),
        key(json!({ "ids": ["c", "d"], "text": "other", "n": 3 }))
    );
    for other in [
        json!({ "ids": ["a"], "text": "x", "n": 3 }),
        json!({ "ids": 2, "text": "x", "n": 3 }),
        json!({ "ids": ["a", null], "text": "x", "n": 3 }),
        json!({ "ids": null, "text": "x", "n": 3 }),
        json!({ "ids": ["a", "b"], "text": "REMOTE", "n": 3 }),
        json!({ "ids": ["a", "b"], "text": "x", "n": 4 }),
        json!({ "ids": ["a", "b"], "text": "x" }),
        json!({ "ids": ["a", "b"], "text": "x", "n": 3, "more": 1 }),
    ] {
        assert_ne!(key(base.clone()), key(other.clone()), "{other}");
    }
    assert_ne!(
        CostKey::of(Some("A"), &Variables::default()),
        CostKey::of(Some("B"), &Variables::default())
    );
    // Names that could be mistaken for what stands between them, and huge inputs, have no key.
    assert_eq!(key(json!({ "a;b": 1 })), None);
    assert_eq!(key(json!({ "a": { "b:c": 1 } })), None);
    assert_eq!(key(json!({ "a": "X".repeat(2_000) })), None);
}

/// Whatever the types of variables and positions: what has the key of a valid operation is valid at the same cost.
#[tokio::test]
async fn operations_of_one_key_are_valid_at_one_cost() {
    let documents = PreparedDocuments::default();
    let validating = schema::validating(&limits());
    let many: Vec<String> = (0..100).map(|number| format!("post_{number}")).collect();
    let values = [
        json!(null),
        json!(0),
        json!(1),
        json!(100),
        json!(-1),
        json!(1.5),
        json!(4_000_000_000_u64),
        json!(u64::MAX),
        json!(true),
        json!("x"),
        json!("post_1"),
        json!("REMOTE"),
        json!("ONSITE"),
        json!("APPLIED"),
        json!(""),
        json!([]),
        json!(many),
        json!(["x"]),
        json!(["x", null]),
        json!([null]),
        json!([1, "x"]),
        json!(["REMOTE"]),
        json!(["REMOTE", "NOWHERE"]),
        json!([["x"]]),
        json!({}),
        json!({ "remoteModes": ["REMOTE"] }),
        json!({ "remoteModes": "REMOTE" }),
        json!({ "remoteModes": ["NOWHERE"] }),
        json!({ "remoteModes": [null] }),
        json!({ "pay": { "yearlyMin": 1, "currency": "EUR" } }),
        json!({ "pay": { "yearlyMin": 2, "currency": "x" } }),
        json!({ "pay": { "yearlyMin": "1" } }),
        json!({ "pay": { "yearlyMin": 19.19, "currency": "EUR" } }),
        json!({ "pay": { "yearlyMin": 2.5, "currency": "EUR" } }),
        json!({ "pay": { "yearlyMin": "19.19", "currency": "EUR" } }),
        json!({ "pay": { "yearlyMin": "many", "currency": "EUR" } }),
        json!("19.19"),
        json!({ "unknown": 1 }),
        json!({ "id": "appl_1", "expectedVersion": 1, "to": "APPLIED" }),
        json!({ "id": "appl_2", "expectedVersion": 9, "to": "APPLIED" }),
        json!({ "id": "appl_1", "expectedVersion": 1.5, "to": "APPLIED" }),
        json!({ "id": "appl_1", "expectedVersion": 1 }),
    ];
    let mut shared = 0;
    for text in [
        "query($v: Int) { jobs(first: $v) { nodes { id } } }",
        "query($v: Int!) { jobs(first: $v) { nodes { id } } }",
        "query($v: ID) { node(id: $v) { id } }",
        "query($v: ID! = \"x\") { node(id: $v) { id } }",
        "query($v: [ID!]!) { nodes(ids: $v) { id } }",
        "query($v: [ID]) { nodes(ids: $v) { id } }",
        "query($v: ID) { nodes(ids: [$v, \"x\"]) { id } }",
        "query($v: String) { jobs(query: $v) { nodes { id } } }",
        "query($v: String) { jobs(first: 1, filter: { remoteModes: $v }) { nodes { id } } }",
        "query($v: [String!]) { jobs(first: 1, filter: { remoteModes: $v }) { nodes { id } } }",
        "query($v: [RemoteMode]) { jobs(first: 1, filter: { remoteModes: $v }) { nodes { id } } }",
        "query($v: Amount) { jobs(first: 1, filter: { pay: { yearlyMin: $v, currency: \"EUR\" } }) { nodes { id } } }",
        "query($v: Boolean) { jobs(first: 1) @include(if: $v) { nodes { id } } }",
        "query($v: Boolean = true) { jobs(first: 1) { nodes { id @skip(if: $v) title } } }",
        "query($v: PostingFilter) { jobs(filter: $v) { nodes { id } } }",
        "query A { ...F } query B($v: Int) { ...F jobs(first: $v) { nodes { id } } } fragment F on Query { signInProviders { name } }",
        "mutation($v: MoveApplicationInput!) { moveApplication(input: $v) { userErrors { message } } }",
        "mutation($v: ID) { moveApplication(input: { id: $v, expectedVersion: 1, to: OFFER }) { userErrors { message } } }",
    ] {
        let mut outcomes: Vec<(Option<CostKey>, Option<usize>, &Value)> = Vec::new();
        for value in &values {
            let prepared = documents.prepare(text, &limits()).expect("a document");
            let name = text.starts_with("query A").then(|| "A".to_owned());
            let operation =
                Operation::new(prepared, name, Variables::from_json(json!({ "v": value })));
            let cost = validation::cost_in(validating.execute(operation.request()).await).ok();
            let key = CostKey::of(operation.name(), operation.variables());
            for (other, its_cost, its_value) in &outcomes {
                if key.is_some() && *other == key {
                    assert_eq!(cost, *its_cost, "{text} {value} {its_value}");
                    shared += 1;
                }
            }
            outcomes.push((key, cost, value));
        }
    }
    assert!(shared > 20, "{shared} pairs share a key");
}
