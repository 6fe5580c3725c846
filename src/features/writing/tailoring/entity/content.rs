//! The table `tailoring_contents`: what a tailoring proposes, and what that rests on. Rows are added and never changed.

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use writing::{
    refusal::Refusal,
    tailor::{Operation, Reason},
};

use crate::{
    features::writing::letters::entity::grounds::Grounds,
    types::{
        actor::Actor,
        id::{ProposalId, TailoringId, UserId},
    },
};

/// The form in which new rows are stored.
pub const FORM: u8 = 1;

/// The content of a tailoring.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "tailoring_contents")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The tailoring.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tailoring_id: TailoringId,
    /// The owner.
    pub user_id: UserId,
    /// The proposals.
    #[sea_orm(column_type = "JsonBinary")]
    pub body: Body,
}

/// What is proposed. Stored as JSON; `form` tells readers of later releases how.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(rename_all = "camelCase")]
pub struct Body {
    /// The form of the JSON.
    pub form: u8,
    /// The proposals, in the order of the résumé.
    pub proposals: Vec<Proposal>,
    /// The facts that new words cite, and what the posting asks for.
    pub grounds: Grounds,
}

/// A proposed change of a résumé.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Proposal {
    /// The proposal.
    pub id: ProposalId,
    /// The change.
    pub operation: Operation,
    /// The hash of what it changes, as it was.
    pub base_hash: String,
    /// Why.
    pub reason: Reason,
    /// The ids of the requirements that it is about.
    pub requirements: Vec<String>,
    /// The ids of the facts that new words rest on.
    pub facts: Vec<String>,
    /// What the verifier noted about new words, which it has accepted.
    pub warnings: Vec<Refusal>,
    /// The place in the revision that was the newest.
    pub place: String,
    /// What was there, a line for each element.
    pub before: Vec<String>,
    /// What is to be there.
    pub after: Vec<String>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The contents of all tailorings of the actor.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(actor.user_id))
}

/// The contents of these tailorings of the actor.
pub fn of_tailorings(actor: &Actor, ids: &[TailoringId]) -> Select<Entity> {
    of(actor).filter(Column::TailoringId.is_in(ids.iter().copied()))
}
