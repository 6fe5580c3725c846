//! PostgreSQL: a pool in which a statement is one message. The pool of the driver would add a ping to each release, without a time
//! limit, and SeaORM's another to each acquisition.
//!
//! A connection that the network dropped looks like a working one. It neither hangs a request nor keeps its place in the pool:
//! one that was idle for a second is tested before use, each statement has a time limit, and after a failure all idle connections
//! are replaced. What only reads is repeated on a new connection if its connection turns out to be closed.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use deadpool::managed::{Pool, PoolError, QueueMode};
use sea_orm::{
    ConnAcquireErr, DbErr, ExecResult, QueryResult, RuntimeErr, Statement,
    sqlx::{
        self, ConnectOptions as _,
        postgres::{PgConnectOptions, PgQueryResult, PgRow},
    },
};

use super::StatementCounter;
use crate::config;

mod connector;
mod lease;
mod transaction;

pub use self::transaction::PostgresTransaction;
use self::{
    connector::Connector,
    lease::{Lease, Then},
};

/// Prepared statements that a connection keeps.
const STATEMENTS_KEPT: usize = 256;

/// A pool of connections to PostgreSQL.
#[derive(Clone)]
pub struct Postgres {
    pool: Pool<Connector>,
    limits: Limits,
    counter: StatementCounter,
}

/// Time limits.
#[derive(Clone, Copy)]
struct Limits {
    /// Of the wait for a connection, and of the test of one.
    wait: Duration,
    /// Of a statement.
    statement: Duration,
}

/// What is sent in one message.
enum Message {
    /// A statement with its values, prepared once per connection.
    Prepared(Statement),
    /// A text without values.
    Plain(String),
}

/// What came back.
#[derive(Default)]
pub(super) struct Reply {
    rows: Vec<PgRow>,
    done: PgQueryResult,
}

impl Reply {
    /// The number of rows that were changed.
    pub(super) fn done(self) -> ExecResult {
        self.done.into()
    }

    /// The rows.
    pub(super) fn rows(self) -> impl Iterator<Item = QueryResult> {
        self.rows.into_iter().map(QueryResult::from)
    }
}

impl Postgres {
    /// Connects once, so that a wrong address is an error at the start.
    pub(super) async fn connect(
        config: &config::Database,
        url: &str,
        counter: StatementCounter,
    ) -> Result<Self, DbErr> {
        let limits = Limits {
            wait: Duration::from_millis(config.acquire_timeout_ms),
            statement: Duration::from_millis(config.statement_timeout_ms),
        };
        let options = url.parse::<PgConnectOptions>().map_err(unconnected)?;
        let options = options
            .disable_statement_logging()
            .statement_cache_capacity(STATEMENTS_KEPT);
        let pool = Pool::builder(Connector::new(options, limits.wait))
            .max_size(usize::try_from(config.max_connections).unwrap_or(usize::MAX))
            .queue_mode(QueueMode::Lifo)
            .build()
            .map_err(|cause| DbErr::Custom(cause.to_string()))?;
        let postgres = Self {
            pool,
            limits,
            counter,
        };
        drop(postgres.lease().await?);
        Ok(postgres)
    }

    /// Runs a statement on a connection of the pool.
    pub(super) async fn run(&self, statement: Statement) -> Result<Reply, DbErr> {
        let repeatable = reads(&statement.sql);
        let message = Message::Prepared(statement);
        let (reply, _) = self.send(&message, repeatable, Then::Release).await?;
        Ok(reply)
    }

    /// Runs a text without values.
    pub(super) async fn run_plain(&self, sql: &str) -> Result<Reply, DbErr> {
        let message = Message::Plain(sql.to_owned());
        let (reply, _) = self.send(&message, reads(sql), Then::Release).await?;
        Ok(reply)
    }

    /// Begins a transaction.
    pub(super) async fn begin(&self) -> Result<PostgresTransaction, DbErr> {
        let begin = Message::Plain("BEGIN".to_owned());
        let (_, lease) = self.send(&begin, true, Then::RollBack).await?;
        Ok(PostgresTransaction::new(lease, self.counter.clone()))
    }

    /// Closes the pool.
    pub(super) fn close(&self) {
        self.pool.close();
    }

    /// Sends the message, once more on another connection if it may be repeated and its connection was closed while it was idle.
    async fn send(
        &self,
        message: &Message,
        repeatable: bool,
        then: Then,
    ) -> Result<(Reply, Lease), DbErr> {
        let mut lease = self.lease().await?;
        let was_idle = lease.was_idle();
        let mut replied = self.send_on(&mut lease, message, then).await;
        if repeatable
            && was_idle
            && matches!(&replied, Err(sqlx::Error::Io(error)) if error.kind() != std::io::ErrorKind::TimedOut)
        {
            lease = self.lease().await?;
            replied = self.send_on(&mut lease, message, then).await;
        }
        match replied {
            Ok(reply) => Ok((reply, lease)),
            Err(error) => Err(failed(error)),
        }
    }

    async fn send_on(
        &self,
        lease: &mut Lease,
        message: &Message,
        then: Then,
    ) -> Result<Reply, sqlx::Error> {
        let replied = counted(&self.counter, lease, message, then).await;
        if lease.is_lost() {
            // The others probably met the same end.
            self.pool.retain(|_, _| false);
        }
        replied
    }

    async fn lease(&self) -> Result<Lease, DbErr> {
        let connection = tokio::time::timeout(self.limits.wait, self.pool.get())
            .await
            .map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?
            .map_err(|cause| match cause {
                PoolError::Backend(cause) => unconnected(cause),
                PoolError::Closed => DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed),
                _ => DbErr::ConnectionAcquire(ConnAcquireErr::Timeout),
            })?;
        Ok(Lease::new(connection, self.limits))
    }
}

/// Sends the message and counts it if it is a statement.
async fn counted(
    counter: &StatementCounter,
    lease: &mut Lease,
    message: &Message,
    then: Then,
) -> Result<Reply, sqlx::Error> {
    let began = Instant::now();
    let replied = lease.send(message, then).await;
    if let Message::Prepared(statement) = message {
        counter.record(statement, began.elapsed(), replied.is_err());
    }
    replied
}

/// True for a statement that changes nothing, so that it may be sent again when its outcome is unknown.
fn reads(sql: &str) -> bool {
    sql.starts_with("SELECT ")
}

fn failed(cause: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(Arc::new(cause)))
}

fn unconnected(cause: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(Arc::new(cause)))
}
