//! The table `audit_origins`: what is personal in an entry. It goes when the person goes; the chain keeps its salted hash.

use sea_orm::entity::prelude::*;

use crate::types::id::UserId;

/// Where an entry came from.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_origins")]
pub struct Model {
    /// The entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// Whose address and device these are.
    pub user_id: Option<UserId>,
    /// 32 random bytes, so that nobody finds the address again by trying all of them.
    pub salt: Vec<u8>,
    /// The client's address.
    #[sea_orm(column_name = "address")]
    pub ip_address: Option<String>,
    /// How the client calls itself.
    #[sea_orm(column_name = "device")]
    pub user_agent: Option<String>,
    /// The request's id.
    pub request_id: Option<String>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The origins of these entries, where they are still kept.
pub fn of_entries(seqs: impl IntoIterator<Item = i64>) -> Select<Entity> {
    Entity::find().filter(Column::Seq.is_in(seqs))
}

/// Where somebody's entries came from.
pub fn of(user: UserId) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(user))
}

/// Forgets where somebody's entries came from.
pub async fn forget(conn: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .exec(conn)
        .await
        .map(|_| ())
}
