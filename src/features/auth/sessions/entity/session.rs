//! The table `sessions`: one row for each device that signed in.

use sea_orm::{Condition, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Serialize;

use crate::types::{
    actor::Actor,
    id::{SessionId, UserId},
};

/// A session: the family of all refresh tokens that came from one sign-in.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The session.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    /// The owner.
    pub user_id: UserId,
    /// When it began.
    pub created_at: DateTimeUtc,
    /// When it ends at the latest.
    pub expires_at: DateTimeUtc,
    /// When it was ended, if it was.
    pub revoked_at: Option<DateTimeUtc>,
    /// How it began.
    pub method: Method,
    /// SHA-256 of its cookie, if it is kept by one.
    #[serde(skip)]
    pub cookie_hash: Option<Vec<u8>>,
    /// How the client called itself when it was last used.
    #[sea_orm(column_name = "device")]
    pub user_agent: Option<String>,
    /// The client's address when it was last used.
    #[sea_orm(column_name = "address")]
    pub ip_address: Option<String>,
    /// When it was last renewed.
    pub last_used_at: DateTimeUtc,
    /// When the user last proved who they are.
    pub proved_at: DateTimeUtc,
}

/// How a user proved who they are.
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
    /// The address and its password.
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

/// The sessions of the caller that nobody has ended.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .filter(Column::RevokedAt.is_null())
}

/// The sessions of these users that nobody has ended.
pub fn of_users(ids: &[UserId]) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.is_in(ids.iter().copied()))
        .filter(Column::RevokedAt.is_null())
}

/// One of them.
pub fn one_of(actor: &Actor, id: SessionId) -> Select<Entity> {
    of(actor).filter(Column::Id.eq(id))
}

/// The session with this cookie.
pub fn by_cookie(hash: Vec<u8>) -> Select<Entity> {
    Entity::find().filter(Column::CookieHash.eq(hash))
}

/// For refreshing.
pub fn by_id(id: SessionId) -> Select<Entity> {
    Entity::find_by_id(id)
}

/// The session, locked until the caller's transaction ends.
pub fn by_id_to_change(id: SessionId) -> Select<Entity> {
    by_id(id).lock_exclusive()
}

/// Notes that the owner has just proved who they are.
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

/// Ends a session; ending it twice changes nothing.
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

/// Ends every session of a user but the one that is kept; says how many.
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

/// The sessions that were ended at this instant or later.
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

/// Removes the sessions that were over before this instant, with their refresh tokens.
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

/// Every session of a user that is still written down, ended or not.
pub fn of_user(user: UserId) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(user))
}
