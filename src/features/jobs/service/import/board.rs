//! The board that records were read from.

use reading::company::Name;

use crate::features::jobs::source::PostingRecord;

/// The board that records were read from.
pub struct Board<'a> {
    /// The connector.
    pub connector: &'a str,
    /// The board's token.
    pub board: &'a str,
    /// The employer, for records that do not name it, and its known facts.
    pub company: CompanyFacts,
}

/// Known facts about an employer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompanyFacts {
    /// Its name.
    pub name: String,
    /// The host name of its website.
    pub domain: Option<String>,
    /// Its industry.
    pub industry: Option<String>,
    /// Its number of employees.
    pub size_band: Option<String>,
}

/// The result of storing records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Number of records.
    pub found: usize,
    /// Number of new postings.
    pub added: usize,
    /// Number of changed postings.
    pub changed: usize,
}

/// The employer's name, from the record, or else from its board, or else the token of the board: every posting has a company.
pub(super) fn company_name<'a>(record: &'a PostingRecord, board: &'a Board<'_>) -> &'a str {
    let stated = record.company.as_deref();
    stated
        .into_iter()
        .chain([board.company.name.as_str()])
        .find(|name| !Name::read(name).base.is_empty())
        .unwrap_or(board.board)
}
