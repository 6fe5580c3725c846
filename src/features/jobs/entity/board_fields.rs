//! What the import stores of a posting as it is.

use sea_orm::ActiveValue::Set;

use super::posting::ActiveModel;

/// Fields of a posting that are stored as the board states them, one column each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardFields {
    /// The department, in the employer's words.
    pub department: Option<String>,
    /// The team within the department, in the employer's words.
    pub team: Option<String>,
    /// The first words that the page hides from its readers.
    pub hidden_text: Option<String>,
}

impl BoardFields {
    /// Writes the facts into the row of the posting.
    pub fn write(&self, row: &mut ActiveModel) {
        row.department = Set(self.department.clone());
        row.team = Set(self.team.clone());
        row.hidden_text = Set(self.hidden_text.clone());
    }
}
