//! The table `postings`.

use sea_orm::{ExprTrait, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::{Deserialize, Serialize};

use crate::types::{
    amount::Amount,
    id::{CompanyId, PostingId},
    work::{EmploymentType, PayOrigin, PayPeriod, RemoteMode, Seniority},
};

/// Why a posting was closed.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    async_graphql::Enum,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CloseReason {
    /// Missing from two complete runs of its source.
    Removed,
    /// The board no longer exists.
    BoardGone,
    /// The deadline has passed.
    Expired,
}

/// A posting: an advertised job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "postings")]
pub struct Model {
    /// The posting.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PostingId,
    /// The employer.
    pub company_id: CompanyId,
    /// The employer's name, copied here for the search.
    pub company_name: String,
    /// The title, as advertised.
    pub title: String,
    /// The normalised title: lower case, without marks such as (m/f/x).
    pub title_key: String,
    /// The description, in Markdown.
    pub description: String,
    /// Hash of title, description and places: equal within a company means the same posting.
    pub description_hash: String,
    /// The employer's requisition number.
    pub requisition_id: Option<String>,
    /// The URL of the public page.
    pub url: String,
    /// The URL to apply at.
    pub apply_url: Option<String>,
    /// The places of work, as the board names them.
    pub location: String,
    /// On site, hybrid or remote.
    pub remote_mode: RemoteMode,
    /// The kind of contract.
    pub employment_type: EmploymentType,
    /// The seniority.
    pub seniority: Seniority,
    /// Lower end of the pay.
    pub pay_min: Option<Amount>,
    /// Upper end of the pay.
    pub pay_max: Option<Amount>,
    /// ISO 4217.
    pub pay_currency: Option<String>,
    /// The period of the pay.
    pub pay_period: Option<PayPeriod>,
    /// Stated in a field, or parsed from text.
    pub pay_origin: Option<PayOrigin>,
    /// The upper end of the pay per year, for filtering.
    pub pay_yearly_max: Option<Amount>,
    /// The same in euros, for filtering and ordering; none if the currency has no rate.
    pub pay_yearly_eur: Option<Amount>,
    /// The language of the text, BCP 47.
    pub language: Option<String>,
    /// The time of publication, or when it was first seen.
    pub posted_at: DateTimeUtc,
    /// True if `posted_at` is the time when it was first seen.
    pub posted_at_inferred: bool,
    /// The time when it was first seen.
    pub first_seen_at: DateTimeUtc,
    /// The time when it was last seen.
    pub last_seen_at: DateTimeUtc,
    /// The deadline for applications.
    pub deadline: Option<DateTimeUtc>,
    /// The time when it was closed.
    pub closed_at: Option<DateTimeUtc>,
    /// The reason for closing it.
    pub close_reason: Option<CloseReason>,
    /// The time of the last change of the row.
    pub updated_at: DateTimeUtc,
    /// The time when a moderator hid it; its sources continue to update it.
    pub hidden_at: Option<DateTimeUtc>,
    /// The reason for hiding it; shown to moderators only.
    pub hidden_reason: Option<String>,
    /// Incremented by every change of a moderator.
    pub moderation_version: i32,
    /// The department, in the employer's words.
    pub department: Option<String>,
    /// The team within the department, in the employer's words.
    pub team: Option<String>,
    /// Words that the page of the posting hides from its readers.
    pub hidden_text: Option<String>,
    /// How often it was reposted.
    pub repost_count: i32,
}

/// A posting without its text and without what only imports and moderators use.
#[derive(Clone, Debug, PartialEq, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
#[expect(missing_docs, reason = "the columns of the row, which documents them")]
pub struct Card {
    pub id: PostingId,
    pub company_id: CompanyId,
    pub title: String,
    pub requisition_id: Option<String>,
    pub url: String,
    pub apply_url: Option<String>,
    pub location: String,
    pub remote_mode: RemoteMode,
    pub employment_type: EmploymentType,
    pub seniority: Seniority,
    pub pay_min: Option<Amount>,
    pub pay_max: Option<Amount>,
    pub pay_currency: Option<String>,
    pub pay_period: Option<PayPeriod>,
    pub pay_origin: Option<PayOrigin>,
    pub language: Option<String>,
    pub posted_at: DateTimeUtc,
    pub posted_at_inferred: bool,
    pub last_seen_at: DateTimeUtc,
    pub deadline: Option<DateTimeUtc>,
    pub closed_at: Option<DateTimeUtc>,
    pub close_reason: Option<CloseReason>,
    pub department: Option<String>,
    pub team: Option<String>,
    pub repost_count: i32,
}

/// No relations; related tables refer to this one and are read through loaders.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// All postings.
pub fn all() -> Select<Entity> {
    Entity::find()
}

/// Open postings.
pub fn open() -> Select<Entity> {
    Entity::find()
        .filter(Column::ClosedAt.is_null())
        .filter(Column::HiddenAt.is_null())
}

/// One posting, open or closed, unless it is hidden.
pub fn shown_by_id(id: PostingId) -> Select<Entity> {
    Entity::find_by_id(id).filter(Column::HiddenAt.is_null())
}

/// These postings, open or closed, without hidden ones.
pub async fn cards(conn: &impl ConnectionTrait, ids: &[PostingId]) -> Result<Vec<Card>, DbErr> {
    shown_by_ids(ids).into_partial_model().all(conn).await
}

/// The descriptions of these postings with the words that their pages hide, without hidden postings.
pub async fn descriptions(
    conn: &impl ConnectionTrait,
    ids: &[PostingId],
) -> Result<Vec<(PostingId, String, Option<String>)>, DbErr> {
    let texts = shown_by_ids(ids)
        .select_only()
        .column(Column::Id)
        .column(Column::Description)
        .column(Column::HiddenText);
    texts.into_tuple().all(conn).await
}

/// The searched texts of a posting, besides its skills and places.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
#[expect(missing_docs, reason = "the columns of the row, which documents them")]
pub struct SearchedText {
    pub id: PostingId,
    pub company_id: CompanyId,
    pub remote_mode: RemoteMode,
    pub employment_type: EmploymentType,
    pub seniority: Seniority,
    pub first_seen_at: DateTimeUtc,
    pub title: String,
    pub company_name: String,
    pub description: String,
    pub language: Option<String>,
    pub posted_at: DateTimeUtc,
    pub closed_at: Option<DateTimeUtc>,
    pub hidden_at: Option<DateTimeUtc>,
}

/// The texts of these postings, without hidden ones.
pub async fn searched_texts(
    conn: &impl ConnectionTrait,
    ids: &[PostingId],
) -> Result<Vec<SearchedText>, DbErr> {
    shown_by_ids(ids).into_partial_model().all(conn).await
}

/// The texts of these postings, open, closed or hidden.
pub async fn all_searched_texts(
    conn: &impl ConnectionTrait,
    ids: &[PostingId],
) -> Result<Vec<SearchedText>, DbErr> {
    by_ids(ids).into_partial_model().all(conn).await
}

/// These postings with their texts, open or closed, without hidden ones.
pub fn shown_by_ids(ids: &[PostingId]) -> Select<Entity> {
    Entity::find()
        .filter(Column::Id.is_in(ids.iter().copied()))
        .filter(Column::HiddenAt.is_null())
}

/// One posting, hidden or not, locked until the caller's transaction ends.
pub fn by_id_to_change(id: PostingId) -> Select<Entity> {
    Entity::find_by_id(id).lock_exclusive()
}

/// These postings, open, closed or hidden; for moderators.
pub fn by_ids(ids: &[PostingId]) -> Select<Entity> {
    Entity::find().filter(Column::Id.is_in(ids.iter().copied()))
}

/// Marks these postings as seen.
pub async fn mark_seen(
    conn: &impl ConnectionTrait,
    ids: &[PostingId],
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    let seen = Entity::update_many()
        .col_expr(Column::LastSeenAt, Expr::value(now))
        .filter(Column::Id.is_in(ids.iter().copied()));
    seen.exec(conn).await.map(|_| ())
}

/// Opens those of these postings that are closed and whose deadline has not passed; returns each with the reason for which it was closed.
pub async fn reopen(
    conn: &impl ConnectionTrait,
    ids: &[PostingId],
    now: DateTimeUtc,
) -> Result<Vec<(PostingId, Option<CloseReason>)>, DbErr> {
    let closed = Entity::find()
        .select_only()
        .column(Column::Id)
        .column(Column::CloseReason)
        .filter(Column::Id.is_in(ids.iter().copied()))
        .filter(Column::ClosedAt.is_not_null())
        .filter(Column::Deadline.is_null().or(Column::Deadline.gte(now)));
    let closed: Vec<(PostingId, Option<CloseReason>)> = closed.into_tuple().all(conn).await?;
    if closed.is_empty() {
        return Ok(closed);
    }
    Entity::update_many()
        .col_expr(Column::ClosedAt, Expr::value(None::<DateTimeUtc>))
        .col_expr(Column::CloseReason, Expr::value(None::<String>))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.is_in(closed.iter().map(|(id, _)| *id)))
        .exec(conn)
        .await?;
    Ok(closed)
}

/// Closes those of these postings that are open; returns them.
pub async fn close(
    conn: &impl ConnectionTrait,
    ids: &[PostingId],
    reason: CloseReason,
    now: DateTimeUtc,
) -> Result<Vec<PostingId>, DbErr> {
    let open = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.is_in(ids.iter().copied()))
        .filter(Column::ClosedAt.is_null());
    let open: Vec<PostingId> = open.into_tuple().all(conn).await?;
    if open.is_empty() {
        return Ok(open);
    }
    Entity::update_many()
        .col_expr(Column::ClosedAt, Expr::value(now))
        .col_expr(Column::CloseReason, Expr::value(reason))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.is_in(open.iter().copied()))
        .exec(conn)
        .await?;
    Ok(open)
}

/// The open postings whose deadline has passed.
pub async fn overdue(
    conn: &impl ConnectionTrait,
    now: DateTimeUtc,
) -> Result<Vec<PostingId>, DbErr> {
    let over = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::ClosedAt.is_null())
        .filter(Column::Deadline.lt(now));
    over.into_tuple().all(conn).await
}

/// Writes another address into a posting.
pub async fn move_to(
    conn: &impl ConnectionTrait,
    id: PostingId,
    url: &str,
    apply_url: Option<&str>,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Url, Expr::value(url))
        .col_expr(Column::ApplyUrl, Expr::value(apply_url))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Counts a repost of each of these postings.
pub async fn count_reposts(conn: &impl ConnectionTrait, ids: &[PostingId]) -> Result<(), DbErr> {
    if ids.is_empty() {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::RepostCount, Expr::col(Column::RepostCount).add(1))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .exec(conn)
        .await
        .map(|_| ())
}

/// The postings after this one, up to and including the last one, in the order of their ids.
pub fn after(position: Option<PostingId>, last: PostingId, limit: u64) -> Select<Entity> {
    use sea_orm::QueryOrder;
    let mut some = Entity::find().filter(Column::Id.lte(last));
    if let Some(position) = position {
        some = some.filter(Column::Id.gt(position));
    }
    some.order_by_asc(Column::Id).limit(limit)
}

/// Writes a new company name into the postings of the company.
pub async fn rename_company(
    conn: &impl ConnectionTrait,
    company: CompanyId,
    name: &str,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    let renaming = Entity::update_many()
        .col_expr(Column::CompanyName, Expr::value(name))
        .col_expr(Column::UpdatedAt, Expr::value(now));
    renaming
        .filter(Column::CompanyId.eq(company))
        .filter(Column::CompanyName.ne(name))
        .exec(conn)
        .await
        .map(|_| ())
}
