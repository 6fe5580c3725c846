//! What differs between two revisions of a letter, as GraphQL objects.

use async_graphql::Object;

use crate::features::writing::letters::{Difference, DifferenceKind};

/// A difference between two revisions of a letter.
pub struct LetterChange(pub(super) Difference);

/// A difference between two revisions of a letter.
#[Object]
impl LetterChange {
    /// The kind.
    async fn kind(&self) -> DifferenceKind {
        self.0.kind
    }

    /// The place in the later revision, or in the earlier one if it was removed: `greeting`, `sentences.3` or `signOff`.
    async fn place(&self) -> &str {
        let place = self.0.place_after.as_ref();
        place
            .or(self.0.place_before.as_ref())
            .map(String::as_str)
            .unwrap_or_default()
    }

    /// The place in the earlier revision; null if it was added.
    async fn place_before(&self) -> Option<&str> {
        self.0.place_before.as_deref()
    }

    /// What was there before; null if it was added.
    async fn before(&self) -> Option<&str> {
        self.0.before.as_deref()
    }

    /// What is there after; null if it was removed.
    async fn after(&self) -> Option<&str> {
        self.0.after.as_deref()
    }
}
