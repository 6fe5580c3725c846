//! Transactions of SQLite take turns.

use std::{ops::Deref, sync::Arc, time::Duration};

use sea_orm::{DatabaseTransaction, DbErr};
use tokio::{
    sync::{Mutex, OwnedMutexGuard},
    time::timeout,
};

use super::driver_error::busy;
use crate::error::Result;

/// The queue of the write transactions of this process: first come, first served. SQLite's own lock has no order, so a series of transactions,
/// each begun as soon as the one before ends, would keep all others waiting.
#[derive(Clone)]
pub(super) struct Turns {
    writing: Arc<Mutex<()>>,
    /// How long a transaction waits for its turn.
    limit: Duration,
}

impl Turns {
    pub(super) fn new(limit: Duration) -> Self {
        Self {
            writing: Arc::default(),
            limit,
        }
    }

    /// Waits for the turn.
    pub(super) async fn wait(&self) -> Result<OwnedMutexGuard<()>> {
        let turn = Arc::clone(&self.writing).lock_owned();
        let waited = timeout(self.limit, turn).await;
        waited.map_err(|_| busy().caused_by("no turn to write in time"))
    }
}

/// A transaction, and its turn.
pub struct SqliteTransaction {
    transaction: DatabaseTransaction,
    turn: OwnedMutexGuard<()>,
}

impl SqliteTransaction {
    pub(super) const fn new(transaction: DatabaseTransaction, turn: OwnedMutexGuard<()>) -> Self {
        Self { transaction, turn }
    }

    /// Commits.
    pub(super) async fn commit(self) -> std::result::Result<(), DbErr> {
        let done = self.transaction.commit().await;
        drop(self.turn);
        done
    }

    /// Rolls back.
    pub(super) async fn rollback(self) -> std::result::Result<(), DbErr> {
        let done = self.transaction.rollback().await;
        drop(self.turn);
        done
    }
}

impl Deref for SqliteTransaction {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.transaction
    }
}
