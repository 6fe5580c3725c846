//! The table `audit_origins`: the personal data of the entries. It is erased with the account; the chain keeps a salted hash of it.

use sea_orm::entity::prelude::*;

use crate::types::id::UserId;

/// The origin of an entry.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_origins")]
pub struct Model {
    /// The entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// The user whose address and client these are.
    pub user_id: Option<UserId>,
    /// 32 random bytes, so that the address cannot be found by trying all addresses.
    pub salt: Vec<u8>,
    /// The client's IP address.
    #[sea_orm(column_name = "address")]
    pub ip_address: Option<String>,
    /// The client's `User-Agent`.
    #[sea_orm(column_name = "device")]
    pub user_agent: Option<String>,
    /// The id of the request.
    pub request_id: Option<String>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The origins of these entries that are still kept.
pub fn of_entries(seqs: impl IntoIterator<Item = i64>) -> Select<Entity> {
    Entity::find().filter(Column::Seq.is_in(seqs))
}

/// The origins of a user's entries.
pub fn of(user: UserId) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(user))
}

/// Deletes the origins of a user's entries.
pub async fn forget(conn: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::UserId.eq(user))
        .exec(conn)
        .await
        .map(|_| ())
}
