//! The table `posting_readings`: what a posting asks for, prepared for matches.

use sea_orm::{
    ExprTrait, PaginatorTrait, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Alias, CaseStatement, Expr, OnConflict, Query, SelectStatement},
};

use crate::{
    features::jobs::entity::{posting, posting_skill, skill},
    types::{id::PostingId, rows},
};

/// A prepared posting.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "posting_readings")]
pub struct Model {
    /// The posting.
    #[sea_orm(primary_key, auto_increment = false)]
    pub posting_id: PostingId,
    /// The version of the rules and of the taxonomy that it was read with.
    pub version: String,
    /// The title in the taxonomy, if it has one.
    pub title_id: Option<String>,
    /// The prepared posting, compressed.
    pub body: Vec<u8>,
    /// When it was read.
    pub read_at: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The readings of these postings.
pub fn of(ids: &[PostingId]) -> Select<Entity> {
    Entity::find().filter(Column::PostingId.is_in(ids.iter().copied()))
}

/// Writes readings, over earlier ones.
pub async fn put(conn: &impl ConnectionTrait, readings: Vec<Model>) -> Result<(), DbErr> {
    let again = OnConflict::column(Column::PostingId)
        .update_columns([
            Column::Version,
            Column::TitleId,
            Column::Body,
            Column::ReadAt,
        ])
        .to_owned();
    let readings = readings.into_iter().map(ActiveModel::from);
    rows::insert_or::<Entity>(conn, readings, again).await
}

/// Some readings, by the ids of their postings, the newest first.
pub async fn newest(conn: &impl ConnectionTrait, limit: u64) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .order_by_desc(Column::PostingId)
        .limit(limit)
        .all(conn)
        .await
}

/// The number of readings.
pub async fn count(conn: &impl ConnectionTrait) -> Result<i64, DbErr> {
    let count = Entity::find().count(conn).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The newest open postings.
pub async fn listed(conn: &impl ConnectionTrait, limit: u64) -> Result<Vec<PostingId>, DbErr> {
    posting::Entity::find()
        .filter(posting::Column::ClosedAt.is_null())
        .filter(posting::Column::HiddenAt.is_null())
        .select_only()
        .column(posting::Column::Id)
        .order_by_desc(posting::Column::PostedAt)
        .order_by_desc(posting::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(conn)
        .await
}

/// Open postings with one of these titles, the newest first.
pub async fn titled(
    conn: &impl ConnectionTrait,
    titles: &[String],
    limit: u64,
) -> Result<Vec<PostingId>, DbErr> {
    let listed = listed_postings();
    Entity::find()
        .filter(Column::TitleId.is_in(titles))
        .filter(Expr::col((Entity, Column::PostingId)).in_subquery(listed))
        .select_only()
        .column(Column::PostingId)
        .order_by_desc(Column::PostingId)
        .limit(limit)
        .into_tuple()
        .all(conn)
        .await
}

/// Open postings that name most of these skills; each skill counts its weight.
pub async fn skilled(
    conn: &impl ConnectionTrait,
    skills: &[(String, f64)],
    limit: u64,
) -> Result<Vec<PostingId>, DbErr> {
    let slug = || Expr::col((skill::Entity, skill::Column::Slug));
    let mut weight = CaseStatement::new();
    for (own, value) in skills {
        weight = weight.case(slug().eq(own.as_str()), Expr::value(*value));
    }
    let weights: Expr = weight.finally(Expr::value(0.0)).into();
    let names: Vec<&str> = skills.iter().map(|(slug, _)| slug.as_str()).collect();
    let sum = Alias::new("weights");
    let select = Query::select()
        .column((posting_skill::Entity, posting_skill::Column::PostingId))
        .expr_as(weights.sum(), sum.clone())
        .from(posting_skill::Entity)
        .inner_join(
            skill::Entity,
            Expr::col((skill::Entity, skill::Column::Id))
                .equals((posting_skill::Entity, posting_skill::Column::SkillId)),
        )
        .and_where(slug().is_in(names))
        .and_where(
            Expr::col((posting_skill::Entity, posting_skill::Column::PostingId))
                .in_subquery(listed_postings()),
        )
        .group_by_col((posting_skill::Entity, posting_skill::Column::PostingId))
        .order_by(sum, sea_orm::Order::Desc)
        .order_by(
            (posting_skill::Entity, posting_skill::Column::PostingId),
            sea_orm::Order::Desc,
        )
        .limit(limit)
        .to_owned();
    let found = conn.query_all(&select).await?;
    found.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// The ids of open postings that are not hidden.
fn listed_postings() -> SelectStatement {
    Query::select()
        .column((posting::Entity, posting::Column::Id))
        .from(posting::Entity)
        .and_where(Expr::col((posting::Entity, posting::Column::ClosedAt)).is_null())
        .and_where(Expr::col((posting::Entity, posting::Column::HiddenAt)).is_null())
        .to_owned()
}
