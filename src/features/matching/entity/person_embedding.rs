//! The table `person_embeddings`: vectors of titles and names of skills of users who asked for matches, one for each model.

use sea_orm::{QueryOrder, entity::prelude::*, sea_query::OnConflict};

use crate::types::{actor::Actor, id::UserId};

/// A vector of a user.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person_embeddings")]
pub struct Model {
    /// The user.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The model.
    #[sea_orm(primary_key, auto_increment = false)]
    pub model: String,
    /// The hash of model and text.
    pub text_hash: Vec<u8>,
    /// The numbers, of unit length, little-endian.
    pub vector: Vec<u8>,
    /// When it was made.
    pub embedded_at: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The vectors of the actor, by model.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .order_by_asc(Column::Model)
}

/// Writes a vector, over an earlier one.
pub async fn put(conn: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    let again = OnConflict::columns([Column::UserId, Column::Model])
        .update_columns([Column::TextHash, Column::Vector, Column::EmbeddedAt])
        .to_owned();
    Entity::insert(ActiveModel::from(row))
        .on_conflict(again)
        .exec_without_returning(conn)
        .await
        .map(drop)
}

/// Deletes the vectors of other models than these.
pub async fn drop_others(conn: &impl ConnectionTrait, models: &[&str]) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::Model.is_not_in(models.iter().copied()))
        .exec(conn)
        .await
        .map(drop)
}
