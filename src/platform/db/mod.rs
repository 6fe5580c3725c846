//! The database: SQLite or PostgreSQL behind one connection type, and the classification of driver errors.

use std::{path::Path, str::FromStr, time::Duration};

use backon::{ConstantBuilder, ExponentialBuilder, Retryable};
use migration::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    DbErr, RuntimeErr, SqlErr, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait,
    sqlx::{self, Connection, PgConnection, sqlite::SqliteConnectOptions},
};
use secrecy::ExposeSecret;

use super::secret_file::private_folder;
use crate::{
    config,
    error::{Error, Result},
};

pub mod keyset;
mod statement_counter;
pub use statement_counter::{StatementCounter, uncounted};

/// A pool of connections.
#[derive(Clone)]
pub struct Db {
    connection: DatabaseConnection,
    statement_counter: StatementCounter,
}

impl Db {
    /// Connects; creates the folder of an SQLite file.
    pub async fn connect(config: &config::Database) -> Result<Self> {
        let url = config.url.expose_secret();
        let wait = Duration::from_millis(config.acquire_timeout_ms);
        let mut options = ConnectOptions::new(url.to_owned());
        options
            .max_connections(config.max_connections)
            .acquire_timeout(wait)
            .connect_timeout(wait)
            .sqlx_logging(false);
        if url.starts_with("sqlite") {
            make_folder(url)?;
            options.map_sqlx_sqlite_opts(move |sqlite| tune_sqlite(sqlite, wait));
        } else {
            options.map_sqlx_postgres_pool_opts(move |pool| {
                let pool = pool
                    .after_connect(move |connection, _| Box::pin(limit_idling(connection, wait)));
                pool.after_release(move |connection, _| Box::pin(answers(connection, wait)))
            });
        }
        let mut connection = open(options, wait)
            .await
            .map_err(|cause| unreachable_database(&cause))?;
        let statement_counter = StatementCounter::default();
        connection.set_metric_callback(statement_counter.callback());
        Ok(Self {
            connection,
            statement_counter,
        })
    }

    /// The pool, for reads and single statements.
    #[must_use]
    pub const fn conn(&self) -> &DatabaseConnection {
        &self.connection
    }

    /// Begins a transaction that will write. On SQLite it takes the write lock immediately: upgrading a read transaction
    /// later would fail with "database is locked" under load.
    pub async fn begin(&self) -> Result<DatabaseTransaction> {
        let sqlite_transaction_mode =
            (self.backend() == DbBackend::Sqlite).then_some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions {
            sqlite_transaction_mode,
            ..TransactionOptions::default()
        };
        Ok(self.connection.begin_with_options(options).await?)
    }

    /// The backend: SQLite or PostgreSQL.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.connection.get_database_backend()
    }

    /// The counter of statements.
    #[must_use]
    pub const fn statement_counter(&self) -> &StatementCounter {
        &self.statement_counter
    }

    /// Checks that the database answers.
    pub async fn ping(&self) -> Result<()> {
        self.connection.execute_unprepared("SELECT 1").await?;
        Ok(())
    }

    /// Truncates SQLite's write-ahead log, which may still hold deleted rows; does nothing on PostgreSQL. Waits for readers.
    pub async fn empty_log(&self) -> Result<()> {
        if self.backend() != DbBackend::Sqlite {
            return Ok(());
        }
        let pauses = ConstantBuilder::default()
            .with_delay(Duration::from_millis(100))
            .with_max_times(50);
        let once = || async {
            let row = self
                .connection
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
        let tx = self.begin().await?;
        if self.backend() == DbBackend::Postgres {
            tx.execute_unprepared("SELECT pg_advisory_xact_lock(7213001)")
                .await?;
        }
        Migrator::up(&tx, None).await?;
        Ok(tx.commit().await?)
    }

    /// The names of the pending migrations.
    pub async fn pending_migrations(&self) -> Result<Vec<String>> {
        let pending = Migrator::get_pending_migrations_read_only(&self.connection).await?;
        Ok(pending
            .iter()
            .map(|migration| migration.name().to_owned())
            .collect())
    }
}

/// Runs a database operation with a time limit: a connection that the network has dropped never answers.
pub async fn within<T>(limit: Duration, work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::time::timeout(limit, work)
        .await
        .unwrap_or_else(|_| Err(busy().caused_by("no answer in time")))
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

fn is_locked(error: &DbErr) -> bool {
    let DbErr::Conn(RuntimeErr::SqlxError(error)) = error else {
        return false;
    };
    error
        .as_database_error()
        .is_some_and(|error| error.code().and_then(|code| primary_code(&code)) == Some(5))
}

/// Has the server end idle transactions of clients that disappeared, whose locks would otherwise stay for hours.
async fn limit_idling(
    connection: &mut PgConnection,
    wait: Duration,
) -> std::result::Result<(), sqlx::Error> {
    let limit = wait.max(Duration::from_secs(1)) * 2;
    let set = sqlx::query("SELECT set_config('idle_in_transaction_session_timeout', $1, false)");
    set.bind(limit.as_millis().to_string())
        .execute(connection)
        .await
        .map(drop)
}

/// Checks that an idle connection still answers, with a time limit. The pool's own check would wait for ever, and the slot of a
/// connection that the network has dropped would be lost.
async fn answers(
    connection: &mut PgConnection,
    wait: Duration,
) -> std::result::Result<bool, sqlx::Error> {
    tokio::time::timeout(wait, connection.ping())
        .await
        .map_err(|_| sqlx::Error::PoolTimedOut)?
        .map(|()| true)
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
        // Overwrites deleted content, which could otherwise be read from the file until its pages are reused.
        .pragma("secure_delete", "ON")
        .pragma("cache_size", "-16000")
        .optimize_on_close(true, Some(400))
}

fn unreachable_database(cause: &DbErr) -> Error {
    // The driver's message may hold the URL with its password, so only the class of the error is kept.
    let class = match cause {
        DbErr::Conn(RuntimeErr::SqlxError(error)) => error
            .to_string()
            .split('@')
            .next_back()
            .unwrap_or_default()
            .to_owned(),
        other => format!("{:?}", std::mem::discriminant(other)),
    };
    Error::unavailable("The database cannot be reached; check database.url (DATABASE_URL) and that the server runs.").caused_by(class)
}

impl From<DbErr> for Error {
    fn from(cause: DbErr) -> Self {
        match cause.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => {
                return Self::conflict(
                    "The same row was created concurrently; read again and retry.",
                )
                .caused_by(cause);
            }
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => {
                return Self::conflict(
                    "A referenced row does not exist any more; read again and retry.",
                )
                .caused_by(cause);
            }
            _ => {}
        }
        match &cause {
            DbErr::ConnectionAcquire(_) => busy().caused_by(cause),
            DbErr::Conn(RuntimeErr::SqlxError(error))
            | DbErr::Exec(RuntimeErr::SqlxError(error))
            | DbErr::Query(RuntimeErr::SqlxError(error)) => classify(error).caused_by(cause),
            _ => Self::internal(cause),
        }
    }
}

/// SQLite's extended codes carry the primary code in their low byte; a SQLSTATE has five characters.
fn primary_code(code: &str) -> Option<i32> {
    i32::from_str(code)
        .map(|code| code & 0xff)
        .ok()
        .filter(|_| code.len() < 5)
}

fn busy() -> Error {
    Error::unavailable(
        "The database is busy or unavailable; nothing was changed. Try again in a moment.",
    )
}

/// The kind of an error from the driver, by SQLSTATE (PostgreSQL, appendix A) or SQLite's result code.
fn classify(error: &sqlx::Error) -> Error {
    let sqlx::Error::Database(database) = error else {
        return match error {
            sqlx::Error::Io(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_) => busy(),
            _ => Error::internal("database driver"),
        };
    };
    let code = database.code().unwrap_or_default();
    match (primary_code(&code), code.as_ref()) {
        (Some(5 | 6 | 10 | 14), _) | (None, "25P03" | "40001" | "40P01" | "53300" | "55P03") => {
            busy()
        }
        (Some(8 | 13), _) | (None, "53100" | "25006") => Error::storage_full(),
        (None, code) if code.starts_with("08") || code.starts_with("57P") => busy(),
        _ => Error::internal("database"),
    }
}
