//! What a batch is summed up by: tokens of a text, and aliases of a document, each fragment walked once.

use std::collections::HashMap;

use async_graphql::{
    Name,
    parser::types::{ExecutableDocument, Selection, SelectionSet},
};

use super::scan;

/// The tokens of a text.
#[must_use]
pub fn tokens(text: &str) -> usize {
    scan::scan(text).tokens
}

/// The aliases of a document, those of a fragment counted wherever it is spread.
#[must_use]
pub fn aliases(document: &ExecutableDocument) -> usize {
    let mut known = HashMap::new();
    document.operations.iter().fold(0, |total, (_, operation)| {
        let set = &operation.node.selection_set.node;
        total.saturating_add(in_set(document, set, &mut known))
    })
}

fn in_set<'a>(document: &'a ExecutableDocument, set: &'a SelectionSet, known: &mut HashMap<&'a Name, usize>) -> usize {
    set.items.iter().fold(0, |total, selection| {
        let here = match &selection.node {
            Selection::Field(field) => {
                let under = in_set(document, &field.node.selection_set.node, known);
                under.saturating_add(usize::from(field.node.alias.is_some()))
            }
            Selection::InlineFragment(inline) => in_set(document, &inline.node.selection_set.node, known),
            Selection::FragmentSpread(spread) => in_fragment(document, &spread.node.fragment_name.node, known),
        };
        total.saturating_add(here)
    })
}

fn in_fragment<'a>(document: &'a ExecutableDocument, name: &'a Name, known: &mut HashMap<&'a Name, usize>) -> usize {
    if let Some(count) = known.get(name) {
        return *count;
    }
    // A circle, which the guard refuses, would end here, too.
    known.insert(name, 0);
    let count = document.fragments.get(name).map_or(0, |fragment| in_set(document, &fragment.node.selection_set.node, known));
    known.insert(name, count);
    count
}
