//! The table `posting_fingerprints`: four rows for each posting. Postings with an equal title and place and almost equal descriptions have
//! at least one `band_key` in common.

use sea_orm::{QuerySelect, entity::prelude::*, sea_query::OnConflict};

use crate::types::{id::PostingId, rows};

/// A part of the fingerprint of a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "posting_fingerprints")]
pub struct Model {
    /// Hash of title, places and a quarter of the SimHash.
    #[sea_orm(primary_key, auto_increment = false)]
    pub band_key: i64,
    /// The posting.
    #[sea_orm(primary_key, auto_increment = false)]
    pub posting_id: PostingId,
    /// SimHash of the description.
    pub simhash: i64,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Replaces the fingerprints of these postings.
pub async fn put(
    conn: &impl ConnectionTrait,
    replaced: &[PostingId],
    rows: impl IntoIterator<Item = Model>,
) -> Result<(), DbErr> {
    if !replaced.is_empty() {
        Entity::delete_many()
            .filter(Column::PostingId.is_in(replaced.iter().copied()))
            .exec(conn)
            .await?;
    }
    // Two bands of one posting may have the same key.
    let once = OnConflict::columns([Column::BandKey, Column::PostingId])
        .do_nothing()
        .to_owned();
    rows::insert_or::<Entity>(conn, rows, once).await
}

/// The fingerprints of these postings.
pub fn of_postings(ids: &[PostingId]) -> Select<Entity> {
    Entity::find().filter(Column::PostingId.is_in(ids.iter().copied()))
}

/// Rows with one of these keys, at most `limit`.
pub fn with_keys(keys: impl IntoIterator<Item = i64>, limit: u64) -> Select<Entity> {
    Entity::find()
        .filter(Column::BandKey.is_in(keys))
        .limit(limit)
}
