//! Documents that passed the guard, kept parsed for the next request with the same text, and what their validation has shown: an
//! operation that was valid is valid again, at the same cost, with variables of the same forms (`costs`).

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use async_graphql::parser::types::ExecutableDocument;
use moka::sync::Cache;

pub use self::costs::CostKey;
use self::costs::Costs;
use super::{
    filter_values,
    guard::{self, Refused},
};
use crate::config::Limits;

mod costs;

/// Bytes of the texts that are kept. A parsed document is some twenty times as large as its text.
const KEPT_BYTES: u64 = 1 << 20;
/// Longer documents are parsed each time.
const TEXT_BYTES_MAX: usize = 16 << 10;

/// A document that passed the guard.
pub struct Prepared {
    /// A number that no other document of this process has.
    pub id: u64,
    /// The text.
    pub text: Arc<str>,
    /// The parsed document, with the defaults that the guard adds.
    pub document: ExecutableDocument,
    /// True if a field has a filter, whose values cost.
    pub has_filters: bool,
    costs: Mutex<Costs>,
}

/// The documents of recent requests, bounded by the size of their texts.
pub struct PreparedDocuments {
    kept: Cache<Arc<str>, Arc<Prepared>>,
    next_id: AtomicU64,
}

impl Default for PreparedDocuments {
    fn default() -> Self {
        let kept = Cache::builder()
            .max_capacity(KEPT_BYTES)
            .weigher(|text: &Arc<str>, _| u32::try_from(text.len()).unwrap_or(u32::MAX))
            .build();
        Self {
            kept,
            next_id: AtomicU64::new(0),
        }
    }
}

impl PreparedDocuments {
    /// Checks and parses a document, unless it was prepared before.
    pub fn prepare(&self, text: &str, limits: &Limits) -> Result<Arc<Prepared>, Refused> {
        if let Some(known) = self.kept.get(text) {
            return Ok(known);
        }
        let document = guard::parse(text, limits)?;
        let prepared = Arc::new(Prepared {
            id: self.next_id.fetch_add(1, Ordering::Relaxed),
            text: text.into(),
            has_filters: filter_values::has_filters(&document),
            document,
            costs: Mutex::default(),
        });
        if text.len() <= TEXT_BYTES_MAX {
            self.kept
                .insert(Arc::clone(&prepared.text), Arc::clone(&prepared));
        }
        Ok(prepared)
    }
}

impl Prepared {
    /// The cost of an operation that was validated before with variables that cost the same.
    #[must_use]
    pub fn cost(&self, key: &CostKey) -> Option<usize> {
        self.costs().get(key)
    }

    /// Keeps the cost of a valid operation.
    pub fn keep_cost(&self, key: CostKey, cost: usize) {
        self.costs().put(key, cost);
    }

    fn costs(&self) -> std::sync::MutexGuard<'_, Costs> {
        self.costs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
