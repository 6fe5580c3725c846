//! A subscription has a single root field (GraphQL specification, September 2025, "Single Root Field": `@skip` and `@include` are not
//! allowed on the way to it, so that the rule depends on no variables). The library knows neither the rule nor fragments around the
//! field (as of 8.0.0-rc.5: it runs each field that stands in the operation itself, and nothing else). So the rule is checked here, and
//! a subscription runs in a normal form: its root field alone, with all that was selected under it.

use std::collections::{HashMap, HashSet};

use async_graphql::{
    Name, Pos, Positioned, ServerError,
    parser::types::{
        Directive, DocumentOperations, ExecutableDocument, Field, FragmentDefinition,
        OperationDefinition, OperationType, Selection, SelectionSet, TypeCondition,
    },
};

use super::operation;

/// The type that subscriptions begin at: an object that is a member of no union and implements no interface, so that a fragment is
/// about it only by its name.
const ROOT: &str = "Subscription";

/// Directives that may leave a selection out.
const CONDITIONS: [&str; 2] = ["skip", "include"];

/// What the library says of `__typename` at the root, and of one in a fragment about another type that is spread there by mistake.
const TYPENAME: &str = "Unknown field \"__typename\" on type \"Subscription\".";

type Fragments = HashMap<Name, Positioned<FragmentDefinition>>;

/// What is wrong with the root fields of a document's subscriptions: one error for each operation.
#[derive(Default)]
pub struct Violations {
    errors: Vec<ServerError>,
    /// The root fields of these operations: other rules report some of them, too.
    fields: HashSet<Pos>,
}

impl Violations {
    /// Checks each subscription of a document, whichever of its operations will run.
    #[must_use]
    pub fn of(document: &ExecutableDocument) -> Self {
        let operations = document
            .operations
            .iter()
            .filter(|(_, operation)| operation.node.ty == OperationType::Subscription);
        let mut operations: Vec<_> = operations.collect();
        operations.sort_by_key(|(_, operation)| operation.pos);
        let mut violations = Self::default();
        for (name, operation) in operations {
            let roots = Roots::of(document, &operation.node);
            let subject = name.map_or_else(
                || "The subscription".to_owned(),
                |name| format!("The subscription \"{name}\""),
            );
            if let Some(error) = roots.fault(&subject) {
                violations.errors.push(error);
                violations
                    .fields
                    .extend(roots.fields.iter().map(|field| field.pos));
            }
        }
        violations
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// These, and what other rules found beside them: of the root fields only what is not told here.
    #[must_use]
    pub fn beside(self, others: Vec<ServerError>) -> Vec<ServerError> {
        let told_here = |error: &ServerError| {
            let is_about_roots = error.message.starts_with("Unknown field \"__")
                || error.message.starts_with("Fields \"");
            error.message == TYPENAME
                || (is_about_roots && error.locations.iter().all(|at| self.fields.contains(at)))
        };
        let mut errors = self.errors.clone();
        errors.extend(others.iter().filter(|error| !told_here(error)).cloned());
        if errors.is_empty() { others } else { errors }
    }
}

/// The normal form of one subscription: a document of this operation alone, with its root field alone and the fragments that are still
/// spread under it. `None` if there is no such subscription, or none with a single root field.
#[must_use]
pub fn normal_form(
    document: &ExecutableDocument,
    name: Option<&str>,
) -> Option<ExecutableDocument> {
    let operation = operation::chosen(document, name)?;
    if operation.node.ty != OperationType::Subscription {
        return None;
    }
    let roots = Roots::of(document, &operation.node);
    if roots.fault("").is_some() {
        return None;
    }
    let field = roots.merged()?;
    let mut fragments = Fragments::new();
    gather(
        &document.fragments,
        &field.node.selection_set.node,
        &mut fragments,
    );
    let items = vec![Positioned::new(
        Selection::Field(field),
        operation.node.selection_set.pos,
    )];
    let normal = OperationDefinition {
        ty: OperationType::Subscription,
        variable_definitions: operation.node.variable_definitions.clone(),
        directives: operation.node.directives.clone(),
        selection_set: Positioned::new(SelectionSet { items }, operation.node.selection_set.pos),
    };
    let normal = Positioned::new(normal, operation.pos);
    let operations = match (&document.operations, name) {
        (DocumentOperations::Multiple(_), Some(name)) => {
            DocumentOperations::Multiple(HashMap::from([(Name::new(name), normal)]))
        }
        _ => DocumentOperations::Single(normal),
    };
    Some(ExecutableDocument {
        operations,
        fragments,
    })
}

/// The normal forms of all subscriptions of a document that have one.
pub fn normal_forms(document: &ExecutableDocument) -> impl Iterator<Item = ExecutableDocument> {
    document
        .operations
        .iter()
        .filter_map(|(name, _)| normal_form(document, name.map(Name::as_str)))
}

/// The fields at the root of a subscription, and the conditions on the way to them. Each fragment is walked once, as
/// CollectSubscriptionFields of the specification has it, so the time is linear in the document.
struct Roots<'a> {
    fragments: &'a Fragments,
    walked: HashSet<&'a Name>,
    fields: Vec<&'a Positioned<Field>>,
    conditions: Vec<&'a Positioned<Directive>>,
}

impl<'a> Roots<'a> {
    fn of(document: &'a ExecutableDocument, operation: &'a OperationDefinition) -> Self {
        let mut roots = Self {
            fragments: &document.fragments,
            walked: HashSet::new(),
            fields: Vec::new(),
            conditions: Vec::new(),
        };
        roots.walk(&operation.selection_set.node);
        roots
    }

    /// Goes as deep as fragments stand in each other, which the guard has bounded.
    fn walk(&mut self, set: &'a SelectionSet) {
        for selection in &set.items {
            let directives = selection.node.directives().iter();
            self.conditions.extend(
                directives
                    .filter(|directive| CONDITIONS.contains(&directive.node.name.node.as_str())),
            );
            match &selection.node {
                Selection::Field(field) => self.fields.push(field),
                Selection::InlineFragment(inline) => {
                    if inline
                        .node
                        .type_condition
                        .as_ref()
                        .is_none_or(is_about_root)
                    {
                        self.walk(&inline.node.selection_set.node);
                    }
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    let fragment = self
                        .fragments
                        .get(name)
                        .filter(|fragment| is_about_root(&fragment.node.type_condition));
                    if let Some(fragment) = fragment.filter(|_| self.walked.insert(name)) {
                        self.walk(&fragment.node.selection_set.node);
                    }
                }
            }
        }
    }

    /// What is wrong, if anything is. No field at all is a fault of the fragments, which other rules report.
    fn fault(&self, subject: &str) -> Option<ServerError> {
        if let Some(condition) = self.conditions.first() {
            let message = format!(
                "{subject} has @{} at its root, where @skip and @include are not allowed; subscribe only when the events are wanted.",
                condition.node.name.node
            );
            return Some(fault(
                message,
                self.conditions.iter().map(|condition| condition.pos),
            ));
        }
        let mut keys = HashSet::new();
        let firsts: Vec<_> = self
            .fields
            .iter()
            .filter(|field| keys.insert(&field.node.response_key().node))
            .collect();
        let (first, others) = firsts.split_first()?;
        if !others.is_empty() {
            let message = format!(
                "{subject} must have exactly one root field, fragments included, and has {}; give each an operation of its own.",
                firsts.len()
            );
            return Some(fault(message, others.iter().map(|field| field.pos)));
        }
        let name = &first.node.name.node;
        if name.starts_with("__") {
            let message = format!(
                "{subject} has {name} as its root field, where introspection fields are not allowed."
            );
            return Some(fault(message, [first.pos].into_iter()));
        }
        let differs = |field: &&&Positioned<Field>| {
            field.node.name != first.node.name || !has_same_arguments(&field.node, &first.node)
        };
        self.fields.iter().find(differs).map(|other| {
            let key = &first.node.response_key().node;
            let message = format!("{subject} has fields \"{key}\" that conflict: they are other fields, or have other arguments.");
            fault(message, [first.pos, other.pos].into_iter())
        })
    }

    /// The one field, with what is selected under it wherever it stands.
    fn merged(&self) -> Option<Positioned<Field>> {
        let (first, others) = self.fields.split_first()?;
        let mut field = (*first).clone();
        for other in others {
            field
                .node
                .selection_set
                .node
                .items
                .extend(other.node.selection_set.node.items.iter().cloned());
        }
        Some(field)
    }
}

fn is_about_root(condition: &Positioned<TypeCondition>) -> bool {
    condition.node.on.node == ROOT
}

fn has_same_arguments(one: &Field, other: &Field) -> bool {
    one.arguments.len() == other.arguments.len()
        && one.arguments.iter().all(|(name, value)| {
            other
                .get_argument(&name.node)
                .is_some_and(|found| found == value)
        })
}

fn fault(message: String, places: impl Iterator<Item = Pos>) -> ServerError {
    let mut error = ServerError::new(message, None);
    error.locations = places.collect();
    error
        .extensions
        .get_or_insert_default()
        .set("code", "GRAPHQL_VALIDATION_FAILED");
    error
}

/// Gathers the fragments that are spread under a selection set.
fn gather(all: &Fragments, set: &SelectionSet, found: &mut Fragments) {
    for selection in &set.items {
        match &selection.node {
            Selection::Field(field) => gather(all, &field.node.selection_set.node, found),
            Selection::InlineFragment(inline) => {
                gather(all, &inline.node.selection_set.node, found);
            }
            Selection::FragmentSpread(spread) => {
                let name = &spread.node.fragment_name.node;
                if let Some(fragment) = all.get(name).filter(|_| !found.contains_key(name)) {
                    found.insert(name.clone(), fragment.clone());
                    gather(all, &fragment.node.selection_set.node, found);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
