//! The table `letter_revisions`. Rows are added and never changed.

use std::collections::BTreeMap;

use async_graphql::Enum;
use sea_orm::{Condition, QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::content::Content;
use crate::types::{
    actor::Actor,
    id::{LetterId, UserId},
};

/// A revision of a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "letter_revisions")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The letter.
    #[sea_orm(primary_key, auto_increment = false)]
    pub letter_id: LetterId,
    /// Its number, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// The owner.
    pub user_id: UserId,
    /// What it says.
    #[sea_orm(column_type = "JsonBinary")]
    pub content: Content,
    /// How it came about.
    pub reason: Reason,
    /// The time of creation.
    pub created_at: DateTimeUtc,
}

/// How a revision came about.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Enum,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "LetterRevisionReason")]
pub enum Reason {
    /// Written by the server.
    Written,
    /// A sentence was written anew by the server.
    Regenerated,
    /// Edited by the user.
    Edited,
    /// An earlier revision again.
    Restored,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The revisions of all letters of the actor, in order.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .order_by_asc(Column::LetterId)
        .order_by_asc(Column::Number)
}

/// These revisions of the actor, by letter and number: at least one.
pub fn some(actor: &Actor, keys: &[(LetterId, i32)]) -> Select<Entity> {
    let mut numbers: BTreeMap<LetterId, Vec<i32>> = BTreeMap::new();
    for (letter, number) in keys {
        numbers.entry(*letter).or_default().push(*number);
    }
    let any = numbers.into_iter().map(|(letter, numbers)| {
        Condition::all()
            .add(Column::LetterId.eq(letter))
            .add(Column::Number.is_in(numbers))
    });
    of(actor).filter(any.fold(Condition::any(), Condition::add))
}
