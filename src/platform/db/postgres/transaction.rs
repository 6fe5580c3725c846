//! A transaction on one connection. Dropped without a commit, it is rolled back before its connection is used again.

use sea_orm::{DbErr, Statement};
use tokio::sync::Mutex;

use super::{Lease, Message, Reply, StatementCounter, Then, counted, failed};

/// An open transaction.
pub struct PostgresTransaction {
    lease: Mutex<Lease>,
    counter: StatementCounter,
}

impl PostgresTransaction {
    pub(super) fn new(lease: Lease, counter: StatementCounter) -> Self {
        Self {
            lease: Mutex::new(lease),
            counter,
        }
    }

    pub(in crate::platform::db) async fn run(&self, statement: Statement) -> Result<Reply, DbErr> {
        self.send(&Message::Prepared(statement), Then::RollBack)
            .await
    }

    pub(in crate::platform::db) async fn run_plain(&self, sql: &str) -> Result<Reply, DbErr> {
        self.send(&Message::Plain(sql.to_owned()), Then::RollBack)
            .await
    }

    /// Ends the transaction: `COMMIT` or `ROLLBACK`.
    pub(in crate::platform::db) async fn end(self, sql: &str) -> Result<(), DbErr> {
        let end = Message::Plain(sql.to_owned());
        self.send(&end, Then::Release).await.map(drop)
    }

    async fn send(&self, message: &Message, then: Then) -> Result<Reply, DbErr> {
        let mut lease = self.lease.lock().await;
        counted(&self.counter, &mut lease, message, then)
            .await
            .map_err(failed)
    }
}
