//! The table `reports`.

use sea_orm::{QueryOrder, entity::prelude::*, sea_query::Expr};
use serde::Serialize;

use crate::types::{
    actor::Actor,
    id::{PostingId, ReportId, UserId},
};

/// What somebody says is wrong with a posting.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
#[serde(rename_all = "camelCase")]
#[sea_orm(table_name = "reports")]
pub struct Model {
    /// The report.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReportId,
    /// The posting.
    pub posting_id: PostingId,
    /// Who says so, while their account is there; told to nobody.
    pub reporter_id: Option<UserId>,
    /// The kind of wrong.
    pub reason: Reason,
    /// In their words.
    pub text: String,
    /// When.
    pub created_at: DateTimeUtc,
    /// What a moderator found; none while it is open.
    pub verdict: Option<Verdict>,
    /// When that was.
    pub resolved_at: Option<DateTimeUtc>,
    /// Which moderator, while their account is there; no business of whoever reported.
    #[serde(skip)]
    pub resolved_by: Option<UserId>,
}

/// What may be wrong with a posting.
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
    /// Somebody wants money or data, and has no job.
    Fraud,
    /// It is no posting.
    Spam,
    /// It shuts people out for what they are.
    Discrimination,
    /// What it says is not so.
    Misleading,
    /// The job is taken, or the page is gone.
    Gone,
    /// Something else; the text says what.
    Other,
}

/// What a moderator found.
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
    /// It is so.
    Upheld,
    /// It is not.
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

/// One of them.
pub fn by_id(id: ReportId) -> Select<Entity> {
    Entity::find_by_id(id)
}

/// The reports of the actor, in order.
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

/// Their open report of a posting.
pub fn open_of(actor: &Actor, posting: PostingId) -> Select<Entity> {
    Entity::find()
        .filter(Column::ReporterId.eq(actor.user_id))
        .filter(Column::PostingId.eq(posting))
        .filter(Column::Verdict.is_null())
}

/// Decides on a report unless that was done before; says whether it was not.
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

/// Takes somebody's words out of the reports: what is open goes, of what was decided the finding stays.
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
