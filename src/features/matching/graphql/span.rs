//! A part of the text of a posting as a GraphQL object.

use std::ops::Range;

use ::matching::prepared::Span;
use async_graphql::SimpleObject;

use super::kinds::PostingPart;

/// A part of a posting's text, in bytes of UTF-8.
#[derive(SimpleObject)]
pub struct PostingSpan {
    /// The text.
    part: PostingPart,
    /// The first byte.
    start: i32,
    /// The byte after the last one.
    end: i32,
}

impl PostingSpan {
    /// These bytes of the description.
    pub fn of_text(bytes: &Range<usize>) -> Self {
        let position = |at: usize| i32::try_from(at).unwrap_or(i32::MAX);
        Self {
            part: PostingPart::Text,
            start: position(bytes.start),
            end: position(bytes.end),
        }
    }
}

impl From<Span> for PostingSpan {
    fn from(span: Span) -> Self {
        let position = |at: u32| i32::try_from(at).unwrap_or(i32::MAX);
        Self {
            part: span.part.into(),
            start: position(span.start),
            end: position(span.end),
        }
    }
}
