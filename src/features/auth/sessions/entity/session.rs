//! The table `sessions`: one row for each sign-in.

use sea_orm::{Condition, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Serialize;

use crate::types::{
    actor::Actor,
    id::{SessionId, UserId},
};

/// A session: all refresh tokens that descend from one sign-in.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The session.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    /// The owner.
    pub user_id: UserId,
    /// The time of the sign-in.
    pub created_at: DateTimeUtc,
    /// The latest time when it ends.
    pub expires_at: DateTimeUtc,
    /// The time when it was revoked, if it was.
    pub revoked_at: Option<DateTimeUtc>,
    /// The method of the sign-in.
    pub method: Method,
    /// SHA-256 of its cookie, if it is stored in one.
    #[serde(skip)]
    pub cookie_hash: Option<Vec<u8>>,
    /// The client's `User-Agent` at the last use.
    #[sea_orm(column_name = "device")]
    pub user_agent: Option<String>,
    /// The client's IP address at the last use.
    #[sea_orm(column_name = "address")]
    pub ip_address: Option<String>,
    /// The time of the last refresh.
    pub last_used_at: DateTimeUtc,
    /// The time of the last step-up or sign-in.
    pub proved_at: DateTimeUtc,
}

/// The method of a sign-in.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "SignInMethod")]
pub enum Method {
    /// Address and password.
    Password,
    /// An identity provider.
    Provider,
    /// A passkey.
    Passkey,
    /// A link in a mail.
    Mail,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The actor's sessions that were not revoked.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .filter(Column::RevokedAt.is_null())
}

/// The sessions of these users that were not revoked.
pub fn of_users(ids: &[UserId]) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.is_in(ids.iter().copied()))
        .filter(Column::RevokedAt.is_null())
}

/// One session of the actor.
pub fn one_of(actor: &Actor, id: SessionId) -> Select<Entity> {
    of(actor).filter(Column::Id.eq(id))
}

/// The session with this cookie's hash.
pub fn by_cookie(hash: Vec<u8>) -> Select<Entity> {
    Entity::find().filter(Column::CookieHash.eq(hash))
}

/// The session with this id; for refreshing.
pub fn by_id(id: SessionId) -> Select<Entity> {
    Entity::find_by_id(id)
}

/// The session, locked until the caller's transaction ends.
pub fn by_id_to_change(id: SessionId) -> Select<Entity> {
    by_id(id).lock_exclusive()
}

/// Records a step-up.
pub async fn note_proof(
    conn: &impl ConnectionTrait,
    id: SessionId,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    let proved = Entity::update_many()
        .col_expr(Column::ProvedAt, Expr::value(now))
        .filter(Column::Id.eq(id));
    proved.exec(conn).await.map(|_| ())
}

/// Revokes a session; idempotent.
pub async fn revoke(
    conn: &impl ConnectionTrait,
    id: SessionId,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    ending(now)
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Revokes every session of a user except `keep`; returns their number.
pub async fn revoke_all(
    conn: &impl ConnectionTrait,
    user: UserId,
    keep: Option<SessionId>,
    now: DateTimeUtc,
) -> Result<u64, DbErr> {
    let others = keep.map(|kept| Column::Id.ne(kept));
    let all = ending(now)
        .filter(Column::UserId.eq(user))
        .filter(others.unwrap_or_else(|| Column::Id.is_not_null()));
    Ok(all.exec(conn).await?.rows_affected)
}

fn ending(now: DateTimeUtc) -> sea_orm::UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now))
        .filter(Column::RevokedAt.is_null())
}

/// The sessions that were revoked at or after this time.
pub async fn ended_since(
    conn: &impl ConnectionTrait,
    since: DateTimeUtc,
) -> Result<Vec<(SessionId, DateTimeUtc)>, DbErr> {
    let ended = Entity::find()
        .select_only()
        .columns([Column::Id, Column::RevokedAt])
        .filter(Column::RevokedAt.gte(since));
    ended.into_tuple().all(conn).await
}

/// Deletes the sessions that ended before this time, with their refresh tokens.
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

/// Every session of a user that is still stored, ended ones included.
pub fn of_user(user: UserId) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(user))
}
