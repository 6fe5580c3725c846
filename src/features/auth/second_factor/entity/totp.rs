//! The table `totp_secrets`: what an account shares with the app that shows its codes, sealed. One that is not confirmed is an
//! enrolment, and counts for nothing.

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
    /// When it was told.
    pub created_at: DateTimeUtc,
    /// When its owner showed the first code of it.
    pub confirmed_at: Option<DateTimeUtc>,
    /// The step of the last code that was used: none is good twice.
    pub last_step: i64,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The secret of a user that is on.
pub fn of(user: UserId) -> Select<Entity> {
    Entity::find_by_id(user).filter(Column::ConfirmedAt.is_not_null())
}

/// Those of these users who have codes on.
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

/// The enrolment of a user that was begun since.
pub fn enrolment_of(user: UserId, since: DateTimeUtc) -> Select<Entity> {
    Entity::find_by_id(user)
        .filter(Column::ConfirmedAt.is_null())
        .filter(Column::CreatedAt.gt(since))
}

/// Begins an enrolment in place of another; says whether, for nothing replaces a secret that is on.
pub async fn enrol(conn: &impl ConnectionTrait, row: Model) -> Result<bool, DbErr> {
    let again = OnConflict::column(Column::UserId)
        .update_columns([Column::Secret, Column::CreatedAt, Column::LastStep])
        .action_and_where(Expr::col((Entity, Column::ConfirmedAt)).is_null())
        .to_owned();
    let begun = Entity::insert(row.into_active_model().reset_all()).on_conflict(again);
    Ok(begun.exec_without_returning(conn).await? > 0)
}

/// Turns the enrolment on that was told at `created_at`, with the step of its first code; says whether it was still there.
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

/// Uses the code of a step up; says whether it was unused. Of several at once, one gets it.
pub async fn use_up(conn: &impl ConnectionTrait, user: UserId, step: i64) -> Result<bool, DbErr> {
    let newer = Entity::update_many()
        .col_expr(Column::LastStep, Expr::value(step))
        .filter(Column::UserId.eq(user))
        .filter(Column::ConfirmedAt.is_not_null())
        .filter(Column::LastStep.lt(step));
    Ok(newer.exec(conn).await?.rows_affected > 0)
}

/// Removes the secret that is on; says whether there was one.
pub async fn remove(conn: &impl ConnectionTrait, user: UserId) -> Result<bool, DbErr> {
    let on = Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .filter(Column::ConfirmedAt.is_not_null());
    Ok(on.exec(conn).await?.rows_affected > 0)
}

/// Removes whatever there is of a user.
pub async fn remove_any(conn: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Removes enrolments that were begun before this instant.
pub async fn forget(conn: &impl ConnectionTrait, before: DateTimeUtc) -> Result<(), DbErr> {
    let stale = Entity::delete_many()
        .filter(Column::ConfirmedAt.is_null())
        .filter(Column::CreatedAt.lt(before));
    stale.exec(conn).await.map(|_| ())
}
