//! Input types of the application mutations.

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

/// Filters a list of applications.
#[derive(InputObject, Default)]
#[graphql(name = "ApplicationFilter")]
pub struct ApplicationFilterInput {
    /// Only applications in one of these stages; all stages if empty.
    stages: Option<Vec<Stage>>,
    /// True for archived applications only; by default only those that are not archived.
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

/// A new application: either a posting, or a company and a role.
#[derive(InputObject)]
pub struct CreateApplicationInput {
    /// The posting. A snapshot of it is stored with the application.
    posting_id: Option<PostingId>,
    /// The employer's name, at most 300 characters; required without a posting.
    company: Option<String>,
    /// The role, at most 300 characters; required without a posting.
    role: Option<String>,
    /// The first stage: PREPARING (default) or APPLIED.
    stage: Option<Stage>,
    /// The date when it began; by default today in the user's time zone. Not in the future.
    occurred_on: Option<PartialDate>,
    /// Where the user found the posting, at most 300 characters.
    source: Option<String>,
    /// Who recommended the user or the posting, at most 300 characters.
    referrer: Option<String>,
    /// Free text, at most 10 000 characters.
    note: Option<String>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

impl CreateApplicationInput {
    /// Splits the input into the new application and the options of the write.
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

/// Fields that every transition has.
#[derive(InputObject)]
#[graphql(name = "StepPart")]
pub struct StepInput {
    /// The application.
    id: ApplicationId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    expected_version: i32,
    /// The date when it happened; by default today in the user's time zone. Not before the date of an earlier event that counts, and not in
    /// the future.
    occurred_on: Option<PartialDate>,
    /// The reason, at most 2 000 characters. Required to reopen and to retract.
    reason: Option<String>,
    #[graphql(flatten)]
    request: WriteRequest,
}

/// A step with the expected version of the application.
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

/// A move of an application to another stage.
#[derive(InputObject)]
pub struct MoveApplicationInput {
    /// The next stage; the current stage starts another round.
    to: Stage,
    #[graphql(flatten)]
    step: StepInput,
}

/// The closing of an application.
#[derive(InputObject)]
pub struct CloseApplicationInput {
    /// The outcome.
    outcome: Outcome,
    #[graphql(flatten)]
    step: StepInput,
}

/// The reopening of a closed application.
#[derive(InputObject)]
pub struct ReopenApplicationInput {
    /// The stage to continue in: APPLIED or any later one.
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

/// A new date for an event of an application.
#[derive(InputObject)]
pub struct CorrectApplicationDateInput {
    /// The application.
    id: ApplicationId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    expected_version: i32,
    /// The event whose date is wrong; the first event of the application is allowed as well.
    event_id: EventId,
    /// The date when it happened. Not before an earlier event, not after a later one, and not in the future in the user's time zone.
    occurred_on: PartialDate,
    /// The reason, at most 2 000 characters.
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

/// The permanent deletion of an application.
#[derive(InputObject)]
pub struct DeleteApplicationInput {
    /// The application.
    pub(super) id: ApplicationId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: i32,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// Changes of the notes of an application; fields that are left out stay as they are.
#[derive(InputObject)]
pub struct UpdateApplicationInput {
    /// The application.
    id: ApplicationId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    expected_version: i32,
    /// Where the user found the posting, at most 300 characters.
    source: Option<String>,
    /// Who recommended the user or the posting, at most 300 characters.
    referrer: Option<String>,
    /// 0 (none) to 3 (high).
    priority: Option<i32>,
    /// The date by which the user must act; null removes it.
    deadline: MaybeUndefined<PartialDate>,
    /// The next step that the user plans, at most 500 characters.
    next_action: Option<String>,
    /// Free text, at most 10 000 characters.
    note: Option<String>,
    /// True archives the application, false restores it.
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

/// A new position of a card in its column of the application board.
#[derive(InputObject)]
pub struct RankApplicationInput {
    /// The application of the card.
    pub(super) id: ApplicationId,
    /// The card of the same column to place it below; left out, it is placed on top.
    pub(super) below_id: Option<ApplicationId>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}
