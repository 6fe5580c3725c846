//! The table `suspensions`: one row for each suspended account.

use sea_orm::{IntoActiveModel, entity::prelude::*, sea_query::OnConflict};
use serde::Serialize;

use crate::types::id::UserId;

/// The suspension of an account: reason, time and admin.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize)]
#[serde(rename_all = "camelCase")]
#[sea_orm(table_name = "suspensions")]
pub struct Model {
    /// The account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The reason, as the admin typed it; shown to admins and in the data export of the suspended user.
    pub reason: String,
    /// The time of the suspension.
    pub since: DateTimeUtc,
    /// The admin; none for an operator on the command line, or if the admin's account was deleted. Not part of a data export.
    #[serde(skip)]
    pub by_id: Option<UserId>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The suspension of a user.
pub fn of_user(id: UserId) -> Select<Entity> {
    Entity::find_by_id(id)
}

/// The suspensions of these accounts.
pub fn of_users(ids: &[UserId]) -> Select<Entity> {
    Entity::find().filter(Column::UserId.is_in(ids.iter().copied()))
}

/// Inserts a suspension, or replaces its reason.
pub async fn note(conn: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    let again = OnConflict::column(Column::UserId)
        .update_columns([Column::Reason, Column::Since, Column::ById])
        .to_owned();
    Entity::insert(row.into_active_model().reset_all())
        .on_conflict(again)
        .exec_without_returning(conn)
        .await
        .map(|_| ())
}

/// Deletes the suspension.
pub async fn lift(conn: &impl ConnectionTrait, id: UserId) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(conn).await.map(|_| ())
}
