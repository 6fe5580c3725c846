//! The table `notifications`.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::{Deserialize, Serialize};

use super::content::Content;
use crate::types::{
    actor::Actor,
    id::{ApplicationId, NotificationId, UserId},
};

/// The kind of a notification.
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
    /// An application moved to another stage or round.
    ApplicationMoved,
    /// An application was closed.
    ApplicationClosed,
    /// A closed application was reopened.
    ApplicationReopened,
    /// An event of an application was retracted, or its date corrected.
    ApplicationCorrected,
    /// A data export is ready for download.
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
    /// The owner of the inbox.
    pub user_id: UserId,
    /// Its number in the change feed of the owner when it was delivered.
    pub seq: i64,
    /// The kind.
    pub kind: Kind,
    /// What it tells.
    #[sea_orm(column_type = "JsonBinary")]
    pub content: Content,
    /// The language of the user when it was delivered (BCP 47); empty if none was set.
    pub locale: String,
    /// The application that it is about, if any.
    pub application_id: Option<ApplicationId>,
    /// The key of the fact: a fact that is delivered again adds no second notification.
    #[serde(skip)]
    pub merge_key: String,
    /// The time of delivery.
    pub created_at: DateTimeUtc,
    /// The time when it was marked as read.
    pub read_at: Option<DateTimeUtc>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The actor's inbox.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(actor.user_id))
}

/// The unread notifications of the actor.
pub fn of_unread(actor: &Actor) -> Select<Entity> {
    of(actor).filter(Column::ReadAt.is_null())
}

/// The actor's notifications after a sequence number, oldest first.
pub fn of_after(actor: &Actor, seq: i64) -> Select<Entity> {
    of(actor)
        .filter(Column::Seq.gt(seq))
        .order_by_asc(Column::Seq)
}

/// The number of the actor's last notification; 0 without any.
pub async fn last_of(conn: &impl ConnectionTrait, actor: &Actor) -> Result<i64, DbErr> {
    let newest = of(actor)
        .select_only()
        .column(Column::Seq)
        .order_by_desc(Column::Seq)
        .limit(1);
    Ok(newest.into_tuple().one(conn).await?.unwrap_or(0))
}

/// The ids of those of a user that are about these applications.
pub fn ids_about(user: UserId, applications: &[Uuid]) -> Select<Entity> {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::UserId.eq(user))
        .filter(Column::ApplicationId.is_in(applications.iter().copied()))
}

/// Marks as read the given notifications and all up to a sequence number; those read before keep their time. Returns those that were
/// unread.
pub async fn mark_read(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[NotificationId],
    up_to: Option<i64>,
    now: DateTimeUtc,
) -> Result<Vec<NotificationId>, DbErr> {
    let mut which = sea_orm::Condition::any().add(Column::Id.is_in(ids.iter().copied()));
    if let Some(up_to) = up_to {
        which = which.add(Column::Seq.lte(up_to));
    }
    let read = Entity::update_many()
        .col_expr(Column::ReadAt, Expr::value(now))
        .filter(Column::UserId.eq(actor.user_id))
        .filter(Column::ReadAt.is_null())
        .filter(which);
    let rows = read.exec_with_returning(conn).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
