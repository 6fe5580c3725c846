//! The table `posting_locations`: the places of a posting, in the order of the board.

use sea_orm::{
    ExprTrait, QueryOrder,
    entity::prelude::*,
    sea_query::{Expr, Query, SelectStatement},
};
use serde::{Deserialize, Serialize};

use super::posting;
use crate::types::id::PostingId;

/// A place of work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "posting_locations")]
pub struct Model {
    /// The posting.
    #[sea_orm(primary_key, auto_increment = false)]
    pub posting_id: PostingId,
    /// Its position, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The place, as the board names it.
    pub raw: String,
    /// The city.
    pub city: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The places of these postings, in order.
pub fn of_postings(ids: &[PostingId]) -> Select<Entity> {
    Entity::find()
        .filter(Column::PostingId.is_in(ids.iter().copied()))
        .order_by_asc(Column::PostingId)
        .order_by_asc(Column::Position)
}

/// Matches postings with a place in one of these countries.
pub fn in_countries(countries: &[String]) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(Entity)
        .and_where(
            Expr::col((Entity, Column::PostingId))
                .eq(Expr::col((posting::Entity, posting::Column::Id))),
        )
        .and_where(Expr::col((Entity, Column::Country)).is_in(countries.iter().cloned()))
        .to_owned()
}

/// Deletes the places of these postings.
pub async fn clear(conn: &impl ConnectionTrait, postings: &[PostingId]) -> Result<(), DbErr> {
    if postings.is_empty() {
        return Ok(());
    }
    Entity::delete_many()
        .filter(Column::PostingId.is_in(postings.iter().copied()))
        .exec(conn)
        .await
        .map(|_| ())
}
