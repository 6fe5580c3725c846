//! The document guard: checks the text of a document on every transport before the library parses it, in time linear in its length.
//! The library's parser is recursive, so 2.5 KB of brackets overflow its stack and abort the process; and its depth and cost
//! visitors expand fragments without memoization, so 1 KB of fragments that spread each other keep a core busy for ever.

use async_graphql::parser::{
    self, parse_query,
    types::{BaseType, DocumentOperations, ExecutableDocument, OperationDefinition},
};
use async_graphql::{Positioned, Value as ConstValue};

use self::walk::Walk;
pub use self::{refused::Refused, walk::Extent};
use crate::{config::Limits, graphql::code::Code};

mod refused;
mod scan;
mod walk;

/// Maximum depth of introspection queries, independent of that of other fields: client tools send a query of depth 13 or more.
pub const INTROSPECTION_DEPTH: usize = 16;

/// Checks and parses a document.
pub fn parse(text: &str, limits: &Limits) -> Result<ExecutableDocument, Refused> {
    if text.len() > limits.document_bytes {
        return Err(Refused::new(
            Code::QueryTooLong,
            format!(
                "The document has more than {} bytes.",
                limits.document_bytes
            ),
        ));
    }
    let scanned = scan::scan(text);
    if scanned.tokens > limits.document_tokens {
        return Err(Refused::new(
            Code::TokenLimitExceeded,
            format!(
                "The document has more than {} tokens.",
                limits.document_tokens
            ),
        ));
    }
    // The response repeats a name for each row: a long name would make the response to a short request huge.
    if scanned.longest > limits.document_name_bytes {
        let message = format!(
            "The document has a name or a number of more than {} bytes.",
            limits.document_name_bytes
        );
        return Err(Refused::new(Code::TokenLimitExceeded, message));
    }
    if scanned.nesting > limits.document_nesting {
        let message = format!(
            "The document nests brackets deeper than {}.",
            limits.document_nesting
        );
        return Err(Refused::new(Code::MaxDepthExceeded, message));
    }
    let mut document = parse_query(text)
        .map_err(|error| Refused::new(Code::GraphqlParseFailed, parse_failure(&error)))?;
    check_definitions(&document, limits)?;
    let extent = extent(&document)?;
    if extent.introspection_depth > 0 && !limits.introspection {
        let message = "Introspection is disabled on this server.";
        return Err(Refused::new(Code::IntrospectionDisabled, message));
    }
    within(&extent, limits, "The document")?;
    default_absent_ints(&mut document);
    Ok(document)
}

fn check_definitions(document: &ExecutableDocument, limits: &Limits) -> Result<(), Refused> {
    let definitions = document
        .operations
        .iter()
        .count()
        .saturating_add(document.fragments.len());
    if definitions > limits.definitions {
        let message = format!(
            "The document has more than {} operations and fragments.",
            limits.definitions
        );
        return Err(Refused::new(Code::TooManyDefinitions, message));
    }
    let too_many =
        |operation: &OperationDefinition| operation.variable_definitions.len() > limits.variables;
    if document
        .operations
        .iter()
        .any(|(_, operation)| too_many(&operation.node))
    {
        return Err(too_many_variables(limits));
    }
    Ok(())
}

/// The refusal of an operation that declares, or is sent, too many variables.
#[must_use]
pub fn too_many_variables(limits: &Limits) -> Refused {
    Refused::new(
        Code::TooManyDefinitions,
        format!("An operation has at most {} variables.", limits.variables),
    )
}

/// The number of tokens of a text.
#[must_use]
pub fn tokens(text: &str) -> usize {
    scan::scan(text).tokens
}

/// Measures a document. All operations count together, because all are validated; root fields count for each operation alone.
pub fn extent(document: &ExecutableDocument) -> Result<Extent, Refused> {
    let mut walk = Walk::new(document);
    let mut whole = Extent::default();
    let mut root_fields = 0;
    for (_, operation) in document.operations.iter() {
        let extent = walk.operation(&operation.node)?;
        root_fields = root_fields.max(extent.fields);
        whole = whole.and(extent);
    }
    Ok(Extent {
        fields: root_fields,
        ..whole
    })
}

/// Refuses a document, or a batch of documents, that exceeds a limit.
pub fn within(whole: &Extent, limits: &Limits, subject: &str) -> Result<(), Refused> {
    let introspection_depth = limits.depth.max(INTROSPECTION_DEPTH);
    for (found, limit, code, what) in [
        (
            whole.selections,
            limits.document_selections,
            Code::MaxRecursiveSelectionsExceeded,
            "selects more than {} fields and fragments",
        ),
        (
            whole.depth,
            limits.depth,
            Code::MaxDepthExceeded,
            "nests fields deeper than {}",
        ),
        (
            whole.introspection_depth,
            introspection_depth,
            Code::MaxDepthExceeded,
            "nests introspection fields deeper than {}",
        ),
        (
            whole.aliases,
            limits.aliases,
            Code::MaxAliasesExceeded,
            "has more than {} aliases",
        ),
        (
            whole.directives,
            limits.directives,
            Code::MaxDirectivesExceeded,
            "has more than {} directives",
        ),
        (
            whole.fields,
            limits.root_fields,
            Code::MaxRootFieldsExceeded,
            "has more than {} root fields",
        ),
    ] {
        if found > limit {
            let what = what.replace("{}", &limit.to_string());
            return Err(Refused::new(
                code,
                format!("{subject} {what}; fragments are counted each time they are spread."),
            ));
        }
    }
    Ok(())
}

/// The position of a syntax error and what the parser expected. The parser's own message quotes the whole line, which may hold a password.
fn parse_failure(error: &parser::Error) -> String {
    match error {
        parser::Error::Syntax { message, start, .. } => {
            let expected = message
                .lines()
                .rev()
                .find_map(|line| line.trim().strip_prefix("= "))
                .unwrap_or("expected a GraphQL document");
            format!(
                "Syntax error at line {}, column {}: {expected}.",
                start.line, start.column
            )
        }
        other => format!("Syntax error: {}.", other.to_string().trim_end_matches('.')),
    }
}

/// Adds the default `null` to nullable `Int` variables without a value: a variable that may be null may also be omitted, but the library's
/// cost visitor then rejects the query (as of 8.0.0-rc.5: "Variable first is not defined"). Costs depend on `Int`s only, and for every
/// `Int` argument of this schema null and omitted mean the same.
fn default_absent_ints(document: &mut ExecutableDocument) {
    let operations: Vec<&mut OperationDefinition> = match &mut document.operations {
        DocumentOperations::Single(operation) => vec![&mut operation.node],
        DocumentOperations::Multiple(operations) => operations
            .values_mut()
            .map(|operation| &mut operation.node)
            .collect(),
    };
    for variable in operations
        .into_iter()
        .flat_map(|operation| &mut operation.variable_definitions)
    {
        let (pos, variable) = (variable.pos, &mut variable.node);
        let is_number =
            matches!(&variable.var_type.node.base, BaseType::Named(name) if name == "Int");
        if is_number && variable.var_type.node.nullable && variable.default_value.is_none() {
            variable.default_value = Some(Positioned::new(ConstValue::Null, pos));
        }
    }
}

#[cfg(test)]
mod tests;
