//! The table `guesses`: budgets of wrong passwords, by the generic cell rate algorithm. A row says until when the guesses so far
//! would have taken, had each taken its time; it is one statement to take from a budget, and two at once cannot take the same.

use sea_orm::{
    ExprTrait,
    entity::prelude::*,
    sea_query::{Expr, OnConflict, Query},
};

/// A budget that is not full.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "guesses")]
pub struct Model {
    /// SHA-256 of what it is for.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: Vec<u8>,
    /// Microseconds since 1970.
    pub busy_until: i64,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Takes one guess of `cost` microseconds, if the budget is busy no longer than until `latest`; says whether.
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

/// Gives one guess back.
pub async fn give_back(conn: &impl ConnectionTrait, key: &[u8], cost: i64) -> Result<(), DbErr> {
    let back = Entity::update_many()
        .col_expr(Column::BusyUntil, Expr::col(Column::BusyUntil).sub(cost))
        .filter(Column::Key.eq(key.to_vec()));
    back.exec(conn).await.map(|_| ())
}

/// The budget with this key, if it is not full.
pub fn by_key(key: &[u8]) -> Select<Entity> {
    Entity::find_by_id(key.to_vec())
}

/// Forgets budgets that are full again.
pub async fn forget(conn: &impl ConnectionTrait, now: i64) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::BusyUntil.lt(now))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Forgets these budgets, however full.
pub async fn erase(conn: &impl ConnectionTrait, keys: Vec<Vec<u8>>) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::Key.is_in(keys))
        .exec(conn)
        .await
        .map(|_| ())
}
