//! The costs of a document's operations, by what they depend on: the operation and its variables that are numbers or lists.

use async_graphql::{
    Value, Variables,
    parser::types::{BaseType, OperationDefinition},
};

/// Costs that are kept for one document; a client that asks for more page sizes than this is validated each time.
const KEPT_MAX: usize = 32;

/// What the cost of an operation of a document depends on (`complexity` in the schema reads page sizes and lengths of lists only).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostKey {
    operation: Option<String>,
    numbers: Vec<Option<i64>>,
}

impl CostKey {
    /// The key of an operation with these variables.
    #[must_use]
    pub fn of(name: Option<&str>, operation: &OperationDefinition, variables: &Variables) -> Self {
        let definitions = operation.variable_definitions.iter();
        let numbers = definitions
            .filter(|definition| match &definition.node.var_type.node.base {
                BaseType::Named(name) => name == "Int",
                BaseType::List(_) => true,
            })
            .map(|definition| variables.get(&definition.node.name.node).and_then(number))
            .collect();
        Self {
            operation: name.map(str::to_owned),
            numbers,
        }
    }
}

/// Null and omitted cost the same.
fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Null => None,
        Value::Number(number) => number.as_i64(),
        Value::List(items) => i64::try_from(items.len()).ok(),
        // One value for a list of one.
        _ => Some(1),
    }
}

/// The known costs of one document.
#[derive(Default)]
pub(super) struct Costs(Vec<(CostKey, usize)>);

impl Costs {
    pub(super) fn get(&self, key: &CostKey) -> Option<usize> {
        let found = self.0.iter().find(|(known, _)| known == key);
        found.map(|(_, cost)| *cost)
    }

    pub(super) fn put(&mut self, key: CostKey, cost: usize) {
        if self.0.len() < KEPT_MAX && self.get(&key).is_none() {
            self.0.push((key, cost));
        }
    }
}
