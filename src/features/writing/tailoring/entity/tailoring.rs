//! The table `tailorings`.

use async_graphql::Enum;
use sea_orm::{
    ActiveValue::Set, ExprTrait, FromJsonQueryResult, QueryOrder, QuerySelect, entity::prelude::*,
    sea_query::Expr,
};
use serde::{Deserialize, Serialize};

use crate::{
    features::writing::{entity::stored_words, models::entity::author::Instead},
    types::{
        actor::Actor,
        id::{PostingId, ProposalId, ResumeId, TailoringId, UserId},
    },
};

/// A set of proposals for a résumé and a posting. What it proposes is in its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "tailorings")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The tailoring.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TailoringId,
    /// The owner.
    pub user_id: UserId,
    /// The résumé.
    pub resume_id: ResumeId,
    /// The posting; none if that was deleted.
    pub posting_id: Option<PostingId>,
    /// The title of the posting when the proposals were made.
    pub posting_title: String,
    /// The name of the company then.
    pub company_name: String,
    /// The number of the revision that was the newest then.
    pub revision: i32,
    /// What the person decided.
    #[sea_orm(column_type = "JsonBinary")]
    pub decisions: Decisions,
    /// Whether a language model was asked for words.
    #[serde(default = "none")]
    pub wording: Wording,
    /// Why it gave none; none if it gave some, or was not asked.
    #[serde(default)]
    pub wording_reason: Option<Instead>,
    /// How often the asking began.
    #[serde(skip)]
    pub wording_attempt: i32,
    /// Incremented by every change.
    pub version: i32,
    /// The time of creation.
    pub created_at: DateTimeUtc,
    /// The time of the last change.
    pub updated_at: DateTimeUtc,
}

stored_words! {
    /// Whether a language model words proposals of a tailoring.
    Wording("TailoringWording") {
        /// None was asked: none is set up, the user has not switched them on, or no proposal has new words.
        None,
        /// One is asked in the background.
        Asked,
        /// Proposals with its words were added.
        Done,
        /// It was asked, and there are no words of it.
        Failed,
    }
}

/// What rows say that were stored as results before models were asked.
const fn none() -> Wording {
    Wording::None
}

/// The decisions about proposals, each proposal at most once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Decisions(pub Vec<Decision>);

/// What the person decided about a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// The proposal.
    pub proposal: ProposalId,
    /// What was decided.
    pub kind: DecisionKind,
    /// The revision of the résumé that has it; none if it was rejected.
    pub revision: Option<i32>,
    /// When.
    pub decided_at: DateTimeUtc,
}

/// A decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DecisionKind {
    /// It is in the résumé.
    Accepted,
    /// It is not wanted.
    Rejected,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What was decided about a proposal; none if nothing was.
    #[must_use]
    pub fn decision(&self, proposal: ProposalId) -> Option<&Decision> {
        let mut all = self.decisions.0.iter();
        all.find(|decision| decision.proposal == proposal)
    }
}

/// The actor's tailorings.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(actor.user_id))
}

/// One tailoring of the actor.
pub fn of_by_id(actor: &Actor, id: TailoringId) -> Select<Entity> {
    of(actor).filter(Column::Id.eq(id))
}

/// The actor's tailorings of these résumés, newest first.
pub fn of_resumes(actor: &Actor, resumes: &[ResumeId]) -> Select<Entity> {
    of(actor)
        .filter(Column::ResumeId.is_in(resumes.iter().copied()))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
}

/// The ids of the actor's tailorings of a résumé.
pub async fn ids_of_resume(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    resume: ResumeId,
) -> Result<Vec<TailoringId>, DbErr> {
    of_resumes(actor, &[resume])
        .select_only()
        .column(Column::Id)
        .into_tuple()
        .all(conn)
        .await
}

/// Writes the row as the next version, if it is still at the version that was read, and returns it; `None` if the version has changed.
pub async fn update_if(
    conn: &impl ConnectionTrait,
    change: ActiveModel,
    read: &Model,
) -> Result<Option<Model>, DbErr> {
    let next = ActiveModel {
        version: Set(read.version.saturating_add(1)),
        ..change
    };
    let written = Entity::update_many()
        .set(next)
        .filter(Column::Id.eq(read.id))
        .filter(Column::Version.eq(read.version))
        .exec_with_returning(conn)
        .await?;
    Ok(written.into_iter().next())
}

/// A tailoring whose words a model is asked for in this attempt.
pub fn being_worded(id: TailoringId, attempt: i32) -> Select<Entity> {
    Entity::find_by_id(id)
        .filter(Column::Wording.eq(Wording::Asked))
        .filter(Column::WordingAttempt.eq(attempt))
}

/// Begins the next attempt to ask for words; none if none is asked for.
pub async fn begin_wording(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    id: TailoringId,
) -> Result<Option<Model>, DbErr> {
    let next = Expr::col(Column::WordingAttempt).add(1);
    let written = Entity::update_many()
        .col_expr(Column::WordingAttempt, next)
        .filter(Column::Id.eq(id))
        .filter(Column::UserId.eq(actor.user_id))
        .filter(Column::Wording.eq(Wording::Asked))
        .exec_with_returning(conn)
        .await?;
    Ok(written.into_iter().next())
}

/// Deletes a tailoring of the actor, and what it proposes with it.
pub async fn delete(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    id: TailoringId,
) -> Result<(), DbErr> {
    Entity::delete_by_id(id)
        .filter(Column::UserId.eq(actor.user_id))
        .exec(conn)
        .await
        .map(drop)
}
