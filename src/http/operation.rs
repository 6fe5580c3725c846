//! What an operation is: its kind, its name, and its span in a trace.

use async_graphql::{
    Request as Operation,
    parser::types::{DocumentOperations, ExecutableDocument, OperationType},
};

use crate::graphql::operation;

/// Whether an operation goes on until somebody ends it, and so has no limit of time.
pub(super) fn is_subscription(operation: &mut Operation) -> bool {
    is_of(operation, OperationType::Subscription)
}

/// Whether an operation only reads.
pub(super) fn is_query(operation: &mut Operation) -> bool {
    is_of(operation, OperationType::Query)
}

fn is_of(operation: &mut Operation, kind: OperationType) -> bool {
    let name = operation.operation_name.clone();
    operation
        .parsed_query()
        .is_ok_and(|document| operation_type(document, name.as_deref()) == Some(kind))
}

/// What an operation is, for the numbers.
pub(super) fn kind(operation: &mut Operation) -> &'static str {
    let name = operation.operation_name.clone();
    match operation
        .parsed_query()
        .ok()
        .and_then(|document| operation_type(document, name.as_deref()))
    {
        Some(OperationType::Query) => "query",
        Some(OperationType::Mutation) => "mutation",
        Some(OperationType::Subscription) => "subscription",
        None => "unknown",
    }
}

/// The name of the only operation: it need not be given.
pub(super) fn only_name(document: &ExecutableDocument) -> Option<String> {
    match &document.operations {
        DocumentOperations::Multiple(operations) if operations.len() == 1 => {
            operations.keys().next().map(ToString::to_string)
        }
        _ => None,
    }
}

/// The kind of the operation of this name, or of the only one.
pub(super) fn operation_type(
    document: &ExecutableDocument,
    name: Option<&str>,
) -> Option<OperationType> {
    operation::chosen(document, name).map(|operation| operation.node.ty)
}

/// The span of an operation in a trace.
pub(super) fn span(operation: &Operation, request_id: &str) -> tracing::Span {
    let name = span_name(operation.operation_name.as_deref());
    tracing::info_span!("graphql", request.id = request_id, operation.name = name)
}

/// What a trace may know of an operation: its name, if it is one. Its text and variables are people's data and go nowhere.
fn span_name(name: Option<&str>) -> &str {
    name.filter(|name| {
        name.len() <= 100
            && name
                .bytes()
                .all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
    })
    .unwrap_or_default()
}
