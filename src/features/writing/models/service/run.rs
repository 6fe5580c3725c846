//! One request to a language model: its budget is reserved before it is sent, and settled when it has ended. Both are in the ledger.

use ::models::{Request, Task, money::Amount};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel, PaginatorTrait};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use writing::refusal::Rule;

use super::day_of;
use crate::{
    error::{Error, Result},
    features::writing::models::{
        AiProvider, AiRunRow, AiRunState, AiTask, LanguageModels, RefusedByRules,
        entity::{
            run::{self, ActiveModel},
            spending::{self, Sum},
            user_spending,
        },
    },
    platform::{reseal::SealedColumn, unit_of_work::Unit},
    types::{
        actor::Actor,
        id::{AiRunId, LetterId, TailoringId, UserId},
    },
};

/// After this time a request that has not ended was left behind by a process that is gone: no answer takes so long.
pub(super) const RUNS_FOR: TimeDelta = TimeDelta::minutes(10);

/// The sealed column of what was sent, for key rotation.
pub const SEALED_SENT: SealedColumn = SealedColumn {
    table: "ai_runs",
    id: "id",
    column: "sent",
    context: context_of,
};

fn context_of(run: Uuid) -> String {
    format!("ai-sent {run}")
}

/// What is sent, as it is kept for the owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The rules for the model.
    pub system: String,
    /// The task and its data.
    pub user: String,
}

/// What an answer will be part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A letter.
    Letter(LetterId),
    /// A tailoring.
    Tailoring(TailoringId),
}

/// A request that is to be sent.
#[derive(Debug)]
pub struct Call<'a> {
    /// What it is for.
    pub task: AiTask,
    /// The endpoints that are asked.
    pub route: Task,
    /// What the answer will be part of.
    pub about: About,
    /// The version of the prompt.
    pub version: u32,
    /// The request.
    pub request: &'a Request,
    /// What its owner is shown of it.
    pub sent: &'a Sent,
}

/// Whether a request may be sent.
#[derive(Debug)]
pub enum Begun {
    /// It may, and is in the ledger.
    Run(Run),
    /// No: the user has switched models off.
    Off,
    /// No: as many requests of the user are under way as may be.
    Busy,
    /// No: the budget of the day is used up. This is in the ledger, too.
    OverBudget,
}

/// A request in the ledger, which has to be ended.
#[derive(Debug)]
pub struct Run {
    /// Its id.
    pub id: AiRunId,
    user: UserId,
    day: i32,
    reserved: Sum,
}

/// How a request ended.
#[derive(Debug)]
pub struct Ending {
    /// DONE, FAILED or CANCELLED.
    pub state: AiRunState,
    /// Why it failed.
    pub failure: Option<&'static str>,
    /// The endpoint that answered, or the last that failed; none for the first of the route.
    pub endpoint: Option<::models::Endpoint>,
    /// What it took; none if nothing was answered.
    pub usage: Option<::models::transport::Usage>,
    /// The sentences that were refused.
    pub refused: Vec<Vec<Rule>>,
}

impl Ending {
    /// The end of a request without an answer.
    #[must_use]
    pub const fn without_answer(state: AiRunState, failure: Option<&'static str>) -> Self {
        Self {
            state,
            failure,
            endpoint: None,
            usage: None,
            refused: Vec::new(),
        }
    }
}

impl LanguageModels {
    /// Notes a request in the ledger and reserves what it may take at most, if it may be sent.
    pub async fn begin(&self, actor: &Actor, call: &Call<'_>) -> Result<Begun> {
        let now = self.platform.clock.now();
        let config = &self.platform.config.writing.models;
        let most = Sum::from(self.router().amount_at_most(call.route, call.request));
        let mut row = self.new_row(actor, call, now)?;
        (row.reserved_tokens, row.reserved_micros) = (most.tokens, most.micros);
        let unit = self.platform.begin().await?;
        self.users.lock_to_count(&unit, actor.user_id).await?;
        if !self.is_on(&unit, actor).await? {
            return Ok(Begun::Off);
        }
        let running = run::running(actor.user_id, now - RUNS_FOR);
        if running.count(&unit).await? >= config.runs_per_user {
            return Ok(Begun::Busy);
        }
        if !self.reserve(&unit, actor.user_id, row.day, most).await? {
            unit.rollback().await?;
            self.note_over_budget(row).await?;
            return Ok(Begun::OverBudget);
        }
        let run = Run {
            id: row.id,
            user: row.user_id,
            day: row.day,
            reserved: most,
        };
        row.sent = Some(self.seal_sent(row.id, call.sent)?);
        row.into_active_model().reset_all().insert(&unit).await?;
        unit.commit().await?;
        Ok(Begun::Run(run))
    }

    async fn reserve(&self, unit: &Unit, user: UserId, day: i32, most: Sum) -> Result<bool> {
        let config = &self.platform.config.writing.models;
        let limit = |tokens, micros| Sum::from(Amount { tokens, micros });
        let of_user = limit(config.user_tokens_per_day, config.user_micros_per_day);
        let of_all = limit(config.tokens_per_day, config.micros_per_day);
        Ok(
            user_spending::reserve(unit, (user, day), most, of_user).await?
                && spending::reserve(unit, day, most, of_all).await?,
        )
    }

    async fn note_over_budget(&self, mut row: AiRunRow) -> Result<()> {
        row.state = AiRunState::OverBudget;
        (row.reserved_tokens, row.reserved_micros) = (0, 0);
        row.ended_at = Some(row.created_at);
        let row = row.into_active_model().reset_all();
        row.insert(self.platform.db.conn()).await?;
        Ok(())
    }

    /// Notes that an answer was there already.
    pub async fn note_cached(
        &self,
        actor: &Actor,
        call: &Call<'_>,
        endpoint: &::models::Endpoint,
    ) -> Result<()> {
        let mut row = self.new_row(actor, call, self.platform.clock.now())?;
        row.provider = endpoint.provider.into();
        row.endpoint.clone_from(&endpoint.name);
        row.model.clone_from(&endpoint.model);
        row.state = AiRunState::Cached;
        row.ended_at = Some(row.created_at);
        let row = row.into_active_model().reset_all();
        row.insert(self.platform.db.conn()).await?;
        Ok(())
    }

    /// Ends a request: what it took is spent, and the rest of what was reserved is free again.
    pub async fn end(&self, run: &Run, ending: Ending) -> Result<()> {
        let mut ended = ActiveModel {
            state: Set(ending.state),
            failure: Set(ending.failure.map(str::to_owned)),
            refused: Set(RefusedByRules(ending.refused)),
            ended_at: Set(Some(self.platform.clock.now())),
            ..Default::default()
        };
        let mut spent = Sum::default();
        if let (Some(endpoint), Some(usage)) = (&ending.endpoint, &ending.usage) {
            spent = endpoint.prices.amount(usage).into();
            let tokens = |input, output| {
                Sum::from(Amount {
                    tokens: input,
                    micros: output,
                })
            };
            let each = tokens(usage.input, usage.output);
            (ended.tokens_in, ended.tokens_out) = (Set(each.tokens), Set(each.micros));
            ended.is_estimated = Set(usage.is_estimated);
            ended.micros = Set(spent.micros);
        }
        if let Some(endpoint) = ending.endpoint {
            ended.provider = Set(endpoint.provider.into());
            ended.endpoint = Set(endpoint.name);
            ended.model = Set(endpoint.model);
        }
        let unit = self.platform.begin().await?;
        self.settle(&unit, run, ended, spent).await?;
        unit.commit().await
    }

    /// Ends a request in the ledger and in the budgets. If another has ended it, nothing changes.
    pub(super) async fn settle(
        &self,
        unit: &Unit,
        run: &Run,
        ended: ActiveModel,
        spent: Sum,
    ) -> Result<()> {
        let is_ended = run::end(unit, run.id, ended).await?;
        // The account may be gone, and with it the run: then only the budget of all users is left to be settled.
        let is_gone = !is_ended && run::of_id(run.id).one(unit).await?.is_none();
        if is_ended {
            user_spending::settle(unit, (run.user, run.day), run.reserved, spent).await?;
        }
        if is_ended || is_gone {
            spending::settle(unit, run.day, run.reserved, spent).await?;
        }
        Ok(())
    }

    /// A run that is there, to be ended.
    pub(super) const fn run_of(row: &AiRunRow) -> Run {
        Run {
            id: row.id,
            user: row.user_id,
            day: row.day,
            reserved: Sum {
                tokens: row.reserved_tokens,
                micros: row.reserved_micros,
            },
        }
    }

    fn new_row(&self, actor: &Actor, call: &Call<'_>, now: DateTime<Utc>) -> Result<AiRunRow> {
        let first = self.router().endpoints(call.route).next();
        let first = first.ok_or_else(|| Error::internal("no language model is configured"))?;
        let (letter_id, tailoring_id) = match call.about {
            About::Letter(id) => (Some(id), None),
            About::Tailoring(id) => (None, Some(id)),
        };
        Ok(AiRunRow {
            id: AiRunId(self.platform.clock.new_id()),
            user_id: actor.user_id,
            letter_id,
            tailoring_id,
            task: call.task,
            provider: AiProvider::from(first.provider),
            endpoint: first.name.clone(),
            model: first.model.clone(),
            prompt_version: i32::try_from(call.version).unwrap_or(i32::MAX),
            state: AiRunState::Running,
            failure: None,
            tokens_in: 0,
            tokens_out: 0,
            is_estimated: false,
            micros: 0,
            currency: self.platform.config.writing.models.currency.clone(),
            refused: RefusedByRules::default(),
            day: day_of(now),
            reserved_tokens: 0,
            reserved_micros: 0,
            sent: None,
            created_at: now,
            ended_at: None,
        })
    }

    fn seal_sent(&self, run: AiRunId, sent: &Sent) -> Result<Vec<u8>> {
        let bytes = serde_json::to_vec(sent).map_err(Error::internal)?;
        self.platform.seal.seal(&context_of(run.0), &bytes)
    }

    /// What was sent; none if nothing was, or after some time.
    pub fn sent(&self, row: &AiRunRow) -> Result<Option<Sent>> {
        let Some(sealed) = &row.sent else {
            return Ok(None);
        };
        let bytes = self.platform.seal.unseal(&context_of(row.id.0), sealed)?;
        serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(Error::internal)
    }
}
