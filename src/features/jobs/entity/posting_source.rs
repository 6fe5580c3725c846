//! The table `posting_sources`: the board entries that a posting was read from.

use std::collections::BTreeSet;

use sea_orm::{
    Condition, EntityTrait, Iterable, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, OnConflict},
};

use super::posting;
use crate::types::{
    id::{CompanyId, PostingId},
    rows,
};

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
    /// The employer that it names. This and the columns up to `text_hash` identify the posting; without a value until the next reading if
    /// the entry was read by an older version.
    pub company_id: Option<CompanyId>,
    /// The URL of the public page.
    pub url: Option<String>,
    /// The URL to apply at.
    pub apply_url: Option<String>,
    /// The normalised URL to apply at.
    pub apply_key: Option<String>,
    /// The requisition number without differences of form.
    pub requisition_key: Option<String>,
    /// The normalised title.
    pub title_key: Option<String>,
    /// Hash of the places.
    pub places_key: Option<String>,
    /// Hash of title, description and places.
    pub text_hash: Option<String>,
    /// Hash of what the board sent.
    pub payload_hash: Option<String>,
    /// The date of publication that the board states.
    pub posted_at: Option<DateTimeUtc>,
    /// The time when it was first seen.
    pub first_seen_at: Option<DateTimeUtc>,
    /// True for the entry that the posting shows, with its URL and text; at most one of a posting.
    pub leads: bool,
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

/// The entries of one board whose postings are open.
pub fn of_open(connector: &str, board: &str) -> Select<Entity> {
    let open = sea_orm::sea_query::Query::select()
        .column(posting::Column::Id)
        .from(posting::Entity)
        .and_where(posting::Column::ClosedAt.is_null())
        .to_owned();
    of_board(connector, board).filter(Column::PostingId.in_subquery(open))
}

/// These entries of one board.
pub fn of_board_by_ids(
    connector: &str,
    board: &str,
    ids: impl IntoIterator<Item = String>,
) -> Select<Entity> {
    of_board(connector, board).filter(Column::ExternalId.is_in(ids))
}

/// Values of entries that may belong to the same postings.
#[derive(Default)]
pub struct CandidateKeys {
    /// Normalised URLs.
    pub urls: BTreeSet<String>,
    /// Requisition numbers of these companies.
    pub requisitions: BTreeSet<String>,
    /// Hashes of texts.
    pub texts: BTreeSet<String>,
    /// The companies.
    pub companies: BTreeSet<CompanyId>,
}

/// The postings of entries of these companies that have one of these URLs, requisition numbers or texts.
pub async fn candidate_postings(
    conn: &impl ConnectionTrait,
    like: &CandidateKeys,
) -> Result<Vec<PostingId>, DbErr> {
    let companies = || Column::CompanyId.is_in(like.companies.iter().copied());
    let urls = Condition::any()
        .add(Column::UrlKey.is_in(like.urls.iter().cloned()))
        .add(Column::ApplyKey.is_in(like.urls.iter().cloned()));
    let requisitions = Column::RequisitionKey.is_in(like.requisitions.iter().cloned());
    let texts = Column::TextHash.is_in(like.texts.iter().cloned());
    let mut found = BTreeSet::new();
    for (is_empty, condition) in [
        (like.urls.is_empty(), urls),
        (
            like.requisitions.is_empty(),
            Condition::all().add(requisitions),
        ),
        (like.texts.is_empty(), Condition::all().add(texts)),
    ] {
        if is_empty {
            continue;
        }
        let ids = Entity::find()
            .select_only()
            .column(Column::PostingId)
            .distinct()
            .filter(condition)
            .filter(companies())
            .limit(CANDIDATES_MAX);
        let ids: Vec<PostingId> = ids.into_tuple().all(conn).await?;
        found.extend(ids);
    }
    Ok(found.into_iter().collect())
}

/// Postings that one look at URLs, requisition numbers or texts finds at most.
const CANDIDATES_MAX: u64 = 2_000;

/// The postings whose page or form has one of these normalised URLs, each with the URL.
pub async fn at(
    conn: &impl ConnectionTrait,
    keys: &[String],
) -> Result<Vec<(String, PostingId)>, DbErr> {
    let mut found = Vec::new();
    for column in [Column::UrlKey, Column::ApplyKey] {
        let some = Entity::find()
            .select_only()
            .column(column)
            .column(Column::PostingId)
            .distinct()
            .filter(column.is_in(keys.iter().cloned()));
        let some: Vec<(String, PostingId)> = some.into_tuple().all(conn).await?;
        found.extend(some);
    }
    Ok(found)
}

/// All entries of these postings.
pub fn of_postings(ids: impl IntoIterator<Item = PostingId>) -> Select<Entity> {
    Entity::find().filter(Column::PostingId.is_in(ids))
}

/// Inserts these entries, or replaces the stored ones.
pub async fn put(conn: &impl ConnectionTrait, rows: Vec<Model>) -> Result<(), DbErr> {
    let key = [Column::Connector, Column::Board, Column::ExternalId];
    let rest =
        Column::iter().filter(|column| !key.iter().any(|part| part.as_str() == column.as_str()));
    let replaced = OnConflict::columns(key).update_columns(rest).to_owned();
    rows::insert_or::<Entity>(conn, rows, replaced).await
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

/// Makes this entry lead its posting, instead of any other.
pub async fn set_leading(conn: &impl ConnectionTrait, entry: &Model) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Leads, Expr::value(false))
        .filter(Column::PostingId.eq(entry.posting_id))
        .filter(Column::Leads.eq(true))
        .exec(conn)
        .await?;
    // Without a hash, its next reading writes its text into the posting.
    Entity::update_many()
        .col_expr(Column::Leads, Expr::value(true))
        .col_expr(Column::RecordHash, Expr::value(""))
        .filter(Column::Connector.eq(entry.connector.as_str()))
        .filter(Column::Board.eq(entry.board.as_str()))
        .filter(Column::ExternalId.eq(entry.external_id.as_str()))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Those of these postings that at least one board still lists.
pub async fn still_listed(
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
