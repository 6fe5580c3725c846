//! The classification of the driver's errors.

use std::str::FromStr;

use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};

use crate::error::Error;

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

/// The database cannot be used now.
pub(super) fn busy() -> Error {
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
        (Some(5 | 6 | 10 | 14), _)
        | (None, "25P03" | "40001" | "40P01" | "53300" | "55P03" | "57014") => busy(),
        (Some(8 | 13), _) | (None, "53100" | "25006") => Error::storage_full(),
        (None, code) if code.starts_with("08") || code.starts_with("57P") => busy(),
        _ => Error::internal("database"),
    }
}

/// True if SQLite's file is locked.
pub(super) fn is_locked(error: &DbErr) -> bool {
    let DbErr::Conn(RuntimeErr::SqlxError(error)) = error else {
        return false;
    };
    error
        .as_database_error()
        .is_some_and(|error| error.code().and_then(|code| primary_code(&code)) == Some(5))
}

/// The database cannot be reached at the start.
pub(super) fn unreachable_database(cause: &DbErr) -> Error {
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
