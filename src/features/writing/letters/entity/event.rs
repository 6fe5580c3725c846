//! The table `letter_events`: what happened while a letter was written, in order. Only the events of the last attempt are kept, and only for
//! some time.

use sea_orm::{FromJsonQueryResult, QueryOrder, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{
    content::WrittenSentence,
    letter::{Reason, RefusedSentence},
};
use crate::types::{
    actor::Actor,
    id::{LetterId, UserId},
};

/// An event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "letter_events")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The letter.
    #[sea_orm(primary_key, auto_increment = false)]
    pub letter_id: LetterId,
    /// Its number, from 1; numbers increase and are not used again.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i32,
    /// The owner.
    pub user_id: UserId,
    /// What happened.
    #[sea_orm(column_type = "JsonBinary")]
    pub body: Body,
    /// When.
    pub created_at: DateTimeUtc,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(tag = "kind", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Body {
    /// The writing began, from nothing.
    Started {
        /// Which attempt it is, from 1.
        attempt: i32,
    },
    /// Facts were chosen.
    Evidence,
    /// A sentence was accepted.
    Accepted {
        /// Its position, from 0.
        index: i32,
        /// The sentence.
        sentence: WrittenSentence,
    },
    /// A proposed sentence was refused.
    Refused(RefusedSentence),
    /// The letter is written.
    Completed,
    /// There will be no text.
    Failed {
        /// The reason.
        reason: Reason,
    },
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Body {
    /// True if nothing comes after it.
    #[must_use]
    pub const fn is_last(&self) -> bool {
        matches!(self, Self::Completed | Self::Failed { .. })
    }
}

/// The events of a letter of the actor after a number, in order.
pub fn of_after(actor: &Actor, letter: LetterId, after: i32) -> Select<Entity> {
    Entity::find()
        .filter(Column::LetterId.eq(letter))
        .filter(Column::UserId.eq(actor.user_id))
        .filter(Column::Seq.gt(after))
        .order_by_asc(Column::Seq)
}

/// The events of all letters of the actor.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .order_by_asc(Column::LetterId)
        .order_by_asc(Column::Seq)
}

/// Deletes the events of a letter.
pub async fn forget(conn: &impl ConnectionTrait, letter: LetterId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::LetterId.eq(letter))
        .exec(conn)
        .await
        .map(drop)
}

/// Deletes events from before an instant, some at a time; returns their number.
pub async fn sweep(
    conn: &impl ConnectionTrait,
    before: DateTimeUtc,
    at_most: u64,
) -> Result<u64, DbErr> {
    let old: Vec<Model> = Entity::find()
        .filter(Column::CreatedAt.lt(before))
        .order_by_asc(Column::CreatedAt)
        .limit(at_most)
        .all(conn)
        .await?;
    let mut letters: Vec<LetterId> = old.into_iter().map(|row| row.letter_id).collect();
    letters.dedup();
    if letters.is_empty() {
        return Ok(0);
    }
    let deleted = Entity::delete_many()
        .filter(Column::LetterId.is_in(letters))
        .filter(Column::CreatedAt.lt(before))
        .exec(conn)
        .await?;
    Ok(deleted.rows_affected)
}
