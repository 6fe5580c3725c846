//! The table `imported_taxonomies`: skills and titles of public classifications that an admin imported.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::OnConflict};

/// An imported classification.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "imported_taxonomies")]
pub struct Model {
    /// `esco` or `onet`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub source: String,
    /// Its skills and titles, compressed.
    pub body: Vec<u8>,
    /// The number of skills.
    pub skills: i32,
    /// The number of titles.
    pub titles: i32,
    /// When it was imported.
    pub imported_at: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// All of them, by source.
pub fn all() -> Select<Entity> {
    Entity::find().order_by_asc(Column::Source)
}

/// When each was imported.
pub async fn times(conn: &impl ConnectionTrait) -> Result<Vec<(String, DateTimeUtc)>, DbErr> {
    all()
        .select_only()
        .columns([Column::Source, Column::ImportedAt])
        .into_tuple()
        .all(conn)
        .await
}

/// Writes a classification, over an earlier one.
pub async fn put(conn: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    let again = OnConflict::column(Column::Source)
        .update_columns([
            Column::Body,
            Column::Skills,
            Column::Titles,
            Column::ImportedAt,
        ])
        .to_owned();
    Entity::insert(ActiveModel::from(row))
        .on_conflict(again)
        .exec_without_returning(conn)
        .await
        .map(drop)
}
