//! The table `settings`: one row for each that differs from the configuration.

use sea_orm::{IntoActiveModel, entity::prelude::*, sea_query::OnConflict};

use crate::types::id::UserId;

/// One setting.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "settings")]
pub struct Model {
    /// Its name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// What it is set to.
    #[sea_orm(column_type = "JsonBinary")]
    pub value: Json,
    /// When.
    pub changed_at: DateTimeUtc,
    /// By whom, while their account is there.
    pub changed_by: Option<UserId>,
}

/// No relations are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The setting with this name.
pub fn by_name(name: &str) -> Select<Entity> {
    Entity::find_by_id(name.to_owned())
}

/// Sets it.
pub async fn put(conn: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    let again = OnConflict::column(Column::Name).update_columns([Column::Value, Column::ChangedAt, Column::ChangedBy]).to_owned();
    Entity::insert(row.into_active_model().reset_all()).on_conflict(again).exec_without_returning(conn).await.map(|_| ())
}

/// Leaves it to the configuration.
pub async fn remove(conn: &impl ConnectionTrait, name: &str) -> Result<(), DbErr> {
    Entity::delete_by_id(name.to_owned()).exec(conn).await.map(|_| ())
}
