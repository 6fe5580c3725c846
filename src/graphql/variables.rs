//! Coerces the variables of an operation before it runs (GraphQL specification, 6.1.2, CoerceVariableValues). The library
//! (8.0.0-rc.5) applies defaults to the arguments of fields, but not to those of `@skip` and `@include`; and it treats a required
//! variable without a value as an omitted argument.

use async_graphql::{
    Request as Operation, Value, Variables,
    parser::types::{ExecutableDocument, VariableDefinition},
};

use super::operation;

/// Sets omitted variables to their defaults. A default of null is the same as no value.
pub fn fill_in_defaults(
    variables: &mut Variables,
    document: &ExecutableDocument,
    operation: Option<&str>,
) {
    for variable in definitions(document, operation) {
        let default = variable
            .default_value
            .as_ref()
            .map(|value| &value.node)
            .filter(|value| **value != Value::Null);
        if let Some(default) = default
            && !variables.contains_key(&variable.name.node)
        {
            variables.insert(variable.name.node.clone(), default.clone());
        }
    }
}

/// The first variable of a non-null type that is omitted or null. Expects defaults to be filled in.
pub fn missing(operation: &mut Operation) -> Option<String> {
    // Taken out and put back: the document can only be borrowed together with the whole operation.
    let (name, values) = (
        operation.operation_name.clone(),
        std::mem::take(&mut operation.variables),
    );
    let is_missing = |variable: &&VariableDefinition| {
        !variable.var_type.node.nullable
            && values
                .get(&variable.name.node)
                .is_none_or(|value| *value == Value::Null)
    };
    let document = operation.parsed_query().ok();
    let found =
        document.and_then(|document| definitions(document, name.as_deref()).find(is_missing));
    let found = found.map(|variable| variable.name.node.to_string());
    operation.variables = values;
    found
}

fn definitions<'a>(
    document: &'a ExecutableDocument,
    operation: Option<&str>,
) -> impl Iterator<Item = &'a VariableDefinition> {
    let operation = operation::chosen(document, operation);
    operation
        .into_iter()
        .flat_map(|operation| &operation.node.variable_definitions)
        .map(|variable| &variable.node)
}

#[cfg(test)]
mod tests {
    use async_graphql::{Request, Variables, parser::parse_query};
    use serde_json::json;

    use super::{fill_in_defaults, missing};

    #[test]
    fn what_is_left_out_has_its_default_and_what_is_given_stays() {
        let document = "query A($on: Boolean! = true, $n: Int = 7, $none: String = null, $free: ID) { a } query B($on: Boolean = false) { a }";
        let document = parse_query(document).expect("a document");
        for (operation, given, expected) in [
            (Some("A"), json!({}), json!({ "on": true, "n": 7 })),
            (
                Some("A"),
                json!({ "on": false, "n": null }),
                json!({ "on": false, "n": null }),
            ),
            (
                Some("B"),
                json!({ "other": 1 }),
                json!({ "on": false, "other": 1 }),
            ),
            (Some("C"), json!({}), json!({})),
            (None, json!({}), json!({})),
        ] {
            let mut variables = Variables::from_json(given);
            fill_in_defaults(&mut variables, &document, operation);
            assert_eq!(
                serde_json::to_value(&variables).expect("JSON"),
                expected,
                "{operation:?}"
            );
        }
    }

    #[test]
    fn a_required_variable_without_a_value_is_named() {
        for (document, given, expected) in [
            ("query($a: Int!) { a }", json!({}), Some("a")),
            ("query($a: Int!) { a }", json!({ "a": null }), Some("a")),
            ("query($a: [Int!]!) { a }", json!({ "a": null }), Some("a")),
            ("query($a: Int! = 2) { a }", json!({ "a": null }), Some("a")),
            (
                "query($a: Int!, $b: Int!) { a }",
                json!({ "a": 1 }),
                Some("b"),
            ),
            ("query($a: Int!) { a }", json!({ "a": 1 }), None),
            ("query($a: Int) { a }", json!({ "a": null }), None),
            ("{ a }", json!({}), None),
        ] {
            let mut operation = Request::new(document).variables(Variables::from_json(given));
            assert_eq!(missing(&mut operation).as_deref(), expected, "{document}");
        }
    }
}
