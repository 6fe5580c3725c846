//! PostgreSQL: a pool in which a statement is one message. The pool of the driver would add a ping to each release, without a time
//! limit, and SeaORM's another to each acquisition.
//!
//! A connection that the network dropped looks like a working one. It neither hangs a request nor keeps its place in the pool:
//! one that was idle for a second is tested before use, each statement has a time limit, and after a failure all idle connections
//! are replaced. What only reads is repeated on a new connection if its connection turns out to be closed.

use std::{io::ErrorKind, sync::Arc, time::Duration};

use deadpool::managed::{Pool, PoolError, QueueMode};
use sea_orm::{
    ConnAcquireErr, DbErr, RuntimeErr, Statement,
    sqlx::{self, ConnectOptions as _, postgres::PgConnectOptions},
};

use super::statement_counter::StatementCounter;
use crate::config;

mod connector;
mod lease;
mod message;
mod transaction;

use self::{
    connector::Connector,
    lease::{Lease, Limits, Then, failed, is_fatal},
    message::Message,
};
pub use self::{message::Reply, transaction::PostgresTransaction};

/// Prepared statements that a connection keeps.
const STATEMENTS_KEPT: usize = 256;

/// A pool of connections to PostgreSQL.
#[derive(Clone)]
pub struct Postgres {
    pool: Pool<Connector>,
    limits: Limits,
    counter: StatementCounter,
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
        let message = Message::Prepared(statement);
        Ok(self.send(&message, Then::Release).await?.0)
    }

    /// Runs a text without values.
    pub(super) async fn run_plain(&self, sql: &str) -> Result<Reply, DbErr> {
        let message = Message::Plain(sql.to_owned());
        Ok(self.send(&message, Then::Release).await?.0)
    }

    /// Begins a transaction.
    pub(super) async fn begin(&self) -> Result<PostgresTransaction, DbErr> {
        let begin = Message::Plain("BEGIN".to_owned());
        let (_, lease) = self.send(&begin, Then::RollBack).await?;
        Ok(PostgresTransaction::new(lease))
    }

    /// Closes the pool.
    pub(super) fn close(&self) {
        self.pool.close();
    }

    /// Sends a message; once more, on another connection, if it only reads and its connection was closed while it was idle.
    async fn send(&self, message: &Message, then: Then) -> Result<(Reply, Lease), DbErr> {
        let mut lease = self.lease().await?;
        let was_idle = lease.was_idle();
        match self.send_on(&mut lease, message, then).await {
            Err(error) if was_idle && is_closed(&error) && message.only_reads() => {
                lease = self.lease().await?;
                self.send_on(&mut lease, message, then).await
            }
            replied => replied,
        }
        .map(|reply| (reply, lease))
        .map_err(failed)
    }

    async fn send_on(
        &self,
        lease: &mut Lease,
        message: &Message,
        then: Then,
    ) -> Result<Reply, sqlx::Error> {
        let replied = lease.send(message, then).await;
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
        Ok(Lease::new(connection, self.limits, self.counter.clone()))
    }
}

/// True if the server or the network closed the connection.
fn is_closed(error: &sqlx::Error) -> bool {
    is_fatal(error)
        && !matches!(error, sqlx::Error::Io(error) if error.kind() == ErrorKind::TimedOut)
}

fn unconnected(cause: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(Arc::new(cause)))
}
