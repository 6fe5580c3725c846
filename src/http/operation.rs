//! The metric label of an operation, and its trace span.

use async_graphql::parser::types::OperationType;

use crate::graphql::operation::Operation;

/// The type of an operation, as a metric label.
pub(super) const fn label(kind: Option<OperationType>) -> &'static str {
    match kind {
        Some(OperationType::Query) => "query",
        Some(OperationType::Mutation) => "mutation",
        Some(OperationType::Subscription) => "subscription",
        None => "unknown",
    }
}

/// The trace span of an operation.
pub(crate) fn span(operation: &Operation, request_id: &str) -> tracing::Span {
    let name = span_name(operation.name());
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
