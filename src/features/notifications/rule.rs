//! Which facts become notifications, and in which words.

use super::Kind;
use crate::features::applications::{EventKind, Outcome, Stage, event::ApplicationChanged};

/// A notification to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub kind: Kind,
    pub title: String,
    pub body: String,
}

/// An archive can be downloaded.
pub(super) fn export_ready() -> Draft {
    Draft {
        kind: Kind::ExportReady,
        title: "Your archive is ready".to_owned(),
        body: "All that you have here, in one file; it is kept for 7 days.".to_owned(),
    }
}

/// The user began the application themselves a moment ago, so that is no news; everything after it is, on their other devices.
pub(super) fn draft(fact: &ApplicationChanged) -> Option<Draft> {
    let what = format!("{} at {}", fact.role, fact.company);
    let stage = in_words(fact.to);
    let (kind, title, body) = match (fact.kind, fact.outcome) {
        (EventKind::Created, _) => return None,
        (EventKind::Moved, _) if fact.from == Some(fact.to) => (
            Kind::ApplicationMoved,
            format!("{}: another round of {stage}", fact.company),
            format!("{what} goes on with another round of {stage}."),
        ),
        (EventKind::Moved, _) => (
            Kind::ApplicationMoved,
            format!("{}: {stage}", fact.company),
            format!("{what} moved on to {stage}."),
        ),
        (EventKind::Closed, outcome) => {
            let end = outcome.map_or("closed", end_in_words);
            (
                Kind::ApplicationClosed,
                format!("{}: {end}", fact.company),
                format!("{what} ended: {end}."),
            )
        }
        (EventKind::Reopened, _) => (
            Kind::ApplicationReopened,
            format!("{}: open again", fact.company),
            format!("{what} was taken up again, at {stage}."),
        ),
        (EventKind::Corrected, _) => (
            Kind::ApplicationCorrected,
            format!("{}: history corrected", fact.company),
            format!("The history of {what} was corrected; it stands at {stage}."),
        ),
    };
    Some(Draft { kind, title, body })
}

const fn in_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Preparing => "preparing",
        Stage::Applied => "applied",
        Stage::Screening => "screening",
        Stage::Assessment => "assessment",
        Stage::Interviewing => "interviewing",
        Stage::Offer => "offer",
        Stage::Closed => "closed",
    }
}

const fn end_in_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted => "accepted",
        Outcome::Declined => "declined by you",
        Outcome::Rejected => "rejected",
        Outcome::Withdrawn => "withdrawn by you",
        Outcome::NoResponse => "no response",
        Outcome::PostingClosed => "the posting was closed",
    }
}
