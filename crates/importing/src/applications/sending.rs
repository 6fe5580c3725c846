//! The day of the application of a row, and what its cell says of whether there was one.

use super::{
    Meaning,
    checks::{self, Check},
    dates,
    day_cells::around,
    months,
    orders::Settled,
    rows::Reader,
};
use crate::{
    date::{PartialDate, is_doubtful},
    report::FindingKind,
    table::Row,
    text::quote,
};

/// What a row says of its sending.
#[derive(Default)]
pub(super) struct Sending {
    /// The day.
    pub(super) on: Option<PartialDate>,
    /// True if it was sent, false if it says that it was not.
    pub(super) is_sent: Option<bool>,
    /// What it says besides a day that is read, as a line of the note.
    pub(super) line: Option<String>,
}

impl Reader<'_> {
    /// What the cell of the day says.
    pub(super) fn sending(&mut self, row: &Row) -> Sending {
        let cells = self.cells(row, Meaning::AppliedOn);
        let Some((column, cell)) = cells.first().copied() else {
            return Sending::default();
        };
        let name = self.list.header.get(column).cloned().unwrap_or_default();
        let line = || {
            Some(format!(
                "{}: {cell}",
                name.trim_end_matches(['?', ':', ' '])
            ))
        };
        let is_sent = checks::is_sent(self.list, column, cell);
        match checks::check(self.list, column, cell) {
            Some(check @ (Check::NoOnDay | Check::Unclear)) => {
                self.doubtful_check(&name, cell, check);
                Sending {
                    is_sent,
                    line: line(),
                    ..Sending::default()
                }
            }
            Some(_) => Sending {
                is_sent,
                ..Sending::default()
            },
            None => {
                let on = self.day(row, Meaning::AppliedOn);
                // What no day is read of would be lost where nothing else says that it was sent.
                let is_unread = on.is_none() && is_sent == Some(true) && !is_doubtful(cell);
                let has_stage = self.mapping.columns.contains(&Meaning::Stage);
                let is_kept = is_unread && !has_stage || !around(cell).aside.is_empty();
                Sending {
                    on,
                    // Of any day nothing says what happened on it.
                    is_sent: is_sent.filter(|_| !self.plain_day),
                    line: line().filter(|_| is_kept),
                }
            }
        }
    }

    /// Names a no beside a day, and an `x` that can be both.
    pub(super) fn doubtful_check(&mut self, column: &str, cell: &str, check: Check) {
        let (kind, why) = match check {
            Check::NoOnDay => (
                FindingKind::Contradiction,
                "which is a no beside a day. It was read as no",
            ),
            _ => (
                FindingKind::Unreadable,
                "which can be yes or no beside the crosses of other rows. It was read as neither",
            ),
        };
        let message = format!(
            "The column \"{}\" says \"{}\", {why}, and is kept as a line of the note; correct it.",
            quote(column),
            quote(cell)
        );
        self.journal.add(kind, message);
    }

    /// The day of a column; one that cannot be read is named.
    pub(super) fn day(&mut self, row: &Row, meaning: Meaning) -> Option<PartialDate> {
        let cells = self.cells(row, meaning);
        let (index, cell) = cells.first()?;
        let settled = self.orders.get(index);
        let order = settled.and_then(Settled::order);
        let doubt = settled.map_or_else(String::new, Settled::doubt);
        let day = months::told(dates::day(cell, order), self.list, *index);
        if let Some((kind, message)) = day.remark(&quote(cell), &doubt) {
            self.journal.add(kind, message);
        }
        day.date()
    }
}
