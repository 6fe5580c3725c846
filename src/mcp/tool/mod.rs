//! A tool: an operation of a trusted document, and how it is listed.

use std::sync::Arc;

use async_graphql::parser::types::{
    ExecutableDocument, OperationDefinition, OperationType, Selection,
};
use rmcp::model::{JsonObject, Tool as Listed, ToolAnnotations};

use self::comment::Comment;
use super::{
    contract::{Contract, base_name, root, text},
    input::input_schema,
};
use crate::{
    error::Result,
    types::{actor::Viewer, scope::Scope},
};

mod comment;
pub(super) mod documents;

/// Maximum characters of a name (the specification of MCP, "Tool Names").
const NAME_MAX: usize = 64;

/// A tool.
#[derive(Debug)]
pub(super) struct Tool {
    /// The text of the document.
    pub document: String,
    /// The scopes without which the tool is of no use.
    scopes: Vec<Scope>,
    /// The entry of `tools/list`.
    pub listed: Listed,
}

impl Tool {
    /// The tool of a document that is valid for the contract.
    pub(super) fn of(
        text: &str,
        document: &ExecutableDocument,
        contract: &Contract,
    ) -> std::result::Result<Self, String> {
        let (name, operation) = only_operation(document)?;
        let comment = Comment::of(text)?;
        let schema = input_schema(contract, document, operation)?;
        let description = if comment.description.is_empty() {
            of_contract(contract, operation).to_owned()
        } else {
            comment.description.clone()
        };
        let mut listed = Listed::new(name.to_owned(), description, Arc::new(schema))
            .with_annotations(annotations(&comment, operation.ty));
        listed.title.clone_from(&comment.title);
        Ok(Self {
            document: text.to_owned(),
            scopes: comment.scopes,
            listed,
        })
    }

    /// The name.
    pub(super) fn name(&self) -> &str {
        &self.listed.name
    }

    /// Refuses a viewer who may not use the tool. It decides what is listed, and spares a call that could only fail: what a call may do is
    /// decided by the resolvers. A token that may propose what the tool changes may use it.
    pub(super) fn check(&self, viewer: &Viewer) -> Result<()> {
        let mut checks = self.scopes.iter().map(|scope| {
            if viewer.may_propose(*scope) {
                return Ok(());
            }
            viewer.allowed(*scope).map(drop)
        });
        checks.try_for_each(|checked| checked)
    }
}

/// What is wrong with the names of the arguments of a tool. GraphQL ignores variables that an operation does not have; a model that misspells
/// a filter would take the answer for a filtered one.
pub(super) fn unknown_argument(tool: &Listed, arguments: &JsonObject) -> Option<String> {
    let properties = tool.input_schema.get("properties")?.as_object()?;
    let unknown = arguments
        .keys()
        .find(|name| !properties.contains_key(*name))?;
    let known: Vec<&str> = properties.keys().map(String::as_str).collect();
    Some(if known.is_empty() {
        format!("There is no argument \"{unknown}\"; this tool takes none.")
    } else {
        let known = known.join(", ");
        format!("There is no argument \"{unknown}\"; this tool takes: {known}.")
    })
}

/// The only operation of a document, with its name.
fn only_operation(
    document: &ExecutableDocument,
) -> std::result::Result<(&str, &OperationDefinition), String> {
    let mut operations = document.operations.iter();
    let (Some((Some(name), operation)), None) = (operations.next(), operations.next()) else {
        return Err("a tool is one operation with a name".into());
    };
    if operation.node.ty == OperationType::Subscription {
        return Err("a tool is a query or a mutation".into());
    }
    if name.len() > NAME_MAX {
        return Err(format!(
            "the name of a tool has at most {NAME_MAX} characters"
        ));
    }
    Ok((name.as_str(), &operation.node))
}

/// Hints for the person who is asked whether a call may be made. Without the tags, a mutation is taken for one that overwrites.
fn annotations(comment: &Comment, kind: OperationType) -> ToolAnnotations {
    let reads = kind == OperationType::Query;
    ToolAnnotations::from_raw(
        comment.title.clone(),
        Some(reads),
        Some(!reads && !comment.is_additive),
        Some(reads || comment.is_idempotent),
        Some(false),
    )
}

/// What the contract says about the first field of the operation, below the viewer.
fn of_contract<'a>(contract: &'a Contract, operation: &OperationDefinition) -> &'a str {
    let (mut of, mut selections) = (root(operation.ty), &operation.selection_set.node);
    while let Some(Selection::Field(field)) = selections.items.first().map(|first| &first.node) {
        let Some(definition) = contract.field(of, &field.node.name.node) else {
            break;
        };
        if field.node.name.node != "viewer" {
            return text(definition.description.as_ref());
        }
        (of, selections) = (
            base_name(&definition.ty.node),
            &field.node.selection_set.node,
        );
    }
    ""
}

#[cfg(test)]
mod tests;
