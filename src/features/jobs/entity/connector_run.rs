//! The table `connector_runs`: every run of a source; the health of the source is computed from them.

use sea_orm::{
    ExprTrait,
    entity::prelude::*,
    sea_query::{Alias, Expr, Order, Query},
};

use super::{skip::Skips, source};
use crate::types::id::{RunId, SourceId};

/// One run of a source.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "connector_runs")]
pub struct Model {
    /// The run.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RunId,
    /// The source.
    pub source_id: SourceId,
    /// The start time.
    pub started_at: DateTimeUtc,
    /// The end time.
    pub ended_at: DateTimeUtc,
    /// True if the complete board was read; only then can missing postings be closed.
    pub complete: bool,
    /// Number of postings on the board.
    pub found: i32,
    /// Number of new postings.
    pub added: i32,
    /// Number of postings whose text or fields changed.
    pub changed: i32,
    /// Number of postings closed.
    pub closed: i32,
    /// Number of entries that were not stored.
    pub skipped: i32,
    /// The error, if the run failed.
    pub error: Option<String>,
    /// The reasons why entries were skipped; none in runs of older versions.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub skips: Option<Skips>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The last run of each of these sources: one index lookup each, however long the history is.
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
