//! The table `pay_conversions`: one row, the rates with which the pay of postings is converted, and how far; and that pay.

use sea_orm::{
    ExprTrait, IntoActiveModel, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{CaseStatement, Expr, OnConflict},
};

use super::posting;
use crate::types::{amount::Amount, id::PostingId};

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

/// The yearly pay of a posting.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "posting::Entity")]
#[expect(
    missing_docs,
    reason = "the columns of the posting, which documents them"
)]
pub struct YearlyPay {
    pub id: PostingId,
    pub pay_currency: Option<String>,
    pub pay_yearly_max: Option<Amount>,
    pub pay_yearly_eur: Option<Amount>,
}

/// The yearly pay of the postings after this one that state any, in the order of their ids, locked until the caller's transaction ends.
pub async fn yearly_pays(
    conn: &impl ConnectionTrait,
    after: Option<PostingId>,
    limit: u64,
) -> Result<Vec<YearlyPay>, DbErr> {
    let mut some = posting::all().filter(posting::Column::PayCurrency.is_not_null());
    if let Some(after) = after {
        some = some.filter(posting::Column::Id.gt(after));
    }
    let some = some
        .order_by_asc(posting::Column::Id)
        .limit(limit)
        .lock_exclusive();
    some.into_partial_model().all(conn).await
}

/// Writes the yearly pay in euros of these postings.
pub async fn write(
    conn: &impl ConnectionTrait,
    pays: &[(PostingId, Option<Amount>)],
) -> Result<(), DbErr> {
    if pays.is_empty() {
        return Ok(());
    }
    let mut by_id = CaseStatement::new();
    for (id, euros) in pays {
        by_id = by_id.case(posting::Column::Id.eq(*id), Expr::value(*euros));
    }
    posting::Entity::update_many()
        .col_expr(posting::Column::PayYearlyEur, by_id.into())
        .filter(posting::Column::Id.is_in(pays.iter().map(|(id, _)| *id)))
        .exec(conn)
        .await
        .map(|_| ())
}
