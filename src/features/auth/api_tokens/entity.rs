//! The table `api_tokens`.

use sea_orm::{Condition, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Serialize;

use crate::types::{
    actor::Actor,
    id::{ApiTokenId, UserId},
};

/// A token that a user gave to a program.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "api_tokens")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApiTokenId,
    /// Who gave it.
    pub user_id: UserId,
    /// What its owner calls it.
    pub name: String,
    /// Its first characters, to know it again by.
    pub prefix: String,
    /// SHA-256 of the whole.
    #[serde(skip)]
    pub hash: Vec<u8>,
    /// What it may do; see [`crate::types::scope::Scopes`].
    pub scopes: String,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it ends.
    pub expires_at: DateTimeUtc,
    /// When it was last used, to within a minute.
    pub last_used_at: Option<DateTimeUtc>,
    /// When its owner ended it, if they did.
    pub revoked_at: Option<DateTimeUtc>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The tokens of the caller that are still good.
pub fn of(actor: &Actor, now: DateTimeUtc) -> Select<Entity> {
    let good = Condition::all()
        .add(Column::RevokedAt.is_null())
        .add(Column::ExpiresAt.gt(now));
    Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .filter(good)
}

/// One of them.
pub fn one_of(actor: &Actor, id: ApiTokenId, now: DateTimeUtc) -> Select<Entity> {
    of(actor, now).filter(Column::Id.eq(id))
}

/// The token with this hash.
pub fn by_hash(hash: Vec<u8>) -> Select<Entity> {
    Entity::find().filter(Column::Hash.eq(hash))
}

/// Notes that a token was used, unless that was noted since `before`: many may use it at once.
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

/// Ends a token; ending it twice changes nothing.
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

/// Ends every token of a user.
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

/// The tokens that were ended at this instant or later.
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

/// Removes the tokens that were over before this instant.
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

/// Every token of a user that is still written down, ended or not.
pub fn of_user(user: UserId) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(user))
}
