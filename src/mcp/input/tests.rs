//! Schemas of inputs, from a small contract.

use async_graphql::parser::parse_query;
use serde_json::{Value, json};

use super::input_schema;
use crate::mcp::contract::Contract;

const SDL: &str = r#"
    type Query {
        jobs(
            "Words." query: String,
            "Rows." first: Int! = 20,
            filter: Filter
        ): [Job!]
        take(one: OneOf, file: Upload, deep: Deep, any: JSON, amount: Amount): Int
    }
    type Job { id: ID!, near("Kilometres." km: Float!): [Job!] }
    "What is sought."
    input Filter {
        "Modes." modes: [Mode!]
        "Since." since: Date!
        open: Boolean! = true
    }
    "How one works." enum Mode { "At home." REMOTE ON_SITE }
    "A day." scalar Date
    scalar Upload
    scalar JSON
    scalar Amount
    input OneOf @oneOf { a: Int b: ID }
    input Deep { deep: [Deep!] }
"#;

fn schema(text: &str) -> Result<Value, String> {
    let contract = Contract::of(SDL).expect("a contract");
    let document = parse_query(text).expect("a document");
    let (_, operation) = document.operations.iter().next().expect("an operation");
    input_schema(&contract, &document, &operation.node).map(Value::Object)
}

fn property(text: &str) -> Value {
    schema(text).expect("a schema")["properties"]["x"].clone()
}

#[test]
fn variables_are_described_by_the_places_that_take_them() {
    let text =
        "query a($words: String, $n: Int! = 5, $km: Float!, $modes: [Mode!], $since: Date!) {
        jobs(query: $words, first: $n, filter: { modes: $modes, since: $since }) { ...near }
    } fragment near on Job { near(km: $km) { id } }";
    let expected = json!({
        "type": "object",
        "properties": {
            "words": { "type": ["string", "null"], "description": "Words." },
            "n": { "type": "integer", "description": "Rows.", "default": 5 },
            "km": { "type": "number", "description": "Kilometres." },
            "modes": { "type": ["array", "null"], "description": "Modes.", "items":
                { "type": "string", "enum": ["REMOTE", "ON_SITE"], "description": "REMOTE: At home." } },
            "since": { "type": "string", "description": "Since. A day." },
        },
        "required": ["km", "since"],
        "additionalProperties": false,
    });
    assert_eq!(schema(text), Ok(expected));
}

#[test]
fn input_objects_are_schemas_with_their_own_fields() {
    let expected = json!({
        "type": ["object", "null"],
        "description": "What is sought.",
        "properties": {
            "modes": { "type": ["array", "null"], "description": "Modes.", "items":
                { "type": "string", "enum": ["REMOTE", "ON_SITE"], "description": "REMOTE: At home." } },
            "since": { "type": "string", "description": "Since. A day." },
            "open": { "type": "boolean", "default": true },
        },
        "required": ["since"],
        "additionalProperties": false,
    });
    assert_eq!(
        property("query a($x: Filter) { jobs(filter: $x) { id } }"),
        expected
    );
}

#[test]
fn every_kind_of_type_has_its_schema() {
    for (ty, argument, expected) in [
        (
            "Mode",
            "one",
            json!({ "type": ["string", "null"], "enum": ["REMOTE", "ON_SITE", null],
            "description": "REMOTE: At home." }),
        ),
        ("JSON", "any", json!({})),
        ("Amount!", "amount", json!({ "type": ["string", "number"] })),
        ("Boolean!", "one", json!({ "type": "boolean" })),
        (
            "[ID]!",
            "one",
            json!({ "type": "array", "items": { "type": ["string", "null"] } }),
        ),
        (
            "OneOf!",
            "one",
            json!({ "type": "object", "additionalProperties": false,
            "properties": { "a": { "type": ["integer", "null"] }, "b": { "type": ["string", "null"] } },
            "minProperties": 1, "maxProperties": 1 }),
        ),
    ] {
        let text = format!("query a($x: {ty}) {{ take({argument}: $x) }}");
        assert_eq!(property(&text), expected, "{ty}");
    }
}

#[test]
fn what_no_tool_can_take_is_refused() {
    for (ty, expected) in [
        ("Upload!", "$x: tools take no files"),
        ("Deep", "$x: Deep contains itself, which tools cannot take"),
        ("Nothing", "$x: there is no type Nothing"),
        ("Job", "$x: Job is no type of inputs"),
    ] {
        let text = format!("query a($x: {ty}) {{ take(one: $x) }}");
        assert_eq!(schema(&text), Err(expected.into()), "{ty}");
    }
}
