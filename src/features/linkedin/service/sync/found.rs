//! What a run found, and why it ended.

use std::collections::BTreeSet;

use importing::Imported;

use crate::features::linkedin::{DomainEnding, Planned, ProblemCode, SeenEvents};

/// Why a run ended before all domains were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
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

/// What a run found.
#[derive(Default)]
pub(super) struct Found {
    /// What was read.
    pub(super) imported: Imported,
    /// The domains that were asked for, with their ending.
    pub(super) domains: Vec<FoundDomain>,
    /// True if all domains were to be asked for.
    pub(super) everything: bool,
    /// What the changelog said, if it was read.
    pub(super) changes: Option<Changes>,
    /// Why the run ended early.
    pub(super) stop: Option<Stop>,
}

/// What a run found of one domain.
pub(super) struct FoundDomain {
    pub(super) name: &'static str,
    pub(super) rows: u32,
    pub(super) ending: DomainEnding,
    pub(super) rows_of_plan: Planned,
}

/// What the changelog says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// The domains that were touched.
    pub(super) touched: BTreeSet<&'static str>,
    /// The instant from which it is read next, in milliseconds.
    pub(super) from: i64,
    /// The events at that instant.
    pub(super) seen: SeenEvents,
}
