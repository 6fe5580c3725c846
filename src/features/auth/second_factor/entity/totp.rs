//! The table `totp_secrets`: the secrets shared with authenticator apps, sealed. One that is not confirmed is a pending enrolment without
//! effect.

use sea_orm::{
    ExprTrait, IntoActiveModel, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, OnConflict},
};

use crate::types::id::UserId;

/// A shared secret.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "totp_secrets")]
pub struct Model {
    /// The owner.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The secret, sealed.
    pub secret: Vec<u8>,
    /// The time when it was generated.
    pub created_at: DateTimeUtc,
    /// The time when its owner entered the first code.
    pub confirmed_at: Option<DateTimeUtc>,
    /// The time step of the last code that was used; no code is accepted twice.
    pub last_step: i64,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The enabled secret of a user.
pub fn of(user: UserId) -> Select<Entity> {
    Entity::find_by_id(user).filter(Column::ConfirmedAt.is_not_null())
}

/// Those of these users that have one-time codes enabled.
pub async fn owners(conn: &impl ConnectionTrait, users: &[UserId]) -> Result<Vec<UserId>, DbErr> {
    let on = Entity::find()
        .filter(Column::UserId.is_in(users.iter().copied()))
        .filter(Column::ConfirmedAt.is_not_null());
    on.select_only()
        .column(Column::UserId)
        .into_tuple()
        .all(conn)
        .await
}

/// The pending enrolment of a user since a time.
pub fn enrolment_of(user: UserId, since: DateTimeUtc) -> Select<Entity> {
    Entity::find_by_id(user)
        .filter(Column::ConfirmedAt.is_null())
        .filter(Column::CreatedAt.gt(since))
}

/// Inserts or replaces an enrolment; returns `false` if a secret is enabled, which is never replaced.
pub async fn enrol(conn: &impl ConnectionTrait, row: Model) -> Result<bool, DbErr> {
    let again = OnConflict::column(Column::UserId)
        .update_columns([Column::Secret, Column::CreatedAt, Column::LastStep])
        .action_and_where(Expr::col((Entity, Column::ConfirmedAt)).is_null())
        .to_owned();
    let begun = Entity::insert(row.into_active_model().reset_all()).on_conflict(again);
    Ok(begun.exec_without_returning(conn).await? > 0)
}

/// Enables the enrolment that was generated at `created_at`, with the time step of its first code; returns `false` if it no longer exists.
pub async fn confirm(
    conn: &impl ConnectionTrait,
    enrolment: &Model,
    step: i64,
    now: DateTimeUtc,
) -> Result<bool, DbErr> {
    let on = Entity::update_many()
        .col_expr(Column::ConfirmedAt, Expr::value(now))
        .col_expr(Column::LastStep, Expr::value(step))
        .filter(Column::UserId.eq(enrolment.user_id))
        .filter(Column::CreatedAt.eq(enrolment.created_at))
        .filter(Column::ConfirmedAt.is_null());
    Ok(on.exec(conn).await?.rows_affected > 0)
}

/// Uses up the code of a time step; returns `false` if it was used. Of concurrent calls, one succeeds.
pub async fn use_up(conn: &impl ConnectionTrait, user: UserId, step: i64) -> Result<bool, DbErr> {
    let newer = Entity::update_many()
        .col_expr(Column::LastStep, Expr::value(step))
        .filter(Column::UserId.eq(user))
        .filter(Column::ConfirmedAt.is_not_null())
        .filter(Column::LastStep.lt(step));
    Ok(newer.exec(conn).await?.rows_affected > 0)
}

/// Deletes the enabled secret; returns `false` if there was none.
pub async fn remove(conn: &impl ConnectionTrait, user: UserId) -> Result<bool, DbErr> {
    let on = Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .filter(Column::ConfirmedAt.is_not_null());
    Ok(on.exec(conn).await?.rows_affected > 0)
}

/// Deletes the secret or enrolment of a user.
pub async fn remove_any(conn: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Deletes enrolments that were started before this time.
pub async fn forget(conn: &impl ConnectionTrait, before: DateTimeUtc) -> Result<(), DbErr> {
    let stale = Entity::delete_many()
        .filter(Column::ConfirmedAt.is_null())
        .filter(Column::CreatedAt.lt(before));
    stale.exec(conn).await.map(|_| ())
}
