//! Changes, signals and reprocessing as GraphQL objects.

use async_graphql::SimpleObject;

use crate::{
    features::jobs::{
        PostingChangeRow, ReprocessingRow, Signal, SignalKind, SkipCount, SkipReason, What,
    },
    graphql::scalar::Instant,
    types::id::{PostingChangeId, ReprocessingId},
};

/// A change of a posting.
#[derive(SimpleObject)]
pub struct PostingChange {
    /// The global id.
    id: PostingChangeId,
    /// The kind of change.
    what: What,
    /// The value before; null if there was none.
    from: Option<String>,
    /// The value after; null if there is none.
    to: Option<String>,
    /// The time when it was noticed.
    at: Instant,
}

impl From<PostingChangeRow> for PostingChange {
    fn from(row: PostingChangeRow) -> Self {
        Self {
            id: row.id,
            what: row.what,
            from: row.before,
            to: row.after,
            at: row.at.into(),
        }
    }
}

/// A fact that, beside at least one other, suggests that a posting is not meant to be filled soon.
#[derive(SimpleObject)]
pub struct PostingSignal {
    /// The fact.
    kind: SignalKind,
    /// Its measure; null if it has none.
    value: Option<i32>,
}

impl From<Signal> for PostingSignal {
    fn from(signal: Signal) -> Self {
        Self {
            kind: signal.kind,
            value: signal.value,
        }
    }
}

/// Entries of a board that were not stored, for one reason.
#[derive(SimpleObject)]
pub struct SkippedEntries {
    /// The reason.
    reason: SkipReason,
    /// The number of entries.
    count: i32,
    /// Ids of up to five of them; unreadable ids are left out.
    examples: Vec<String>,
}

impl From<&SkipCount> for SkippedEntries {
    fn from(counted: &SkipCount) -> Self {
        Self {
            reason: counted.reason,
            count: i32::try_from(counted.count).unwrap_or(i32::MAX),
            examples: counted.examples.clone(),
        }
    }
}

/// The state of a reprocessing.
#[derive(Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
pub enum ReprocessingState {
    /// It is still running.
    Running,
    /// All postings were read again.
    Finished,
}

/// A run that reads all stored payloads again, with the current version of the program.
#[derive(SimpleObject)]
pub struct Reprocessing {
    /// The global id.
    id: ReprocessingId,
    /// The state.
    state: ReprocessingState,
    /// Number of postings that were read again.
    done: i32,
    /// Number of postings when it was started.
    total: i32,
    /// Number of postings that changed.
    changed: i32,
    /// Number of postings whose payload no longer parses as a posting; they were left unchanged.
    unreadable: i32,
    /// Number of postings without a stored payload; they were left unchanged.
    without_payload: i32,
    /// How many postings changed, by field.
    changed_by_field: Vec<FieldCount>,
    /// The start time.
    started_at: Instant,
    /// The end time; null while it is running.
    ended_at: Option<Instant>,
}

/// How many postings changed in one field.
#[derive(SimpleObject)]
pub struct FieldCount {
    /// The name of a field of `Posting`.
    field: String,
    /// The number of postings.
    count: i32,
}

impl From<ReprocessingRow> for Reprocessing {
    fn from(run: ReprocessingRow) -> Self {
        let count = |n: i64| i32::try_from(n).unwrap_or(i32::MAX);
        let by_field = run
            .changed_by_field
            .0
            .into_iter()
            .map(|(field, n)| FieldCount {
                field,
                count: i32::try_from(n).unwrap_or(i32::MAX),
            });
        Self {
            id: run.id,
            state: if run.ended_at.is_some() {
                ReprocessingState::Finished
            } else {
                ReprocessingState::Running
            },
            done: count(run.done),
            total: count(run.total),
            changed: count(run.changed),
            unreadable: count(run.unreadable),
            without_payload: count(run.without_payload),
            changed_by_field: by_field.collect(),
            started_at: run.started_at.into(),
            ended_at: run.ended_at.map(Instant),
        }
    }
}
