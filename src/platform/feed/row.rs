//! The table `changes`: the last change of each object of a user, under its number in the user's feed.

use sea_orm::{QueryOrder, entity::prelude::*};
use serde::Serialize;

use super::{ActorKind, Operation};
use crate::types::{
    actor::Actor,
    change_id::ChangeId,
    id::{SessionId, UserId},
    object_kind::ObjectKind,
};

/// The last change of an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "changes")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The user who owns the object.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// Its number in the user's feed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// The kind of the object.
    pub kind: ObjectKind,
    /// The id of the object.
    pub object_id: Uuid,
    /// What was done.
    pub operation: Operation,
    /// The version of the object after the change; none if it is deleted, or has no versions.
    pub version: Option<i32>,
    /// Who made it.
    pub actor: ActorKind,
    /// The name of the API token, import or rule that made it.
    pub actor_name: Option<String>,
    /// When it was made.
    pub at: DateTimeUtc,
    /// The API token that made it, if one did.
    #[serde(skip)]
    pub token_id: Option<SessionId>,
}

impl Model {
    /// The id of the change.
    #[must_use]
    pub const fn id(&self) -> ChangeId {
        ChangeId {
            kind: self.kind,
            object: self.object_id,
            seq: self.seq,
        }
    }
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The actor's changes, in order.
pub(super) fn all_of(actor: &Actor) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .order_by_asc(Column::Seq)
}

/// The last change of an object of the actor.
pub(super) fn last_of(actor: &Actor, kind: ObjectKind, object: Uuid) -> Select<Entity> {
    let of_user = Entity::find().filter(Column::UserId.eq(actor.user_id));
    of_user
        .filter(Column::Kind.eq(kind))
        .filter(Column::ObjectId.eq(object))
}

/// The actor's changes of objects of some kinds after a number.
pub(super) fn after(
    actor: &Actor,
    kinds: impl IntoIterator<Item = ObjectKind>,
    number: i64,
) -> Select<Entity> {
    let of_user = Entity::find().filter(Column::UserId.eq(actor.user_id));
    of_user
        .filter(Column::Kind.is_in(kinds))
        .filter(Column::Seq.gt(number))
}
