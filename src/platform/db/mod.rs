//! The database: SQLite or PostgreSQL behind one connection type, and the classification of driver errors.

use std::{path::Path, time::Duration};

use backon::{ConstantBuilder, ExponentialBuilder, Retryable};
use migration::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    DbErr, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
    sqlx::{self, sqlite::SqliteConnectOptions},
};
use secrecy::{ExposeSecret, SecretString};

use self::{
    driver_error::{busy, is_locked, unreachable_database},
    postgres::Postgres,
};
use super::secret_file::private_folder;
use crate::{
    config,
    error::{Error, Result},
};

mod conn;
mod driver_error;
pub mod keyset;
mod postgres;
mod sqlite;
mod statement_counter;
pub use self::conn::{Conn, Transaction};
use self::sqlite::{SqliteTransaction, Turns};
pub use statement_counter::{StatementCounter, uncounted};

/// A pool of connections.
#[derive(Clone)]
pub struct Db {
    conn: Conn,
    turns: Turns,
    /// The address for the connection that migrations run on.
    url: SecretString,
    statement_counter: StatementCounter,
}

impl Db {
    /// Connects; creates the folder of an SQLite file.
    pub async fn connect(config: &config::Database) -> Result<Self> {
        let url = config.url.expose_secret();
        let statement_counter = StatementCounter::default();
        let conn = if url.starts_with("sqlite") {
            make_folder(url)?;
            let mut connection = open(sqlite_options(config), wait(config))
                .await
                .map_err(|cause| unreachable_database(&cause))?;
            connection.set_metric_callback(statement_counter.callback());
            Conn::Sqlite(connection)
        } else {
            let pool = Postgres::connect(config, url, statement_counter.clone());
            Conn::Postgres(pool.await.map_err(|cause| unreachable_database(&cause))?)
        };
        Ok(Self {
            conn,
            turns: Turns::new(wait(config)),
            url: config.url.clone(),
            statement_counter,
        })
    }

    /// The pool, for reads and single statements.
    #[must_use]
    pub const fn conn(&self) -> &Conn {
        &self.conn
    }

    /// Begins a transaction that will write. On SQLite it takes the write lock immediately: upgrading a read transaction
    /// later would fail with "database is locked" under load.
    pub async fn begin(&self) -> Result<Transaction> {
        Ok(match &self.conn {
            Conn::Sqlite(connection) => {
                let immediate = TransactionOptions {
                    sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                    ..TransactionOptions::default()
                };
                let turn = self.turns.wait().await?;
                let transaction = connection.begin_with_options(immediate).await?;
                Transaction::Sqlite(SqliteTransaction::new(transaction, turn))
            }
            Conn::Postgres(pool) => Transaction::Postgres(pool.begin().await?),
        })
    }

    /// The backend: SQLite or PostgreSQL.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.conn.get_database_backend()
    }

    /// The counter of statements.
    #[must_use]
    pub const fn statement_counter(&self) -> &StatementCounter {
        &self.statement_counter
    }

    /// Checks that the database answers.
    pub async fn ping(&self) -> Result<()> {
        self.conn.execute_unprepared("SELECT 1").await?;
        Ok(())
    }

    /// Truncates SQLite's write-ahead log, which may still hold deleted rows; does nothing on PostgreSQL. Waits for readers.
    pub async fn truncate_wal(&self) -> Result<()> {
        if self.backend() != DbBackend::Sqlite {
            return Ok(());
        }
        let pauses = ConstantBuilder::default()
            .with_delay(Duration::from_millis(100))
            .with_max_times(50);
        let once = || async {
            let row = self
                .conn
                .query_one_raw(Statement::from_string(
                    DbBackend::Sqlite,
                    "PRAGMA wal_checkpoint(TRUNCATE)",
                ))
                .await?;
            let is_busy = row
                .map(|row| row.try_get_by_index::<i32>(0))
                .transpose()?
                .is_some_and(|busy| busy != 0);
            if is_busy { Err(busy()) } else { Ok(()) }
        };
        once.retry(pauses).await
    }

    /// Runs the pending migrations, all or none. Instances that start at the same time wait for each other.
    pub async fn migrate(&self) -> Result<()> {
        match &self.conn {
            Conn::Sqlite(connection) => {
                let immediate = TransactionOptions {
                    sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                    ..TransactionOptions::default()
                };
                migrate(connection.begin_with_options(immediate).await?).await
            }
            Conn::Postgres(_) => {
                // A connection of its own: building an index takes longer than a statement may.
                let mut options = ConnectOptions::new(self.url.expose_secret());
                options.max_connections(1).sqlx_logging(false);
                let connection = Database::connect(options).await?;
                let tx = connection.begin().await?;
                tx.execute_unprepared("SELECT pg_advisory_xact_lock(7213001)")
                    .await?;
                migrate(tx).await?;
                Ok(connection.close().await?)
            }
        }
    }

    /// The names of the pending migrations.
    pub async fn pending_migrations(&self) -> Result<Vec<String>> {
        let pending = Migrator::get_pending_migrations_read_only(&self.conn).await?;
        Ok(pending
            .iter()
            .map(|migration| migration.name().to_owned())
            .collect())
    }
}

/// These values for an `IN (…)`, the last one repeated up to a power of two or a multiple of 20: few lengths are few statements to
/// prepare, and little is added, because the planner counts what is repeated.
#[must_use]
pub fn padded<T: Copy>(values: &[T]) -> Vec<T> {
    let last = values.last().copied();
    let length = match values.len() {
        few @ 0..=16 => few.next_power_of_two(),
        many => many.next_multiple_of(20),
    };
    let padding = std::iter::repeat_n(last, length.saturating_sub(values.len())).flatten();
    values.iter().copied().chain(padding).collect()
}

/// Runs a database operation with a time limit: a connection that the network has dropped never answers.
pub async fn within<T>(limit: Duration, work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::time::timeout(limit, work)
        .await
        .unwrap_or_else(|_| Err(busy().caused_by("no answer in time")))
}

async fn migrate(tx: DatabaseTransaction) -> Result<()> {
    Migrator::up(&tx, None).await?;
    Ok(tx.commit().await?)
}

/// How long a caller waits for a connection.
const fn wait(config: &config::Database) -> Duration {
    Duration::from_millis(config.acquire_timeout_ms)
}

fn sqlite_options(config: &config::Database) -> ConnectOptions {
    let wait = wait(config);
    let mut options = ConnectOptions::new(config.url.expose_secret());
    options
        .max_connections(config.max_connections)
        .acquire_timeout(wait)
        .connect_timeout(wait)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |sqlite| tune_sqlite(sqlite, wait));
    options
}

/// Opens the first connection. Switching a new file to its write-ahead log takes a lock for which SQLite does not wait, whatever its
/// timeout (<https://sqlite.org/wal.html>, 8), so it is retried in case several instances start at the same time.
async fn open(
    options: ConnectOptions,
    wait: Duration,
) -> std::result::Result<DatabaseConnection, DbErr> {
    let pauses = ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(5))
        .with_max_delay(Duration::from_millis(100));
    let pauses = pauses
        .with_jitter()
        .without_max_times()
        .with_total_delay(Some(wait));
    (|| Database::connect(options.clone()))
        .retry(pauses)
        .when(is_locked)
        .await
}

/// Creates the folder of the database file, readable by its owner only: the file holds personal data and password hashes.
fn make_folder(url: &str) -> Result<()> {
    let file = url
        .trim_start_matches("sqlite:")
        .trim_start_matches("//")
        .split('?')
        .next()
        .unwrap_or_default();
    let folder = Path::new(file)
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    folder.map_or(Ok(()), private_folder).map_err(|cause| {
        Error::unavailable(
            "The folder of the database file cannot be created; check database.url and its permissions.",
        )
        .caused_by(cause)
    })
}

fn tune_sqlite(options: SqliteConnectOptions, wait: Duration) -> SqliteConnectOptions {
    options
        .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
        .synchronous(sqlx::sqlite::SqliteSynchronous::Full)
        .busy_timeout(wait)
        .foreign_keys(true)
        // Pages are read where the operating system keeps them, instead of being copied into each connection; lists that a statement
        // makes stay in memory.
        .pragma("mmap_size", "1073741824")
        .pragma("cache_size", "-8000")
        .pragma("temp_store", "MEMORY")
        // Overwrites deleted content, which could otherwise be read from the file until its pages are reused.
        .pragma("secure_delete", "ON")
        .pragma("cache_size", "-16000")
        .optimize_on_close(true, Some(400))
}
