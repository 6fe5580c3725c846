//! The table `answers`.

use sea_orm::{ActiveValue::Set, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::value::Value;
use crate::types::{
    actor::Actor,
    id::{AnswerId, UserId},
};

/// An answer of the bank, in its newest version. The column of words is computed from the others and not exported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "answers")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The answer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AnswerId,
    /// The owner.
    pub user_id: UserId,
    /// The question that it answers.
    pub question: String,
    /// What it says.
    #[sea_orm(column_type = "JsonBinary")]
    pub value: Value,
    /// The folded words of question and answer, each after a space.
    #[serde(skip)]
    pub words: String,
    /// The number of the newest version, from 1.
    pub version: i32,
    /// The time of creation.
    pub created_at: DateTimeUtc,
    /// The time of the newest version.
    pub updated_at: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The actor's answers.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(actor.user_id))
}

/// One answer of the actor.
pub fn of_by_id(actor: &Actor, id: AnswerId) -> Select<Entity> {
    of(actor).filter(Column::Id.eq(id))
}

/// Writes the row as the next version, if it is still at the version that was read, and returns it; `None` if the version has changed.
pub async fn update_if(
    conn: &impl ConnectionTrait,
    change: ActiveModel,
    read: &Model,
) -> Result<Option<Model>, DbErr> {
    let next = ActiveModel {
        version: Set(read.version.saturating_add(1)),
        ..change
    };
    let written = Entity::update_many()
        .set(next)
        .filter(Column::Id.eq(read.id))
        .filter(Column::Version.eq(read.version))
        .exec_with_returning(conn)
        .await?;
    Ok(written.into_iter().next())
}

/// Deletes an answer of the actor, and its versions with it.
pub async fn delete(conn: &impl ConnectionTrait, actor: &Actor, id: AnswerId) -> Result<(), DbErr> {
    Entity::delete_by_id(id)
        .filter(Column::UserId.eq(actor.user_id))
        .exec(conn)
        .await
        .map(drop)
}
