//! The steps that lead to a state which an import states without the history of it. They claim no more than what the state implies.

use super::{Change, allows};
use crate::features::applications::{Outcome, Stage};

use Outcome::{Accepted, Declined, NoResponse, PostingClosed, Rejected, Withdrawn};
use Stage::{Applied, Assessment, Closed, Interviewing, Offer, Preparing, Screening};

/// A state to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The stage.
    pub stage: Stage,
    /// The outcome; set exactly if the stage is CLOSED.
    pub outcome: Option<Outcome>,
}

/// The history of an application of which only the state is known, and whether the day of sending is. It begins in APPLIED if that day is
/// known; else in the stage itself, in OFFER if an offer was accepted or declined, in APPLIED if the employer rejected it or did not answer,
/// and in PREPARING if it ended in another way.
#[must_use]
pub fn beginning(goal: Goal, sent: bool) -> Vec<Change> {
    let first = match (goal.stage, goal.outcome) {
        (Preparing, _) => Preparing,
        _ if sent => Applied,
        (_, Some(Accepted | Declined)) => Offer,
        (_, Some(Rejected | NoResponse)) => Applied,
        (_, Some(Withdrawn | PostingClosed)) | (Closed, None) => Preparing,
        (stage, None) => stage,
    };
    let mut changes = vec![Change::Begin(first)];
    if first != goal.stage {
        changes.extend(way(first, None, goal).unwrap_or_default());
    }
    changes
}

/// The steps from a stage to another state; none if the table of transitions has no way, as back to an earlier stage. `before` is the stage
/// before a closed application was closed, to which it is reopened for another outcome.
#[must_use]
pub fn way(from: Stage, before: Option<Stage>, goal: Goal) -> Option<Vec<Change>> {
    let last = match goal.outcome {
        Some(outcome) => Change::Close(outcome),
        None if from == Closed => Change::Reopen(goal.stage),
        None => Change::Move(goal.stage),
    };
    if allows(from, last) {
        return Some(vec![last]);
    }
    let between = match (from, goal.outcome) {
        (Closed, Some(_)) => Change::Reopen(before.filter(|stage| *stage != Preparing)?),
        (Preparing, _) => Change::Move(Applied),
        (Applied | Screening | Assessment | Interviewing, Some(Accepted | Declined)) => {
            Change::Move(Offer)
        }
        _ => return None,
    };
    // Each step between leads on, so that this ends.
    allows(from, between).then_some(())?;
    let rest = way(between.stage(), None, goal)?;
    Some([vec![between], rest].concat())
}
