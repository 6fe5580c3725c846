//! The table `ai_user_spending`: what the language models of a user took in a day (UTC), and what requests under way may take.

use sea_orm::{ActiveValue::Set, entity::prelude::*, sea_query::OnConflict};
use serde::{Deserialize, Serialize};

use super::spending::{Columns, Sum, reserving, settling};
use crate::types::{actor::Actor, id::UserId};

/// What a user has spent in a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "ai_user_spending")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The user.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The day, counted from 1970.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: i32,
    /// Tokens of requests and answers.
    pub tokens: i64,
    /// Millionths of the currency.
    pub micros: i64,
    /// Tokens that requests under way may take.
    pub reserved_tokens: i64,
    /// Money that they may take.
    pub reserved_micros: i64,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

const COLUMNS: Columns<Column> = Columns {
    tokens: Column::Tokens,
    micros: Column::Micros,
    reserved_tokens: Column::ReservedTokens,
    reserved_micros: Column::ReservedMicros,
};

/// All days of the actor, the oldest first.
pub fn of(actor: &Actor) -> Select<Entity> {
    use sea_orm::QueryOrder as _;
    Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .order_by_asc(Column::Day)
}

/// One day of the actor.
pub fn of_day(actor: &Actor, day: i32) -> Select<Entity> {
    Entity::find_by_id((actor.user_id, day))
}

/// Reserves an amount, if a limit leaves so much: one statement, so that two at once never exceed it.
pub async fn reserve(
    conn: &impl ConnectionTrait,
    (user, day): (UserId, i32),
    amount: Sum,
    limit: Sum,
) -> Result<bool, DbErr> {
    let first = ActiveModel {
        user_id: Set(user),
        day: Set(day),
        tokens: Set(0),
        micros: Set(0),
        reserved_tokens: Set(0),
        reserved_micros: Set(0),
    };
    Entity::insert(first)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(conn)
        .await?;
    let rows = Entity::update_many()
        .filter(Column::UserId.eq(user))
        .filter(Column::Day.eq(day));
    let reserved = reserving(rows, &COLUMNS, amount, limit).exec(conn).await?;
    Ok(reserved.rows_affected == 1)
}

/// Replaces what was reserved by what was spent.
pub async fn settle(
    conn: &impl ConnectionTrait,
    (user, day): (UserId, i32),
    reserved: Sum,
    spent: Sum,
) -> Result<(), DbErr> {
    let rows = Entity::update_many()
        .filter(Column::UserId.eq(user))
        .filter(Column::Day.eq(day));
    settling(rows, &COLUMNS, reserved, spent)
        .exec(conn)
        .await
        .map(drop)
}

/// Deletes days before one.
pub async fn forget_before(conn: &impl ConnectionTrait, day: i32) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::Day.lt(day))
        .exec(conn)
        .await
        .map(drop)
}
