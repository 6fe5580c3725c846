//! The table `posting_payloads`: what a board sent of an entry, compressed, so that a later version can read it again.

use sea_orm::{ActiveValue::Set, QuerySelect, entity::prelude::*, sea_query::OnConflict};

use super::posting_source;
use crate::types::{id::PostingId, rows};

/// The payload of an entry.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "posting_payloads")]
pub struct Model {
    /// The connector that read it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub connector: String,
    /// The board's token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub board: String,
    /// The board's id of the entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub external_id: String,
    /// The entry as the board sent it, compressed.
    pub payload: Vec<u8>,
    /// The time when it was read.
    pub read_at: DateTimeUtc,
}

/// The entry of the payload.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The entry.
    #[sea_orm(
        belongs_to = "posting_source::Entity",
        from = "(Column::Connector, Column::Board, Column::ExternalId)",
        to = "(posting_source::Column::Connector, posting_source::Column::Board, posting_source::Column::ExternalId)"
    )]
    Entry,
}

impl Related<posting_source::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Entry.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

/// Stores payloads of entries of one board, or replaces the stored ones.
pub async fn put(
    conn: &impl ConnectionTrait,
    connector: &str,
    board: &str,
    payloads: impl IntoIterator<Item = (String, Vec<u8>)>,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    let rows: Vec<ActiveModel> = payloads
        .into_iter()
        .map(|(external_id, payload)| ActiveModel {
            connector: Set(connector.to_owned()),
            board: Set(board.to_owned()),
            external_id: Set(external_id),
            payload: Set(payload),
            read_at: Set(now),
        })
        .collect();
    let replaced = OnConflict::columns([Column::Connector, Column::Board, Column::ExternalId])
        .update_columns([Column::Payload, Column::ReadAt])
        .to_owned();
    rows::insert_or::<Entity>(conn, rows, replaced).await
}

/// The payloads of all entries of these postings.
pub async fn of_postings(
    conn: &impl ConnectionTrait,
    ids: &[PostingId],
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .inner_join(posting_source::Entity)
        .filter(posting_source::Column::PostingId.is_in(ids.iter().copied()))
        .limit(100_000)
        .all(conn)
        .await
}
