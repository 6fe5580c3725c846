//! The result of a tool, made from the answer of its operation. Its structure is that of a GraphQL response: `data`, and `errors` if there
//! are any. What a model must know first, why a call failed and what to do, comes first in its text.

use async_graphql::Response as Answer;
use rmcp::model::{CallToolResult, ContentBlock};
use serde_json::{Value, json};

use crate::graphql::code::Code;

/// The result of an operation. A mutation that was refused is an error to the model, as are the errors of GraphQL; that a change became a
/// proposal is said first.
pub(super) fn of(answer: &Answer, bytes_max: usize) -> CallToolResult {
    let data = serde_json::to_value(&answer.data).unwrap_or_default();
    let errors = serde_json::to_value(&answer.errors).unwrap_or_default();
    let refusals = user_errors(&data);
    let problems: Vec<String> = each(&errors)
        .map(|error| problem(error.pointer("/extensions/code"), error))
        .chain(refusals.map(|refusal| {
            format!(
                "{}{}",
                problem(refusal.get("code"), refusal),
                place(refusal)
            )
        }))
        .collect();
    let proposals = proposals(&data)
        .map(|id| format!("PROPOSED as {id}: nothing is changed before the user accepts it."));
    let structured = if answer.errors.is_empty() {
        json!({ "data": data })
    } else {
        json!({ "data": data, "errors": errors })
    };
    let is_error = !problems.is_empty();
    let mut result = within(
        bytes_max,
        structured.clone(),
        problems
            .into_iter()
            .chain(proposals)
            .chain([structured.to_string()])
            .collect(),
    );
    result.is_error = Some(is_error || result.is_error == Some(true));
    result
}

/// A result with these texts, or an error if it is longer than the limit.
pub(super) fn within(bytes_max: usize, structured: Value, texts: Vec<String>) -> CallToolResult {
    let bytes: usize = texts.iter().map(String::len).sum();
    if bytes > bytes_max {
        let message = format!(
            "The call was made, but its answer has {bytes} bytes, more than {bytes_max}; ask for less, such as a smaller \"first\"."
        );
        return too_large(&message);
    }
    let mut result = CallToolResult::success(texts.into_iter().map(ContentBlock::text).collect());
    result.structured_content = Some(structured);
    result
}

fn too_large(message: &str) -> CallToolResult {
    let code = Code::PayloadTooLarge.name();
    let error = json!({ "message": message, "extensions": { "code": code } });
    let mut result = CallToolResult::error(vec![ContentBlock::text(format!("{code}: {message}"))]);
    result.structured_content = Some(json!({ "data": null, "errors": [error] }));
    result
}

/// The refusals in the payloads of mutations.
fn user_errors(data: &Value) -> impl Iterator<Item = &Value> {
    payloads(data).flat_map(|payload| each(&payload["userErrors"]))
}

/// The ids of the proposals in the payloads of mutations.
fn proposals(data: &Value) -> impl Iterator<Item = &str> {
    payloads(data).filter_map(|payload| payload.get("proposalId")?.as_str())
}

fn payloads(data: &Value) -> impl Iterator<Item = &Value> {
    data.as_object()
        .into_iter()
        .flat_map(serde_json::Map::values)
}

fn each(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

/// `CODE: message`.
fn problem(code: Option<&Value>, error: &Value) -> String {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    format!("{}: {}", text(code), text(error.get("message")))
}

/// The place in the input that a refusal is about, if there is one.
fn place(refusal: &Value) -> String {
    let path: Vec<&str> = each(&refusal["path"]).filter_map(Value::as_str).collect();
    if path.is_empty() {
        String::new()
    } else {
        format!(" ({})", path.join("."))
    }
}

#[cfg(test)]
mod tests;
