//! Measures a document with its fragments expanded. The measures of each fragment are computed once and memoized, so the time is
//! linear in the text, however often fragments are spread.

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned,
    parser::types::{
        ExecutableDocument, Field, FragmentDefinition, OperationDefinition, Selection, SelectionSet,
    },
};

use super::Refused;
use crate::graphql::code::Code;

/// Maximum nesting of selection sets, fragments included, to protect the stack. The library refuses half of it.
const LEVELS_MAX: usize = 64;

/// Introspection fields; they are allowed at the root of a query only.
const INTROSPECTION: [&str; 2] = ["__schema", "__type"];

/// The measures of a selection set, fragments expanded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Fields and fragment spreads, at all levels.
    pub selections: usize,
    /// Fields of the first level.
    pub fields: usize,
    /// Nesting of fields, introspection fields excluded.
    pub depth: usize,
    /// Nesting of introspection fields; 0 if there are none.
    pub introspection_depth: usize,
    /// Fields with an alias.
    pub aliases: usize,
    /// Directives, at all levels.
    pub directives: usize,
}

impl Extent {
    /// The measures of two selection sets side by side.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            selections: self.selections.saturating_add(other.selections),
            fields: self.fields.saturating_add(other.fields),
            depth: self.depth.max(other.depth),
            introspection_depth: self.introspection_depth.max(other.introspection_depth),
            aliases: self.aliases.saturating_add(other.aliases),
            directives: self.directives.saturating_add(other.directives),
        }
    }

    /// The measures of a fragment spread that has directives of its own.
    fn spread(self, directives: usize) -> Self {
        self.and(Self {
            selections: 1,
            directives,
            ..Self::default()
        })
    }

    /// The measures of a field with this selection set.
    fn under(self, field: &Field) -> Self {
        let asks_for_schema = INTROSPECTION.contains(&field.name.node.as_str());
        let depth = self.depth.saturating_add(1);
        Self {
            fields: 1,
            depth: if asks_for_schema { 0 } else { depth },
            introspection_depth: if asks_for_schema {
                depth
            } else {
                self.introspection_depth
            },
            aliases: self
                .aliases
                .saturating_add(usize::from(field.alias.is_some())),
            ..self.spread(field.directives.len())
        }
    }
}

/// Measures the operations of one document.
pub(super) struct Walk<'a> {
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    /// `None` while the fragment is being measured: a second visit then is a cycle.
    known: HashMap<&'a Name, Option<Extent>>,
    level: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(document: &'a ExecutableDocument) -> Self {
        Self {
            fragments: &document.fragments,
            known: HashMap::new(),
            level: 0,
        }
    }

    pub(super) fn operation(
        &mut self,
        operation: &'a OperationDefinition,
    ) -> Result<Extent, Refused> {
        let of_variables = operation
            .variable_definitions
            .iter()
            .map(|variable| variable.node.directives.len());
        let directives = operation
            .directives
            .len()
            .saturating_add(of_variables.sum());
        Ok(self.selections(&operation.selection_set.node)?.and(Extent {
            directives,
            ..Extent::default()
        }))
    }

    fn selections(&mut self, set: &'a SelectionSet) -> Result<Extent, Refused> {
        self.level += 1;
        if self.level > LEVELS_MAX {
            let message =
                format!("The operation nests fields and fragments deeper than {LEVELS_MAX}.");
            return Err(Refused::new(Code::MaxDepthExceeded, message));
        }
        let mut total = Extent::default();
        for selection in &set.items {
            total = total.and(self.selection(&selection.node)?);
        }
        self.level -= 1;
        Ok(total)
    }

    fn selection(&mut self, selection: &'a Selection) -> Result<Extent, Refused> {
        Ok(match selection {
            Selection::Field(field) => self
                .selections(&field.node.selection_set.node)?
                .under(&field.node),
            Selection::InlineFragment(inline) => self
                .selections(&inline.node.selection_set.node)?
                .spread(inline.node.directives.len()),
            Selection::FragmentSpread(spread) => self
                .fragment(&spread.node.fragment_name.node)?
                .spread(spread.node.directives.len()),
        })
    }

    fn fragment(&mut self, name: &'a Name) -> Result<Extent, Refused> {
        // Unknown fragments are left to validation, which has a better message.
        let Some(fragment) = self.fragments.get(name) else {
            return Ok(Extent::default());
        };
        match self.known.get(name) {
            Some(Some(extent)) => return Ok(*extent),
            Some(None) => {
                return Err(Refused::new(
                    Code::GraphqlValidationFailed,
                    format!("The fragment \"{name}\" spreads itself."),
                ));
            }
            None => {}
        }
        self.known.insert(name, None);
        let directives = Extent {
            directives: fragment.node.directives.len(),
            ..Extent::default()
        };
        let extent = self
            .selections(&fragment.node.selection_set.node)?
            .and(directives);
        self.known.insert(name, Some(extent));
        Ok(extent)
    }
}
