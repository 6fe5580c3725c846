//! The cells of a row by what their columns mean.

use super::{Mapping, Meaning};
use crate::{table::Row, text};

/// The cells that say something, with the indexes of their columns.
pub(super) fn of<'r>(row: &'r Row, mapping: &Mapping, meaning: Meaning) -> Vec<(usize, &'r str)> {
    let columns = mapping.columns.iter().enumerate();
    let columns = columns.filter(|(_, column)| **column == meaning);
    columns
        .map(|(index, _)| (index, row.cell(index)))
        .filter(|(_, cell)| {
            let is_doubt = meaning == Meaning::StageReached && cell.contains('?');
            is_doubt || !text::is_blank(cell)
        })
        .collect()
}

/// The first of them, as it is named; empty if there is none.
pub(super) fn first<'r>(row: &'r Row, mapping: &Mapping, meaning: Meaning) -> &'r str {
    let mut cells = of(row, mapping, meaning).into_iter();
    cells.next().map_or("", |(_, cell)| without_page(cell))
}

/// A name without the address of its page, which Notion writes behind it in brackets.
pub(super) fn without_page(cell: &str) -> &str {
    let page = cell.trim_end().strip_suffix(')');
    let parts = page.and_then(|page| page.rsplit_once(" ("));
    parts
        .filter(|(_, page)| page.starts_with("https://") || page.starts_with("http://"))
        .map_or(cell, |(name, _)| name)
}
