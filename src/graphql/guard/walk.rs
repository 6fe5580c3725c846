//! What a document comes to when its fragments are spread. Each fragment is walked once and remembered, so the time is linear in
//! the text, whatever the fragments make of it.

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned,
    parser::types::{
        ExecutableDocument, Field, FragmentDefinition, OperationDefinition, Selection, SelectionSet,
    },
};

use super::Refused;
use crate::graphql::code::Code;

/// Selection sets in each other, fragments counted: for the stack's sake. The library refuses half of it.
const LEVELS_MAX: usize = 64;

/// Fields that ask for the schema; they may stand at the root of a query only.
const INTROSPECTION: [&str; 2] = ["__schema", "__type"];

/// What selections come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Fields and fragments, all the way down.
    pub selections: usize,
    /// Fields of the first level.
    pub fields: usize,
    /// Fields in each other, but not those that ask for the schema.
    pub depth: usize,
    /// The same for those that ask for the schema; 0 where nothing does.
    pub introspection_depth: usize,
    /// Fields that are given another name.
    pub aliases: usize,
    /// Directives, all the way down.
    pub directives: usize,
}

impl Extent {
    /// Both side by side.
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

    /// The same, spread by one selection that has directives of its own.
    fn spread(self, directives: usize) -> Self {
        self.and(Self {
            selections: 1,
            directives,
            ..Self::default()
        })
    }

    /// The same, under a field.
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

/// Walks the operations of one document.
pub(super) struct Walk<'a> {
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    /// `None` while the fragment is being walked: meeting it again then is a cycle.
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
                format!("The operation nests its fields and fragments deeper than {LEVELS_MAX}.");
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
        // An unknown fragment is the validation's business; it has a better message for it.
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
