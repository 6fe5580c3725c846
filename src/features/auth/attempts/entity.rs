//! The table `guesses`: rate limits of failed sign-ins, by the generic cell rate algorithm (GCRA). A row holds the theoretical arrival
//! time. Taking from a limit is one statement, so concurrent attempts cannot exceed it.

use sea_orm::{
    ExprTrait,
    entity::prelude::*,
    sea_query::{Expr, OnConflict, Query},
};

/// A rate limit that has been used.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "guesses")]
pub struct Model {
    /// SHA-256 of what the limit applies to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: Vec<u8>,
    /// The theoretical arrival time, in microseconds since 1970.
    pub busy_until: i64,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Takes one attempt of `cost` microseconds if the arrival time is at most `latest`; returns `false` otherwise.
pub async fn take(
    conn: &impl ConnectionTrait,
    key: &[u8],
    now: i64,
    cost: i64,
    latest: i64,
) -> Result<bool, DbErr> {
    let busy = || Expr::col((Entity, Column::BusyUntil));
    let since = Expr::case(busy().gt(now), busy()).finally(now);
    let more = OnConflict::column(Column::Key)
        .value(Column::BusyUntil, Expr::expr(since).add(cost))
        .action_and_where(busy().lte(latest))
        .to_owned();
    let take = Query::insert()
        .into_table(Entity)
        .columns([Column::Key, Column::BusyUntil])
        .values_panic([key.to_vec().into(), (now + cost).into()])
        .on_conflict(more)
        .to_owned();
    Ok(conn.execute(&take).await?.rows_affected() > 0)
}

/// Returns one attempt to the limit.
pub async fn give_back(conn: &impl ConnectionTrait, key: &[u8], cost: i64) -> Result<(), DbErr> {
    let back = Entity::update_many()
        .col_expr(Column::BusyUntil, Expr::col(Column::BusyUntil).sub(cost))
        .filter(Column::Key.eq(key.to_vec()));
    back.exec(conn).await.map(|_| ())
}

/// The limit with this key, if it has been used.
pub fn by_key(key: &[u8]) -> Select<Entity> {
    Entity::find_by_id(key.to_vec())
}

/// Deletes limits that are completely available again.
pub async fn forget(conn: &impl ConnectionTrait, now: i64) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::BusyUntil.lt(now))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Deletes these limits.
pub async fn erase(conn: &impl ConnectionTrait, keys: Vec<Vec<u8>>) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::Key.is_in(keys))
        .exec(conn)
        .await
        .map(|_| ())
}
