//! Messages to PostgreSQL, and the replies.

use sea_orm::{
    ExecResult, QueryResult, Statement,
    sqlx::postgres::{PgQueryResult, PgRow},
};

/// A message to the server.
pub(super) enum Message {
    /// A statement with its values, prepared once per connection.
    Prepared(Statement),
    /// A text without values.
    Plain(String),
}

impl Message {
    /// True if it changes nothing, so that it may be sent again when its outcome is unknown.
    pub(super) fn only_reads(&self) -> bool {
        let (Self::Prepared(Statement { sql, .. }) | Self::Plain(sql)) = self;
        sql.starts_with("SELECT ") || sql == "BEGIN"
    }
}

/// The reply to a message.
#[derive(Default)]
pub struct Reply {
    pub(super) rows: Vec<PgRow>,
    pub(super) done: PgQueryResult,
}

impl Reply {
    /// The number of rows that were changed.
    pub(in crate::platform::db) fn done(self) -> ExecResult {
        self.done.into()
    }

    /// The rows.
    pub(in crate::platform::db) fn rows(self) -> impl Iterator<Item = QueryResult> {
        self.rows.into_iter().map(QueryResult::from)
    }
}
