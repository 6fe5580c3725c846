//! Which facts become notifications: a file for each feature that has some.

mod applications;
mod exports;

use super::{Content, Kind};

/// A notification that is to be delivered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub kind: Kind,
    pub content: Content,
}
