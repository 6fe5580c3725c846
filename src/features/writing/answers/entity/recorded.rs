//! The table `application_answers`: what was given to an application. Rows are added and never changed; they stay when the answer is edited or removed.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::value::Value;
use crate::types::{
    actor::Actor,
    id::{AnswerId, ApplicationId, RecordedAnswerId, UserId},
};

/// An answer that was given to an application.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "application_answers")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The recorded answer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RecordedAnswerId,
    /// The owner.
    pub user_id: UserId,
    /// The application that it was given to.
    pub application_id: ApplicationId,
    /// The answer of the bank; none if that was removed.
    pub answer_id: Option<AnswerId>,
    /// The version that was given.
    pub answer_version: i32,
    /// The question of the form.
    pub question: String,
    /// What was given.
    #[sea_orm(column_type = "JsonBinary")]
    pub value: Value,
    /// When it was recorded.
    pub created_at: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// All that the actor gave to applications, in order.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
}

/// One of them.
pub fn of_by_id(actor: &Actor, id: RecordedAnswerId) -> Select<Entity> {
    of(actor).filter(Column::Id.eq(id))
}

/// What was given to these applications, in order.
pub fn of_applications(actor: &Actor, ids: &[ApplicationId]) -> Select<Entity> {
    of(actor).filter(Column::ApplicationId.is_in(ids.iter().copied()))
}

/// The ids of those that were given to these applications of a user.
pub fn ids_for(user: UserId, applications: &[Uuid]) -> Select<Entity> {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::UserId.eq(user))
        .filter(Column::ApplicationId.is_in(applications.iter().copied()))
}

/// Deletes one of the actor.
pub async fn delete(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    id: RecordedAnswerId,
) -> Result<(), DbErr> {
    Entity::delete_by_id(id)
        .filter(Column::UserId.eq(actor.user_id))
        .exec(conn)
        .await
        .map(drop)
}
