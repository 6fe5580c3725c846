//! Language models of the viewer as a GraphQL object.

use ::models::Task;
use async_graphql::{Context, Object, SimpleObject};

use crate::{
    error::Result,
    features::writing::{
        Writing,
        models::{AiProvider, Choice, LanguageModels},
    },
    graphql::{context, limits::page_cost},
    types::area::Area,
};

/// Language models that may write for the viewer.
pub struct LanguageModelsOfViewer(Choice);

impl From<Choice> for LanguageModelsOfViewer {
    fn from(choice: Choice) -> Self {
        Self(choice)
    }
}

/// Language models that may write for the viewer. Without them, the server writes from templates.
#[Object(name = "LanguageModels")]
impl LanguageModelsOfViewer {
    /// True if the operator of this server has set up a model for letters.
    #[expect(clippy::unused_async, reason = "a resolver is async")]
    async fn is_configured(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(context::handle::<Writing>(ctx)?
            .models
            .is_configured(Task::Letter))
    }

    /// True if the viewer has switched them on; otherwise nothing is sent to them.
    async fn is_on(&self) -> bool {
        self.0.is_on
    }

    /// The models that are asked for letters, in order: the next one if one does not answer.
    #[graphql(complexity = "page_cost(Some(3), child_complexity)")]
    #[expect(clippy::unused_async, reason = "a resolver is async")]
    async fn endpoints(&self, ctx: &Context<'_>) -> Result<Vec<LanguageModel>> {
        Ok(endpoints_of(
            &context::handle::<Writing>(ctx)?.models,
            Task::Letter,
        ))
    }

    /// The models that are asked for new words of résumés, in order; empty if the operator has set up none.
    #[graphql(complexity = "page_cost(Some(3), child_complexity)")]
    #[expect(clippy::unused_async, reason = "a resolver is async")]
    async fn tailoring_endpoints(&self, ctx: &Context<'_>) -> Result<Vec<LanguageModel>> {
        Ok(endpoints_of(
            &context::handle::<Writing>(ctx)?.models,
            Task::Summary,
        ))
    }

    /// What they took for the viewer today, in UTC.
    async fn todays_use(&self, ctx: &Context<'_>) -> Option<Result<AiUse>> {
        let reading = async {
            let actor = context::allowed(ctx, Area::Writing.read())?;
            let models = &context::handle::<Writing>(ctx)?.models;
            let used = models.todays_use(actor).await?;
            Ok(AiUse {
                tokens: float(used.tokens),
                cost: AiCost::of(used.micros, models.currency()),
                reserved_tokens: float(used.reserved_tokens),
                reserved_cost: AiCost::of(used.reserved_micros, models.currency()),
            })
        };
        context::field(ctx, Area::Writing, reading).await
    }

    /// What they may take for the viewer. What all users take has limits as well.
    #[expect(clippy::unused_async, reason = "a resolver is async")]
    async fn limits(&self, ctx: &Context<'_>) -> Result<AiLimits> {
        let models = &context::handle::<Writing>(ctx)?.models;
        let limits = models.limits();
        Ok(AiLimits {
            tokens_per_day: float(limits.tokens_per_day),
            cost_per_day: AiCost::of(limits.micros_per_day, models.currency()),
            requests_at_once: i32::try_from(limits.runs_at_once).unwrap_or(i32::MAX),
        })
    }
}

fn endpoints_of(models: &LanguageModels, task: Task) -> Vec<LanguageModel> {
    let endpoints = models.endpoints(task);
    let shown = endpoints.map(|(name, provider, model)| LanguageModel {
        name: name.to_owned(),
        provider,
        model: model.to_owned(),
    });
    shown.collect()
}

/// A language model that the operator of this server has set up.
#[derive(SimpleObject)]
pub struct LanguageModel {
    /// The name of the endpoint, of the operator's choice.
    name: String,
    /// The protocol of the endpoint.
    provider: AiProvider,
    /// The model.
    model: String,
}

/// What language models took in a day.
#[derive(SimpleObject)]
pub struct AiUse {
    /// Tokens of requests and answers.
    tokens: f64,
    /// What they cost.
    cost: AiCost,
    /// Tokens that requests under way may take as well.
    reserved_tokens: f64,
    /// What they may cost.
    reserved_cost: AiCost,
}

/// What language models may take for a user.
#[derive(SimpleObject)]
pub struct AiLimits {
    /// Tokens of requests and answers in a day.
    tokens_per_day: f64,
    /// Cost in a day.
    cost_per_day: AiCost,
    /// Requests at the same time.
    requests_at_once: i32,
}

/// A cost, by the prices that the operator of this server has set.
#[derive(SimpleObject)]
pub struct AiCost {
    /// The amount in units of the currency, with at most six decimals.
    amount: f64,
    /// The currency, ISO 4217.
    currency: String,
}

impl AiCost {
    pub(super) fn of(micros: i64, currency: &str) -> Self {
        Self {
            amount: float(micros) / 1_000_000.0,
            currency: currency.to_owned(),
        }
    }
}

/// A number that may have more than 32 bits, which an Int of GraphQL has not.
#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of a day are far below 2^53"
)]
pub(super) const fn float(number: i64) -> f64 {
    number as f64
}
