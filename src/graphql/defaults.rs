//! Variables that are left out have their defaults (GraphQL specification, CoerceVariableValues). The library looks a default up where
//! it reads an argument of a field, but not where it reads `@skip` and `@include` (as of 8.0.0-rc.5): a variable that is left out is
//! false there, whatever its default. So the defaults are filled in before anything reads the variables.

use async_graphql::{
    Value, Variables,
    parser::types::{DocumentOperations, ExecutableDocument},
};

/// Gives the variables of an operation that are left out their defaults. A default of null says no more than its absence.
pub fn fill_in(variables: &mut Variables, document: &ExecutableDocument, operation: Option<&str>) {
    let operation = match (&document.operations, operation) {
        (DocumentOperations::Single(operation), _) => Some(operation),
        (DocumentOperations::Multiple(operations), Some(name)) => operations.get(name),
        (DocumentOperations::Multiple(_), None) => None,
    };
    for variable in operation.into_iter().flat_map(|operation| &operation.node.variable_definitions) {
        let default = variable.node.default_value.as_ref().map(|value| &value.node).filter(|value| **value != Value::Null);
        if let Some(default) = default
            && !variables.contains_key(&variable.node.name.node)
        {
            variables.insert(variable.node.name.node.clone(), default.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::{Variables, parser::parse_query};
    use serde_json::json;

    use super::fill_in;

    #[test]
    fn what_is_left_out_has_its_default_and_what_is_given_stays() {
        let document =
            "query A($on: Boolean! = true, $n: Int = 7, $none: String = null, $free: ID) { a } query B($on: Boolean = false) { a }";
        let document = parse_query(document).expect("a document");
        for (operation, given, expected) in [
            (Some("A"), json!({}), json!({ "on": true, "n": 7 })),
            (Some("A"), json!({ "on": false, "n": null }), json!({ "on": false, "n": null })),
            (Some("B"), json!({ "other": 1 }), json!({ "on": false, "other": 1 })),
            (Some("C"), json!({}), json!({})),
            (None, json!({}), json!({})),
        ] {
            let mut variables = Variables::from_json(given);
            fill_in(&mut variables, &document, operation);
            assert_eq!(serde_json::to_value(&variables).expect("JSON"), expected, "{operation:?}");
        }
    }
}
