//! The table `postings`.

use sea_orm::{ActiveValue::Set, ExprTrait, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::{Deserialize, Serialize};

use crate::types::{
    id::{CompanyId, PostingId},
    work::{EmploymentType, PayOrigin, PayPeriod, RemoteMode, Seniority},
};

/// Why a posting is no longer open.
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
    /// It was missing from two complete readings of its board.
    Removed,
    /// Its board is gone.
    BoardGone,
    /// Its last day to apply is over.
    Expired,
}

/// A posting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "postings")]
pub struct Model {
    /// The posting.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PostingId,
    /// The employer.
    pub company_id: CompanyId,
    /// The employer's name, kept here so that it can be searched.
    pub company_name: String,
    /// As advertised.
    pub title: String,
    /// Comparable: lower case, without marks.
    pub title_key: String,
    /// Markdown.
    pub description: String,
    /// Of title, description and places: equal within a company means the same posting.
    pub description_hash: String,
    /// The employer's own number.
    pub requisition_id: Option<String>,
    /// Its public page.
    pub url: String,
    /// Where to apply.
    pub apply_url: Option<String>,
    /// The places in the board's words.
    pub location: String,
    /// Where the work is done.
    pub remote_mode: RemoteMode,
    /// The kind of contract.
    pub employment_type: EmploymentType,
    /// How senior.
    pub seniority: Seniority,
    /// Lower end of the pay, in whole units.
    pub pay_min: Option<i64>,
    /// Upper end of the pay, in whole units.
    pub pay_max: Option<i64>,
    /// ISO 4217.
    pub pay_currency: Option<String>,
    /// What the pay is for.
    pub pay_period: Option<PayPeriod>,
    /// Stated or parsed.
    pub pay_origin: Option<PayOrigin>,
    /// The best yearly figure, for filtering.
    pub pay_yearly_max: Option<i64>,
    /// BCP 47.
    pub language: Option<String>,
    /// First published, or first seen.
    pub posted_at: DateTimeUtc,
    /// Whether `posted_at` is only when we first saw it.
    pub posted_at_inferred: bool,
    /// When we first saw it.
    pub first_seen_at: DateTimeUtc,
    /// When we last saw it.
    pub last_seen_at: DateTimeUtc,
    /// The last day to apply.
    pub deadline: Option<DateTimeUtc>,
    /// When it was closed.
    pub closed_at: Option<DateTimeUtc>,
    /// Why it was closed.
    pub close_reason: Option<CloseReason>,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
    /// When a moderator hid it from everybody; its boards go on being read into it.
    pub hidden_at: Option<DateTimeUtc>,
    /// Why; for moderators only.
    pub hidden_reason: Option<String>,
    /// Counts what moderators did to it.
    pub moderation_version: i32,
    /// The department, in the employer's words; see [`Stated`].
    pub department: Option<String>,
}

/// Facts that boards state and that are stored as they are, one column each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// The department, in the employer's words.
    pub department: Option<String>,
}

impl Stated {
    /// Writes the facts into the row of the posting.
    pub fn write(&self, row: &mut ActiveModel) {
        row.department = Set(self.department.clone());
    }
}

/// No relations are needed: children point here, and lists go through loaders.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Postings that can be applied to.
pub fn open() -> Select<Entity> {
    Entity::find()
        .filter(Column::ClosedAt.is_null())
        .filter(Column::HiddenAt.is_null())
}

/// These postings, open or closed, as everybody may see them.
pub fn shown_by_ids(ids: &[PostingId]) -> Select<Entity> {
    by_ids(ids).filter(Column::HiddenAt.is_null())
}

/// One posting, hidden or not, locked until the caller's transaction ends.
pub fn by_id_to_change(id: PostingId) -> Select<Entity> {
    Entity::find_by_id(id).lock_exclusive()
}

/// These postings, open, closed or hidden: for those who tend them.
pub fn by_ids(ids: &[PostingId]) -> Select<Entity> {
    Entity::find().filter(Column::Id.is_in(ids.iter().copied()))
}

/// Candidates for "the same posting": equal text and places within these companies.
pub fn by_texts(
    companies: impl IntoIterator<Item = CompanyId>,
    description_hashes: impl IntoIterator<Item = String>,
) -> Select<Entity> {
    Entity::find()
        .filter(Column::CompanyId.is_in(companies))
        .filter(Column::DescriptionHash.is_in(description_hashes))
}

/// These were seen again: they are open, whatever closed them before.
pub async fn mark_seen(
    conn: &impl ConnectionTrait,
    ids: &[PostingId],
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    let seen = Entity::update_many()
        .col_expr(Column::LastSeenAt, Expr::value(now))
        .filter(Column::Id.is_in(ids.iter().copied()));
    seen.exec(conn).await?;
    let reopened = Entity::update_many()
        .col_expr(Column::ClosedAt, Expr::value(None::<DateTimeUtc>))
        .col_expr(Column::CloseReason, Expr::value(None::<String>))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .filter(Column::ClosedAt.is_not_null())
        .filter(Column::Deadline.is_null().or(Column::Deadline.gt(now)));
    reopened.exec(conn).await.map(|_| ())
}

/// Closes those of these that are open; gives how many.
pub async fn close(
    conn: &impl ConnectionTrait,
    ids: &[PostingId],
    reason: CloseReason,
    now: DateTimeUtc,
) -> Result<u64, DbErr> {
    let closed = closing(reason, now)
        .filter(Column::Id.is_in(ids.iter().copied()))
        .exec(conn)
        .await?;
    Ok(closed.rows_affected)
}

/// Closes what has run out by now; gives which.
pub async fn close_expired(
    conn: &impl ConnectionTrait,
    now: DateTimeUtc,
) -> Result<Vec<PostingId>, DbErr> {
    let over = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::ClosedAt.is_null())
        .filter(Column::Deadline.lt(now));
    let ids: Vec<PostingId> = over.into_tuple().all(conn).await?;
    for ids in ids.chunks(500) {
        close(conn, ids, CloseReason::Expired, now).await?;
    }
    Ok(ids)
}

fn closing(reason: CloseReason, now: DateTimeUtc) -> sea_orm::UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::ClosedAt, Expr::value(now))
        .col_expr(Column::CloseReason, Expr::value(reason))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::ClosedAt.is_null())
}

/// The ids of all postings of a company.
pub async fn ids_of_company(
    conn: &impl ConnectionTrait,
    company: CompanyId,
) -> Result<Vec<PostingId>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::CompanyId.eq(company))
        .into_tuple()
        .all(conn)
        .await
}

/// Writes the new name of a company into its postings.
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
