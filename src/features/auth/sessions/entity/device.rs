//! The table `devices`: devices that have signed in to an account. A client with the token of one has its own rate limit of attempts.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Serialize;

use crate::types::id::{DeviceId, UserId};

/// A remembered device.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "devices")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The device.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DeviceId,
    /// SHA-256 of its token.
    #[serde(skip)]
    pub hash: Vec<u8>,
    /// The owner.
    pub user_id: UserId,
    /// The time of its first sign-in.
    pub created_at: DateTimeUtc,
    /// The time of its last sign-in.
    pub last_used_at: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The device with this token's hash.
pub fn by_hash(hash: Vec<u8>) -> Select<Entity> {
    Entity::find().filter(Column::Hash.eq(hash))
}

/// Records a sign-in.
pub async fn touch(
    conn: &impl ConnectionTrait,
    id: DeviceId,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::LastUsedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Deletes the devices of a user except those used last, up to `count`.
pub async fn keep_last(conn: &impl ConnectionTrait, user: UserId, count: u64) -> Result<(), DbErr> {
    let of_user = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::UserId.eq(user));
    let last = of_user
        .order_by_desc(Column::LastUsedAt)
        .order_by_desc(Column::Id)
        .limit(count);
    let kept: Vec<DeviceId> = last.into_tuple().all(conn).await?;
    let others = Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .filter(Column::Id.is_not_in(kept));
    others.exec(conn).await.map(|_| ())
}

/// Deletes all devices of a user.
pub async fn forget_all(conn: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Deletes devices that were not used since a time.
pub async fn forget(conn: &impl ConnectionTrait, before: DateTimeUtc) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::LastUsedAt.lt(before))
        .exec(conn)
        .await
        .map(|_| ())
}

/// The devices of a user.
pub fn of_user(user: UserId) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(user))
}
