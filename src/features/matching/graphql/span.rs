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
        Self::new(PostingPart::Text, bytes.start, bytes.end)
    }

    fn new<At: TryInto<i32>>(part: PostingPart, start: At, end: At) -> Self {
        let position = |at: At| at.try_into().unwrap_or(i32::MAX);
        Self {
            part,
            start: position(start),
            end: position(end),
        }
    }
}

impl From<Span> for PostingSpan {
    fn from(span: Span) -> Self {
        Self::new(span.part.into(), span.start, span.end)
    }
}
