//! The table `ai_runs`: each request to a language model, what it took, and which of its sentences were refused. No row has a text of an answer.

use async_graphql::Enum;
use sea_orm::{FromJsonQueryResult, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::{Deserialize, Serialize};
use writing::refusal::Rule;

use crate::{
    features::writing::entity::stored_words,
    types::{
        actor::Actor,
        id::{AiRunId, LetterId, TailoringId, UserId},
    },
};

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, DeriveEntityModel)]
#[sea_orm(table_name = "ai_runs")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The request.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AiRunId,
    /// The user for whom it was sent.
    pub user_id: UserId,
    /// The letter that it was for; none if it was for something else, or that was removed.
    pub letter_id: Option<LetterId>,
    /// The tailoring that it was for; none if it was for something else, or that was removed.
    pub tailoring_id: Option<TailoringId>,
    /// What it was for.
    pub task: Task,
    /// The protocol of the endpoint.
    pub provider: Provider,
    /// The name of the endpoint in the configuration.
    pub endpoint: String,
    /// The model.
    pub model: String,
    /// The version of the prompt.
    pub prompt_version: i32,
    /// The state.
    pub state: State,
    /// Why it failed; none if it did not.
    pub failure: Option<String>,
    /// The tokens of the request.
    pub tokens_in: i64,
    /// The tokens of the answer.
    pub tokens_out: i64,
    /// True if the endpoint did not tell both.
    pub is_estimated: bool,
    /// What it cost, in millionths of the currency.
    pub micros: i64,
    /// The currency.
    pub currency: String,
    /// The sentences that were refused, each with its rules.
    #[sea_orm(column_type = "JsonBinary")]
    pub refused: RefusedByRules,
    /// The day whose budget it takes from.
    #[serde(skip)]
    pub day: i32,
    /// Tokens that were reserved for it.
    #[serde(skip)]
    pub reserved_tokens: i64,
    /// Money that was reserved for it.
    #[serde(skip)]
    pub reserved_micros: i64,
    /// What was sent, sealed; none if nothing was sent, or after some time.
    #[serde(skip)]
    pub sent: Option<Vec<u8>>,
    /// When it was sent.
    pub created_at: DateTimeUtc,
    /// When it ended.
    pub ended_at: Option<DateTimeUtc>,
}

stored_words! {
    /// What a language model was asked for.
    Task("AiTask") {
        /// The sentences of a letter.
        Letter,
        /// Other sentences in place of refused ones of a letter or a tailoring.
        Repair,
        /// Other words for a statement of a résumé.
        Rephrase,
        /// The summary of a résumé.
        Summary,
    }
    /// The state of a request to a language model.
    State("AiRunState") {
        /// It is under way.
        Running,
        /// The answer is complete.
        Done,
        /// There was no complete answer.
        Failed,
        /// The user stopped the writing, and the connection was closed.
        Cancelled,
        /// The budget of the day was used up, and nothing was sent.
        OverBudget,
        /// The same request was answered before, and nothing was sent.
        Cached,
    }
    /// The protocol of an endpoint.
    Provider("AiProvider") {
        /// Chat Completions, which most servers speak.
        Openai,
        /// Anthropic Messages.
        Anthropic,
    }
}

/// Refused sentences: the rules of each. Their texts are not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct RefusedByRules(pub Vec<Vec<Rule>>);

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<::models::Provider> for Provider {
    fn from(provider: ::models::Provider) -> Self {
        match provider {
            ::models::Provider::OpenAi => Self::Openai,
            ::models::Provider::Anthropic => Self::Anthropic,
        }
    }
}

/// The requests of the actor.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(actor.user_id))
}

/// A request of whomever, for those who end it.
pub fn of_id(id: AiRunId) -> Select<Entity> {
    Entity::find_by_id(id)
}

/// The requests of a user that are under way, begun after an instant.
pub fn running(user: UserId, after: DateTimeUtc) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(user))
        .filter(Column::State.eq(State::Running))
        .filter(Column::CreatedAt.gt(after))
}

/// Requests that are under way, begun before an instant, some at a time.
pub fn left_behind(before: DateTimeUtc, at_most: u64) -> Select<Entity> {
    Entity::find()
        .filter(Column::State.eq(State::Running))
        .filter(Column::CreatedAt.lt(before))
        .order_by_asc(Column::CreatedAt)
        .limit(at_most)
}

/// Ends a request, if it is under way; false if it is not, or is gone.
pub async fn end(
    conn: &impl ConnectionTrait,
    id: AiRunId,
    ended: ActiveModel,
) -> Result<bool, DbErr> {
    let written = Entity::update_many()
        .set(ended)
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(State::Running))
        .exec(conn)
        .await?;
    Ok(written.rows_affected == 1)
}

/// Deletes what was sent before an instant; the rest of the rows stays.
pub async fn forget_sent(conn: &impl ConnectionTrait, before: DateTimeUtc) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Sent, Expr::value(Option::<Vec<u8>>::None))
        .filter(Column::Sent.is_not_null())
        .filter(Column::CreatedAt.lt(before))
        .exec(conn)
        .await
        .map(drop)
}
