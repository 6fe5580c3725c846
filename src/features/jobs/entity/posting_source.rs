//! The table `posting_sources`: the board entries that a posting was read from.

use sea_orm::{QuerySelect, entity::prelude::*, sea_query::Expr};

use crate::types::id::PostingId;

/// One entry of a board.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "posting_sources")]
pub struct Model {
    /// The connector.
    #[sea_orm(primary_key, auto_increment = false)]
    pub connector: String,
    /// The board's token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub board: String,
    /// The board's id of the entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub external_id: String,
    /// The posting.
    pub posting_id: PostingId,
    /// The normalised URL of the public page.
    pub url_key: String,
    /// Hash of the complete record; if it is equal, nothing changed.
    pub record_hash: String,
    /// The time when the board last listed it.
    pub last_seen_at: DateTimeUtc,
    /// The time since which the board does not list it.
    pub missing_since: Option<DateTimeUtc>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// All entries of one connector.
pub fn of_connector(connector: &str) -> Select<Entity> {
    Entity::find().filter(Column::Connector.eq(connector))
}

/// All entries of one board.
pub fn of_board(connector: &str, board: &str) -> Select<Entity> {
    Entity::find()
        .filter(Column::Connector.eq(connector))
        .filter(Column::Board.eq(board))
}

/// These entries of one board.
pub fn of_board_by_ids(
    connector: &str,
    board: &str,
    ids: impl IntoIterator<Item = String>,
) -> Select<Entity> {
    of_board(connector, board).filter(Column::ExternalId.is_in(ids))
}

/// Marks these entries as listed by the board.
pub async fn mark_seen(
    conn: &impl ConnectionTrait,
    connector: &str,
    board: &str,
    ids: &[String],
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    let seen = Entity::update_many()
        .col_expr(Column::LastSeenAt, Expr::value(now))
        .col_expr(Column::MissingSince, Expr::value(None::<DateTimeUtc>))
        .filter(Column::Connector.eq(connector))
        .filter(Column::Board.eq(board))
        .filter(Column::ExternalId.is_in(ids.iter().cloned()));
    seen.exec(conn).await.map(|_| ())
}

/// Marks these entries as no longer listed; those that are marked already keep their time.
pub async fn mark_missing(
    conn: &impl ConnectionTrait,
    connector: &str,
    board: &str,
    ids: &[String],
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    let missing = Entity::update_many()
        .col_expr(Column::MissingSince, Expr::value(now))
        .filter(Column::Connector.eq(connector))
        .filter(Column::Board.eq(board))
        .filter(Column::ExternalId.is_in(ids.iter().cloned()))
        .filter(Column::MissingSince.is_null());
    missing.exec(conn).await.map(|_| ())
}

/// Those of these postings that at least one board still lists.
pub async fn still_advertised(
    conn: &impl ConnectionTrait,
    ids: &[PostingId],
) -> Result<Vec<PostingId>, DbErr> {
    let live = Entity::find()
        .select_only()
        .column(Column::PostingId)
        .distinct();
    let live = live
        .filter(Column::PostingId.is_in(ids.iter().copied()))
        .filter(Column::MissingSince.is_null());
    live.into_tuple().all(conn).await
}
