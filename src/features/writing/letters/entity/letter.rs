//! The table `letters`.

use async_graphql::Enum;
use sea_orm::{
    ActiveValue::Set, ExprTrait, FromJsonQueryResult, QuerySelect, entity::prelude::*,
    sea_query::Expr,
};
use serde::{Deserialize, Serialize};
use writing::{refusal::Rule, sentence::Paragraph};

use super::author::Author;
use crate::{
    features::writing::entity::{layout::Language, stored_words},
    types::{
        actor::Actor,
        id::{LetterId, PostingId, UserId},
    },
};

/// A letter. What it says is in its revisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "letters")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The letter.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LetterId,
    /// The owner.
    pub user_id: UserId,
    /// The posting that it is for; none if that was deleted.
    pub posting_id: Option<PostingId>,
    /// The title of the posting when the letter was asked for.
    pub posting_title: String,
    /// The name of the company then.
    pub company_name: String,
    /// Whom it greets; may be empty.
    pub recipient: String,
    /// The language.
    pub language: Language,
    /// The tone.
    pub tone: Tone,
    /// The length.
    pub length: Length,
    /// Chooses among phrases.
    pub seed: i64,
    /// The state.
    pub state: State,
    /// Why there is no text; none if there is one, or it is being written.
    pub reason: Option<Reason>,
    /// The proposed sentences that were refused.
    #[sea_orm(column_type = "JsonBinary")]
    pub refused: RefusedSentences,
    /// Who wrote it; none if there is no text, and for letters from before language models.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub author: Option<Author>,
    /// How often the writing has begun.
    pub attempt: i32,
    /// The number of its last event.
    pub last_seq: i32,
    /// The number of the newest revision, from 1; 0 if there is none.
    pub revision: i32,
    /// Incremented by every change.
    pub version: i32,
    /// When it was archived; none if it is not.
    pub archived_at: Option<DateTimeUtc>,
    /// The time of creation.
    pub created_at: DateTimeUtc,
    /// The time of the last change.
    pub updated_at: DateTimeUtc,
}

stored_words! {
    /// The state of a letter.
    State("LetterState") {
        /// It is being written in the background.
        Writing,
        /// It was written.
        Completed,
        /// The profile shows too little of what the posting asks for.
        Refused,
        /// It could not be written; `reason` says why.
        Failed,
        /// The user stopped the writing.
        Cancelled,
    }
    /// Why a letter has no text.
    Reason("LetterReason") {
        /// Facts of the profile show fewer than two things that the posting asks for.
        InsufficientEvidence,
        /// The posting was deleted or hidden before the letter was written.
        PostingGone,
        /// No proposed sentence about the person passed the verifier.
        NothingAccepted,
        /// The writing was interrupted too often.
        Interrupted,
        /// The user stopped it.
        Cancelled,
    }
    /// The tone of a letter.
    Tone("LetterTone") {
        /// Factual.
        Plain,
        /// Friendly.
        Warm,
        /// As in an official letter.
        Formal,
    }
    /// The length of a letter.
    Length("LetterLength") {
        /// About 80 words.
        Short,
        /// About 130 words.
        Medium,
        /// About 200 words.
        Long,
    }
}

/// The proposed sentences that were refused, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct RefusedSentences(pub Vec<RefusedSentence>);

/// A proposed sentence that was refused. Its text is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedSentence {
    /// The position that it would have had, from 0.
    pub index: i32,
    /// Its paragraph.
    pub paragraph: Paragraph,
    /// The rules that it broke, the gravest first.
    pub rules: Vec<Rule>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Tone> for writing::compose::Tone {
    fn from(tone: Tone) -> Self {
        match tone {
            Tone::Plain => Self::Plain,
            Tone::Warm => Self::Warm,
            Tone::Formal => Self::Formal,
        }
    }
}

impl From<Length> for writing::compose::Length {
    fn from(length: Length) -> Self {
        match length {
            Length::Short => Self::Short,
            Length::Medium => Self::Medium,
            Length::Long => Self::Long,
        }
    }
}

/// The actor's letters.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(actor.user_id))
}

/// One letter of the actor.
pub fn of_by_id(actor: &Actor, id: LetterId) -> Select<Entity> {
    of(actor).filter(Column::Id.eq(id))
}

/// One letter of the actor, locked until the transaction ends. SQLite needs no row lock: it has one writing transaction at a time.
pub fn locked(actor: &Actor, id: LetterId) -> Select<Entity> {
    of_by_id(actor, id).lock_exclusive()
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

/// Takes the number of the next event of a letter, if this attempt is still the one that writes it.
pub async fn next_seq(
    conn: &impl ConnectionTrait,
    id: LetterId,
    attempt: i32,
) -> Result<Option<i32>, DbErr> {
    let written = Entity::update_many()
        .col_expr(Column::LastSeq, Expr::col(Column::LastSeq).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(State::Writing))
        .filter(Column::Attempt.eq(attempt))
        .exec_with_returning(conn)
        .await?;
    Ok(written.into_iter().next().map(|row| row.last_seq))
}

/// A letter, while this attempt is the one that writes it.
pub fn being_written(id: LetterId, attempt: i32) -> Select<Entity> {
    Entity::find_by_id(id)
        .filter(Column::State.eq(State::Writing))
        .filter(Column::Attempt.eq(attempt))
}

/// Deletes a letter of the actor, with all that belongs to it.
pub async fn delete(conn: &impl ConnectionTrait, actor: &Actor, id: LetterId) -> Result<(), DbErr> {
    Entity::delete_by_id(id)
        .filter(Column::UserId.eq(actor.user_id))
        .exec(conn)
        .await
        .map(drop)
}
