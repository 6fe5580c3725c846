//! The table `audit_entries`: appended to, never changed.

use sea_orm::{Condition, QueryOrder, QuerySelect, entity::prelude::*};

use crate::types::{actor::Actor, id::UserId};

/// One thing that was done, or refused.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entries")]
pub struct Model {
    /// Its place in the chain, from 1 without gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// When.
    pub at: DateTimeUtc,
    /// What; a stable name.
    pub action: String,
    /// Whether it was done.
    pub outcome: Outcome,
    /// Who did it; none for somebody unknown and for the system.
    pub actor_id: Option<UserId>,
    /// Whose account it was about.
    pub subject_id: Option<UserId>,
    /// The id of the thing it was about.
    pub target: Option<String>,
    /// Salted SHA-256 of where it came from; see [`super::origin`].
    pub origin_hash: Vec<u8>,
    /// SHA-256 of the entry before and of all the above.
    pub hash: Vec<u8>,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, async_graphql::Enum)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "AuditOutcome")]
pub enum Outcome {
    /// It happened.
    Done,
    /// It was asked for, and not done.
    Refused,
}

/// No relations: entries outlive what they tell of.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What was done to the account of the actor.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::SubjectId.eq(actor.user_id))
}

/// Every entry, for those who may look through them.
pub fn all() -> Select<Entity> {
    Entity::find()
}

/// Some entries behind a place, in the order of the chain.
pub fn some_after(seq: i64, count: u64) -> Select<Entity> {
    Entity::find()
        .filter(Column::Seq.gt(seq))
        .order_by_asc(Column::Seq)
        .limit(count)
}

/// What somebody did, and what was done to their account, in order.
pub fn about(user: UserId) -> Select<Entity> {
    let named = Condition::any()
        .add(Column::ActorId.eq(user))
        .add(Column::SubjectId.eq(user));
    Entity::find().filter(named).order_by_asc(Column::Seq)
}
