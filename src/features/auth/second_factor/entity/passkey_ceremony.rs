//! The table `passkey_ceremonies`: what passkeys were asked to sign. Each is good once, and not for long.

use sea_orm::entity::prelude::*;

use crate::types::id::UserId;

/// A question to a passkey.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "passkey_ceremonies")]
pub struct Model {
    /// What is to be signed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub challenge: Vec<u8>,
    /// Who registers a passkey; none where one is used.
    pub user_id: Option<UserId>,
    /// What the library wants to know again.
    pub state: Vec<u8>,
    /// When it ends.
    pub expires_at: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The ceremony with this challenge, of this user or of nobody yet, used up. Of several who come at once, one gets it.
pub async fn take(
    conn: &impl ConnectionTrait,
    challenge: &[u8],
    user: Option<UserId>,
) -> Result<Option<Model>, DbErr> {
    let Some(found) = Entity::find_by_id(challenge.to_vec()).one(conn).await? else {
        return Ok(None);
    };
    let taken = Entity::delete_by_id(challenge.to_vec())
        .exec(conn)
        .await?
        .rows_affected
        > 0;
    Ok(Some(found).filter(|found| taken && found.user_id == user))
}

/// Forgets what has ended.
pub async fn forget(conn: &impl ConnectionTrait, now: DateTimeUtc) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::ExpiresAt.lt(now))
        .exec(conn)
        .await
        .map(|_| ())
}
