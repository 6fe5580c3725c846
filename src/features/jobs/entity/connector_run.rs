//! The table `connector_runs`: every reading of a board; the health of a source is read from it.

use sea_orm::{
    ExprTrait,
    entity::prelude::*,
    sea_query::{Alias, Expr, Order, Query},
};

use super::source;
use crate::types::id::{RunId, SourceId};

/// One reading of a board.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "connector_runs")]
pub struct Model {
    /// The reading.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RunId,
    /// The board.
    pub source_id: SourceId,
    /// When it began.
    pub started_at: DateTimeUtc,
    /// When it ended.
    pub ended_at: DateTimeUtc,
    /// Whether the board was read whole: only then absence means something.
    pub complete: bool,
    /// Postings on the board.
    pub found: i32,
    /// Postings that were new.
    pub added: i32,
    /// Postings whose text or facts changed.
    pub changed: i32,
    /// Postings that were closed.
    pub closed: i32,
    /// Entries that could not be used.
    pub skipped: i32,
    /// Why it failed, if it did.
    pub error: Option<String>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The last reading of each of these boards: one look into the index for each, however long the history is.
pub fn last_of(sources: &[SourceId]) -> Select<Entity> {
    let run = Alias::new("run");
    let last = Query::select()
        .column((run.clone(), Column::Id))
        .from_as(Entity, run.clone())
        .and_where(
            Expr::col((run.clone(), Column::SourceId))
                .eq(Expr::col((source::Entity, source::Column::Id))),
        )
        .order_by((run.clone(), Column::StartedAt), Order::Desc)
        .order_by((run, Column::Id), Order::Desc)
        .limit(1)
        .to_owned();
    let of_each = Query::select()
        .expr(Expr::SubQuery(None, Box::new(last.into())))
        .from(source::Entity)
        .and_where(Expr::col((source::Entity, source::Column::Id)).is_in(sources.iter().copied()))
        .to_owned();
    Entity::find().filter(Column::Id.in_subquery(of_each))
}
