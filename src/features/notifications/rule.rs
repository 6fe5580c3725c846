//! Which facts become notifications, and their texts.

use super::Kind;
use crate::features::applications::{EventKind, Outcome, Stage, event::ApplicationChanged};

/// The texts of a notification that is to be delivered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub kind: Kind,
    pub title: String,
    pub body: String,
}

/// A data export is ready for download.
pub(super) fn export_ready() -> Draft {
    Draft {
        kind: Kind::ExportReady,
        title: "Your data export is ready".to_owned(),
        body: "A file with all your data can be downloaded for 7 days.".to_owned(),
    }
}

/// `CREATED` gives no notification, because the user created the application themselves; every later event does, for their other devices.
pub(super) fn draft(fact: &ApplicationChanged) -> Option<Draft> {
    let what = format!("{} at {}", fact.role, fact.company);
    let stage = in_words(fact.to);
    let (kind, title, body) = match (fact.kind, fact.outcome) {
        (EventKind::Created, _) => return None,
        (EventKind::Moved, _) if fact.from == Some(fact.to) => (
            Kind::ApplicationMoved,
            format!("{}: another round of {stage}", fact.company),
            format!("{what} entered another round of {stage}."),
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
            format!("{what} was reopened at {stage}."),
        ),
        (EventKind::Corrected, _) => (
            Kind::ApplicationCorrected,
            format!("{}: history corrected", fact.company),
            format!("The history of {what} was corrected; its stage is {stage}."),
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
