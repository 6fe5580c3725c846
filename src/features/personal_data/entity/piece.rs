//! The table `export_pieces`: an archive in pieces of one size, each sealed by itself.

use sea_orm::{QueryOrder, entity::prelude::*};

use crate::types::id::ExportId;

/// A piece of an archive.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "export_pieces")]
pub struct Model {
    /// The piece.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The archive.
    pub export_id: ExportId,
    /// Its place, from 0.
    pub position: i32,
    /// What it holds, sealed.
    pub sealed: Vec<u8>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// One piece.
pub fn at(export: ExportId, position: i32) -> Select<Entity> {
    Entity::find()
        .filter(Column::ExportId.eq(export))
        .filter(Column::Position.eq(position))
        .order_by_asc(Column::Position)
}

/// Deletes the pieces of an archive: an earlier try left them.
pub async fn forget(conn: &impl ConnectionTrait, export: ExportId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::ExportId.eq(export))
        .exec(conn)
        .await
        .map(|_| ())
}
