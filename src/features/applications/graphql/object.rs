//! Applications and their histories as GraphQL objects.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};

use super::loader::EventsOfApplication;
use crate::{
    error::Result,
    features::{
        applications::{
            self, ApplicationRow, EventActor, EventKind, EventRow, Outcome, Preview, Stage,
            Written, life,
        },
        jobs::graphql::{Posting, PostingKey, PostingSnapshot, SnapshotKey},
        writing::answers::graphql::{RecordedAnswer, answers_of},
    },
    graphql::{context, limits::list_cost, scalar::Instant},
    types::{
        area::Area,
        id::{ApplicationId, EventId},
        import_source::ImportSource,
        partial_date::PartialDate,
    },
};

/// An application.
pub struct Application {
    row: Arc<ApplicationRow>,
    /// The data that a dry run would store.
    preview: Option<Box<Preview>>,
}

impl From<Arc<ApplicationRow>> for Application {
    fn from(row: Arc<ApplicationRow>) -> Self {
        Self { row, preview: None }
    }
}

impl From<ApplicationRow> for Application {
    fn from(row: ApplicationRow) -> Self {
        Self::from(Arc::new(row))
    }
}

impl From<Written> for Application {
    fn from(Written { row, preview }: Written) -> Self {
        Self {
            row: Arc::new(row),
            preview,
        }
    }
}

/// An application: the posting or role that its owner applied for, and its current stage.
#[Object]
impl Application {
    /// The global id.
    pub async fn id(&self) -> ApplicationId {
        self.row.id
    }

    /// The current posting; null without a posting, or if it was deleted.
    async fn posting(&self, ctx: &Context<'_>) -> Option<Result<Posting>> {
        let key = PostingKey(self.row.posting_id?);
        context::load(ctx, Area::Jobs, key)
            .await
            .map(|found| found.map(Posting::from))
            .transpose()
    }

    /// The posting as it was when the application was created; null without a posting.
    async fn snapshot(&self, ctx: &Context<'_>) -> Option<Result<PostingSnapshot>> {
        if let Some(copy) = self.preview.as_ref().and_then(|it| it.snapshot.clone()) {
            return Some(Ok(PostingSnapshot(Arc::new(copy))));
        }
        let key = SnapshotKey(self.row.snapshot_id?);
        context::load(ctx, Area::Jobs, key)
            .await
            .map(|found| found.map(PostingSnapshot))
            .transpose()
    }

    /// The employer's name; kept if the posting is deleted.
    async fn company_name(&self) -> &str {
        &self.row.company
    }

    /// The role; kept if the posting is deleted.
    async fn role(&self) -> &str {
        &self.row.role
    }

    /// Current stage, computed from the events that were not retracted.
    async fn stage(&self) -> Stage {
        self.row.stage
    }

    /// The outcome; set exactly if the stage is CLOSED.
    async fn outcome(&self) -> Option<Outcome> {
        self.row.outcome
    }

    /// Transitions allowed from the current stage.
    #[graphql(complexity = "list_cost(10, child_complexity)")]
    async fn allowed_transitions(&self) -> Vec<AllowedTransition> {
        let transition = |verb, stage, outcomes: &[Outcome]| AllowedTransition {
            verb,
            stage,
            outcomes: outcomes.to_vec(),
        };
        let moves = life::moves(self.row.stage)
            .iter()
            .map(|stage| transition(TransitionVerb::Move, *stage, &[]));
        let ends = Some(life::ends(self.row.stage)).filter(|outcomes| !outcomes.is_empty());
        let ends = ends.map(|outcomes| transition(TransitionVerb::Close, Stage::Closed, outcomes));
        let reopenings = life::reopenings(self.row.stage)
            .iter()
            .map(|stage| transition(TransitionVerb::Reopen, *stage, &[]));
        moves.chain(ends).chain(reopenings).collect()
    }

    /// The history, oldest first. Events are never changed.
    #[graphql(complexity = "list_cost(10, child_complexity)")]
    async fn events(&self, ctx: &Context<'_>) -> Result<Vec<ApplicationEvent>> {
        let loaded;
        let history = if let Some(preview) = &self.preview {
            preview.events.as_slice()
        } else {
            let key = EventsOfApplication(self.row.id);
            loaded = context::load(ctx, Area::Applications, key).await?;
            loaded.as_deref().map_or(&[][..], Vec::as_slice)
        };
        let retracted: Vec<EventId> = history
            .iter()
            .filter_map(|event| event.retracts_event_id)
            .collect();
        Ok(history
            .iter()
            .map(|event| ApplicationEvent {
                effective: !retracted.contains(&event.id),
                row: event.clone(),
            })
            .collect())
    }

    /// The answers that were given to it, as they were then, in the order in which they were recorded. Needs the scope `writing:read` as well; null with an
    /// error without it.
    #[graphql(complexity = "list_cost(10, child_complexity)")]
    async fn answers(&self, ctx: &Context<'_>) -> Option<Result<Vec<RecordedAnswer>>> {
        Some(answers_of(ctx, self.row.id).await)
    }

    /// The date when the application was sent; null before that, and if the date is unknown.
    async fn applied_on(&self) -> Option<PartialDate> {
        self.row
            .applied_on
            .as_deref()
            .and_then(PartialDate::parse_text)
    }

    /// Where the user found the posting, as free text.
    async fn source(&self) -> &str {
        &self.row.source
    }

    /// The import that added it; null if the user did.
    async fn import_source(&self) -> Option<ImportSource> {
        self.row.import_source
    }

    /// Who recommended the user or the posting, as free text.
    async fn referrer(&self) -> &str {
        &self.row.referrer
    }

    /// 0 (none) to 3 (high).
    async fn priority(&self) -> i32 {
        self.row.priority
    }

    /// The date by which the user must act; null if not set.
    async fn deadline(&self) -> Option<PartialDate> {
        self.row
            .deadline
            .as_deref()
            .and_then(PartialDate::parse_text)
    }

    /// The next step that the user plans.
    async fn next_action(&self) -> &str {
        &self.row.next_action
    }

    /// Free text.
    async fn note(&self) -> &str {
        &self.row.note
    }

    /// True if the application is hidden from the board and the default list.
    async fn archived(&self) -> bool {
        self.row.archived
    }

    /// Incremented by every change; pass it as `expectedVersion`.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// The time of creation.
    async fn created_at(&self) -> Instant {
        self.row.created_at.into()
    }

    /// The time of the last change.
    async fn updated_at(&self) -> Instant {
        self.row.updated_at.into()
    }
}

/// The mutation that makes a transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
pub enum TransitionVerb {
    /// `moveApplication`.
    Move,
    /// `closeApplication`.
    Close,
    /// `reopenApplication`.
    Reopen,
}

/// A transition that is allowed now.
#[derive(SimpleObject)]
pub struct AllowedTransition {
    /// The mutation to use.
    verb: TransitionVerb,
    /// The stage that it leads to.
    stage: Stage,
    /// The outcomes to choose from, if it closes the application.
    outcomes: Vec<Outcome>,
}

/// An event in the history of an application.
pub struct ApplicationEvent {
    row: EventRow,
    effective: bool,
}

/// An event in the history of an application.
#[Object]
impl ApplicationEvent {
    /// The global id.
    async fn id(&self) -> EventId {
        self.row.id
    }

    /// Its position in the history, from 1, without gaps.
    async fn seq(&self) -> i32 {
        self.row.seq
    }

    /// The kind.
    async fn kind(&self) -> EventKind {
        self.row.kind
    }

    /// The stage before the event; null for the first event.
    async fn from_stage(&self) -> Option<Stage> {
        self.row.from_stage
    }

    /// The stage after the event.
    async fn to_stage(&self) -> Option<Stage> {
        self.row.to_stage
    }

    /// The outcome; null unless the event closed the application.
    async fn outcome(&self) -> Option<Outcome> {
        self.row.outcome
    }

    /// The date when it happened, with the precision in which it is known; null if unknown, as for a stage that an imported list states
    /// without a date.
    async fn occurred_on(&self) -> Option<PartialDate> {
        let date = self.row.occurred_on.as_deref();
        date.and_then(PartialDate::parse_text)
    }

    /// The time when it was recorded.
    async fn recorded_at(&self) -> Instant {
        self.row.recorded_at.into()
    }

    /// Who caused it: the user, an API token, an import or a rule.
    async fn actor(&self) -> EventActor {
        self.row.actor
    }

    /// The name of the API token, import or rule that caused it; null for the user.
    async fn actor_name(&self) -> Option<&str> {
        self.row.actor_name.as_deref()
    }

    /// True if a third party recorded the date, such as LinkedIn; false if the user stated it, directly or in an imported list.
    async fn observed(&self) -> bool {
        self.row.observed
    }

    /// The reason, as the user typed it, or the name of the stage in an imported list; may be empty.
    async fn reason(&self) -> &str {
        &self.row.reason
    }

    /// The event that this one retracts or replaces.
    async fn retracts_event_id(&self) -> Option<EventId> {
        self.row.retracts_event_id
    }

    /// True if the event counts: no later event retracted or replaced it.
    async fn effective(&self) -> bool {
        self.effective
    }
}

/// A column of the application board.
pub struct BoardColumn(pub applications::Column);

/// A column of the application board: the applications of one stage, in the user's order.
#[Object]
impl BoardColumn {
    /// The stage.
    async fn stage(&self) -> Stage {
        self.0.stage
    }

    /// The number of applications in the column, including those not returned.
    async fn total_count(&self) -> i64 {
        self.0.total
    }

    /// The first applications of the column, in order.
    async fn applications(&self) -> Vec<Application> {
        self.0
            .cards
            .iter()
            .cloned()
            .map(Application::from)
            .collect()
    }
}
