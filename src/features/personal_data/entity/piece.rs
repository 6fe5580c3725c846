//! The table `export_pieces`: the file of an export in pieces of fixed size, each sealed separately.

use sea_orm::{QueryOrder, entity::prelude::*};

use crate::types::id::ExportId;

/// A piece of an export.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "export_pieces")]
pub struct Model {
    /// The piece.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The export.
    pub export_id: ExportId,
    /// Its position, from 0.
    pub position: i32,
    /// The sealed bytes.
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

/// Deletes the pieces of an export that an earlier attempt wrote.
pub async fn forget(conn: &impl ConnectionTrait, export: ExportId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::ExportId.eq(export))
        .exec(conn)
        .await
        .map(|_| ())
}
