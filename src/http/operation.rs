//! The type and name of an operation, and its trace span.

use async_graphql::{
    Request as Operation,
    parser::types::{DocumentOperations, ExecutableDocument, OperationType},
};

use crate::graphql::operation;

/// True for a subscription, which has no time limit.
pub(super) fn is_subscription(operation: &mut Operation) -> bool {
    is_of(operation, OperationType::Subscription)
}

/// True for a query.
pub(super) fn is_query(operation: &mut Operation) -> bool {
    is_of(operation, OperationType::Query)
}

fn is_of(operation: &mut Operation, kind: OperationType) -> bool {
    let name = operation.operation_name.clone();
    operation
        .parsed_query()
        .is_ok_and(|document| operation_type(document, name.as_deref()) == Some(kind))
}

/// The type of an operation, as a metric label.
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

/// The name of the document's only operation, if the request gives none.
pub(super) fn only_name(document: &ExecutableDocument) -> Option<String> {
    match &document.operations {
        DocumentOperations::Multiple(operations) if operations.len() == 1 => {
            operations.keys().next().map(ToString::to_string)
        }
        _ => None,
    }
}

/// The type of the operation with this name, or of the document's only operation.
pub(super) fn operation_type(
    document: &ExecutableDocument,
    name: Option<&str>,
) -> Option<OperationType> {
    operation::chosen(document, name).map(|operation| operation.node.ty)
}

/// The trace span of an operation.
pub(super) fn span(operation: &Operation, request_id: &str) -> tracing::Span {
    let name = span_name(operation.operation_name.as_deref());
    tracing::info_span!("graphql", request.id = request_id, operation.name = name)
}

/// The operation name for traces, if it is well-formed. Document and variables may hold personal data and are never traced.
fn span_name(name: Option<&str>) -> &str {
    name.filter(|name| {
        name.len() <= 100
            && name
                .bytes()
                .all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
    })
    .unwrap_or_default()
}
