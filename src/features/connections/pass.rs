//! The pass of this process that matches all people with companies again.

use uuid::Uuid;

/// The position of the pass.
#[derive(Debug, Default)]
pub struct Pass {
    /// The person that was matched last.
    pub after: Uuid,
}
