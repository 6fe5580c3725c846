//! The cells of a row by what their columns mean.

use super::{Mapping, Meaning};
use crate::{
    table::Row,
    text::{self, quoted_list},
};

/// The most cells with control characters that one finding names.
const NAMED_MAX: usize = 5;

/// What a finding says of the cells of a row that have characters which are never shown.
pub(super) fn hidden(row: &Row, header: &[String]) -> Option<String> {
    // These break a line or a word, and are read as such.
    let is_break = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}');
    let is_hidden = |c: char| c.is_control() && !is_break(c);
    let cells = row.cells.iter().zip(header);
    let names = cells.filter(|(cell, _)| cell.contains(is_hidden));
    let names: Vec<&String> = names.map(|(_, name)| name).collect();
    (!names.is_empty()).then(|| {
        format!(
            "Control characters, which are never shown, were left out of {}. Complete the texts, if they stood for others.",
            quoted_list(&names, NAMED_MAX)
        )
    })
}

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

/// A name without the address or file of its page, which Notion writes behind it in brackets, and without that of a link.
pub(super) fn without_page(cell: &str) -> &str {
    if let Some((name, _)) = link(cell) {
        return name;
    }
    let page = cell.trim_end().strip_suffix(')');
    let parts = page.and_then(|page| page.rsplit_once(" ("));
    let is_page = |page: &str| {
        let is_file = page.rsplit_once('.').is_some_and(|(_, kind)| kind == "md")
            && !page.contains(char::is_whitespace);
        is_file || is_web(page)
    };
    parts
        .filter(|(_, page)| is_page(page))
        .map_or(cell, |(name, _)| name)
}

/// The text and the address of a link in Markdown: `[Acme](https://acme.example)`.
pub(super) fn link(cell: &str) -> Option<(&str, &str)> {
    let inside = cell.trim().strip_prefix('[')?.strip_suffix(')')?;
    let (name, address) = inside.split_once("](")?;
    (is_web(address) && !name.trim().is_empty()).then_some((name, address))
}

fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}
