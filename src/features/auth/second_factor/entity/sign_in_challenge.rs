//! The table `sign_in_challenges`: sign-ins that wait for a second factor.

use sea_orm::{ExprTrait, entity::prelude::*, sea_query::Expr};

use crate::{
    features::auth::sessions::entity::session::Method,
    types::id::{DeviceId, IdentityId, UserId},
};

/// A sign-in that waits for a second factor.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_challenges")]
pub struct Model {
    /// SHA-256 of its token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: Vec<u8>,
    /// The user who signs in.
    pub user_id: UserId,
    /// The method of the first factor.
    pub method: Method,
    /// True if the session will be stored in a cookie.
    pub by_cookie: bool,
    /// The device, if it is remembered.
    pub device_id: Option<DeviceId>,
    /// The identity, if the first factor was a provider.
    pub identity_id: Option<IdentityId>,
    /// The session at the provider (`sid`).
    pub sid: Option<String>,
    /// The time when it expires.
    pub expires_at: DateTimeUtc,
    /// Number of attempts.
    pub tries: i32,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The challenge with this token's hash.
pub fn by_hash(hash: Vec<u8>) -> Select<Entity> {
    Entity::find_by_id(hash)
}

/// Counts an attempt; returns `false` if none was left.
pub async fn take_try(conn: &impl ConnectionTrait, hash: &[u8], most: i32) -> Result<bool, DbErr> {
    let one = Entity::update_many()
        .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
        .filter(Column::Hash.eq(hash.to_vec()))
        .filter(Column::Tries.lt(most));
    Ok(one.exec(conn).await?.rows_affected > 0)
}

/// Uses a challenge up; returns `false` if it did not exist. Of concurrent calls, one succeeds.
pub async fn use_up(conn: &impl ConnectionTrait, hash: &[u8]) -> Result<bool, DbErr> {
    Ok(Entity::delete_by_id(hash.to_vec())
        .exec(conn)
        .await?
        .rows_affected
        > 0)
}

/// Ends the pending sign-ins of a user.
pub async fn end_all(conn: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Deletes expired challenges.
pub async fn forget(conn: &impl ConnectionTrait, now: DateTimeUtc) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::ExpiresAt.lt(now))
        .exec(conn)
        .await
        .map(|_| ())
}
