//! The table `tailoring_contents`: what a tailoring proposes, and what that rests on. Rows are added and never changed, but for
//! the words of a language model, which are added once.

use sea_orm::{ActiveValue::Set, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use writing::{
    refusal::Refusal,
    tailor::{Operation, Reason},
};

use crate::{
    features::writing::{
        letters::entity::grounds::Grounds, models::entity::author::Author as ModelAuthor,
    },
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
    /// Further proposals, with words of a language model; none until there are some.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub worded: Option<Worded>,
}

/// What a language model proposes beside. Stored as JSON; `form` tells readers of later releases how.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(rename_all = "camelCase")]
pub struct Worded {
    /// The form of the JSON.
    pub form: u8,
    /// The proposals. Each changes the same as one of the body, with other words, which the verifier has accepted.
    pub proposals: Vec<Proposal>,
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
    /// The language model that gave the new words; none if they are of the composer, and if there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelAuthor>,
}

impl Model {
    /// All proposals, those of a language model behind the ones that change the same.
    #[must_use]
    pub fn whole(self) -> Body {
        let mut body = self.body;
        for proposal in self.worded.unwrap_or_default().proposals {
            let is_same = |other: &Proposal| {
                (&other.place, &other.base_hash) == (&proposal.place, &proposal.base_hash)
            };
            let last = body.proposals.iter().rposition(is_same);
            let at = last.map_or(body.proposals.len(), |last| last + 1);
            body.proposals.insert(at, proposal);
        }
        body
    }
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

/// Adds the words of a language model.
pub async fn add_worded(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    id: TailoringId,
    worded: Worded,
) -> Result<(), DbErr> {
    let added = ActiveModel {
        worded: Set(Some(worded)),
        ..Default::default()
    };
    Entity::update_many()
        .set(added)
        .filter(Column::TailoringId.eq(id))
        .filter(Column::UserId.eq(actor.user_id))
        .exec(conn)
        .await
        .map(drop)
}
