//! The table `ai_consents`: whether a user has switched language models on. A user without a row has not.

use sea_orm::{ActiveValue::Set, entity::prelude::*, sea_query::OnConflict};
use serde::{Deserialize, Serialize};

use crate::types::{actor::Actor, id::UserId};

/// The choice of a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "ai_consents")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The user.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// True if models may be asked.
    pub is_on: bool,
    /// When it was last switched.
    pub changed_at: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The choice of the actor.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find_by_id(actor.user_id)
}

/// Writes a choice in place of the one before.
pub async fn put(conn: &impl ConnectionTrait, row: &Model) -> Result<(), DbErr> {
    let again = OnConflict::column(Column::UserId)
        .update_columns([Column::IsOn, Column::ChangedAt])
        .to_owned();
    let row = ActiveModel {
        user_id: Set(row.user_id),
        is_on: Set(row.is_on),
        changed_at: Set(row.changed_at),
    };
    Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(conn)
        .await
        .map(drop)
}
