//! A row for several followers of its owner, and its resolved values, which subscriptions with equal selections share.

use std::{
    fmt::Debug,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use async_graphql::Value;
use tokio::sync::OnceCell;

use crate::platform::hashing::structure_hash;

/// How long resolved values are shared: later they may differ, because the objects that a row refers to change.
const SHARED_FOR: Duration = Duration::from_secs(1);
/// Selections whose values are kept for each row.
const SELECTIONS_MAX: usize = 8;

/// The hash of a subscription's selection, its variables and the rights of its viewer.
#[derive(Clone, PartialEq, Eq)]
pub struct Selection(Arc<str>);

impl Selection {
    /// The selection of these parts, which are compared by their structure.
    pub fn of(parts: &impl Debug) -> Self {
        Self(structure_hash(parts).into())
    }
}

/// A row, and its resolved values by selection.
pub struct Shared<T> {
    /// The row.
    pub row: Arc<T>,
    read_at: Instant,
    values: Mutex<Vec<(Selection, Arc<OnceCell<Value>>)>>,
}

impl<T> Shared<T> {
    pub(super) fn new(row: T) -> Arc<Self> {
        Arc::new(Self {
            row: Arc::new(row),
            read_at: Instant::now(),
            values: Mutex::default(),
        })
    }

    /// The cell for the values of a selection; `None` if they cannot be shared.
    pub fn values_of(&self, selection: &Selection) -> Option<Arc<OnceCell<Value>>> {
        if self.read_at.elapsed() >= SHARED_FOR {
            return None;
        }
        let mut values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, cell)) = values.iter().find(|(known, _)| known == selection) {
            return Some(Arc::clone(cell));
        }
        if values.len() == SELECTIONS_MAX {
            return None;
        }
        let cell = Arc::default();
        values.push((selection.clone(), Arc::clone(&cell)));
        Some(cell)
    }
}
