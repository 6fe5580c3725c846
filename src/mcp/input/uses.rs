//! What the contract says about the arguments and input fields that the variables of an operation are passed to.

use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
};

use async_graphql::{
    Name, Value,
    parser::types::{
        ExecutableDocument, Field, FieldDefinition, InputValueDefinition, OperationDefinition,
        Selection, SelectionSet,
    },
};

use crate::mcp::contract::{Contract, base_name, root, text};

/// What begins the name of a variable.
const VARIABLE: char = '$';

/// The descriptions of the places where variables are used, by the names of the variables.
pub(super) struct Uses<'a> {
    contract: &'a Contract,
    document: &'a ExecutableDocument,
    found: BTreeMap<String, &'a str>,
    /// The fragments that were read.
    read: BTreeSet<&'a str>,
}

impl<'a> Uses<'a> {
    pub(super) fn of(
        contract: &'a Contract,
        document: &'a ExecutableDocument,
        operation: &'a OperationDefinition,
    ) -> Self {
        let mut uses = Self {
            contract,
            document,
            found: BTreeMap::new(),
            read: BTreeSet::new(),
        };
        uses.selections(&operation.selection_set.node, root(operation.ty));
        uses
    }

    /// The description of the first place where a variable is used; empty if there is none.
    pub(super) fn description(&self, variable: &str) -> &'a str {
        self.found.get(variable).copied().unwrap_or_default()
    }

    fn selections(&mut self, selections: &'a SelectionSet, of: &'a str) {
        for selection in &selections.items {
            match &selection.node {
                Selection::Field(field) => {
                    let field = &field.node;
                    let Some(definition) = self.contract.field(of, &field.name.node) else {
                        continue;
                    };
                    self.arguments(field, definition);
                    self.selections(&field.selection_set.node, base_name(&definition.ty.node));
                }
                Selection::InlineFragment(fragment) => {
                    let fragment = &fragment.node;
                    let condition = fragment.type_condition.as_ref();
                    let of = condition.map_or(of, |condition| &condition.node.on.node);
                    self.selections(&fragment.selection_set.node, of);
                }
                Selection::FragmentSpread(spread) => {
                    self.fragment(&spread.node.fragment_name.node);
                }
            }
        }
    }

    fn arguments(&mut self, field: &Field, definition: &'a FieldDefinition) {
        for (name, value) in &field.arguments {
            let mut places = definition.arguments.iter().map(|argument| &argument.node);
            if let Some(place) = places.find(|place| place.name.node == name.node) {
                // The library exports no type of values with variables, so they become names that no enum has.
                let marked = |name| {
                    let marked = Name::new(format!("{VARIABLE}{name}"));
                    Ok::<_, Infallible>(Value::Enum(marked))
                };
                let Ok(value) = value.node.clone().into_const_with(marked);
                self.value(&value, place);
            }
        }
    }

    fn fragment(&mut self, name: &'a str) {
        if let Some(fragment) = self.document.fragments.get(name)
            && self.read.insert(name)
        {
            let fragment = &fragment.node;
            let of = &fragment.type_condition.node.on.node;
            self.selections(&fragment.selection_set.node, of);
        }
    }

    fn value(&mut self, value: &Value, place: &'a InputValueDefinition) {
        match value {
            Value::Enum(name) => {
                if let Some(variable) = name.strip_prefix(VARIABLE) {
                    let description = text(place.description.as_ref());
                    self.found.entry(variable.to_owned()).or_insert(description);
                }
            }
            Value::List(items) => {
                for item in items {
                    self.value(item, place);
                }
            }
            Value::Object(fields) => {
                let of = base_name(&place.ty.node);
                for (name, value) in fields {
                    if let Some(field) = self.contract.input_field(of, name) {
                        self.value(value, field);
                    }
                }
            }
            _ => {}
        }
    }
}
