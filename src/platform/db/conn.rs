//! The connections that statements run on: the pool, and a transaction.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement,
};

use super::{
    postgres::{Postgres, PostgresTransaction, Reply},
    sqlite::SqliteTransaction,
};

/// The pool, for reads and single statements.
#[derive(Clone)]
pub enum Conn {
    /// A file of SQLite.
    Sqlite(DatabaseConnection),
    /// A PostgreSQL server.
    Postgres(Postgres),
}

/// A transaction. Dropped without [`Transaction::commit`], it is rolled back.
pub enum Transaction {
    /// On SQLite.
    Sqlite(SqliteTransaction),
    /// On PostgreSQL.
    Postgres(PostgresTransaction),
}

impl Conn {
    /// Closes the pool: statements fail from now on.
    pub async fn close(self) -> Result<(), DbErr> {
        match self {
            Self::Sqlite(connection) => connection.close().await,
            Self::Postgres(pool) => {
                pool.close();
                Ok(())
            }
        }
    }
}

impl Transaction {
    /// Commits.
    pub async fn commit(self) -> Result<(), DbErr> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await,
            Self::Postgres(transaction) => transaction.end("COMMIT").await,
        }
    }

    /// Rolls back. Dropping the transaction does the same, later.
    pub async fn rollback(self) -> Result<(), DbErr> {
        match self {
            Self::Sqlite(transaction) => transaction.rollback().await,
            Self::Postgres(transaction) => transaction.end("ROLLBACK").await,
        }
    }
}

/// Runs the statements of both on the back-end that they have.
macro_rules! connection {
    ($($of:ident)+) => {$(
        #[async_trait::async_trait]
        impl ConnectionTrait for $of {
            fn get_database_backend(&self) -> DbBackend {
                match self {
                    Self::Sqlite(_) => DbBackend::Sqlite,
                    Self::Postgres(_) => DbBackend::Postgres,
                }
            }

            async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
                match self {
                    Self::Sqlite(sqlite) => sqlite.execute_raw(statement).await,
                    Self::Postgres(postgres) => postgres.run(statement).await.map(Reply::done),
                }
            }

            async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
                match self {
                    Self::Sqlite(sqlite) => sqlite.execute_unprepared(sql).await,
                    Self::Postgres(postgres) => postgres.run_plain(sql).await.map(Reply::done),
                }
            }

            async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
                match self {
                    Self::Sqlite(sqlite) => sqlite.query_one_raw(statement).await,
                    Self::Postgres(postgres) => {
                        Ok(postgres.run(statement).await?.rows().next())
                    }
                }
            }

            async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
                match self {
                    Self::Sqlite(sqlite) => sqlite.query_all_raw(statement).await,
                    Self::Postgres(postgres) => Ok(postgres.run(statement).await?.rows().collect()),
                }
            }
        }
    )+};
}

connection! { Conn Transaction }
