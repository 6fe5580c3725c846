//! The fields that are stored as the board states them, and where each board has them: JSON pointers (RFC 6901).

use serde_json::Value;

use super::field;
use crate::features::jobs::entity::board_fields::BoardFields;

/// The longest value kept; a longer one is cut.
const CHARS_MAX: usize = 200;

/// The pointers of one board; none for a field that it does not have.
#[derive(Default)]
pub(super) struct Pointers {
    department: Option<&'static str>,
    team: Option<&'static str>,
}

pub(super) const GREENHOUSE: Pointers = Pointers {
    department: Some("/departments/0/name"),
    team: None,
};
pub(super) const LEVER: Pointers = Pointers {
    department: Some("/categories/department"),
    team: Some("/categories/team"),
};
pub(super) const ASHBY: Pointers = Pointers {
    department: Some("/department"),
    team: Some("/team"),
};

impl Pointers {
    /// The fields of an entry, each as one clean line, and the words that its description hides.
    pub(super) fn read(&self, entry: &Value, hidden_text: Option<String>) -> BoardFields {
        let line = |pointer: Option<&str>| field::line(entry, pointer?, CHARS_MAX);
        BoardFields {
            department: line(self.department),
            team: line(self.team),
            hidden_text,
        }
    }
}
