//! The table `ai_spending`: what the language models of all users took in a day (UTC), and what requests under way may take. It has no personal data.

use ::models::money::Amount;
use sea_orm::{
    ActiveValue::Set,
    ExprTrait,
    entity::prelude::*,
    sea_query::{Expr, OnConflict},
};

/// What all users have spent in a day.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ai_spending")]
pub struct Model {
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

/// Tokens and money as the databases have them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Tokens.
    pub tokens: i64,
    /// Millionths of the currency.
    pub micros: i64,
}

impl From<Amount> for Sum {
    fn from(amount: Amount) -> Self {
        // No sum of a day comes near the bound, so that additions in the database do not overflow.
        let bounded = |number: u64| i64::try_from(Ord::min(number, 1 << 60)).unwrap_or(i64::MAX);
        Self {
            tokens: bounded(amount.tokens),
            micros: bounded(amount.micros),
        }
    }
}

/// True if spent and reserved leave an amount within a limit.
pub(super) fn left<C: ColumnTrait>(spent: C, reserved: C, amount: i64, limit: i64) -> Expr {
    Expr::col(spent)
        .add(Expr::col(reserved))
        .lte(limit.saturating_sub(amount))
}

/// Reserves an amount, if a limit leaves so much: one statement, so that two at once never exceed it.
pub async fn reserve(
    conn: &impl ConnectionTrait,
    day: i32,
    amount: Sum,
    limit: Sum,
) -> Result<bool, DbErr> {
    let first = ActiveModel {
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
    let reserved = Entity::update_many()
        .col_expr(
            Column::ReservedTokens,
            Expr::col(Column::ReservedTokens).add(amount.tokens),
        )
        .col_expr(
            Column::ReservedMicros,
            Expr::col(Column::ReservedMicros).add(amount.micros),
        )
        .filter(Column::Day.eq(day))
        .filter(left(
            Column::Tokens,
            Column::ReservedTokens,
            amount.tokens,
            limit.tokens,
        ))
        .filter(left(
            Column::Micros,
            Column::ReservedMicros,
            amount.micros,
            limit.micros,
        ))
        .exec(conn)
        .await?;
    Ok(reserved.rows_affected == 1)
}

/// Replaces what was reserved by what was spent.
pub async fn settle(
    conn: &impl ConnectionTrait,
    day: i32,
    reserved: Sum,
    spent: Sum,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Tokens, Expr::col(Column::Tokens).add(spent.tokens))
        .col_expr(Column::Micros, Expr::col(Column::Micros).add(spent.micros))
        .col_expr(
            Column::ReservedTokens,
            Expr::col(Column::ReservedTokens).sub(reserved.tokens),
        )
        .col_expr(
            Column::ReservedMicros,
            Expr::col(Column::ReservedMicros).sub(reserved.micros),
        )
        .filter(Column::Day.eq(day))
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
