//! A JSON Schema, and the parts that every schema may have.

use serde_json::{Map, Value};

/// A JSON Schema.
pub(in crate::mcp) type Schema = Map<String, Value>;

/// The schema that is written as this JSON object.
pub(super) fn of_json(value: Value) -> Schema {
    match value {
        Value::Object(schema) => schema,
        _ => Schema::new(),
    }
}

/// Puts a description before what the type says.
pub(super) fn describe(schema: &mut Schema, text: &str) {
    let of_type = schema.get("description").and_then(Value::as_str);
    let both = match (text, of_type) {
        ("", _) => return,
        (text, None) => text.to_owned(),
        (text, Some(of_type)) => format!("{text} {of_type}"),
    };
    schema.insert("description".into(), both.into());
}
