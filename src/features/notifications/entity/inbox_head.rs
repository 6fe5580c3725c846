//! The table `inbox_heads`: the last sequence number of each inbox. Its row is locked until the commit, so the numbers of an inbox become
//! visible in order and without gaps: a reader that has seen n cannot miss a smaller one.

use sea_orm::{QuerySelect, entity::prelude::*};

use crate::types::{actor::Actor, id::UserId};

/// The last sequence number of an inbox.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "inbox_heads")]
pub struct Model {
    /// The owner.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The last number assigned.
    pub last_seq: i64,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The last number of the actor's inbox.
pub async fn last_of(conn: &impl ConnectionTrait, actor: &Actor) -> Result<i64, DbErr> {
    let head = Entity::find_by_id(actor.user_id)
        .select_only()
        .column(Column::LastSeq);
    Ok(head.into_tuple::<i64>().one(conn).await?.unwrap_or(0))
}
