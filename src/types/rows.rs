//! Rows of one table that are written by as few statements as the databases take.

use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, Iterable, sea_query::OnConflict,
};

/// The rows of one statement at most.
const ROWS: usize = 1_000;
/// The parameters of one statement at most: SQLite takes 32 766, PostgreSQL 65 535.
const PARAMETERS: usize = 32_766;

/// Inserts rows.
///
/// # Errors
///
/// The database's error, such as for a row that is there already.
pub async fn insert<E: EntityTrait>(
    conn: &impl ConnectionTrait,
    rows: impl IntoIterator<Item = impl IntoActiveModel<E::ActiveModel>>,
) -> Result<(), DbErr> {
    write::<E>(conn, rows, None).await
}

/// Inserts rows, and does `otherwise` with those that are there already.
///
/// # Errors
///
/// The database's error.
pub async fn insert_or<E: EntityTrait>(
    conn: &impl ConnectionTrait,
    rows: impl IntoIterator<Item = impl IntoActiveModel<E::ActiveModel>>,
    otherwise: OnConflict,
) -> Result<(), DbErr> {
    write::<E>(conn, rows, Some(otherwise)).await
}

async fn write<E: EntityTrait>(
    conn: &impl ConnectionTrait,
    rows: impl IntoIterator<Item = impl IntoActiveModel<E::ActiveModel>>,
    otherwise: Option<OnConflict>,
) -> Result<(), DbErr> {
    let at_once = ROWS.min(PARAMETERS / E::Column::iter().count().max(1));
    let mut rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    loop {
        let some: Vec<E::ActiveModel> = rows.by_ref().take(at_once).collect();
        if some.is_empty() {
            return Ok(());
        }
        let mut insert = E::insert_many(some);
        if let Some(otherwise) = &otherwise {
            insert = insert.on_conflict(otherwise.clone());
        }
        insert.exec_without_returning(conn).await?;
    }
}
