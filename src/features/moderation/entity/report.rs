//! The table `reports`.

use sea_orm::{QueryOrder, entity::prelude::*, sea_query::Expr};
use serde::Serialize;

use crate::types::{
    actor::Actor,
    id::{PostingId, ReportId, UserId},
};

/// A user's report of a problem with a posting.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
#[serde(rename_all = "camelCase")]
#[sea_orm(table_name = "reports")]
pub struct Model {
    /// The report.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReportId,
    /// The posting.
    pub posting_id: PostingId,
    /// The user who reported it, while their account exists; shown to nobody.
    pub reporter_id: Option<UserId>,
    /// The kind of problem.
    pub reason: Reason,
    /// Details, as the reporter typed them.
    pub text: String,
    /// The time of the report.
    pub created_at: DateTimeUtc,
    /// The moderator's decision; none while the report is open.
    pub verdict: Option<Verdict>,
    /// The time of the decision.
    pub resolved_at: Option<DateTimeUtc>,
    /// The moderator who decided, while their account exists; not part of the reporter's data export.
    #[serde(skip)]
    pub resolved_by: Option<UserId>,
}

/// A kind of problem with a posting.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "ReportReason")]
pub enum Reason {
    /// A scam: there is no job behind it.
    Fraud,
    /// Advertising or something else that is not a job posting.
    Spam,
    /// It excludes people for who they are.
    Discrimination,
    /// Its content is wrong.
    Misleading,
    /// The job is filled, or the page no longer exists.
    Gone,
    /// Another problem; described in the text.
    Other,
}

/// A moderator's decision on a report.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "ReportVerdict")]
pub enum Verdict {
    /// The report is correct.
    Upheld,
    /// The report is not correct.
    Dismissed,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Every report, for moderators.
pub fn all() -> Select<Entity> {
    Entity::find()
}

/// One report, for moderators.
pub fn by_id(id: ReportId) -> Select<Entity> {
    Entity::find_by_id(id)
}

/// The reports of the actor, oldest first.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find()
        .filter(Column::ReporterId.eq(actor.user_id))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
}

/// The reports of the actor since an instant.
pub fn of_since(actor: &Actor, since: DateTimeUtc) -> Select<Entity> {
    Entity::find()
        .filter(Column::ReporterId.eq(actor.user_id))
        .filter(Column::CreatedAt.gt(since))
}

/// The actor's open report of a posting.
pub fn open_of(actor: &Actor, posting: PostingId) -> Select<Entity> {
    Entity::find()
        .filter(Column::ReporterId.eq(actor.user_id))
        .filter(Column::PostingId.eq(posting))
        .filter(Column::Verdict.is_null())
}

/// Decides on a report that is open; returns `false` if it was already decided.
pub async fn resolve(
    conn: &impl ConnectionTrait,
    id: ReportId,
    verdict: Verdict,
    by: UserId,
    now: DateTimeUtc,
) -> Result<bool, DbErr> {
    let deciding = Entity::update_many()
        .col_expr(Column::Verdict, Expr::value(verdict))
        .col_expr(Column::ResolvedAt, Expr::value(now))
        .col_expr(Column::ResolvedBy, Expr::value(by));
    let done = deciding
        .filter(Column::Id.eq(id))
        .filter(Column::Verdict.is_null())
        .exec(conn)
        .await?;
    Ok(done.rows_affected > 0)
}

/// Erases a user from the reports: open reports are deleted; decided ones keep the kind, posting and verdict.
pub async fn erase(conn: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    let theirs = Column::ReporterId.eq(user);
    Entity::delete_many()
        .filter(theirs.clone())
        .filter(Column::Verdict.is_null())
        .exec(conn)
        .await?;
    let wiping = Entity::update_many()
        .col_expr(Column::Text, Expr::value(""))
        .col_expr(Column::ReporterId, Expr::value(None::<UserId>));
    wiping.filter(theirs).exec(conn).await.map(|_| ())
}
