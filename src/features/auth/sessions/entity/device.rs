//! The table `devices`: where an account was signed in before. A client that shows the token of one has a budget of attempts of its own.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Serialize;

use crate::types::id::{DeviceId, UserId};

/// A device.
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
    /// When it was met.
    pub created_at: DateTimeUtc,
    /// When a sign-in last used it.
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

/// Notes a sign-in there.
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

/// Keeps the devices of a user that were used last, so many.
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

/// Forgets every device of a user.
pub async fn forget_all(conn: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Forgets the devices that were not used since.
pub async fn forget(conn: &impl ConnectionTrait, before: DateTimeUtc) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::LastUsedAt.lt(before))
        .exec(conn)
        .await
        .map(|_| ())
}

/// The devices that know a user.
pub fn of_user(user: UserId) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(user))
}
