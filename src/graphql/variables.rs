//! Coerces the variables of an operation before it runs (GraphQL specification, 6.1.2, CoerceVariableValues). The library
//! (8.0.0-rc.5) applies defaults to the arguments of fields, but not to those of `@skip` and `@include`; and it treats a required
//! variable without a value as an omitted argument.

use async_graphql::{Value, Variables, parser::types::OperationDefinition};

/// Sets omitted variables to their defaults. A default of null is the same as no value.
pub fn fill_in_defaults(variables: &mut Variables, operation: &OperationDefinition) {
    for variable in &operation.variable_definitions {
        let variable = &variable.node;
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
pub fn missing<'a>(operation: &'a OperationDefinition, values: &Variables) -> Option<&'a str> {
    let mut definitions = operation.variable_definitions.iter();
    let found = definitions.find(|variable| {
        !variable.node.var_type.node.nullable
            && values
                .get(&variable.node.name.node)
                .is_none_or(|value| *value == Value::Null)
    });
    found.map(|variable| variable.node.name.node.as_str())
}

#[cfg(test)]
mod tests {
    use async_graphql::{Variables, parser::parse_query};
    use serde_json::json;

    use super::{fill_in_defaults, missing};

    #[test]
    fn what_is_left_out_has_its_default_and_what_is_given_stays() {
        let document = "query A($on: Boolean! = true, $n: Int = 7, $none: String = null, $free: ID) { a } query B($on: Boolean = false) { a }";
        let document = parse_query(document).expect("a document");
        for (operation, given, expected) in [
            ("A", json!({}), json!({ "on": true, "n": 7 })),
            (
                "A",
                json!({ "on": false, "n": null }),
                json!({ "on": false, "n": null }),
            ),
            (
                "B",
                json!({ "other": 1 }),
                json!({ "on": false, "other": 1 }),
            ),
        ] {
            let mut variables = Variables::from_json(given);
            let mut operations = document.operations.iter();
            let chosen = operations.find(|(name, _)| name.is_some_and(|name| name == operation));
            fill_in_defaults(&mut variables, &chosen.expect("an operation").1.node);
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
            let parsed = parse_query(document).expect("a document");
            let (_, operation) = parsed.operations.iter().next().expect("an operation");
            let found = missing(&operation.node, &Variables::from_json(given));
            assert_eq!(found, expected, "{document}");
        }
    }
}
