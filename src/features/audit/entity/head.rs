//! The table `audit_head`: one row, the end of the chain. Appending locks it, so that entries have one order.

use sea_orm::{QuerySelect, entity::prelude::*};

/// The end of the chain.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_head")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// The position of the last entry; 0 if there is none.
    pub seq: i64,
    /// Its hash; empty if there is none.
    pub hash: Vec<u8>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The head, locked until the caller's transaction ends.
pub fn locked() -> Select<Entity> {
    current().lock_exclusive()
}

/// The head, without a lock.
pub fn current() -> Select<Entity> {
    Entity::find_by_id(1)
}
