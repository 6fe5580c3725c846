//! Which of the first records of a list is its header.

use super::{answers::answer, dates, names, stages};
use crate::{
    address,
    table::{Choice, Header},
};

/// The most characters of a cell that can be a name, a date or a word for a stage.
const CHARS_MAX: usize = 200;

/// The header: the first record that can be one, unless a later one has more names that are known. A list whose records all have dates,
/// addresses or words for stages has none.
pub(super) fn choose(records: &[Vec<String>]) -> Option<Choice> {
    let stated = stated(records);
    let looks: Vec<Look> = records
        .iter()
        .map(|cells| Look::of(cells, &stated))
        .collect();
    if let [only] = looks.as_slice()
        && only.is_lone_row()
    {
        return Some(Choice {
            header: Header::Absent {
                columns: only.width,
            },
            score: 1_000 + only.filled.min(999),
        });
    }
    let widest = looks.iter().map(|look| look.filled).max()?;
    if widest < 2 {
        return None;
    }
    let mut chosen: Option<(usize, &Look)> = None;
    for (index, look) in looks.iter().enumerate() {
        let others = looks.iter().enumerate();
        let others = others.filter(|(other, _)| *other != index);
        let rows_above = looks.iter().take(index).filter(|look| look.has_stage);
        let place = Place {
            rows_above: rows_above.count(),
            is_last: index + 1 == looks.len(),
        };
        let is_row = look.is_row_beside(others.map(|(_, other)| other), place);
        let can_be = look.filled >= 2 && !is_row && (look.filled * 2 > widest || look.is_named());
        if can_be && chosen.is_none_or(|(_, chosen)| look.is_better_than(chosen)) {
            chosen = Some((index, look));
        }
    }
    // Most records have as many cells as the header if the delimiter is the right one.
    let like = |width: usize| records.iter().filter(|cells| cells.len() == width).count();
    if let Some((index, look)) = chosen {
        return Some(Choice {
            header: Header::Record(index),
            score: look.known * 1_000_000 + like(look.width) * 1_000 + look.filled.min(999),
        });
    }
    let columns = looks.iter().map(|look| look.width).max()?;
    Some(Choice {
        header: Header::Absent { columns },
        score: like(columns) * 1_000 + widest.min(999),
    })
}

/// How many records have a word for a stage, by column. A yes or a no is none.
fn stated(records: &[Vec<String>]) -> Vec<usize> {
    let columns = records.iter().map(Vec::len).max().unwrap_or_default();
    let mut stated = vec![0; columns];
    for cells in records {
        for (count, cell) in stated.iter_mut().zip(cells) {
            *count += usize::from(is_stage(cell.trim()));
        }
    }
    stated
}

fn is_stage(cell: &str) -> bool {
    let is_short = !cell.is_empty() && cell.len() <= CHARS_MAX;
    is_short && answer(cell).is_none() && !stages::stage(cell).is_empty()
}

/// Where a record is.
#[derive(Clone, Copy)]
struct Place {
    /// How many records above it have a word for a stage.
    rows_above: usize,
    is_last: bool,
}

/// How much a record looks like a header.
struct Look {
    /// Number of cells.
    width: usize,
    /// Number of cells with text.
    filled: usize,
    /// Number of different meanings that are known by their names.
    known: usize,
    /// True if one of them is the company, the role, or the name of both.
    is_of_a_list: bool,
    /// True if a cell is a word for a stage, as the column has in other records: a value, although it may also be a name (`Applied`).
    has_stage: bool,
    /// True if a cell is a word for a stage.
    may_have_stage: bool,
    /// What the cells are that are no names.
    kinds: Vec<Kind>,
}

/// What a cell is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Date,
    Address,
    Number,
    Stage,
}

impl Look {
    /// `stated` is how many records have a word for a stage, by column.
    fn of(cells: &[String], stated: &[usize]) -> Self {
        let cells = || cells.iter().map(|cell| cell.trim());
        let is_value = |cell: &str, count: usize| count > 1 && is_stage(cell);
        let names = cells().zip(stated);
        let names = names.filter(|(cell, count)| !is_value(cell, **count));
        let mut names: Vec<&str> = names.filter_map(|(cell, _)| names_of(cell)).collect();
        names.sort_unstable();
        names.dedup();
        Self {
            width: cells().count(),
            filled: cells().filter(|cell| !cell.is_empty()).count(),
            known: names.len(),
            is_of_a_list: ["COMPANY", "ROLE", "NAME", "BOTH"]
                .iter()
                .any(|name| names.contains(name)),
            has_stage: cells()
                .zip(stated)
                .any(|(cell, count)| is_value(cell, *count)),
            may_have_stage: cells().any(is_stage),
            kinds: cells().map(kind).collect(),
        }
    }

    /// True for names that no row has.
    fn is_named(&self) -> bool {
        self.known >= 2 && self.is_of_a_list
    }

    /// True for the only record of a file if it says how far something is, and has a day, or nothing but that is a name.
    fn is_lone_row(&self) -> bool {
        let is_named = self.is_of_a_list || self.known > 1;
        let has_date = self.kinds.contains(&Kind::Date);
        self.filled >= 2 && self.may_have_stage && (has_date || !is_named)
    }

    /// True for a record that is a row: it has a date or an address, or what another record has in the same column.
    fn is_row_beside<'a>(&self, mut others: impl Iterator<Item = &'a Self>, place: Place) -> bool {
        let has = |kind| self.kinds.contains(&kind);
        let is_below_row = place.rows_above > 0;
        if self.is_named() {
            // The words of a row may all be names: a day says that it is one, and so do rows above it.
            let is_below = place.rows_above > 1 || is_below_row && place.is_last;
            return self.has_stage && is_below || others.any(|other| self.has_date_as(other));
        }
        if has(Kind::Date) || has(Kind::Address) {
            return true;
        }
        let alike = |other: &Self| {
            let pairs = self.kinds.iter().zip(&other.kinds);
            pairs
                .into_iter()
                .any(|(one, two)| one == two && *one != Kind::Text)
        };
        // A company may be named as a column is.
        let is_of_a_list = self.is_of_a_list && !(self.has_stage && is_below_row);
        !is_of_a_list && (self.has_stage || others.any(alike))
    }

    /// True if both have a date in one column.
    fn has_date_as(&self, other: &Self) -> bool {
        let mut pairs = self.kinds.iter().zip(&other.kinds);
        pairs.any(|pair| pair == (&Kind::Date, &Kind::Date))
    }

    /// True for a later record that is the header although an earlier one could be.
    fn is_better_than(&self, earlier: &Self) -> bool {
        let is_wider = self.filled > earlier.filled;
        let is_mostly_known =
            self.known == self.filled || self.known >= 3 && self.known * 2 > self.filled;
        self.is_of_a_list && self.known > earlier.known && (is_wider || is_mostly_known)
    }
}

fn names_of(cell: &str) -> Option<&'static str> {
    (cell.len() <= CHARS_MAX)
        .then(|| names::named(cell))
        .flatten()
}

/// What a trimmed cell is.
pub(super) fn kind(cell: &str) -> Kind {
    if cell.is_empty() || cell.len() > CHARS_MAX || names::named(cell).is_some() {
        return Kind::Text;
    }
    let has_digit = cell.chars().any(char::is_numeric);
    if has_digit && dates::is_date(cell) && cell.len() > 4 {
        Kind::Date
    } else if is_address(cell) {
        Kind::Address
    } else if has_digit && !cell.chars().any(char::is_alphabetic) {
        Kind::Number
    } else if !stages::stage(cell).is_empty() {
        Kind::Stage
    } else {
        Kind::Text
    }
}

/// True for an address that says so; many a name of a column has a dot.
fn is_address(cell: &str) -> bool {
    (cell.contains("://") || cell.starts_with("www.")) && address::web(cell).is_some()
}
