//! The state machine of an application: the transitions that each stage allows, and the computation of the state from the events. The only
//! definition of these rules; clients read them in `allowedTransitions`.

use crate::features::applications::{Outcome, Stage};
use crate::types::partial_date::PartialDate;

mod way;

pub use self::way::{Goal, beginning, way};

use Outcome::{Accepted, Declined, NoResponse, PostingClosed, Rejected, Withdrawn};
use Stage::{Applied, Assessment, Closed, Interviewing, Offer, Preparing, Screening};

/// The stages that an application may be created in.
pub const BEGINNINGS: [Stage; 2] = [Preparing, Applied];

/// The state of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// The stage.
    pub stage: Stage,
    /// The outcome; set exactly if the stage is CLOSED.
    pub outcome: Option<Outcome>,
    /// The date of sending: the date of the first event that counts and leads to APPLIED; none before, and if that date is not known.
    pub applied_on: Option<PartialDate>,
}

/// The change that an event makes to the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Creates the application in this stage.
    Begin(Stage),
    /// Moves it to another stage, or to another round of the same.
    Move(Stage),
    /// Closes it.
    Close(Outcome),
    /// Reopens it after it was closed.
    Reopen(Stage),
}

impl Change {
    /// The stage that it leads to.
    #[must_use]
    pub const fn stage(self) -> Stage {
        match self {
            Self::Begin(stage) | Self::Move(stage) | Self::Reopen(stage) => stage,
            Self::Close(_) => Closed,
        }
    }
}

/// A change with its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The change.
    pub change: Change,
    /// The date when it happened; none if it is not known.
    pub occurred_on: Option<PartialDate>,
}

/// The stages that a stage may move to; none if closed.
#[must_use]
pub const fn moves(from: Stage) -> &'static [Stage] {
    match from {
        Preparing => &[Applied, Screening, Assessment, Interviewing],
        // From the stages in the middle, the same stage starts another round.
        Applied | Screening | Assessment | Interviewing => {
            &[Screening, Assessment, Interviewing, Offer]
        }
        Offer => &[Assessment, Interviewing],
        Closed => &[],
    }
}

/// The outcomes that a stage may be closed with; none if closed.
#[must_use]
pub const fn ends(from: Stage) -> &'static [Outcome] {
    match from {
        Preparing => &[Withdrawn, PostingClosed],
        Applied | Screening | Assessment | Interviewing => {
            &[Rejected, Withdrawn, NoResponse, PostingClosed]
        }
        Offer => &[Accepted, Declined, Rejected, Withdrawn],
        Closed => &[],
    }
}

/// The stages that a closed application may be reopened to.
#[must_use]
pub const fn reopenings(from: Stage) -> &'static [Stage] {
    match from {
        Closed => &[Applied, Screening, Assessment, Interviewing, Offer],
        _ => &[],
    }
}

/// True if a stage allows the change.
#[must_use]
pub fn allows(from: Stage, change: Change) -> bool {
    match change {
        Change::Begin(_) => false,
        Change::Move(to) => moves(from).contains(&to),
        Change::Close(outcome) => ends(from).contains(&outcome),
        Change::Reopen(to) => reopenings(from).contains(&to),
    }
}

/// Describes a change with the names of the schema.
#[must_use]
pub fn describe(change: Change) -> String {
    match change {
        Change::Begin(stage) => format!("created in {stage}"),
        Change::Move(stage) => format!("moved to {stage}"),
        Change::Close(outcome) => format!("closed with {outcome}"),
        Change::Reopen(stage) => format!("reopened to {stage}"),
    }
}

/// Every stage that an allowed change leads to, including CLOSED if an outcome is allowed.
#[must_use]
pub fn reachable(from: Stage) -> Vec<Stage> {
    let mut stages = [moves(from), reopenings(from)].concat();
    if !ends(from).is_empty() {
        stages.push(Closed);
    }
    stages
}

/// Computes the state from a history; `Err` holds the first change that is not allowed and the stage before it. Only the first step creates
/// the application.
pub fn fold(history: &[Step]) -> Result<State, (Option<Stage>, Change)> {
    let mut standing: Option<State> = None;
    let mut is_sent = false;
    for step in history {
        let (stage, outcome) = match (standing, step.change) {
            (None, Change::Begin(stage)) if stage != Closed => (stage, None),
            (Some(at), change) if allows(at.stage, change) => match change {
                Change::Begin(stage) | Change::Move(stage) | Change::Reopen(stage) => (stage, None),
                Change::Close(outcome) => (Closed, Some(outcome)),
            },
            (at, change) => return Err((at.map(|at| at.stage), change)),
        };
        let sent = step.occurred_on.filter(|_| stage == Applied && !is_sent);
        is_sent |= stage == Applied;
        let applied_on = standing.and_then(|standing| standing.applied_on).or(sent);
        standing = Some(State {
            stage,
            outcome,
            applied_on,
        });
    }
    standing.ok_or((None, Change::Begin(Preparing)))
}

/// The event whose date certainly contradicts the date at `place`: dates in a history never decrease, as far as they are known. Of several,
/// returns the closest bound.
#[must_use]
pub fn out_of_order(dates: &[Option<PartialDate>], place: usize) -> Option<usize> {
    let date = dates.get(place)?.as_ref()?;
    let placed = || {
        let known = |(place, date): (usize, &Option<PartialDate>)| date.map(|date| (place, date));
        dates.iter().enumerate().filter_map(known)
    };
    let earlier = placed()
        .take_while(|(at, _)| *at < place)
        .filter(|(_, earlier)| date.is_surely_before(earlier));
    let later = placed()
        .filter(|(at, _)| *at > place)
        .filter(|(_, later)| later.is_surely_before(date));
    let (latest, earliest) = (
        earlier.max_by_key(|(_, date)| date.earliest()),
        later.min_by_key(|(_, date)| date.earliest()),
    );
    latest.or(earliest).map(|(place, _)| place)
}

#[cfg(test)]
mod tests;
