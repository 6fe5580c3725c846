//! What a source has after a number.

use std::sync::Arc;

use super::shared::Shared;

/// The rows after a number.
pub struct Batch<T> {
    pub(super) rows: Arc<[Arc<Shared<T>>]>,
    /// The number after which the next rows are read.
    pub(super) position: i64,
    /// True if more rows are there already.
    pub(super) has_more: bool,
}

impl<T> Batch<T> {
    /// These rows, and the number after which the next ones are read.
    #[must_use]
    pub fn new(rows: Vec<T>, position: i64, has_more: bool) -> Self {
        Self {
            rows: rows.into_iter().map(Shared::new).collect(),
            position,
            has_more,
        }
    }
}

impl<T> Clone for Batch<T> {
    fn clone(&self) -> Self {
        Self {
            rows: Arc::clone(&self.rows),
            ..*self
        }
    }
}
