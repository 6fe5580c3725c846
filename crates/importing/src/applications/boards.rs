//! Boards that were exported with a column for each stage, and cards as cells.

use super::{Mapping, Meaning, list::List, stages};
use crate::text::quoted_list;

/// The most names of columns that the answer names.
const NAMED_MAX: usize = 8;

/// What a board is answered; none for a list.
pub(super) fn answer(list: &List, mapping: &Mapping) -> Option<String> {
    let parts = [Meaning::Company, Meaning::Role, Meaning::CompanyAndRole];
    let has_parts = parts.iter().any(|part| mapping.columns.contains(part));
    let header = list.header.iter();
    let named: Vec<&String> = header
        .filter(|name| !stages::meant(name).is_empty())
        .collect();
    let is_board = !has_parts && named.len() > 1 && named.len() * 2 > list.header.len();
    is_board.then(|| {
        format!(
            "This is a board: its columns are stages ({}), and its cells are cards. Write it as a list, with one row for each application and columns named Company, Role and Status, and import that.",
            quoted_list(&named, NAMED_MAX)
        )
    })
}
