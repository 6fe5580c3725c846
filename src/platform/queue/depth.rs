//! The number of tasks in the queue.

/// The number of tasks in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Depth {
    /// Tasks that wait or run.
    pub waiting: u64,
    /// Tasks that were set aside after too many attempts.
    pub failed: u64,
}
