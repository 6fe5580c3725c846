//! A run of a source: reads the board over the network, stores its postings, closes missing ones, and records the run.

mod board_reader;
mod closing;
mod posting_pages;

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use self::board_reader::{Pages, ReadOutcome};
pub(super) use self::closing::reopened;
use super::import::{Board, CompanyFacts, Counts, ReadRecords};
use crate::{
    error::Result,
    features::jobs::{
        Jobs, RunRow, SourceRow,
        entity::{connector_run, skip::Skips, source as board_source},
        source::{Connector, Gone},
    },
    types::id::{RunId, SourceId},
};

/// An empty listing after at least this many entries is treated as a fault of the board and closes nothing.
const SUSPICIOUS_FROM: i32 = 5;
/// A board is gone if it was not found in this many consecutive runs,
const GONE_COUNT: i32 = 3;
/// and for at least this time.
const GONE_FOR: TimeDelta = TimeDelta::hours(24);

/// The result of a run.
#[derive(Default)]
struct RunResult {
    counts: Counts,
    closed: u64,
    skips: Skips,
    complete: bool,
    error: Option<String>,
}

impl Jobs {
    /// Runs a source now; returns `None` if it was deleted meanwhile. Faults of the board are recorded in the run and are not returned as
    /// errors.
    pub async fn refresh(&self, id: SourceId) -> Result<Option<RunRow>> {
        let Some(source) = board_source::by_id(id).one(self.platform.db.conn()).await? else {
            return Ok(None);
        };
        let started_at = self.platform.clock.now();
        let done = match self.read_board(&source).await {
            Ok(reading) => self.store_outcome(&source, reading).await?,
            Err(error) => RunResult {
                error: Some(error.message().to_owned()),
                ..RunResult::default()
            },
        };
        let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
        let run = connector_run::ActiveModel {
            id: Set(RunId(self.platform.clock.new_id())),
            source_id: Set(source.id),
            started_at: Set(started_at),
            ended_at: Set(self.platform.clock.now()),
            complete: Set(done.complete),
            found: Set(count(done.counts.found)),
            added: Set(count(done.counts.added)),
            changed: Set(count(done.counts.changed)),
            closed: Set(i32::try_from(done.closed).unwrap_or(i32::MAX)),
            skipped: Set(count(done.skips.total())),
            skips: Set(Some(done.skips)),
            error: Set(done.error),
        };
        let run = run.insert(self.platform.db.conn()).await?;
        tracing::info!(
            source.connector,
            source.board,
            found = run.found,
            added = run.added,
            closed = run.closed,
            error = run.error,
            "board read"
        );
        Ok(Some(run))
    }

    async fn store_outcome(&self, source: &SourceRow, reading: ReadOutcome) -> Result<RunResult> {
        let now = self.platform.clock.now();
        let mut row: board_source::ActiveModel = source.clone().into();
        let mut done = RunResult::default();
        match reading {
            ReadOutcome::Unchanged => {
                done = RunResult {
                    complete: true,
                    closed: self.keep(source, now).await?,
                    ..RunResult::default()
                };
                (row.gone_count, row.gone_since) = (Set(0), Set(None));
            }
            ReadOutcome::Gone => {
                row.gone_count = Set(source.gone_count.saturating_add(1));
                row.gone_since = Set(source.gone_since.or(Some(now)));
                // If the board returns, it must be read completely even if its ETag is equal.
                row.etag = Set(None);
                done.error = Some("The board was not found.".into());
                if source.gone_count.saturating_add(1) >= GONE_COUNT
                    && source
                        .gone_since
                        .is_some_and(|since| now - since >= GONE_FOR)
                {
                    done.closed = match self.gone_of(source) {
                        Gone::Board => self.close_board(source, now).await?,
                        Gone::AskPages => self.check_posting_pages(source, now).await?,
                    };
                }
            }
            ReadOutcome::Part(pages, problem) => {
                self.store_records(source, &mut done, &pages, false).await?;
                done.error = Some(problem);
                if pages.read > 0 {
                    (row.etag, row.gone_count, row.gone_since) = (Set(None), Set(0), Set(None));
                }
            }
            ReadOutcome::Whole(pages) => {
                done.complete = pages.proves_absence
                    && !(pages.present.is_empty() && source.last_count >= SUSPICIOUS_FROM);
                let complete = done.complete;
                self.store_records(source, &mut done, &pages, complete)
                    .await?;
                if pages.proves_absence {
                    // A second empty listing in a row is accepted.
                    row.last_count = Set(i32::try_from(pages.present.len()).unwrap_or(i32::MAX));
                }
                if done.complete {
                    done.closed = self.close_missing(source, &pages.present, now).await?;
                } else {
                    done.error =
                        Some("The listing seems incomplete, so nothing was closed.".into());
                }
                row.etag = Set(pages.etag.filter(|_| done.complete));
                (row.gone_count, row.gone_since) = (Set(0), Set(None));
            }
        }
        row.due_at = Set(now + self.interval()?);
        row.update(self.platform.db.conn()).await?;
        Ok(done)
    }
}

impl Jobs {
    /// Stores the records of a reading, and adds what it counted.
    async fn store_records(
        &self,
        source: &SourceRow,
        done: &mut RunResult,
        pages: &Pages,
        complete: bool,
    ) -> Result<()> {
        let found = ReadRecords {
            records: &pages.records,
            payloads: &pages.payloads,
            present: Some(&pages.present).filter(|_| complete),
        };
        let (counts, skips) = self.store_read(&board_of(source), found).await?;
        done.counts = counts;
        done.skips = pages.skips.clone();
        done.skips.extend(skips);
        Ok(())
    }

    fn gone_of(&self, source: &SourceRow) -> Gone {
        self.connectors
            .by_name(&source.connector)
            .map_or(Gone::Board, Connector::gone)
    }
}

fn board_of(source: &SourceRow) -> Board<'_> {
    let company = CompanyFacts {
        name: source.company_name.clone(),
        ..CompanyFacts::default()
    };
    Board {
        connector: &source.connector,
        board: &source.board,
        company,
    }
}
