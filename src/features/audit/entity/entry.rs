//! The table `audit_entries`: append-only.

use sea_orm::{Condition, QueryOrder, QuerySelect, entity::prelude::*};

use crate::types::{actor::Actor, id::UserId};

/// An action, done or refused.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entries")]
pub struct Model {
    /// Its position in the chain, from 1, without gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// The time.
    pub at: DateTimeUtc,
    /// The name of the action.
    pub action: String,
    /// The outcome.
    pub outcome: Outcome,
    /// The user who acted; none for an unknown client and for the system.
    pub actor_id: Option<UserId>,
    /// The account that the action was about.
    pub subject_id: Option<UserId>,
    /// The id of the object that the action was about.
    pub target: Option<String>,
    /// Salted SHA-256 of the origin; see [`super::origin`].
    pub origin_hash: Vec<u8>,
    /// SHA-256 of the hash of the entry before and of all fields above.
    pub hash: Vec<u8>,
}

/// The outcome of an action.
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
    /// It was refused.
    Refused,
}

/// No relations: entries outlive the rows that they are about.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The entries about the actor's account.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::SubjectId.eq(actor.user_id))
}

/// Every entry, for admins.
pub fn all() -> Select<Entity> {
    Entity::find()
}

/// The next entries after a position, in order.
pub fn some_after(seq: i64, count: u64) -> Select<Entity> {
    Entity::find()
        .filter(Column::Seq.gt(seq))
        .order_by_asc(Column::Seq)
        .limit(count)
}

/// The entries by a user and about their account, in order.
pub fn about(user: UserId) -> Select<Entity> {
    let named = Condition::any()
        .add(Column::ActorId.eq(user))
        .add(Column::SubjectId.eq(user));
    Entity::find().filter(named).order_by_asc(Column::Seq)
}
