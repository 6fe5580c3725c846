//! The table `recovery_codes`: hashes of recovery codes, which replace a lost second factor. A used code is deleted.

use sea_orm::entity::prelude::*;

use crate::types::{id::UserId, rows};

/// A code.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery_codes")]
pub struct Model {
    /// SHA-256 of the user id and the code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: Vec<u8>,
    /// The owner.
    pub user_id: UserId,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The unused codes of a user.
pub fn of(user: UserId) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(user))
}

/// Replaces the codes of a user.
pub async fn replace(
    conn: &impl ConnectionTrait,
    user: UserId,
    hashes: Vec<Vec<u8>>,
) -> Result<(), DbErr> {
    remove_all(conn, user).await?;
    let rows = hashes.into_iter().map(|hash| Model {
        hash,
        user_id: user,
    });
    rows::insert::<Entity>(conn, rows).await
}

/// Uses a code up; returns `false` if it did not exist. Of concurrent calls, one succeeds.
pub async fn use_up(
    conn: &impl ConnectionTrait,
    user: UserId,
    hash: Vec<u8>,
) -> Result<bool, DbErr> {
    let one = Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .filter(Column::Hash.eq(hash));
    Ok(one.exec(conn).await?.rows_affected > 0)
}

/// Deletes the codes of a user.
pub async fn remove_all(conn: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .exec(conn)
        .await
        .map(|_| ())
}
