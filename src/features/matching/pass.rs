//! Where the process is in its work of embedding postings.

use chrono::{DateTime, Utc};

use crate::types::id::PostingId;

/// The pass of the process over all readings, the newest first.
#[derive(Debug, Default)]
pub struct Pass {
    /// True once vectors of other models are deleted.
    pub has_dropped: bool,
    /// When postings had been read last as the pass began.
    pub begun_at: Option<DateTime<Utc>>,
    /// The last posting of the pass; none between two passes.
    pub last: Option<PostingId>,
    /// `begun_at` of the last pass that came to its end: nothing is to be done until postings are read after it.
    pub done_at: Option<DateTime<Utc>>,
}
