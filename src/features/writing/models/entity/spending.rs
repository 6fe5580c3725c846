//! The table `ai_spending`: what the language models of all users took in a day (UTC), and what requests under way may take. It has no personal data.

use ::models::money::Amount;
use sea_orm::{
    ActiveValue::Set,
    ExprTrait, UpdateMany,
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

/// The columns of a day, in the table of all users and in that of each.
pub(super) struct Columns<C> {
    pub tokens: C,
    pub micros: C,
    pub reserved_tokens: C,
    pub reserved_micros: C,
}

const COLUMNS: Columns<Column> = Columns {
    tokens: Column::Tokens,
    micros: Column::Micros,
    reserved_tokens: Column::ReservedTokens,
    reserved_micros: Column::ReservedMicros,
};

/// Reserves an amount in the rows of an update, where a limit leaves so much.
pub(super) fn reserving<E: EntityTrait>(
    rows: UpdateMany<E>,
    columns: &Columns<E::Column>,
    amount: Sum,
    limit: Sum,
) -> UpdateMany<E> {
    let is_left = |spent: E::Column, reserved: E::Column, amount: i64, limit: i64| {
        Expr::col(spent)
            .add(Expr::col(reserved))
            .lte(limit.saturating_sub(amount))
    };
    let (tokens, micros) = (columns.reserved_tokens, columns.reserved_micros);
    rows.col_expr(tokens, Expr::col(tokens).add(amount.tokens))
        .col_expr(micros, Expr::col(micros).add(amount.micros))
        .filter(is_left(columns.tokens, tokens, amount.tokens, limit.tokens))
        .filter(is_left(columns.micros, micros, amount.micros, limit.micros))
}

/// Replaces what was reserved by what was spent, in the rows of an update.
pub(super) fn settling<E: EntityTrait>(
    rows: UpdateMany<E>,
    columns: &Columns<E::Column>,
    reserved: Sum,
    spent: Sum,
) -> UpdateMany<E> {
    let Columns {
        tokens,
        micros,
        reserved_tokens,
        reserved_micros,
    } = *columns;
    rows.col_expr(tokens, Expr::col(tokens).add(spent.tokens))
        .col_expr(micros, Expr::col(micros).add(spent.micros))
        .col_expr(
            reserved_tokens,
            Expr::col(reserved_tokens).sub(reserved.tokens),
        )
        .col_expr(
            reserved_micros,
            Expr::col(reserved_micros).sub(reserved.micros),
        )
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
    let rows = Entity::update_many().filter(Column::Day.eq(day));
    let reserved = reserving(rows, &COLUMNS, amount, limit).exec(conn).await?;
    Ok(reserved.rows_affected == 1)
}

/// Replaces what was reserved by what was spent.
pub async fn settle(
    conn: &impl ConnectionTrait,
    day: i32,
    reserved: Sum,
    spent: Sum,
) -> Result<(), DbErr> {
    let rows = Entity::update_many().filter(Column::Day.eq(day));
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
