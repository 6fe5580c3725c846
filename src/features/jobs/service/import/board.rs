//! Where records come from.

use crate::features::jobs::source::PostingRecord;

/// Where records come from.
pub struct Board<'a> {
    /// The kind of board.
    pub connector: &'a str,
    /// Its token.
    pub board: &'a str,
    /// The employer, for records that do not name it, and what else is known of it.
    pub company: CompanyFacts,
}

/// What is known of an employer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompanyFacts {
    /// Its name.
    pub name: String,
    /// Its site.
    pub domain: Option<String>,
    /// Its industry.
    pub industry: Option<String>,
    /// How many people work there.
    pub size_band: Option<String>,
}

/// The employer of a record, by the record or by its board.
pub(super) fn company_name<'a>(record: &'a PostingRecord, board: &'a Board<'_>) -> &'a str {
    record
        .company
        .as_deref()
        .filter(|name| !name.trim().is_empty())
        .unwrap_or(&board.company.name)
}
