//! The table `matching_states`, with one row: the version that postings are read with, and the counts of their words.

use sea_orm::{
    QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, OnConflict},
};

/// The id of the only row.
const ID: i32 = 1;

/// The state.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "matching_states")]
pub struct Model {
    /// 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// The version of the rules and of the taxonomy.
    pub version: String,
    /// The counts of skills, words and parts of titles, compressed.
    pub corpus: Vec<u8>,
    /// The readings that there were when they were counted.
    pub postings: i64,
    /// When they were counted.
    pub counted_at: DateTimeUtc,
    /// When postings were read last.
    pub read_at: Option<DateTimeUtc>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The state; none before the first posting was read.
pub async fn get(conn: &impl ConnectionTrait) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(ID).one(conn).await
}

/// The version that postings are read with; none before the first posting was read.
pub async fn version(conn: &impl ConnectionTrait) -> Result<Option<String>, DbErr> {
    Entity::find_by_id(ID)
        .select_only()
        .column(Column::Version)
        .into_tuple()
        .one(conn)
        .await
}

/// When the words were counted; none before the first posting was read.
pub async fn counted_at(conn: &impl ConnectionTrait) -> Result<Option<DateTimeUtc>, DbErr> {
    Entity::find_by_id(ID)
        .select_only()
        .column(Column::CountedAt)
        .into_tuple()
        .one(conn)
        .await
}

/// When postings were read last.
pub async fn read_at(conn: &impl ConnectionTrait) -> Result<Option<DateTimeUtc>, DbErr> {
    let found: Option<Option<DateTimeUtc>> = Entity::find_by_id(ID)
        .select_only()
        .column(Column::ReadAt)
        .into_tuple()
        .one(conn)
        .await?;
    Ok(found.flatten())
}

/// Notes that postings were read.
pub async fn note_read(conn: &impl ConnectionTrait, now: DateTimeUtc) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::ReadAt, Expr::value(now))
        .filter(Column::Id.eq(ID))
        .exec(conn)
        .await
        .map(drop)
}

/// Writes the state.
pub async fn put(conn: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    let again = OnConflict::column(Column::Id)
        .update_columns([
            Column::Version,
            Column::Corpus,
            Column::Postings,
            Column::CountedAt,
            Column::ReadAt,
        ])
        .to_owned();
    let row = ActiveModel::from(Model { id: ID, ..row });
    Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(conn)
        .await
        .map(drop)
}
