//! The table `posting_reading_backlog`: open postings that wait to be read. Triggers of the database add them when they arrive or change.

use sea_orm::{
    ExprTrait, PaginatorTrait, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Alias, Expr, OnConflict, Query},
};

use crate::{features::jobs::entity::posting, types::id::PostingId};

/// A posting that waits.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "posting_reading_backlog")]
pub struct Model {
    /// The posting.
    #[sea_orm(primary_key, auto_increment = false)]
    pub posting_id: PostingId,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Postings that wait, the newest first.
pub async fn next(conn: &impl ConnectionTrait, limit: u64) -> Result<Vec<PostingId>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::PostingId)
        .order_by_desc(Column::PostingId)
        .limit(limit)
        .into_tuple()
        .all(conn)
        .await
}

/// Those of these postings that wait.
pub async fn waiting(
    conn: &impl ConnectionTrait,
    ids: &[PostingId],
) -> Result<Vec<PostingId>, DbErr> {
    Entity::find()
        .filter(Column::PostingId.is_in(ids.iter().copied()))
        .select_only()
        .column(Column::PostingId)
        .into_tuple()
        .all(conn)
        .await
}

/// The number of postings that wait.
pub async fn count(conn: &impl ConnectionTrait) -> Result<u64, DbErr> {
    Entity::find().count(conn).await
}

/// These postings no longer wait.
pub async fn done(conn: &impl ConnectionTrait, ids: &[PostingId]) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::PostingId.is_in(ids.iter().copied()))
        .exec(conn)
        .await
        .map(drop)
}

/// All open postings wait.
pub async fn add_all(conn: &impl ConnectionTrait) -> Result<(), DbErr> {
    let open = Query::select()
        .column(posting::Column::Id)
        .from(posting::Entity)
        .and_where(Expr::col(posting::Column::ClosedAt).is_null())
        .to_owned();
    let column = Alias::new("posting_id");
    let mut insert = Query::insert();
    insert
        .into_table(Entity)
        .columns([column.clone()])
        .on_conflict(OnConflict::column(column).do_nothing().to_owned())
        .select_from(open)
        .map_err(|error| DbErr::Custom(error.to_string()))?;
    conn.execute(&insert).await.map(drop)
}
