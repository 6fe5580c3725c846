//! The table `removed_people`: keyed hashes by which an import recognises people whom a user has removed. They hold no data of theirs.

use sea_orm::{ActiveValue::Set, QuerySelect, entity::prelude::*, sea_query::OnConflict};

use crate::types::{id::UserId, rows};

/// Hashes that one statement names.
const BATCH: usize = 5_000;

/// A removed person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "removed_people")]
pub struct Model {
    /// The user who removed the person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The keyed hash of what the person is recognised by.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: Vec<u8>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// All hashes of a user.
pub async fn of(conn: &impl ConnectionTrait, user: UserId) -> Result<Vec<Vec<u8>>, DbErr> {
    let hashes = Entity::find()
        .filter(Column::UserId.eq(user))
        .select_only()
        .column(Column::Hash);
    hashes.into_tuple().all(conn).await
}

/// Remembers hashes.
pub async fn add(
    conn: &impl ConnectionTrait,
    user: UserId,
    hashes: Vec<Vec<u8>>,
) -> Result<(), DbErr> {
    let rows = hashes.into_iter().map(|hash| ActiveModel {
        user_id: Set(user),
        hash: Set(hash),
    });
    let once = OnConflict::columns([Column::UserId, Column::Hash])
        .do_nothing()
        .to_owned();
    rows::insert_or::<Entity>(conn, rows, once).await
}

/// Forgets some hashes.
pub async fn forget(
    conn: &impl ConnectionTrait,
    user: UserId,
    hashes: Vec<Vec<u8>>,
) -> Result<(), DbErr> {
    for hashes in hashes.chunks(BATCH) {
        let of_user = Entity::delete_many().filter(Column::UserId.eq(user));
        let these = hashes.iter().map(Vec::as_slice);
        of_user.filter(Column::Hash.is_in(these)).exec(conn).await?;
    }
    Ok(())
}

/// Forgets all hashes of a user.
pub async fn forget_all(conn: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .exec(conn)
        .await
        .map(drop)
}
