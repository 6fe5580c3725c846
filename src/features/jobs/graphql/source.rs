//! Sources and their runs as GraphQL objects, for admins.

use async_graphql::{Object, SimpleObject};

use super::history::SkippedEntries;
use crate::{
    features::jobs::{RunRow, SourceRow},
    graphql::scalar::Instant,
    types::id::{RunId, SourceId},
};

/// A source: a job board that is read on a schedule.
pub struct Source {
    pub(super) row: SourceRow,
    pub(super) last_run: Option<RunRow>,
}

/// A source: a job board that is read on a schedule.
#[Object]
impl Source {
    /// The global id.
    async fn id(&self) -> SourceId {
        self.row.id
    }

    /// The connector, such as `greenhouse`.
    async fn connector(&self) -> &str {
        &self.row.connector
    }

    /// The board's token in the API of the connector.
    async fn board(&self) -> &str {
        &self.row.board
    }

    /// The employer's name, if the board does not state it.
    async fn company_name(&self) -> &str {
        &self.row.company_name
    }

    /// The time of the next run.
    async fn due_at(&self) -> Instant {
        self.row.due_at.into()
    }

    /// The last run; null before the first.
    async fn last_run(&self) -> Option<ConnectorRun> {
        self.last_run.as_ref().map(ConnectorRun::from)
    }
}

/// One run of a source.
#[derive(SimpleObject)]
pub struct ConnectorRun {
    /// The global id.
    id: RunId,
    /// The start time.
    started_at: Instant,
    /// The end time.
    ended_at: Instant,
    /// True if the complete board was read; only then can missing postings be closed.
    complete: bool,
    /// Number of postings on the board.
    found: i32,
    /// Number of new postings.
    added: i32,
    /// Number of changed postings.
    changed: i32,
    /// Number of postings closed.
    closed: i32,
    /// Number of entries that were not stored.
    skipped: i32,
    /// The skipped entries by reason; null for runs of older versions.
    skipped_by_reason: Option<Vec<SkippedEntries>>,
    /// The error, if the run failed.
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
            skipped_by_reason: run
                .skips
                .as_ref()
                .map(|skips| skips.0.iter().map(SkippedEntries::from).collect()),
            error: run.error.clone(),
        }
    }
}
