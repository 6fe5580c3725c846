//! What mutations of applications take.

use async_graphql::{InputObject, MaybeUndefined};

use crate::{
    features::applications::{
        ApplicationChange, ApplicationFilter, NewApplication, Outcome, Stage, Step, Verb,
        life::Change,
    },
    graphql::mutation::WriteRequest,
    types::{
        id::{ApplicationId, EventId, PostingId},
        partial_date::PartialDate,
    },
};

/// Narrows a list of applications.
#[derive(InputObject, Default)]
#[graphql(name = "ApplicationFilter")]
pub struct ApplicationFilterInput {
    /// In any of these stages.
    stages: Option<Vec<Stage>>,
    /// Archived ones instead of the others.
    archived: Option<bool>,
}

impl ApplicationFilterInput {
    pub(super) fn into_filter(self) -> ApplicationFilter {
        let mut stages = self.stages.unwrap_or_default();
        stages.sort_unstable();
        stages.dedup();
        ApplicationFilter {
            stages,
            archived: self.archived.unwrap_or(false),
        }
    }
}

/// A new application: a posting, or company and role.
#[derive(InputObject)]
pub struct CreateApplicationInput {
    /// The posting; a copy of it is kept.
    posting_id: Option<PostingId>,
    /// The employer's name, at most 300 characters; needed without a posting.
    company: Option<String>,
    /// The role, at most 300 characters; needed without a posting.
    role: Option<String>,
    /// PREPARING (default) or APPLIED.
    stage: Option<Stage>,
    /// When it began; today in your time zone by default. Not in the future of your time zone.
    occurred_on: Option<PartialDate>,
    /// Where you found it, at most 300 characters.
    source: Option<String>,
    /// Who recommended you, at most 300 characters.
    referrer: Option<String>,
    /// Free text, at most 10 000 characters.
    note: Option<String>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

impl CreateApplicationInput {
    /// The application to begin, and the common part of the input.
    pub(super) fn parse(self) -> (NewApplication, WriteRequest) {
        let new = NewApplication {
            posting_id: self.posting_id,
            company: self.company,
            role: self.role,
            stage: self.stage,
            occurred_on: self.occurred_on,
            source: self.source,
            referrer: self.referrer,
            note: self.note,
        };
        (new, self.request)
    }
}

/// What every step in the life of an application takes.
#[derive(InputObject)]
pub struct StepInput {
    /// The application.
    id: ApplicationId,
    /// The version you saw; refused with VERSION_CONFLICT if it is another by now.
    expected_version: i32,
    /// When it happened; today in your time zone by default. Not before the date of an earlier event that counts, and not in the
    /// future of your time zone.
    occurred_on: Option<PartialDate>,
    /// Why, in your words, at most 2 000 characters. Needed to reopen and to correct.
    reason: Option<String>,
    #[graphql(flatten)]
    request: WriteRequest,
}

/// A step that was asked for, made for a version of the application.
pub(super) struct StepRequest {
    pub(super) step: Step,
    pub(super) expected_version: i32,
    pub(super) request: WriteRequest,
}

impl StepInput {
    fn with(self, verb: Verb) -> StepRequest {
        StepRequest {
            step: Step {
                id: self.id,
                verb,
                occurred_on: self.occurred_on,
                reason: self.reason,
            },
            expected_version: self.expected_version,
            request: self.request,
        }
    }
}

/// A move to another stage.
#[derive(InputObject)]
pub struct MoveApplicationInput {
    /// The stage to go to; the same stage again is a new round.
    to: Stage,
    #[graphql(flatten)]
    step: StepInput,
}

/// The end of an application.
#[derive(InputObject)]
pub struct CloseApplicationInput {
    /// How it ended.
    outcome: Outcome,
    #[graphql(flatten)]
    step: StepInput,
}

/// The reopening of a closed application.
#[derive(InputObject)]
pub struct ReopenApplicationInput {
    /// The stage to go on in: APPLIED or any after it.
    to: Stage,
    #[graphql(flatten)]
    step: StepInput,
}

/// The retraction of an event.
#[derive(InputObject)]
pub struct CorrectApplicationInput {
    /// The event to retract.
    event_id: EventId,
    #[graphql(flatten)]
    step: StepInput,
}

impl From<MoveApplicationInput> for StepRequest {
    fn from(input: MoveApplicationInput) -> Self {
        input.step.with(Verb::Change(Change::Move(input.to)))
    }
}

impl From<CloseApplicationInput> for StepRequest {
    fn from(input: CloseApplicationInput) -> Self {
        input.step.with(Verb::Change(Change::Close(input.outcome)))
    }
}

impl From<ReopenApplicationInput> for StepRequest {
    fn from(input: ReopenApplicationInput) -> Self {
        input.step.with(Verb::Change(Change::Reopen(input.to)))
    }
}

impl From<CorrectApplicationInput> for StepRequest {
    fn from(input: CorrectApplicationInput) -> Self {
        input.step.with(Verb::Correct(input.event_id))
    }
}

/// Another date for an event of an application.
#[derive(InputObject)]
pub struct CorrectApplicationDateInput {
    /// The application.
    id: ApplicationId,
    /// The version you saw; refused with VERSION_CONFLICT if it has moved on.
    expected_version: i32,
    /// The event that happened on another date; the beginning may be given as well.
    event_id: EventId,
    /// When it happened. Not before an earlier event, not after a later one, and not in the future of your time zone.
    occurred_on: PartialDate,
    /// Why, in your words, at most 2 000 characters.
    reason: String,
    #[graphql(flatten)]
    request: WriteRequest,
}

impl From<CorrectApplicationDateInput> for StepRequest {
    fn from(input: CorrectApplicationDateInput) -> Self {
        Self {
            step: Step {
                id: input.id,
                verb: Verb::CorrectDate(input.event_id, input.occurred_on),
                occurred_on: None,
                reason: Some(input.reason),
            },
            expected_version: input.expected_version,
            request: input.request,
        }
    }
}

/// The application to delete for good.
#[derive(InputObject)]
pub struct DeleteApplicationInput {
    /// The application.
    pub(super) id: ApplicationId,
    /// The version you saw; refused with VERSION_CONFLICT if it has moved on.
    pub(super) expected_version: i32,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// What is noted around an application; what is left out stays as it is.
#[derive(InputObject)]
pub struct UpdateApplicationInput {
    /// The application.
    id: ApplicationId,
    /// The version you saw; refused with VERSION_CONFLICT if it has moved on.
    expected_version: i32,
    /// Where you found it, at most 300 characters.
    source: Option<String>,
    /// Who recommended you, at most 300 characters.
    referrer: Option<String>,
    /// 0 none to 3 high.
    priority: Option<i32>,
    /// The last day to act; null clears it.
    deadline: MaybeUndefined<PartialDate>,
    /// What you want to do next, at most 500 characters.
    next_action: Option<String>,
    /// Free text, at most 10 000 characters.
    note: Option<String>,
    /// Puts it out of sight, or back.
    archived: Option<bool>,
    #[graphql(flatten)]
    request: WriteRequest,
}

impl UpdateApplicationInput {
    pub(super) fn parse(self) -> (ApplicationId, i32, ApplicationChange, WriteRequest) {
        let change = ApplicationChange {
            source: self.source,
            referrer: self.referrer,
            priority: self.priority,
            deadline: self
                .deadline
                .as_opt_ref()
                .map(Option::<&PartialDate>::copied),
            next_action: self.next_action,
            note: self.note,
            archived: self.archived,
        };
        (self.id, self.expected_version, change, self.request)
    }
}

/// Where a card goes in its column of the board.
#[derive(InputObject)]
pub struct RankApplicationInput {
    /// The card.
    pub(super) id: ApplicationId,
    /// The card of the same column that it goes below; left out, it goes on top.
    pub(super) below_id: Option<ApplicationId>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}
