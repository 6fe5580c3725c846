//! The outcome of a run, and the reason of its end.

use std::collections::BTreeSet;

use importing::Imported;

use crate::features::linkedin::{DomainEnding, PlannedRows, ProblemCode, SeenEvents};

/// The reason why a run ended before all domains were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum StopReason {
    /// The user has to consent again.
    Consent(ProblemCode),
    /// LinkedIn refuses requests of this server; holds the status.
    Refused(String),
    /// To be repeated after this many seconds.
    Wait(u64),
    /// LinkedIn does not answer.
    Unavailable,
    /// The time of the run is over.
    TooSlow,
}

/// The outcome of a run.
#[derive(Default)]
pub(super) struct RunOutcome {
    /// The data that was read.
    pub(super) imported: Imported,
    /// The domains that were asked for, with their ending.
    pub(super) domains: Vec<DomainOutcome>,
    /// True if all domains were to be asked for.
    pub(super) everything: bool,
    /// The changes of the changelog, if it was read.
    pub(super) changes: Option<Changes>,
    /// The reason of an early end.
    pub(super) stop: Option<StopReason>,
}

/// The outcome of one domain.
pub(super) struct DomainOutcome {
    pub(super) name: &'static str,
    pub(super) rows: u32,
    pub(super) ending: DomainEnding,
    pub(super) rows_of_plan: PlannedRows,
}

/// The changes in the changelog.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// The domains that were touched.
    pub(super) touched: BTreeSet<&'static str>,
    /// The instant from which it is read next, in milliseconds.
    pub(super) from: i64,
    /// The events at that instant.
    pub(super) seen: SeenEvents,
}
