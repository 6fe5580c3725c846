//! A transaction on one connection. Dropped without a commit, it is rolled back before its connection is used again.

use sea_orm::{DbErr, Statement};
use tokio::sync::Mutex;

use super::{
    lease::{Lease, Then, failed},
    message::{Message, Reply},
};

/// An open transaction.
pub struct PostgresTransaction(Mutex<Lease>);

impl PostgresTransaction {
    pub(super) fn new(lease: Lease) -> Self {
        Self(Mutex::new(lease))
    }

    /// Runs a statement.
    pub(in crate::platform::db) async fn run(&self, statement: Statement) -> Result<Reply, DbErr> {
        self.send(&Message::Prepared(statement), Then::RollBack)
            .await
    }

    /// Runs a text without values.
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
        self.0
            .lock()
            .await
            .send(message, then)
            .await
            .map_err(failed)
    }
}
