//! The life of an application: which steps are allowed from where, and how a history of events folds into where it stands.
//! This table is the only place that knows; clients are told by `allowedTransitions`.

use crate::features::applications::{Outcome, Stage};
use crate::types::partial_date::PartialDate;

use Outcome::{Accepted, Declined, NoResponse, PostingClosed, Rejected, Withdrawn};
use Stage::{Applied, Assessment, Closed, Interviewing, Offer, Preparing, Screening};

/// The stages that an application may begin in.
pub const BEGINNINGS: [Stage; 2] = [Preparing, Applied];

/// Where an application stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// The stage.
    pub stage: Stage,
    /// How it ended; set exactly when the stage is CLOSED.
    pub outcome: Option<Outcome>,
    /// When it was sent: the day of the first event that stands and says so.
    pub applied_on: Option<PartialDate>,
}

/// What a step does to where an application stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It begins here.
    Begin(Stage),
    /// It goes on to another stage, or to another round of the same.
    Move(Stage),
    /// It ends.
    Close(Outcome),
    /// It goes on after all.
    Reopen(Stage),
}

/// A step of a history, with its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it does.
    pub change: Change,
    /// When it happened.
    pub occurred_on: PartialDate,
}

/// Where one may move to from a stage; empty once closed.
#[must_use]
pub const fn moves(from: Stage) -> &'static [Stage] {
    match from {
        Preparing => &[Applied, Screening, Assessment, Interviewing],
        // For those in the middle, the same stage again is a new round.
        Applied | Screening | Assessment | Interviewing => {
            &[Screening, Assessment, Interviewing, Offer]
        }
        Offer => &[Assessment, Interviewing],
        Closed => &[],
    }
}

/// How it may end from a stage; empty once closed.
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

/// Where a closed application may go on.
#[must_use]
pub const fn reopenings(from: Stage) -> &'static [Stage] {
    match from {
        Closed => &[Applied, Screening, Assessment, Interviewing, Offer],
        _ => &[],
    }
}

/// Whether a change is allowed from a stage.
#[must_use]
pub fn allows(from: Stage, change: Change) -> bool {
    match change {
        Change::Begin(_) => false,
        Change::Move(to) => moves(from).contains(&to),
        Change::Close(outcome) => ends(from).contains(&outcome),
        Change::Reopen(to) => reopenings(from).contains(&to),
    }
}

/// A change in the names of the schema.
#[must_use]
pub fn describe(change: Change) -> String {
    match change {
        Change::Begin(stage) => format!("created in {stage}"),
        Change::Move(stage) => format!("moved to {stage}"),
        Change::Close(outcome) => format!("closed with {outcome}"),
        Change::Reopen(stage) => format!("reopened to {stage}"),
    }
}

/// Every stage that some change leads to from here; CLOSED among them if it may end.
#[must_use]
pub fn reachable(from: Stage) -> Vec<Stage> {
    let mut stages = [moves(from), reopenings(from)].concat();
    if !ends(from).is_empty() {
        stages.push(Closed);
    }
    stages
}

/// Where a history leads; `Err` with the stage and the change that it does not allow there.
/// A history begins once, at its start.
pub fn fold(history: &[Step]) -> Result<State, (Option<Stage>, Change)> {
    let mut standing: Option<State> = None;
    for step in history {
        let (stage, outcome) = match (standing, step.change) {
            (None, Change::Begin(stage)) if stage != Closed => (stage, None),
            (Some(at), change) if allows(at.stage, change) => match change {
                Change::Begin(stage) | Change::Move(stage) | Change::Reopen(stage) => (stage, None),
                Change::Close(outcome) => (Closed, Some(outcome)),
            },
            (at, change) => return Err((at.map(|at| at.stage), change)),
        };
        let sent = (stage == Applied).then_some(step.occurred_on);
        let applied_on = standing.and_then(|standing| standing.applied_on).or(sent);
        standing = Some(State {
            stage,
            outcome,
            applied_on,
        });
    }
    standing.ok_or((None, Change::Begin(Preparing)))
}

/// The event whose date certainly contradicts the one at `place`: dates of a history never go back, as far as they are known.
/// If there are several, the one that leaves the least room.
#[must_use]
pub fn out_of_order(dates: &[PartialDate], place: usize) -> Option<usize> {
    let date = dates.get(place)?;
    let placed = || dates.iter().enumerate();
    let earlier = placed()
        .take(place)
        .filter(|(_, earlier)| date.is_surely_before(earlier));
    let later = placed()
        .skip(place + 1)
        .filter(|(_, later)| later.is_surely_before(date));
    let (latest, earliest) = (
        earlier.max_by_key(|(_, date)| date.earliest()),
        later.min_by_key(|(_, date)| date.earliest()),
    );
    latest.or(earliest).map(|(place, _)| place)
}

#[cfg(test)]
mod tests;
