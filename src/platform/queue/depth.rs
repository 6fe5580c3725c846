//! How much work the queue holds.

/// The tasks in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Depth {
    /// Tasks that wait or run.
    pub waiting: u64,
    /// Tasks that were set aside after too many tries.
    pub failed: u64,
}
