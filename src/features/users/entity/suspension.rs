//! The table `suspensions`: why an account is shut. A row is there as long as the account is.

use sea_orm::{IntoActiveModel, entity::prelude::*, sea_query::OnConflict};
use serde::Serialize;

use crate::types::id::UserId;

/// Why an account is shut, since when and by whom.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize)]
#[serde(rename_all = "camelCase")]
#[sea_orm(table_name = "suspensions")]
pub struct Model {
    /// The account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// In the words of whoever shut it; for admins, and in an archive for whom it is about.
    pub reason: String,
    /// Since when.
    pub since: DateTimeUtc,
    /// The admin; none for whoever has the machine, and when the admin's account is gone. In no archive.
    #[serde(skip)]
    pub by_id: Option<UserId>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Why the account of a user is shut, if it is.
pub fn of_user(id: UserId) -> Select<Entity> {
    Entity::find_by_id(id)
}

/// Why these accounts are shut.
pub fn of_users(ids: &[UserId]) -> Select<Entity> {
    Entity::find().filter(Column::UserId.is_in(ids.iter().copied()))
}

/// Notes a suspension; a later reason takes the place of the first.
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

/// Forgets it.
pub async fn lift(conn: &impl ConnectionTrait, id: UserId) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(conn).await.map(|_| ())
}
