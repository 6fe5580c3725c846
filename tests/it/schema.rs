//! The contract: `schema.graphql` is current, every element has a description, and names follow the conventions of docs/API.md.

use careergraph::{config::Config, graphql::schema::sdl};
use serde_json::{Value, json};

use crate::kit::TestApp;

const INTROSPECTION: &str = "{ __schema { types { kind name description
    fields(includeDeprecated: true) { name description type { ...T } args { name description type { ...T } } }
    inputFields { name description type { ...T } }
    enumValues(includeDeprecated: true) { name description } } } }
    fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

#[test]
fn schema_file_is_current() {
    let limits = Config::load(None).expect("the defaults").limits;
    let committed = include_str!("../../schema.graphql");
    assert!(
        sdl(&limits).trim_end() == committed.trim_end(),
        "schema.graphql is old; run `cargo run -- schema > schema.graphql`"
    );
}

#[tokio::test]
async fn everything_is_described_and_named_by_the_rules() {
    let app = TestApp::start().await;
    let answer = app.anonymous().gql(INTROSPECTION, json!({})).await;
    let types = list(answer.data("__schema"), "types");
    let ours: Vec<&Value> = types
        .iter()
        .filter(|of| !name(of).starts_with("__"))
        .collect();
    assert!(
        ours.len() > 20,
        "{} types are too few to be all",
        ours.len()
    );
    let breaches: Vec<String> = ours.iter().flat_map(|of| breaches_of(of)).collect();
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn breaches_are_found() {
    let string = json!({ "kind": "NON_NULL", "ofType": { "kind": "SCALAR", "name": "String" } });
    let bad = json!({ "kind": "OBJECT", "name": "Mutation", "description": "Changes.", "fields": [
        { "name": "Save_it", "description": "", "type": string, "args": [{ "name": "x", "description": "X.", "type": string }] } ] });
    let found = breaches_of(&bad);
    for part in [
        "Save_it: no description",
        "Save_it: is not camelCase",
        "takes exactly one argument",
        "returns a …Payload!",
    ] {
        assert!(
            found.iter().any(|breach| breach.contains(part)),
            "{part} is missing from {found:?}"
        );
    }
    let bad = json!({ "kind": "ENUM", "name": "snake", "description": "A.", "enumValues": [{ "name": "lower", "description": "A." }] });
    assert_eq!(breaches_of(&bad).len(), 2);
}

/// Violations in one type.
fn breaches_of(of: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut rule = |holds: bool, what: String, problem: &str| {
        if !holds {
            found.push(format!("{what}: {problem}"));
        }
    };
    let owner = name(of);
    // ID is defined by the specification.
    rule(
        is_described(of) || owner == "ID",
        owner.into(),
        "no description",
    );
    rule(is_pascal(owner), owner.into(), "is not PascalCase");
    for field in list(of, "fields").iter().chain(list(of, "inputFields")) {
        let what = format!("{owner}.{}", name(field));
        rule(is_described(field), what.clone(), "no description");
        rule(is_camel(name(field)), what.clone(), "is not camelCase");
        for argument in list(field, "args") {
            let what = format!("{what}({})", name(argument));
            rule(is_described(argument), what.clone(), "no description");
            rule(is_camel(name(argument)), what, "is not camelCase");
        }
    }
    for value in list(of, "enumValues") {
        let what = format!("{owner}.{}", name(value));
        rule(is_described(value), what.clone(), "no description");
        rule(
            is_screaming(name(value)),
            what,
            "is not SCREAMING_SNAKE_CASE",
        );
    }
    if owner == "Mutation" {
        for field in list(of, "fields") {
            let inputs: Vec<String> = list(field, "args")
                .iter()
                .map(|argument| format!("{}: {}", name(argument), written(&argument["type"])))
                .collect();
            let one_input = matches!(inputs.as_slice(), [input] if input.starts_with("input: ") && input.ends_with("Input!"));
            rule(
                one_input,
                name(field).into(),
                "takes exactly one argument, `input: …Input!`",
            );
            rule(
                written(&field["type"]).ends_with("Payload!"),
                name(field).into(),
                "returns a …Payload!",
            );
        }
    }
    if owner.ends_with("Payload") {
        let fields: Vec<String> = list(of, "fields")
            .iter()
            .map(|field| format!("{}: {}", name(field), written(&field["type"])))
            .collect();
        for wanted in ["userErrors: [UserError!]!", "clientMutationId: String"] {
            rule(
                fields.iter().any(|field| field == wanted),
                owner.into(),
                &format!("has no `{wanted}`"),
            );
        }
    }
    found
}

fn name(of: &Value) -> &str {
    of["name"].as_str().unwrap_or_default()
}

fn list<'a>(of: &'a Value, key: &str) -> &'a [Value] {
    of[key].as_array().map_or(&[], Vec::as_slice)
}

/// A type in SDL syntax.
fn written(of: &Value) -> String {
    match of["kind"].as_str() {
        Some("NON_NULL") => format!("{}!", written(&of["ofType"])),
        Some("LIST") => format!("[{}]", written(&of["ofType"])),
        _ => name(of).to_owned(),
    }
}

fn is_described(of: &Value) -> bool {
    of["description"]
        .as_str()
        .is_some_and(|text| !text.trim().is_empty())
}

fn is_pascal(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
}

fn is_camel(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
}

fn is_screaming(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}
