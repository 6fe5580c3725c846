//! The table `removal_keys`: for each user the sealed key of the hashes in `removed_people`.

use sea_orm::{ActiveValue::Set, entity::prelude::*};

use crate::types::id::UserId;

/// A key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "removal_keys")]
pub struct Model {
    /// The user.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The sealed key.
    pub sealed: Vec<u8>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The key of a user.
pub fn of(user: UserId) -> Select<Entity> {
    Entity::find_by_id(user)
}

/// Stores the key of a user who has none.
pub async fn insert(
    conn: &impl ConnectionTrait,
    user: UserId,
    sealed: Vec<u8>,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        user_id: Set(user),
        sealed: Set(sealed),
    };
    Entity::insert(row)
        .exec_without_returning(conn)
        .await
        .map(drop)
}
