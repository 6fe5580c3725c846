//! The document guard: runs before the library sees a text, in time linear in the text, on every transport.
//! The library's parser recurses, so 2.5 KB of brackets overflow its stack and abort the process; and its depth and cost
//! visitors expand fragments without a memory, so 1 KB of fragments that spread each other keep a core busy for ever.

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

/// The depth at which the schema may be asked for, whatever other fields may: client tools send a query of 13 or more.
pub const INTROSPECTION_DEPTH: usize = 16;

/// Parses a document that is safe to hand on.
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
    // An answer repeats a name once for each row: a long one would make a short request's answer endless.
    if scanned.longest > limits.document_name_bytes {
        let message = format!(
            "The document has a name or a number of more than {} bytes.",
            limits.document_name_bytes
        );
        return Err(Refused::new(Code::TokenLimitExceeded, message));
    }
    if scanned.nesting > limits.document_nesting {
        let message = format!(
            "The document nests its brackets deeper than {}.",
            limits.document_nesting
        );
        return Err(Refused::new(Code::MaxDepthExceeded, message));
    }
    let mut document = parse_query(text)
        .map_err(|error| Refused::new(Code::GraphqlParseFailed, parse_failure(&error)))?;
    check_definitions(&document, limits)?;
    let extent = extent(&document)?;
    if extent.introspection_depth > 0 && !limits.introspection {
        let message =
            "The schema cannot be asked for here; the operator of this server has turned that off.";
        return Err(Refused::new(Code::IntrospectionDisabled, message));
    }
    within(&extent, limits, "The document")?;
    settle_absent_numbers(&mut document);
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

/// An operation has, or is given, more variables than it may.
#[must_use]
pub fn too_many_variables(limits: &Limits) -> Refused {
    Refused::new(
        Code::TooManyDefinitions,
        format!("An operation has at most {} variables.", limits.variables),
    )
}

/// How many tokens a text has.
#[must_use]
pub fn tokens(text: &str) -> usize {
    scan::scan(text).tokens
}

/// What a document comes to. What is validated counts as a whole, whichever operation will run; roots count for each operation.
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

/// Refuses what comes to more than it may: a document, or several together.
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
            "nests its fields deeper than {}",
        ),
        (
            whole.introspection_depth,
            introspection_depth,
            Code::MaxDepthExceeded,
            "asks for the schema deeper than {}",
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
            "has more than {} fields at its root",
        ),
    ] {
        if found > limit {
            let what = what.replace("{}", &limit.to_string());
            return Err(Refused::new(
                code,
                format!("{subject} {what}; fragments count where they are spread."),
            ));
        }
    }
    Ok(())
}

/// Where the parser stopped and what it expected. Its own words repeat the whole line, which may hold a password.
fn parse_failure(error: &parser::Error) -> String {
    match error {
        parser::Error::Syntax { message, start, .. } => {
            let expected = message
                .lines()
                .rev()
                .find_map(|line| line.trim().strip_prefix("= "))
                .unwrap_or("this is not GraphQL");
            format!(
                "Syntax error at line {}, column {}: {expected}.",
                start.line, start.column
            )
        }
        other => format!("Syntax error: {}.", other.to_string().trim_end_matches('.')),
    }
}

/// A variable that may be null may also be left out, but the library's cost visitor then refuses the query (as of 8.0.0-rc.5:
/// "Variable first is not defined"). The costs are made of `Int`s, and for an `Int` of this schema null and left out mean the
/// same, so such a variable gets the default `null`.
fn settle_absent_numbers(document: &mut ExecutableDocument) {
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
