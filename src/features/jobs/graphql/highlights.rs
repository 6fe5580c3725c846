//! The matches of a search in a posting: highlighted words, and the reasons of the matches.

use async_graphql::SimpleObject;

use crate::features::jobs::{self, WhyMatch};

/// A term of a query that matches in a field of a posting.
#[derive(SimpleObject)]
pub struct SearchReason {
    /// The term, as typed.
    term: String,
    /// The field that has it.
    field: jobs::Field,
    /// How it matches.
    matched_as: WhyMatch,
    /// The first such match in the text of the field.
    text: String,
}

impl From<&jobs::Why> for SearchReason {
    fn from(why: &jobs::Why) -> Self {
        Self {
            term: why.term.clone(),
            field: why.field,
            matched_as: why.how,
            text: why.text.clone(),
        }
    }
}

/// The matched words of a search in a posting.
#[derive(SimpleObject)]
pub struct SearchHighlights {
    /// The complete title, in spans.
    title: Vec<TextSpan>,
    /// An excerpt of the description around the matches, in spans.
    description: Vec<TextSpan>,
}

/// A span of plain text.
#[derive(SimpleObject)]
pub struct TextSpan {
    /// The text; not HTML.
    text: String,
    /// True if the span matches the query.
    matched: bool,
}

impl From<&jobs::Highlights> for SearchHighlights {
    fn from(found: &jobs::Highlights) -> Self {
        let pieces = |spans: &[jobs::Span]| {
            spans
                .iter()
                .map(|span| TextSpan {
                    text: span.text.clone(),
                    matched: span.matched,
                })
                .collect()
        };
        Self {
            title: pieces(&found.title),
            description: pieces(&found.description),
        }
    }
}
