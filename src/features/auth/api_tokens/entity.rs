//! The table `api_tokens`.

use sea_orm::{Condition, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Serialize;

use crate::types::{
    actor::Actor,
    id::{ApiTokenId, UserId},
};

/// An API token that a user created for a program.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "api_tokens")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApiTokenId,
    /// The owner.
    pub user_id: UserId,
    /// The name that the owner gave it.
    pub name: String,
    /// Its first characters, for recognition.
    pub prefix: String,
    /// SHA-256 of the token.
    #[serde(skip)]
    pub hash: Vec<u8>,
    /// The scopes; see [`crate::types::scope::Scopes`].
    pub scopes: String,
    /// The time of creation.
    pub created_at: DateTimeUtc,
    /// The time when it expires.
    pub expires_at: DateTimeUtc,
    /// The time of the last use, to the minute.
    pub last_used_at: Option<DateTimeUtc>,
    /// The time when its owner revoked it, if they did.
    pub revoked_at: Option<DateTimeUtc>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The actor's tokens that are valid.
pub fn of(actor: &Actor, now: DateTimeUtc) -> Select<Entity> {
    let good = Condition::all()
        .add(Column::RevokedAt.is_null())
        .add(Column::ExpiresAt.gt(now));
    Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .filter(good)
}

/// One valid token of the actor.
pub fn one_of(actor: &Actor, id: ApiTokenId, now: DateTimeUtc) -> Select<Entity> {
    of(actor, now).filter(Column::Id.eq(id))
}

/// The token with this id, of any user.
pub fn by_id(id: ApiTokenId) -> Select<Entity> {
    Entity::find_by_id(id)
}

/// The token with this hash.
pub fn by_hash(hash: Vec<u8>) -> Select<Entity> {
    Entity::find().filter(Column::Hash.eq(hash))
}

/// Records a use, unless one was recorded since `before`; this limits the writes of concurrent requests.
pub async fn touch(
    conn: &impl ConnectionTrait,
    id: ApiTokenId,
    before: DateTimeUtc,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    let stale = Condition::any()
        .add(Column::LastUsedAt.is_null())
        .add(Column::LastUsedAt.lt(before));
    let used = Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .filter(stale);
    used.exec(conn).await.map(|_| ())
}

/// Revokes a token; idempotent.
pub async fn revoke(
    conn: &impl ConnectionTrait,
    id: ApiTokenId,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    ending(now)
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Revokes every token of a user.
pub async fn revoke_all(
    conn: &impl ConnectionTrait,
    user: UserId,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    ending(now)
        .filter(Column::UserId.eq(user))
        .exec(conn)
        .await
        .map(|_| ())
}

fn ending(now: DateTimeUtc) -> sea_orm::UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now))
        .filter(Column::RevokedAt.is_null())
}

/// The tokens that were revoked at or after this time.
pub async fn ended_since(
    conn: &impl ConnectionTrait,
    since: DateTimeUtc,
) -> Result<Vec<(ApiTokenId, DateTimeUtc)>, DbErr> {
    let ended = Entity::find()
        .select_only()
        .columns([Column::Id, Column::RevokedAt])
        .filter(Column::RevokedAt.gte(since));
    ended.into_tuple().all(conn).await
}

/// Deletes the tokens that ended before this time.
pub async fn forget(conn: &impl ConnectionTrait, before: DateTimeUtc) -> Result<(), DbErr> {
    let over = Condition::any()
        .add(Column::ExpiresAt.lt(before))
        .add(Column::RevokedAt.lt(before));
    Entity::delete_many()
        .filter(over)
        .exec(conn)
        .await
        .map(|_| ())
}

/// Every token of a user that is still stored, ended ones included.
pub fn of_user(user: UserId) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(user))
}
