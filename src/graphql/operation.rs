//! Selects the operation of a document that runs (GraphQL specification, 6.1, GetOperation).

use async_graphql::{
    Positioned,
    parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition},
};

/// The operation with this name, or the document's only operation if no name is given.
#[must_use]
pub fn chosen<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Option<&'a Positioned<OperationDefinition>> {
    match &document.operations {
        DocumentOperations::Single(operation) => Some(operation),
        DocumentOperations::Multiple(operations) => operations.get(name?),
    }
}
