//! The table `passkeys`: public keys of the users' WebAuthn credentials. Contains no secrets.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Serialize;

use crate::types::{
    actor::Actor,
    id::{PasskeyId, UserId},
};

/// A passkey.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
#[serde(rename_all = "camelCase")]
#[sea_orm(table_name = "passkeys")]
pub struct Model {
    /// The passkey.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PasskeyId,
    /// The owner.
    pub user_id: UserId,
    /// The credential id.
    #[serde(skip)]
    pub credential_id: Vec<u8>,
    /// The name that the owner gave it.
    pub name: String,
    /// The public key and other static data, in the library's encoding.
    #[serde(skip)]
    pub public_key: Vec<u8>,
    /// The signature counter and other dynamic data, in the library's encoding.
    #[serde(skip)]
    pub state: Vec<u8>,
    /// The transports, in the library's encoding.
    #[serde(skip)]
    pub transports: i16,
    /// The time of registration.
    pub created_at: DateTimeUtc,
    /// The time of the last use.
    pub last_used_at: Option<DateTimeUtc>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The passkeys of a user, the oldest first.
pub fn of(user: UserId) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(user))
        .order_by_asc(Column::Id)
}

/// The number of passkeys of each of these users that has any.
pub async fn counts(
    conn: &impl ConnectionTrait,
    users: &[UserId],
) -> Result<Vec<(UserId, i64)>, DbErr> {
    let theirs = Entity::find().filter(Column::UserId.is_in(users.iter().copied()));
    let counted = theirs
        .select_only()
        .column(Column::UserId)
        .column_as(Column::Id.count(), "passkeys")
        .group_by(Column::UserId);
    counted.into_tuple().all(conn).await
}

/// A passkey of the actor.
pub fn one_of(actor: &Actor, id: PasskeyId) -> Select<Entity> {
    of(actor.user_id).filter(Column::Id.eq(id))
}

/// The passkey with this credential id; for a sign-in with it.
pub fn by_credential(credential_id: &[u8]) -> Select<Entity> {
    Entity::find().filter(Column::CredentialId.eq(credential_id.to_vec()))
}

/// Records a use if no other was recorded since it was read, and returns `false` otherwise, so that no counter is accepted twice.
pub async fn note_use(
    conn: &impl ConnectionTrait,
    key: &Model,
    state: Vec<u8>,
    now: DateTimeUtc,
) -> Result<bool, DbErr> {
    let used = Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::LastUsedAt, Expr::value(now))
        .filter(Column::Id.eq(key.id))
        .filter(Column::State.eq(key.state.clone()));
    Ok(used.exec(conn).await?.rows_affected > 0)
}

/// Renames a passkey.
pub async fn rename(conn: &impl ConnectionTrait, id: PasskeyId, name: String) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Name, Expr::value(name))
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Deletes a passkey; returns `false` if it did not exist.
pub async fn remove(conn: &impl ConnectionTrait, id: PasskeyId) -> Result<bool, DbErr> {
    Ok(Entity::delete_by_id(id).exec(conn).await?.rows_affected > 0)
}

/// Deletes the passkeys of a user.
pub async fn remove_all(conn: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .exec(conn)
        .await
        .map(|_| ())
}
