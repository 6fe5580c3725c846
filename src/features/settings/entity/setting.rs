//! The table `settings`: one row for each setting that was ever changed. The value null means the default of the configuration.

use sea_orm::{
    ExprTrait, IntoActiveModel,
    entity::prelude::*,
    sea_query::{Expr, OnConflict},
};

use crate::types::id::UserId;

/// A setting.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "settings")]
pub struct Model {
    /// Its name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// Its value; null for the default of the configuration.
    #[sea_orm(column_type = "JsonBinary")]
    pub value: Json,
    /// The time of the last change.
    pub changed_at: DateTimeUtc,
    /// The admin who changed it, while their account exists.
    pub changed_by: Option<UserId>,
    /// Incremented by every change.
    pub version: i32,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The setting with this name.
pub fn by_name(name: &str) -> Select<Entity> {
    Entity::find_by_id(name.to_owned())
}

/// Writes the row if the stored version is the one before; returns `false` otherwise.
pub async fn put(conn: &impl ConnectionTrait, row: Model) -> Result<bool, DbErr> {
    let before = row.version.saturating_sub(1);
    let again = OnConflict::column(Column::Name)
        .update_columns([
            Column::Value,
            Column::ChangedAt,
            Column::ChangedBy,
            Column::Version,
        ])
        .action_and_where(Expr::col((Entity, Column::Version)).eq(before))
        .to_owned();
    let put = Entity::insert(row.into_active_model().reset_all()).on_conflict(again);
    Ok(put.exec_without_returning(conn).await? > 0)
}
