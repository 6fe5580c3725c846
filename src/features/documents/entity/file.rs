//! The table `document_files`: the files that the store has or may have.

use sea_orm::{
    FromQueryResult, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, Func},
};

use crate::types::id::UserId;

/// A file. Files with the same content are one file if their owner is the same; files of different owners are never compared.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "document_files")]
pub struct Model {
    /// The file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The owner; none if the account was deleted.
    pub user_id: Option<UserId>,
    /// The key in the store.
    pub store_key: String,
    /// The SHA-256 of the content in hexadecimal.
    pub sha256: String,
    /// The size in bytes.
    pub size: i64,
    /// The state.
    pub state: State,
    /// The time when it was last to be written to the store: until a while later, the store may still receive it.
    pub touched_at: DateTimeUtc,
}

/// The state of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
pub enum State {
    /// Being written to the store; no document names it yet.
    Pending,
    /// In the store.
    Stored,
    /// To be deleted from the store, because no document names it.
    Deleting,
}

/// The size of a user's files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Size {
    /// The sum of the sizes.
    pub bytes: i64,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The files of a user that are in the store or on their way to it.
fn kept_of(user: UserId) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(user))
        .filter(Column::State.ne(State::Deleting))
}

/// The user's file with this content; there is at most one.
pub fn with_content(user: UserId, sha256: &str) -> Select<Entity> {
    kept_of(user).filter(Column::Sha256.eq(sha256))
}

/// One file.
pub fn by_id(id: Uuid) -> Select<Entity> {
    Entity::find_by_id(id)
}

/// The bytes that a user has in the store or on their way to it.
pub async fn bytes_of(conn: &impl ConnectionTrait, user: UserId) -> Result<i64, DbErr> {
    let sum = Func::coalesce([
        Func::sum(Expr::col(Column::Size)).into(),
        Expr::value(0_i64),
    ]);
    let bytes = Func::cast_as(sum, "bigint");
    let size = kept_of(user)
        .select_only()
        .column_as(Expr::from(bytes), "bytes");
    let size = size.into_model::<Size>().one(conn).await?;
    Ok(size.unwrap_or_default().bytes)
}

/// Notes that a file is about to be written to the store again.
pub async fn touch(conn: &impl ConnectionTrait, id: Uuid, now: DateTimeUtc) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::TouchedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await
        .map(drop)
}

/// Marks a file as stored, unless it is to be deleted; returns whether it was.
pub async fn keep(conn: &impl ConnectionTrait, id: Uuid) -> Result<bool, DbErr> {
    let kept = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Stored))
        .filter(Column::Id.eq(id))
        .filter(Column::State.ne(State::Deleting))
        .exec(conn)
        .await?;
    Ok(kept.rows_affected == 1)
}

/// Marks a file as to be deleted.
pub async fn mark_for_deletion(conn: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Deleting))
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await
        .map(drop)
}

/// Marks all files of a user as to be deleted.
pub async fn mark_all_for_deletion(conn: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Deleting))
        .filter(Column::UserId.eq(user))
        .exec(conn)
        .await
        .map(drop)
}

/// Marks as to be deleted the files whose upload ended without a document before this instant, and those without a user.
pub async fn mark_lost_for_deletion(
    conn: &impl ConnectionTrait,
    before: DateTimeUtc,
) -> Result<(), DbErr> {
    let lost = Entity::update_many().col_expr(Column::State, Expr::value(State::Deleting));
    lost.clone()
        .filter(Column::State.eq(State::Pending))
        .filter(Column::TouchedAt.lt(before))
        .exec(conn)
        .await?;
    lost.filter(Column::UserId.is_null())
        .filter(Column::State.ne(State::Deleting))
        .exec(conn)
        .await
        .map(drop)
}

/// Files to be deleted from the store, after this one.
pub fn to_delete(after: Uuid, count: u64) -> Select<Entity> {
    Entity::find()
        .filter(Column::State.eq(State::Deleting))
        .filter(Column::Id.gt(after))
        .order_by_asc(Column::Id)
        .limit(count)
}

/// Deletes the row of a file that is to be deleted and that the store does not have.
pub async fn forget(conn: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    Entity::delete_by_id(id)
        .filter(Column::State.eq(State::Deleting))
        .exec(conn)
        .await
        .map(drop)
}
