//! The table `notifications`.

use sea_orm::{QueryOrder, entity::prelude::*, sea_query::Expr};
use serde::{Deserialize, Serialize};

use crate::types::{
    actor::Actor,
    id::{ApplicationId, NotificationId, UserId},
};

/// What a notification is about.
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
#[graphql(name = "NotificationKind")]
pub enum Kind {
    /// An application went on to another stage or round.
    ApplicationMoved,
    /// An application ended.
    ApplicationClosed,
    /// A closed application was taken up again.
    ApplicationReopened,
    /// An event of an application was taken back.
    ApplicationCorrected,
    /// An archive of all that the user has can be fetched.
    ExportReady,
}

/// A notification.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "notifications")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The notification.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NotificationId,
    /// Whose inbox it is in.
    pub user_id: UserId,
    /// Its number in the inbox, from 1, without gaps.
    pub seq: i64,
    /// What it is about.
    pub kind: Kind,
    /// One line.
    pub title: String,
    /// A sentence or two.
    pub body: String,
    /// The application it is about.
    pub application_id: Option<ApplicationId>,
    /// Names the fact: one notification for each, however often it is told.
    #[serde(skip)]
    pub merge_key: String,
    /// When it came.
    pub created_at: DateTimeUtc,
    /// When it was read.
    pub read_at: Option<DateTimeUtc>,
}

/// No relations are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The inbox of the one who asks.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(actor.user_id))
}

/// What has not been read.
pub fn of_unread(actor: &Actor) -> Select<Entity> {
    of(actor).filter(Column::ReadAt.is_null())
}

/// What came after a number, oldest first.
pub fn of_after(actor: &Actor, seq: i64) -> Select<Entity> {
    of(actor)
        .filter(Column::Seq.gt(seq))
        .order_by_asc(Column::Seq)
}

/// Whether a user was told of a fact.
pub fn about(user: UserId, merge_key: &str) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(user))
        .filter(Column::MergeKey.eq(merge_key))
}

/// Marks as read: these, and all up to a number. What was read before keeps its time. Gives how many changed.
pub async fn mark_read(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[NotificationId],
    up_to: Option<i64>,
    now: DateTimeUtc,
) -> Result<u64, DbErr> {
    let mut which = sea_orm::Condition::any().add(Column::Id.is_in(ids.iter().copied()));
    if let Some(up_to) = up_to {
        which = which.add(Column::Seq.lte(up_to));
    }
    let read = Entity::update_many()
        .col_expr(Column::ReadAt, Expr::value(now))
        .filter(Column::UserId.eq(actor.user_id))
        .filter(Column::ReadAt.is_null())
        .filter(which);
    Ok(read.exec(conn).await?.rows_affected)
}
