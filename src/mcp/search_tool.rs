//! The tool `search_schema`: finds types and fields of the contract by words, so that an assistant needs no introspection.

use rmcp::model::{CallToolResult, JsonObject, Tool, ToolAnnotations};
use serde_json::{Value, json};

use super::{
    contract::{Contract, search::search},
    result,
    tool::unknown_argument,
};
use crate::{graphql::code::Code, http::respond::Refusal};

/// The name of the tool.
pub(super) const NAME: &str = "search_schema";
/// Maximum characters of a search.
const WORDS_MAX: usize = 200;
/// Maximum elements of an answer, and their number if the caller names none.
const FIRST_MAX: usize = 20;
const FIRST: usize = 5;

const TITLE: &str = "Search the GraphQL schema";
const DESCRIPTION: &str = "Finds types, fields, arguments and enum values of the GraphQL schema by words of their names and descriptions, best first, and \
    returns their definitions as SDL. The other tools are operations of this schema.";

/// The entry of `tools/list`.
pub(super) fn listed() -> Tool {
    let schema = json!({
        "type": "object",
        "properties": {
            "words": { "type": "string", "maxLength": WORDS_MAX,
                "description": "Words of names or descriptions, such as \"move application\"." },
            "first": { "type": "integer", "minimum": 1, "maximum": FIRST_MAX, "default": FIRST,
                "description": "Maximum number of types and fields." },
        },
        "required": ["words"],
        "additionalProperties": false,
    });
    let schema: JsonObject = serde_json::from_value(schema).unwrap_or_default();
    Tool::new(NAME, DESCRIPTION, schema)
        .with_title(TITLE)
        .with_annotations(ToolAnnotations::from_raw(
            Some(TITLE.to_owned()),
            Some(true),
            Some(false),
            Some(true),
            Some(false),
        ))
}

/// Searches the contract.
pub(super) fn call(
    contract: &Contract,
    arguments: &JsonObject,
    bytes_max: usize,
) -> Result<CallToolResult, Refusal> {
    let (words, first) =
        read(arguments).map_err(|problem| Refusal::new(Code::BadUserInput, problem))?;
    let found = search(contract, words, first);
    if found.names.is_empty() {
        let message = "Nothing in the schema has these words; try others, or fewer.";
        return Err(Refusal::new(Code::NotFound, message));
    }
    let structured = json!({ "found": found.names, "sdl": found.sdl });
    Ok(result::within(bytes_max, structured, vec![found.sdl]))
}

/// The words, and the maximum number of elements; or what is wrong with the arguments.
fn read(arguments: &JsonObject) -> Result<(&str, usize), String> {
    if let Some(problem) = unknown_argument(&listed(), arguments) {
        return Err(problem);
    }
    let words = arguments
        .get("words")
        .and_then(Value::as_str)
        .filter(|words| words.chars().count() <= WORDS_MAX)
        .ok_or_else(|| format!("\"words\" is a text of at most {WORDS_MAX} characters."))?;
    let first = match arguments.get("first") {
        None | Some(Value::Null) => Some(FIRST),
        Some(first) => first.as_u64().and_then(|first| first.try_into().ok()),
    };
    first
        .filter(|first| (1..=FIRST_MAX).contains(first))
        .map(|first| (words, first))
        .ok_or_else(|| format!("\"first\" is a whole number from 1 to {FIRST_MAX}."))
}
