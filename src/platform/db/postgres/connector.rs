//! Opens connections to PostgreSQL and tests idle ones.

use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use deadpool::managed::{Manager, Metrics, RecycleError, RecycleResult};
use sea_orm::sqlx::{
    self, AssertSqlSafe, Connection, Executor, PgConnection, postgres::PgConnectOptions,
};

/// A connection that was not used for this long is tested before it is used again.
const TESTED_AFTER: Duration = Duration::from_secs(1);
/// A connection is replaced at this age, so that it does not keep a server that should be left, nor its memory.
const MAX_AGE: Duration = Duration::from_mins(30);

/// Opens and tests the connections of a pool.
pub(super) struct Connector {
    options: PgConnectOptions,
    wait: Duration,
}

impl Connector {
    pub(super) const fn new(options: PgConnectOptions, wait: Duration) -> Self {
        Self { options, wait }
    }

    async fn open(&self) -> Result<PgConnection, sqlx::Error> {
        let mut connection = PgConnection::connect_with(&self.options).await?;
        // The server ends idle transactions of clients that disappeared, whose locks would otherwise stay for hours.
        let limit = self.wait.max(Duration::from_secs(1)) * 2;
        // Compiling a plan takes longer than running any statement of the program. Ten thousand matches of a search need some 4 MB, and would
        // go through a file.
        let set = format!(
            "SET jit = off; SET work_mem = '16MB'; SET idle_in_transaction_session_timeout = {}",
            limit.as_millis()
        );
        connection.execute(AssertSqlSafe(set)).await?;
        Ok(connection)
    }
}

impl Manager for Connector {
    type Type = PgConnection;
    type Error = sqlx::Error;

    /// Opens a connection; waits for a server that is starting, as long as the caller waits.
    async fn create(&self) -> Result<PgConnection, sqlx::Error> {
        let pauses = ExponentialBuilder::default()
            .with_min_delay(Duration::from_millis(10))
            .with_max_delay(self.wait / 5)
            .with_jitter()
            .without_max_times()
            .with_total_delay(Some(self.wait));
        (|| self.open()).retry(pauses).when(is_starting).await
    }

    async fn recycle(
        &self,
        connection: &mut PgConnection,
        metrics: &Metrics,
    ) -> RecycleResult<sqlx::Error> {
        if metrics.age() > MAX_AGE {
            return Err(RecycleError::message("too old"));
        }
        if metrics.last_used() > TESTED_AFTER {
            tokio::time::timeout(self.wait, connection.ping())
                .await
                .map_err(|_| RecycleError::message("no answer in time"))??;
        }
        Ok(())
    }
}

fn is_starting(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(error) => error.kind() == std::io::ErrorKind::ConnectionRefused,
        sqlx::Error::Database(error) => error.is_transient_in_connect_phase(),
        _ => false,
    }
}
