//! What differs between two revisions of a résumé, as GraphQL objects.

use async_graphql::Object;

use crate::features::writing::resumes::{Difference, DifferenceKind};

/// A difference between two revisions of a résumé.
pub struct ResumeChange(pub(super) Difference);

/// A difference between two revisions of a résumé.
#[Object]
impl ResumeChange {
    /// The kind.
    async fn kind(&self) -> DifferenceKind {
        self.0.kind
    }

    /// The place in the later revision, or in the earlier one if it was removed: `headline`, `links.0`, `summary.1`, `sections.WORK.heading`,
    /// `sections.WORK.items.i3.title` or `sections.WORK.items.i3.statements.2`. Items have their keys, other positions count from 0.
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

    /// What was there before, as text; the position of what was moved; null if it was added.
    async fn before(&self) -> Option<&str> {
        self.0.before.as_deref()
    }

    /// What is there after, as text; the position of what was moved; null if it was removed.
    async fn after(&self) -> Option<&str> {
        self.0.after.as_deref()
    }
}
