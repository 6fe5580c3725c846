//! Job boards and their health as admins see them.

use async_graphql::{Object, SimpleObject};

use crate::{
    features::jobs::{RunRow, SourceRow},
    graphql::scalar::Instant,
    types::id::{RunId, SourceId},
};

/// A job board that is read on a schedule.
pub struct Source {
    pub(super) row: SourceRow,
    pub(super) last_run: Option<RunRow>,
}

/// A job board that is read on a schedule.
#[Object]
impl Source {
    /// The global id.
    async fn id(&self) -> SourceId {
        self.row.id
    }

    /// The kind of board, such as `greenhouse`.
    async fn connector(&self) -> &str {
        &self.row.connector
    }

    /// The board's token.
    async fn board(&self) -> &str {
        &self.row.board
    }

    /// The employer's name, where the board does not tell it.
    async fn company_name(&self) -> &str {
        &self.row.company_name
    }

    /// When it is read again.
    async fn due_at(&self) -> Instant {
        self.row.due_at.into()
    }

    /// The last reading; null before the first.
    async fn last_run(&self) -> Option<ConnectorRun> {
        self.last_run.as_ref().map(ConnectorRun::from)
    }
}

/// One reading of a board.
#[derive(SimpleObject)]
pub struct ConnectorRun {
    /// The global id.
    id: RunId,
    /// When it began.
    started_at: Instant,
    /// When it ended.
    ended_at: Instant,
    /// Whether the board was read whole: only then absence means something.
    complete: bool,
    /// Postings on the board.
    found: i32,
    /// Postings that were new.
    added: i32,
    /// Postings that changed.
    changed: i32,
    /// Postings that were closed.
    closed: i32,
    /// Entries that could not be used.
    skipped: i32,
    /// Why it failed, if it did.
    error: Option<String>,
}

impl From<&RunRow> for ConnectorRun {
    fn from(run: &RunRow) -> Self {
        Self {
            id: run.id,
            started_at: run.started_at.into(),
            ended_at: run.ended_at.into(),
            complete: run.complete,
            found: run.found,
            added: run.added,
            changed: run.changed,
            closed: run.closed,
            skipped: run.skipped,
            error: run.error.clone(),
        }
    }
}
