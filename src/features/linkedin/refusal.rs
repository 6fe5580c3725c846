//! Refusals that only this feature has. `graphql/error.rs` maps them to GraphQL types.

use chrono::{DateTime, Utc};

use crate::error::{Error, Refusal};

/// The last run was started less than an hour ago.
#[derive(Clone, Debug)]
pub(super) struct SyncTooEarly {
    /// The earliest time for the next run.
    pub possible_from: DateTime<Utc>,
}

impl From<SyncTooEarly> for Error {
    fn from(refusal: SyncTooEarly) -> Self {
        Refusal::other(refusal).into()
    }
}
