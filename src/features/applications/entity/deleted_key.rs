//! The table `deleted_application_keys`: idempotency keys of requests whose application was deleted, as hashes.

use sea_orm::{IntoActiveModel, entity::prelude::*};

use crate::types::{
    actor::Actor,
    id::{ApplicationId, UserId},
};

/// A key that is not to be used again. Nothing of the application can be read from it, so no archive has it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deleted_application_keys")]
pub struct Model {
    /// Whose it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// SHA-256 of the key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key_hash: String,
    /// What the request asked for.
    pub request_hash: String,
    /// The application that is gone.
    pub application_id: ApplicationId,
    /// When it was deleted.
    pub deleted_at: DateTimeUtc,
}

/// No relations are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What was asked for with this key.
pub fn of_by_key(actor: &Actor, key_hash: &str) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .filter(Column::KeyHash.eq(key_hash))
}

/// Forgets the keys of one who asks that were kept before this instant.
pub async fn forget_before(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    instant: DateTimeUtc,
) -> Result<(), DbErr> {
    let old = Entity::delete_many()
        .filter(Column::UserId.eq(actor.user_id))
        .filter(Column::DeletedAt.lt(instant));
    old.exec(conn).await.map(|_| ())
}

/// Keeps these keys.
pub async fn keep(conn: &impl ConnectionTrait, keys: Vec<Model>) -> Result<(), DbErr> {
    if keys.is_empty() {
        return Ok(());
    }
    let rows = keys
        .into_iter()
        .map(|key| key.into_active_model().reset_all());
    Entity::insert_many(rows)
        .exec_without_returning(conn)
        .await
        .map(|_| ())
}
