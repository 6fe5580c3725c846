//! The table `users`.

use sea_orm::entity::prelude::*;

use crate::types::{
    actor::{Actor, Role},
    email::Email,
    id::UserId,
};

/// An account.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    /// The user.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UserId,
    /// Lower case, unique.
    pub email: String,
    /// How the user wants to be called.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Argon2id, as a PHC string; none for accounts without a password.
    pub password_hash: Option<String>,
    /// When the account was made.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

/// No relations: what belongs to a user points here.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The account of the one who asks.
pub fn of(actor: &Actor) -> Select<Entity> {
    by_id(actor.user_id)
}

/// For signing in.
pub fn by_id(id: UserId) -> Select<Entity> {
    Entity::find_by_id(id)
}

/// For signing in.
pub fn by_email(email: &Email) -> Select<Entity> {
    Entity::find().filter(Column::Email.eq(email.as_str()))
}
