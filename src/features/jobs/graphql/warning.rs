//! Warnings about the text of a posting.

use async_graphql::{Enum, SimpleObject};
use writing::injection::suspicious_instructions;

use crate::features::{jobs::Description, matching::graphql::PostingSpan};

/// The most warnings about one posting.
pub const WARNINGS_MAX: usize = 10;

/// The kind of a warning.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
pub enum PostingWarningKind {
    /// The page has words that its readers do not see, such as letters in the colour of the page. They are no part of the description.
    HiddenText,
    /// The description instructs a program, such as "ignore all previous instructions". It is found by patterns: other instructions may be there.
    SuspiciousInstructions,
}

/// Something to beware of in the text of a posting.
#[derive(SimpleObject)]
pub struct PostingWarning {
    /// The kind.
    kind: PostingWarningKind,
    /// The words, at most 500 characters.
    quote: String,
    /// Where the description has them; null for words that it does not have.
    span: Option<PostingSpan>,
}

/// The warnings about a description.
pub(super) fn warnings_of(description: &Description) -> Vec<PostingWarning> {
    let hidden = description.hidden.iter().map(|words| PostingWarning {
        kind: PostingWarningKind::HiddenText,
        quote: words.to_string(),
        span: None,
    });
    let found = suspicious_instructions(&description.text);
    let instructions = found.into_iter().filter_map(|range| {
        let quote = description.text.get(range.clone())?;
        Some(PostingWarning {
            kind: PostingWarningKind::SuspiciousInstructions,
            quote: reading::text::cut(quote, reading::markdown::HIDDEN_CHARS_MAX).to_owned(),
            span: Some(PostingSpan::of_text(&range)),
        })
    });
    hidden.chain(instructions).take(WARNINGS_MAX).collect()
}
