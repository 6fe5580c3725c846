//! The document guard: runs before the library sees a text, in time linear in the text, on every transport.
//! The library's parser recurses, so 2.5 KB of brackets overflow its stack and abort the process; and its depth and cost
//! visitors expand fragments without a memory, so 1 KB of fragments that spread each other keep a core busy for ever.

use std::collections::HashMap;

use async_graphql::parser::{
    self, parse_query,
    types::{BaseType, DocumentOperations, ExecutableDocument, FragmentDefinition, OperationDefinition, Selection, SelectionSet},
};
use async_graphql::{Name, Positioned, Value as ConstValue};

use crate::config::Limits;

mod count;
mod scan;

pub use self::count::{aliases, tokens};

/// A document that is refused, with its code and a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// One of the codes in docs/API.md.
    pub code: &'static str,
    /// What is wrong and what would do.
    pub message: String,
}

impl Refused {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// Parses a document that is safe to hand on.
pub fn parse(text: &str, limits: &Limits) -> Result<ExecutableDocument, Refused> {
    if text.len() > limits.document_bytes {
        return Err(Refused::new("QUERY_TOO_LONG", format!("The document has more than {} bytes.", limits.document_bytes)));
    }
    let scanned = scan::scan(text);
    if scanned.tokens > limits.document_tokens {
        return Err(Refused::new("TOKEN_LIMIT_EXCEEDED", format!("The document has more than {} tokens.", limits.document_tokens)));
    }
    if scanned.nesting > limits.document_nesting {
        let message = format!("The document nests its brackets deeper than {}.", limits.document_nesting);
        return Err(Refused::new("MAX_DEPTH_EXCEEDED", message));
    }
    let mut document = parse_query(text).map_err(|error| Refused::new("GRAPHQL_PARSE_FAILED", parse_failure(&error)))?;
    let mut walk = Walk { fragments: &document.fragments, known: HashMap::new(), limit: limits.document_selections };
    for (_, operation) in document.operations.iter() {
        if walk.selections(&operation.node.selection_set.node)? > limits.document_selections {
            return Err(walk.too_many());
        }
    }
    settle_absent_numbers(&mut document);
    Ok(document)
}

/// Where the parser stopped and what it expected. Its own words repeat the whole line, which may hold a password.
fn parse_failure(error: &parser::Error) -> String {
    match error {
        parser::Error::Syntax { message, start, .. } => {
            let expected = message.lines().rev().find_map(|line| line.trim().strip_prefix("= ")).unwrap_or("this is not GraphQL");
            format!("Syntax error at line {}, column {}: {expected}.", start.line, start.column)
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
        DocumentOperations::Multiple(operations) => operations.values_mut().map(|operation| &mut operation.node).collect(),
    };
    for variable in operations.into_iter().flat_map(|operation| &mut operation.variable_definitions) {
        let (pos, variable) = (variable.pos, &mut variable.node);
        let is_number = matches!(&variable.var_type.node.base, BaseType::Named(name) if name == "Int");
        if is_number && variable.var_type.node.nullable && variable.default_value.is_none() {
            variable.default_value = Some(Positioned::new(ConstValue::Null, pos));
        }
    }
}

/// Counts the selections that a document spreads out to; each fragment is walked once.
struct Walk<'a> {
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    /// `None` while the fragment is being walked: meeting it again then is a cycle.
    known: HashMap<&'a Name, Option<usize>>,
    limit: usize,
}

impl<'a> Walk<'a> {
    fn selections(&mut self, set: &'a SelectionSet) -> Result<usize, Refused> {
        let mut total = 0_usize;
        for selection in &set.items {
            let under = match &selection.node {
                Selection::Field(field) => self.selections(&field.node.selection_set.node)?,
                Selection::InlineFragment(inline) => self.selections(&inline.node.selection_set.node)?,
                Selection::FragmentSpread(spread) => self.fragment(&spread.node.fragment_name.node)?,
            };
            total = total.saturating_add(under).saturating_add(1);
            if total > self.limit {
                return Err(self.too_many());
            }
        }
        Ok(total)
    }

    fn fragment(&mut self, name: &'a Name) -> Result<usize, Refused> {
        // An unknown fragment is the validation's business; it has a better message for it.
        let Some(fragment) = self.fragments.get(name) else { return Ok(0) };
        match self.known.get(name) {
            Some(Some(count)) => return Ok(*count),
            Some(None) => {
                return Err(Refused::new("GRAPHQL_VALIDATION_FAILED", format!("The fragment \"{name}\" spreads itself.")));
            }
            None => {}
        }
        self.known.insert(name, None);
        let count = self.selections(&fragment.node.selection_set.node)?;
        self.known.insert(name, Some(count));
        Ok(count)
    }

    fn too_many(&self) -> Refused {
        let message = format!("The operation selects more than {} fields, fragments counted where they are spread.", self.limit);
        Refused::new("MAX_RECURSIVE_SELECTIONS_EXCEEDED", message)
    }
}

#[cfg(test)]
mod tests;
