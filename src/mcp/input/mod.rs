//! The JSON Schema of a tool's arguments, made from the variables of its operation: their types, defaults and descriptions.

use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, VariableDefinition};
use serde_json::{Value, json};

use self::{
    schema::{Schema, describe},
    types::type_schema,
    uses::Uses,
};
use super::contract::Contract;

mod schema;
mod types;
mod uses;

/// The JSON Schema of the variables of an operation.
pub(super) fn input_schema(
    contract: &Contract,
    document: &ExecutableDocument,
    operation: &OperationDefinition,
) -> Result<Schema, String> {
    let uses = Uses::of(contract, document, operation);
    let (mut properties, mut required) = (Schema::new(), Vec::new());
    for variable in &operation.variable_definitions {
        let variable = &variable.node;
        let name = variable.name.node.to_string();
        if is_required(variable) {
            required.push(name.clone());
        }
        let schema = variable_schema(contract, variable, &uses)
            .map_err(|problem| format!("${name}: {problem}"))?;
        properties.insert(name, Value::Object(schema));
    }
    let mut schema = Schema::new();
    schema.insert("type".into(), "object".into());
    schema.insert("properties".into(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".into(), json!(required));
    }
    schema.insert("additionalProperties".into(), false.into());
    Ok(schema)
}

/// True for a variable of a non-null type without a default.
fn is_required(variable: &VariableDefinition) -> bool {
    !variable.var_type.node.nullable && variable.default_value.is_none()
}

fn variable_schema(
    contract: &Contract,
    variable: &VariableDefinition,
    uses: &Uses<'_>,
) -> Result<Schema, String> {
    let mut schema = type_schema(contract, &variable.var_type.node)?;
    describe(&mut schema, uses.description(&variable.name.node));
    if let Some(default) = &variable.default_value {
        let default = default.node.clone().into_json();
        schema.insert("default".into(), default.unwrap_or_default());
    }
    Ok(schema)
}

#[cfg(test)]
mod tests;
