//! The values of filters, each of which costs one: an argument `filter` may have long lists, in the document or in a variable.

use std::{collections::HashSet, convert::Infallible};

use async_graphql::{
    Name, Value, Variables,
    parser::types::{ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet},
};

/// The argument whose lists cost.
const FILTER: &str = "filter";

/// True if a field of the document has a filter.
#[must_use]
pub fn has_filters(document: &ExecutableDocument) -> bool {
    let operations = document
        .operations
        .iter()
        .map(|(_, operation)| &operation.node.selection_set.node);
    let fragments = document
        .fragments
        .values()
        .map(|fragment| &fragment.node.selection_set.node);
    operations.chain(fragments).any(has_filter)
}

fn has_filter(set: &SelectionSet) -> bool {
    set.items.iter().any(|selection| match &selection.node {
        Selection::Field(field) => {
            field.node.get_argument(FILTER).is_some() || has_filter(&field.node.selection_set.node)
        }
        Selection::InlineFragment(inline) => has_filter(&inline.node.selection_set.node),
        // Fragments are looked at by themselves.
        Selection::FragmentSpread(_) => false,
    })
}

/// The number of values in the lists of all filters of an operation. Each fragment counts once, however often it is spread.
#[must_use]
pub fn count(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    variables: &Variables,
) -> usize {
    let mut walk = Walk {
        document,
        variables,
        fragments: HashSet::new(),
    };
    walk.selections(&operation.selection_set.node)
}

struct Walk<'a> {
    document: &'a ExecutableDocument,
    variables: &'a Variables,
    fragments: HashSet<&'a Name>,
}

impl<'a> Walk<'a> {
    fn filter(&self, field: &Field) -> usize {
        let Some(filter) = field.get_argument(FILTER) else {
            return 0;
        };
        let given = |name: Name| {
            Ok::<_, Infallible>(self.variables.get(&name).cloned().unwrap_or_default())
        };
        let Ok(filter) = filter.node.clone().into_const_with(given);
        values(&filter)
    }

    /// The nesting is limited by the guard.
    fn selections(&mut self, set: &'a SelectionSet) -> usize {
        let mut total: usize = 0;
        for selection in &set.items {
            total = total.saturating_add(match &selection.node {
                Selection::Field(field) => {
                    let here = self.filter(&field.node);
                    here.saturating_add(self.selections(&field.node.selection_set.node))
                }
                Selection::InlineFragment(inline) => {
                    self.selections(&inline.node.selection_set.node)
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    match self.document.fragments.get_key_value(name) {
                        Some((name, fragment)) if self.fragments.insert(name) => {
                            self.selections(&fragment.node.selection_set.node)
                        }
                        _ => 0,
                    }
                }
            });
        }
        total
    }
}

/// The items of all lists in a value.
fn values(value: &Value) -> usize {
    match value {
        Value::List(items) => items
            .iter()
            .map(values)
            .fold(items.len(), usize::saturating_add),
        Value::Object(fields) => fields.values().map(values).fold(0, usize::saturating_add),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::{Variables, parser::parse_query};
    use serde_json::json;

    use super::{count, has_filters};
    use crate::graphql::operation::chosen;

    fn counted(document: &str, variables: serde_json::Value) -> usize {
        let document = parse_query(document).expect("a document");
        let operation = chosen(&document, None).expect("one operation");
        let counted = count(&document, &operation.node, &Variables::from_json(variables));
        assert!(counted == 0 || has_filters(&document));
        counted
    }

    #[test]
    fn a_filter_is_found_wherever_it_is() {
        for (document, has) in [
            ("{ jobs { nodes { id } } }", false),
            ("{ nodes(ids: [1]) { id } }", false),
            ("{ jobs(filter: {}) { nodes { id } } }", true),
            (
                "query A { a } query B($f: F) { jobs(filter: $f) { a } }",
                true,
            ),
            (
                "{ viewer { ...F } } fragment F on V { list(filter: { a: [1] }) { a } }",
                true,
            ),
            (
                "{ viewer { ... { list(filter: { a: [1] }) { a } } } }",
                true,
            ),
        ] {
            let parsed = parse_query(document).expect("a document");
            assert_eq!(has_filters(&parsed), has, "{document}");
        }
    }

    #[test]
    fn each_value_of_a_list_counts() {
        for (document, variables, expected) in [
            ("{ jobs { nodes { id } } }", json!({}), 0),
            ("{ jobs(filter: { hasPay: true }) { a } }", json!({}), 0),
            ("{ jobs(filter: { a: [], b: [1, 2] }) { a } }", json!({}), 2),
            (
                "{ jobs(filter: { a: [1], all: { b: [1, 2] }, none: { a: [3] } }) { a } }",
                json!({}),
                4,
            ),
            ("{ nodes(ids: [1, 2, 3]) { id } }", json!({}), 0),
            (
                "query($f: F) { jobs(filter: $f) { a } }",
                json!({ "f": { "a": [1, 2, 3], "b": null } }),
                3,
            ),
            ("query($f: F) { jobs(filter: $f) { a } }", json!({}), 0),
            (
                "query($l: [ID!]) { a: jobs(filter: { a: $l }) { a } b: jobs(filter: { a: $l }) { a } }",
                json!({ "l": ["x", "y"] }),
                4,
            ),
            (
                "query($x: ID) { viewer { ...F ...F } } fragment F on Viewer { list(filter: { a: [$x, 2] }) { a } ... { ...F } }",
                json!({ "x": "y" }),
                2,
            ),
        ] {
            assert_eq!(counted(document, variables), expected, "{document}");
        }
    }
}
