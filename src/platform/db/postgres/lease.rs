//! A connection out of the pool. It goes back when it is known to be usable, at once or after it was cleaned up.

use std::{
    io,
    sync::Arc,
    time::{Duration, Instant},
};

use deadpool::managed::Object;
use futures_util::TryStreamExt;
use sea_orm::{
    DbErr, RuntimeErr, Values,
    sqlx::{
        self, AssertSqlSafe, Connection, Either, Executor, PgConnection,
        postgres::{PgDatabaseError, PgSeverity},
    },
};
use sea_query_sqlx::SqlxValues;
use tracing::{Dispatch, instrument::WithSubscriber};

use super::{
    connector::Connector,
    message::{Message, Reply},
};
use crate::platform::db::statement_counter::StatementCounter;

/// Time limits.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// Of the wait for a connection, and of the test of one.
    pub(super) wait: Duration,
    /// Of a statement.
    pub(super) statement: Duration,
}

/// The clean-up that a connection needs before it may go back to the pool.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// Nothing.
    Release,
    /// The answer of a statement whose caller has gone.
    Drain,
    /// The end of the transaction.
    RollBack,
}

/// A connection and what it needs when the lease ends.
pub(super) struct Lease {
    connection: Option<Object<Connector>>,
    limits: Limits,
    counter: StatementCounter,
    then: Then,
}

impl Lease {
    pub(super) const fn new(
        connection: Object<Connector>,
        limits: Limits,
        counter: StatementCounter,
    ) -> Self {
        Self {
            connection: Some(connection),
            limits,
            counter,
            then: Then::Release,
        }
    }

    /// True if the connection was used before, so that the server may have closed it meanwhile.
    pub(super) fn was_idle(&self) -> bool {
        let metrics = self.connection.as_ref().map(Object::metrics);
        metrics.is_some_and(|metrics| metrics.recycled.is_some())
    }

    /// True if the connection was given up.
    pub(super) const fn is_lost(&self) -> bool {
        self.connection.is_none()
    }

    /// Sends the message and reads the reply, within the time limit of a statement. A connection that fails is given up.
    pub(super) async fn send(
        &mut self,
        message: &Message,
        then: Then,
    ) -> Result<Reply, sqlx::Error> {
        let Some(connection) = self.connection.as_mut() else {
            return Err(sqlx::Error::Io(io::ErrorKind::NotConnected.into()));
        };
        // What is needed if the caller goes away before the reply.
        self.then = match (self.then, then) {
            (Then::RollBack, _) | (_, Then::RollBack) => Then::RollBack,
            _ => Then::Drain,
        };
        let began = Instant::now();
        // The driver enters the span of its caller again for each row, and logs nothing that is not counted here.
        let exchange = exchange(connection, message).with_subscriber(Dispatch::none());
        let replied = tokio::time::timeout(self.limits.statement, exchange)
            .await
            .unwrap_or_else(|_| Err(sqlx::Error::Io(io::ErrorKind::TimedOut.into())));
        self.then = then;
        if let Message::Prepared(statement) = message {
            self.counter
                .record(statement, began.elapsed(), replied.is_err());
        }
        if replied.as_ref().is_err_and(is_fatal) {
            self.give_up();
        }
        replied
    }

    fn give_up(&mut self) {
        drop(self.connection.take().map(Object::take));
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if self.then == Then::Release {
            return;
        }
        let Some(mut connection) = self.connection.take() else {
            return;
        };
        let (then, limit) = (self.then, self.limits.wait);
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            drop(Object::take(connection));
            return;
        };
        runtime.spawn(async move {
            if !clean(&mut connection, then, limit).await {
                drop(Object::take(connection));
            }
        });
    }
}

/// Prepares a connection for its next use; false if it does not answer in time.
async fn clean(connection: &mut PgConnection, then: Then, limit: Duration) -> bool {
    let cleaned = async {
        if then == Then::RollBack {
            connection.execute("ROLLBACK").await.map(drop)
        } else {
            connection.ping().await
        }
    };
    matches!(tokio::time::timeout(limit, cleaned).await, Ok(Ok(())))
}

async fn exchange(connection: &mut PgConnection, message: &Message) -> Result<Reply, sqlx::Error> {
    let mut replies = match message {
        Message::Prepared(statement) => {
            let values = statement.values.clone().unwrap_or(Values(Vec::new()));
            let query = sqlx::query_with(AssertSqlSafe(statement.sql.as_str()), SqlxValues(values));
            connection.fetch_many(query)
        }
        Message::Plain(sql) => connection.fetch_many(AssertSqlSafe(sql.as_str())),
    };
    let mut reply = Reply::default();
    while let Some(part) = replies.try_next().await? {
        match part {
            Either::Left(done) => reply.done.extend([done]),
            Either::Right(row) => reply.rows.push(row),
        }
    }
    Ok(reply)
}

/// The error of a statement, as SeaORM knows it.
pub(super) fn failed(cause: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(Arc::new(cause)))
}

/// True if the connection can no longer be used.
pub(super) fn is_fatal(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(error) => error
            .try_downcast_ref::<PgDatabaseError>()
            .is_some_and(|error| matches!(error.severity(), PgSeverity::Fatal | PgSeverity::Panic)),
        sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => true,
        _ => false,
    }
}
