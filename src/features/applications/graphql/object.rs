//! Applications and their histories as their owner sees them.

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
    },
    graphql::{context, limits::list_cost, scalar::Instant},
    types::{
        area::Area,
        id::{ApplicationId, EventId},
        partial_date::PartialDate,
    },
};

/// An application.
pub struct Application {
    row: Arc<ApplicationRow>,
    /// What a dry run would have stored.
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

/// An application: what its owner applied for, and its current stage.
#[Object]
impl Application {
    /// The global id.
    pub async fn id(&self) -> ApplicationId {
        self.row.id
    }

    /// The posting as it is now; null when there never was one, or when it is gone.
    async fn posting(&self, ctx: &Context<'_>) -> Option<Result<Posting>> {
        let key = PostingKey(self.row.posting_id?);
        context::load(ctx, Area::Jobs, key)
            .await
            .map(|found| found.map(Posting::from))
            .transpose()
    }

    /// What the posting said when the application began; null without a posting.
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

    /// The employer's name; it stays when the posting goes.
    async fn company_name(&self) -> &str {
        &self.row.company
    }

    /// The role; it stays when the posting goes.
    async fn role(&self) -> &str {
        &self.row.role
    }

    /// Current stage, computed from the events that were not retracted.
    async fn stage(&self) -> Stage {
        self.row.stage
    }

    /// How it ended; set exactly when the stage is CLOSED.
    async fn outcome(&self) -> Option<Outcome> {
        self.row.outcome
    }

    /// What may be done from here, so that no client needs a table of its own.
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

    /// The history, oldest first: nothing in it is ever changed.
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

    /// The day it was sent; null before.
    async fn applied_on(&self) -> Option<PartialDate> {
        self.row
            .applied_on
            .as_deref()
            .and_then(PartialDate::parse_text)
    }

    /// Where the user found it, in their words.
    async fn source(&self) -> &str {
        &self.row.source
    }

    /// Who recommended them, in their words.
    async fn referrer(&self) -> &str {
        &self.row.referrer
    }

    /// 0 none to 3 high.
    async fn priority(&self) -> i32 {
        self.row.priority
    }

    /// The last day to act.
    async fn deadline(&self) -> Option<PartialDate> {
        self.row
            .deadline
            .as_deref()
            .and_then(PartialDate::parse_text)
    }

    /// What the user wants to do next.
    async fn next_action(&self) -> &str {
        &self.row.next_action
    }

    /// Free text.
    async fn note(&self) -> &str {
        &self.row.note
    }

    /// Out of sight, not gone.
    async fn archived(&self) -> bool {
        self.row.archived
    }

    /// Counts the changes; state it as `expectedVersion` when you change something.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// When it was made.
    async fn created_at(&self) -> Instant {
        self.row.created_at.into()
    }

    /// When it last changed.
    async fn updated_at(&self) -> Instant {
        self.row.updated_at.into()
    }
}

/// The mutation that a transition is made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
pub enum TransitionVerb {
    /// `moveApplication`.
    Move,
    /// `closeApplication`.
    Close,
    /// `reopenApplication`.
    Reopen,
}

/// A step that is allowed now.
#[derive(SimpleObject)]
pub struct AllowedTransition {
    /// The mutation to use.
    verb: TransitionVerb,
    /// The stage it leads to.
    stage: Stage,
    /// The outcomes to choose from, when it ends the application.
    outcomes: Vec<Outcome>,
}

/// One entry of a history.
pub struct ApplicationEvent {
    row: EventRow,
    effective: bool,
}

/// One entry of the history of an application.
#[Object]
impl ApplicationEvent {
    /// The global id.
    async fn id(&self) -> EventId {
        self.row.id
    }

    /// The place in the history, from 1, without gaps.
    async fn seq(&self) -> i32 {
        self.row.seq
    }

    /// What happened.
    async fn kind(&self) -> EventKind {
        self.row.kind
    }

    /// The stage before; null at the beginning.
    async fn from_stage(&self) -> Option<Stage> {
        self.row.from_stage
    }

    /// The stage after.
    async fn to_stage(&self) -> Option<Stage> {
        self.row.to_stage
    }

    /// How it ended, if it did.
    async fn outcome(&self) -> Option<Outcome> {
        self.row.outcome
    }

    /// When it happened, as exactly as somebody knows.
    async fn occurred_on(&self) -> Option<PartialDate> {
        PartialDate::parse_text(&self.row.occurred_on)
    }

    /// When it was written down.
    async fn recorded_at(&self) -> Instant {
        self.row.recorded_at.into()
    }

    /// Who caused it.
    async fn actor(&self) -> EventActor {
        self.row.actor
    }

    /// The name of the API token, import or rule that caused it; null for the user.
    async fn actor_name(&self) -> Option<&str> {
        self.row.actor_name.as_deref()
    }

    /// Whether the date was set by somebody else than the user.
    async fn observed(&self) -> bool {
        self.row.observed
    }

    /// Why, in the user's words.
    async fn reason(&self) -> &str {
        &self.row.reason
    }

    /// The event that this one takes back.
    async fn retracts_event_id(&self) -> Option<EventId> {
        self.row.retracts_event_id
    }

    /// True if the event counts: no later event retracted or replaced it.
    async fn effective(&self) -> bool {
        self.effective
    }
}

/// A column of the board.
pub struct BoardColumn(pub applications::Column);

/// A column of the board: the applications of one stage, in the user's own order.
#[Object]
impl BoardColumn {
    /// The stage.
    async fn stage(&self) -> Stage {
        self.0.stage
    }

    /// How many applications the column has, shown or not.
    async fn total_count(&self) -> i64 {
        self.0.total
    }

    /// The first of them.
    async fn applications(&self) -> Vec<Application> {
        self.0
            .cards
            .iter()
            .cloned()
            .map(Application::from)
            .collect()
    }
}
