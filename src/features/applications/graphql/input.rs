//! What mutations of applications take.

use async_graphql::{InputObject, MaybeUndefined};

use crate::{
    features::applications::{
        ApplicationChange, ApplicationFilter, NewApplication, Step, Verb, life::Change,
    },
    graphql::mutation::Request,
    types::{
        id::{ApplicationId, EventId, PostingId},
        partial_date::PartialDate,
        stage::{Outcome, Stage},
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

/// What begins an application: a posting, or company and role.
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
    /// Names this request: sent again with the same content it is answered, not repeated. At most 200 characters.
    idempotency_key: Option<String>,
    #[graphql(flatten)]
    request: Request,
}

impl CreateApplicationInput {
    pub(super) fn parse(self) -> (NewApplication, Option<String>, Request) {
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
        (new, self.idempotency_key, self.request)
    }
}

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident { $(#[$field_doc:meta])* $field:ident: $ty:ty => $verb:expr })*) => {$(
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $name {
            /// The application.
            id: ApplicationId,
            /// The version you saw; refused with VERSION_CONFLICT if it has moved on.
            expected_version: i32,
            $(#[$field_doc])*
            $field: $ty,
            /// When it happened; today in your time zone by default. Not before the date of an earlier event that stands, and not in the
            /// future of your time zone.
            occurred_on: Option<PartialDate>,
            /// Why, in your words, at most 2 000 characters. Needed to reopen and to correct.
            reason: Option<String>,
            /// Names this request: sent again with the same content it is answered, not repeated. At most 200 characters.
            idempotency_key: Option<String>,
            #[graphql(flatten)]
            request: Request,
        }

        impl $name {
            pub(super) fn parse(self) -> (Step, Option<String>, Request) {
                let verb: fn($ty) -> Verb = $verb;
                let step = Step {
                    id: self.id,
                    expected_version: self.expected_version,
                    verb: verb(self.$field),
                    occurred_on: self.occurred_on,
                    reason: self.reason,
                };
                (step, self.idempotency_key, self.request)
            }
        }
    )*};
}

steps! {
    /// What moves an application on.
    MoveApplicationInput {
        /// The stage to go to; the same stage again is a new round.
        to: Stage => |to| Verb::Change(Change::Move(to))
    }
    /// What ends an application.
    CloseApplicationInput {
        /// How it ended.
        outcome: Outcome => |outcome| Verb::Change(Change::Close(outcome))
    }
    /// What takes a closed application up again.
    ReopenApplicationInput {
        /// The stage to go on in: APPLIED or any after it.
        to: Stage => |to| Verb::Change(Change::Reopen(to))
    }
    /// What takes an event back.
    CorrectApplicationInput {
        /// The event that did not happen so.
        event_id: EventId => Verb::Correct
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
    /// Idempotency key: a retry with the same key and input changes nothing more. At most 200 characters.
    idempotency_key: Option<String>,
    #[graphql(flatten)]
    request: Request,
}

impl CorrectApplicationDateInput {
    pub(super) fn parse(self) -> (Step, Option<String>, Request) {
        let step = Step {
            id: self.id,
            expected_version: self.expected_version,
            verb: Verb::CorrectDate(self.event_id, self.occurred_on),
            occurred_on: None,
            reason: Some(self.reason),
        };
        (step, self.idempotency_key, self.request)
    }
}

/// The application to delete for good.
#[derive(InputObject)]
pub struct DeleteApplicationInput {
    /// The application.
    pub(super) id: ApplicationId,
    /// The version you saw; refused with VERSION_CONFLICT if it has moved on.
    pub(super) expected_version: i32,
    /// Idempotency key: a retry with the same key and input returns the first result. At most 200 characters.
    pub(super) idempotency_key: Option<String>,
    #[graphql(flatten)]
    pub(super) request: Request,
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
    request: Request,
}

impl UpdateApplicationInput {
    pub(super) fn parse(self) -> (ApplicationId, i32, ApplicationChange, Request) {
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
    pub(super) request: Request,
}
