//! The table `posting_sources`: where a posting was read, and under which id there.

use sea_orm::{QuerySelect, entity::prelude::*, sea_query::Expr};

use crate::types::id::PostingId;

/// One entry of a board.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "posting_sources")]
pub struct Model {
    /// The kind of board.
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
    /// The address of the public page, made comparable.
    pub url_key: String,
    /// Of everything the board said; equal means nothing changed.
    pub record_hash: String,
    /// When the board last had it.
    pub last_seen_at: DateTimeUtc,
    /// Since when it is missing.
    pub missing_since: Option<DateTimeUtc>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Everything of one kind of board.
pub fn of_connector(connector: &str) -> Select<Entity> {
    Entity::find().filter(Column::Connector.eq(connector))
}

/// Everything of one board.
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

/// The board has these entries now.
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

/// The board has these entries no more; the first reading that misses them counts.
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

/// Those of these postings that some board still has.
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
