//! Results of answers that succeeded, failed, or are too long.

use async_graphql::{Response as Answer, ServerError, Value as Constant};
use rmcp::model::CallToolResult;
use serde_json::{Value, json};

use super::of;
use crate::{graphql::code::Code, http::respond};

fn data(value: Value) -> Answer {
    Answer::new(Constant::from_json(value).expect("a value"))
}

/// The texts, and whether the result is an error.
fn told(result: &CallToolResult) -> (Vec<String>, bool) {
    let result = serde_json::to_value(result).expect("JSON");
    let texts = result["content"].as_array().expect("content").iter();
    let texts = texts.map(|block| block["text"].as_str().expect("a text").to_owned());
    (texts.collect(), result["isError"] == true)
}

#[test]
fn data_is_the_structure_and_the_text() {
    let result = of(&data(json!({ "viewer": { "n": 1 } })), 1_000);
    assert_eq!(
        result.structured_content,
        Some(json!({ "data": { "viewer": { "n": 1 } } }))
    );
    assert_eq!(
        told(&result),
        (vec![r#"{"data":{"viewer":{"n":1}}}"#.to_owned()], false)
    );
}

#[test]
fn errors_come_first_in_the_text() {
    let mut answer = respond::refused(&respond::Refusal::new(
        Code::Forbidden,
        "This API token lacks the scope \"users:read\".",
    ));
    respond::add_error_codes(&mut answer, "req");
    let result = of(&answer, 1_000);
    let (texts, is_error) = told(&result);
    assert!(is_error);
    assert_eq!(
        texts[0],
        "FORBIDDEN: This API token lacks the scope \"users:read\"."
    );
    let errors = &result.structured_content.expect("a structure")["errors"];
    assert_eq!(
        errors[0]["extensions"],
        json!({ "code": "FORBIDDEN", "requestId": "req" })
    );
}

#[test]
fn a_refused_mutation_is_an_error_with_its_place() {
    let refusal = json!({ "code": "VERSION_CONFLICT", "message": "Read it again.", "path": ["input", "id"], "current": 3 });
    let payload = json!({ "moveApplication": { "application": null, "userErrors": [refusal] } });
    let result = of(&data(payload.clone()), 1_000);
    let (texts, is_error) = told(&result);
    assert!(is_error);
    assert_eq!(texts[0], "VERSION_CONFLICT: Read it again. (input.id)");
    assert_eq!(result.structured_content, Some(json!({ "data": payload })));
}

#[test]
fn an_answer_that_is_too_long_says_so() {
    let long = data(json!({ "text": "x".repeat(1_000) }));
    let bytes = json!({ "data": { "text": "x".repeat(1_000) } })
        .to_string()
        .len();
    assert!(!told(&of(&long, bytes)).1, "at the limit");
    let (texts, is_error) = told(&of(&long, bytes - 1));
    assert!(is_error);
    assert!(
        texts[0].starts_with("PAYLOAD_TOO_LARGE: The call was made, but its answer has"),
        "{texts:?}"
    );
}

#[test]
fn partial_data_stays() {
    let mut answer = data(json!({ "viewer": { "user": null, "n": 1 } }));
    answer.errors = vec![ServerError::new("It is away.", None)];
    respond::add_error_codes(&mut answer, "req");
    let result = of(&answer, 1_000);
    assert!(told(&result).1);
    assert_eq!(
        result.structured_content.expect("a structure")["data"]["viewer"]["n"],
        1
    );
}
