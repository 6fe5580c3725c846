//! The table `sign_in_challenges`: sign-ins whose first proof was right, and that wait for the second.

use sea_orm::{ExprTrait, entity::prelude::*, sea_query::Expr};

use crate::{
    features::auth::sessions::entity::session::Method,
    types::id::{DeviceId, IdentityId, UserId},
};

/// A sign-in that is half done.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_challenges")]
pub struct Model {
    /// SHA-256 of its token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: Vec<u8>,
    /// Who signs in.
    pub user_id: UserId,
    /// What the first proof was.
    pub method: Method,
    /// Whether the session will be kept by a cookie.
    pub by_cookie: bool,
    /// The device, if the account knows it.
    pub device_id: Option<DeviceId>,
    /// The identity, if a provider vouched for them.
    pub identity_id: Option<IdentityId>,
    /// The session at the provider.
    pub sid: Option<String>,
    /// When it ends.
    pub expires_at: DateTimeUtc,
    /// How often a second proof was tried.
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

/// Counts a try; says whether there was one left.
pub async fn take_try(conn: &impl ConnectionTrait, hash: &[u8], most: i32) -> Result<bool, DbErr> {
    let one = Entity::update_many()
        .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
        .filter(Column::Hash.eq(hash.to_vec()))
        .filter(Column::Tries.lt(most));
    Ok(one.exec(conn).await?.rows_affected > 0)
}

/// Uses a challenge up; says whether it was there. Of several at once, one gets it.
pub async fn use_up(conn: &impl ConnectionTrait, hash: &[u8]) -> Result<bool, DbErr> {
    Ok(Entity::delete_by_id(hash.to_vec())
        .exec(conn)
        .await?
        .rows_affected
        > 0)
}

/// Ends the sign-ins of a user that are half done.
pub async fn end_all(conn: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Forgets what has ended.
pub async fn forget(conn: &impl ConnectionTrait, now: DateTimeUtc) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::ExpiresAt.lt(now))
        .exec(conn)
        .await
        .map(|_| ())
}
