//! A request to a language model as a GraphQL object.

use async_graphql::{Context, Object, SimpleObject};

use super::object::{AiCost, float};
use crate::{
    error::Result,
    features::writing::{
        Writing,
        letters::graphql::{Letter, LetterKey, WritingRule},
        models::{AiProvider, AiRunRow, AiRunState, AiTask},
        tailoring::graphql::{Tailoring, TailoringKey},
    },
    graphql::{context, limits::page_cost, scalar::Instant},
    types::{area::Area, id::AiRunId},
};

/// A request to a language model for the viewer.
pub struct AiRun(AiRunRow);

impl From<AiRunRow> for AiRun {
    fn from(row: AiRunRow) -> Self {
        Self(row)
    }
}

/// A request to a language model for the viewer. Texts of answers are not kept, except for sentences that the verifier accepted.
#[Object]
impl AiRun {
    /// The global id.
    async fn id(&self) -> AiRunId {
        self.0.id
    }

    /// What it was for.
    async fn task(&self) -> AiTask {
        self.0.task
    }

    /// The letter that it was for; null if it was for something else, and if that was removed.
    async fn letter(&self, ctx: &Context<'_>) -> Option<Result<Letter>> {
        let key = LetterKey(self.0.letter_id?);
        let found = context::load(ctx, Area::Writing, key).await;
        found.map(|row| row.map(Letter::from)).transpose()
    }

    /// The tailoring that it was for; null if it was for something else, and if that was removed.
    async fn tailoring(&self, ctx: &Context<'_>) -> Option<Result<Tailoring>> {
        let key = TailoringKey(self.0.tailoring_id?);
        let found = context::load(ctx, Area::Writing, key).await;
        found.map(|row| row.map(Tailoring::from)).transpose()
    }

    /// The state.
    async fn state(&self) -> AiRunState {
        self.0.state
    }

    /// Why there was no complete answer, in one word such as `rate_limited`; null if there was one.
    async fn failure(&self) -> Option<&str> {
        self.0.failure.as_deref()
    }

    /// The protocol of the endpoint.
    async fn provider(&self) -> AiProvider {
        self.0.provider
    }

    /// The name of the endpoint.
    async fn endpoint(&self) -> &str {
        &self.0.endpoint
    }

    /// The model.
    async fn model(&self) -> &str {
        &self.0.model
    }

    /// The version of the prompt.
    async fn prompt_version(&self) -> i32 {
        self.0.prompt_version
    }

    /// The tokens of the request.
    async fn tokens_in(&self) -> f64 {
        float(self.0.tokens_in)
    }

    /// The tokens of the answer.
    async fn tokens_out(&self) -> f64 {
        float(self.0.tokens_out)
    }

    /// True if the endpoint did not tell the tokens, so that they were estimated.
    async fn is_estimated(&self) -> bool {
        self.0.is_estimated
    }

    /// What it cost.
    async fn cost(&self) -> AiCost {
        AiCost::of(self.0.micros, &self.0.currency)
    }

    /// The proposed sentences that the verifier refused. Their texts are not kept.
    #[graphql(complexity = "page_cost(Some(3), child_complexity)")]
    async fn refused(&self) -> Vec<RefusedAiSentence> {
        let refused = self.0.refused.0.iter();
        refused
            .map(|rules| RefusedAiSentence {
                rules: rules.iter().copied().map(WritingRule::from).collect(),
            })
            .collect()
    }

    /// What was sent; null if nothing was, and after the time for which it is kept. Needs the scope `profiles:read` as well; null with an error without it.
    async fn sent(&self, ctx: &Context<'_>) -> Option<Result<AiSent>> {
        let read = || {
            context::allowed(ctx, Area::Profiles.read())?;
            context::handle::<Writing>(ctx)?.models.sent(&self.0)
        };
        let sent = read().transpose()?;
        Some(sent.map(|sent| AiSent {
            system: sent.system,
            user: sent.user,
        }))
    }

    /// When it was sent.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }

    /// How long it took, in milliseconds; null while it is under way.
    async fn duration_ms(&self) -> Option<i32> {
        let took = (self.0.ended_at? - self.0.created_at).num_milliseconds();
        Some(i32::try_from(took).unwrap_or(i32::MAX))
    }
}

/// A proposed sentence that the verifier refused. Its text is not kept.
#[derive(SimpleObject)]
pub struct RefusedAiSentence {
    /// The rules that it broke, the gravest first.
    rules: Vec<WritingRule>,
}

/// What was sent to a language model. In a REPAIR, the texts of refused sentences are left out (`…`), because they are not kept.
#[derive(SimpleObject)]
pub struct AiSent {
    /// The rules for the model.
    system: String,
    /// The task and its data.
    user: String,
}
