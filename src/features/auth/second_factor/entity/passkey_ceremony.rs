//! The table `passkey_ceremonies`: challenges for passkeys. Each is valid once and for a short time.

use sea_orm::entity::prelude::*;

use crate::types::id::UserId;

/// A challenge for a passkey.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "passkey_ceremonies")]
pub struct Model {
    /// The challenge.
    #[sea_orm(primary_key, auto_increment = false)]
    pub challenge: Vec<u8>,
    /// The user who registers a passkey; none for a sign-in.
    pub user_id: Option<UserId>,
    /// The state of the library.
    pub state: Vec<u8>,
    /// The time when it expires.
    pub expires_at: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Deletes and returns the ceremony with this challenge, of this user or without a user. Of concurrent calls, one gets it.
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

/// Deletes expired challenges.
pub async fn forget(conn: &impl ConnectionTrait, now: DateTimeUtc) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::ExpiresAt.lt(now))
        .exec(conn)
        .await
        .map(|_| ())
}
