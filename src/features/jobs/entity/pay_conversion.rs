//! The table `pay_conversions`: one row, the rates with which the pay of postings is converted, and how far.

use sea_orm::{
    ExprTrait, IntoActiveModel,
    entity::prelude::*,
    sea_query::{Expr, OnConflict},
};

use crate::types::id::PostingId;

/// The id of the row.
const ONLY: i32 = 1;

/// The conversion.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pay_conversions")]
pub struct Model {
    /// Always the same.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// The key of the rates.
    pub rates: String,
    /// The last posting that was converted; none at the beginning.
    pub position: Option<PostingId>,
    /// True if all postings were converted.
    pub ended: bool,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The conversion that was begun last.
pub fn last() -> Select<Entity> {
    Entity::find_by_id(ONLY)
}

/// Begins a conversion with these rates, unless the last one has them.
pub async fn begin(conn: &impl ConnectionTrait, rates: &str) -> Result<(), DbErr> {
    let mut other = OnConflict::column(Column::Id);
    other
        .update_columns([Column::Rates, Column::Position, Column::Ended])
        .action_and_where(Expr::col((Entity, Column::Rates)).ne(rates));
    let row = Model {
        id: ONLY,
        rates: rates.to_owned(),
        position: None,
        ended: false,
    };
    Entity::insert(row.into_active_model())
        .on_conflict(other)
        .exec_without_returning(conn)
        .await
        .map(|_| ())
}

/// Moves a conversion from a position to the next one, or to its end; `false` if another process did so, or began with other rates.
pub async fn advance(
    conn: &impl ConnectionTrait,
    from: &Model,
    to: Option<PostingId>,
) -> Result<bool, DbErr> {
    let here = match from.position {
        Some(position) => Column::Position.eq(position),
        None => Column::Position.is_null(),
    };
    let mut moved = Entity::update_many()
        .filter(Column::Rates.eq(from.rates.as_str()))
        .filter(Column::Ended.eq(false))
        .filter(here);
    moved = match to {
        Some(to) => moved.col_expr(Column::Position, Expr::value(to)),
        None => moved.col_expr(Column::Ended, Expr::value(true)),
    };
    Ok(moved.exec(conn).await?.rows_affected > 0)
}
