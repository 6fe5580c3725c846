//! The table `identities`: users at providers. The key is the pair of issuer and subject, not the address (OpenID Connect Core, 5.7).

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Serialize;

use super::claims::IdentityClaims;
use crate::types::{
    actor::Actor,
    id::{IdentityId, UserId},
};

/// An identity of a user at a provider.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize)]
#[serde(rename_all = "camelCase")]
#[sea_orm(table_name = "identities")]
pub struct Model {
    /// The identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: IdentityId,
    /// The owner.
    pub user_id: UserId,
    /// The name of the provider in the configuration.
    pub provider: String,
    /// The issuer of the provider.
    pub issuer: String,
    /// The subject: the provider's id of the user.
    pub subject: String,
    /// The last address that the provider sent.
    pub email: Option<String>,
    /// The time when it was linked.
    pub created_at: DateTimeUtc,
    /// The time of the last sign-in with it.
    pub last_used_at: DateTimeUtc,
    /// What the provider said last; none if it was not kept yet.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub claims: Option<IdentityClaims>,
    /// The tokens of the provider, sealed.
    #[serde(skip)]
    pub tokens: Option<Vec<u8>>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The actor's identities, in the order of linking.
pub fn of(actor: &Actor) -> Select<Entity> {
    of_user(actor.user_id)
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
}

/// One identity of the actor.
pub fn one_of(actor: &Actor, id: IdentityId) -> Select<Entity> {
    of(actor).filter(Column::Id.eq(id))
}

/// The identities of a user.
pub fn of_user(user: UserId) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(user))
}

/// The names of the providers of these users.
pub async fn providers(
    conn: &impl ConnectionTrait,
    users: &[UserId],
) -> Result<Vec<(UserId, String)>, DbErr> {
    let theirs = Entity::find().filter(Column::UserId.is_in(users.iter().copied()));
    theirs
        .select_only()
        .columns([Column::UserId, Column::Provider])
        .into_tuple()
        .all(conn)
        .await
}

/// The identity with this issuer and subject; for sign-in.
pub fn by_subject(issuer: &str, subject: &str) -> Select<Entity> {
    Entity::find()
        .filter(Column::Issuer.eq(issuer))
        .filter(Column::Subject.eq(subject))
}

/// Those of these identities that belong to an issuer.
pub fn among(issuer: &str, ids: Vec<IdentityId>) -> Select<Entity> {
    Entity::find()
        .filter(Column::Issuer.eq(issuer))
        .filter(Column::Id.is_in(ids))
}

/// Records a sign-in with it, and updates what the provider sent; values that it did not send are kept.
pub async fn note_use(
    conn: &impl ConnectionTrait,
    id: IdentityId,
    now: DateTimeUtc,
    claims: IdentityClaims,
    tokens: Option<Vec<u8>>,
) -> Result<(), DbErr> {
    let mut used = Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(now))
        .filter(Column::Id.eq(id));
    if let Some(email) = claims.email.clone() {
        used = used.col_expr(Column::Email, Expr::value(email));
    }
    used = used.col_expr(Column::Claims, Expr::value(claims));
    if let Some(tokens) = tokens {
        used = used.col_expr(Column::Tokens, Expr::value(tokens));
    }
    used.exec(conn).await.map(|_| ())
}

/// Deletes one identity.
pub async fn remove(conn: &impl ConnectionTrait, id: IdentityId) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(conn).await.map(|_| ())
}

/// Deletes all identities of a user.
pub async fn remove_all(conn: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .exec(conn)
        .await
        .map(|_| ())
}
