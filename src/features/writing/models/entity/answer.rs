//! The table `ai_answers`: the sentences of models that the verifier has accepted, sealed, for the same request of the same user again.

use sea_orm::{ActiveValue::Set, entity::prelude::*, sea_query::OnConflict};

use crate::types::{actor::Actor, id::UserId};

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ai_answers")]
pub struct Model {
    /// An id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The owner.
    pub user_id: UserId,
    /// The hash of all that the answer depends on.
    pub cache_key: String,
    /// The sentences, sealed.
    pub answer: Option<Vec<u8>>,
    /// When it was given.
    pub created_at: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The answers of the actor.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(actor.user_id))
}

/// The answers of the actor with one of these keys, given after an instant.
pub fn recent(actor: &Actor, keys: &[String], after: DateTimeUtc) -> Select<Entity> {
    of(actor)
        .filter(Column::CacheKey.is_in(keys))
        .filter(Column::CreatedAt.gt(after))
}

/// Writes an answer in place of an earlier one with its key.
pub async fn put(conn: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    let again = OnConflict::columns([Column::UserId, Column::CacheKey])
        .update_columns([Column::Id, Column::Answer, Column::CreatedAt])
        .to_owned();
    let row = ActiveModel {
        id: Set(row.id),
        user_id: Set(row.user_id),
        cache_key: Set(row.cache_key),
        answer: Set(row.answer),
        created_at: Set(row.created_at),
    };
    Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(conn)
        .await
        .map(drop)
}

/// Deletes the answers of the actor.
pub async fn forget(conn: &impl ConnectionTrait, actor: &Actor) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(actor.user_id))
        .exec(conn)
        .await
        .map(drop)
}

/// Deletes answers from before an instant.
pub async fn forget_before(conn: &impl ConnectionTrait, before: DateTimeUtc) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::CreatedAt.lt(before))
        .exec(conn)
        .await
        .map(drop)
}
