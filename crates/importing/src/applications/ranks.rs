//! How far a stage is in the life of an application.

use crate::record::Stage;

/// The rank of a stage: a later one has a higher.
pub(super) const fn rank(stage: Stage) -> u8 {
    match stage {
        Stage::Saved => 0,
        Stage::Preparing => 1,
        Stage::Applied => 2,
        Stage::Screening => 3,
        Stage::Assessment | Stage::Interviewing => 4,
        Stage::Offer => 5,
        _ => 6,
    }
}

/// True for a stage in which an application ends.
pub(super) const fn is_end(stage: Stage) -> bool {
    matches!(
        stage,
        Stage::Accepted
            | Stage::Declined
            | Stage::Rejected
            | Stage::Withdrawn
            | Stage::NoResponse
            | Stage::PostingClosed
    )
}

/// True for a stage before which nothing was sent.
pub(super) const fn is_unsent(stage: Stage) -> bool {
    matches!(stage, Stage::Saved | Stage::Preparing)
}
