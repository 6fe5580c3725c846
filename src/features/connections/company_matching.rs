//! The position of this process in the scheduled work that matches all people with companies again.

use uuid::Uuid;

/// The position.
#[derive(Debug, Default)]
pub struct Position {
    /// The person that was matched last.
    pub after: Uuid,
}
