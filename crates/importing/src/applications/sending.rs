//! The day of the application of a row, and what its cell says of whether there was one.

use super::{
    Meaning,
    checks::{self, Check},
    dates::{self, Day},
    day_cells::{around, is_remarked},
    months,
    orders::Settled,
    rows::Reader,
};
use crate::{date::PartialDate, report::FindingKind, table::Row, text::quote};

/// What a row says of its sending.
#[derive(Default)]
pub(super) struct Sending {
    /// The day.
    pub(super) on: Option<PartialDate>,
    /// True if it was sent, false if it says that it was not.
    pub(super) is_sent: Option<bool>,
    /// The column and the cell that say so.
    pub(super) said: Option<(String, String)>,
    /// What it says besides a day that is read, as lines of the note.
    pub(super) lines: Vec<String>,
}

impl Reader<'_> {
    /// What the cell of the day says, and the mark of sending in a further column.
    pub(super) fn sending(&mut self, row: &Row) -> Sending {
        let marks = self.cells(row, Meaning::StageReached).into_iter();
        let mut marks =
            marks.filter(|(column, cell)| checks::is_mark_of_sending(self.list, *column, cell));
        let mark = marks.next();
        let days = self.cells(row, Meaning::AppliedOn);
        let mut sending = days
            .first()
            .map(|(column, cell)| self.day_of_sending(row, *column, cell))
            .unwrap_or_default();
        if let Some((column, cell)) = mark {
            self.mark(&mut sending, column, cell);
        }
        sending
    }

    fn day_of_sending(&mut self, row: &Row, column: usize, cell: &str) -> Sending {
        let name = self.list.header.get(column).cloned().unwrap_or_default();
        let mut sending = Sending {
            is_sent: checks::is_sent(self.list, column, cell),
            said: Some((name.clone(), cell.to_owned())),
            ..Sending::default()
        };
        let check = checks::check(self.list, column, cell);
        if let Some(check) = check {
            sending.lines.extend(self.line_of_check(&name, cell, check));
            return sending;
        }
        let (on, unread) = self.day(row, Meaning::AppliedOn);
        sending.on = on;
        // Of any day nothing says what happened on it.
        sending.is_sent = sending.is_sent.filter(|_| !self.plain_day);
        let beside = || (!around(cell).aside.is_empty()).then(|| line(&name, cell));
        if sending.on.is_some() && is_remarked(cell) {
            let message = format!(
                "Of \"{}\" the day was read, and the whole is kept as a line of the note. Check that it is the day of the application.",
                quote(cell)
            );
            self.journal.add(FindingKind::Guess, message);
        }
        sending.lines.extend(unread.or_else(beside));
        sending
    }

    /// Takes the mark of a further column that says whether something was sent: it explains a day, and may contradict it.
    fn mark(&mut self, sending: &mut Sending, column: usize, cell: &str) {
        let name = self.list.header.get(column).cloned().unwrap_or_default();
        match checks::check(self.list, column, cell) {
            Some(check) => sending.lines.extend(self.line_of_check(&name, cell, check)),
            None => sending.lines.push(line(&name, cell)),
        }
        let is_sent = checks::is_sent(self.list, column, cell);
        match (&sending.said, sending.is_sent, is_sent) {
            (Some((other, said)), Some(one), Some(two)) if one != two => {
                let message = format!(
                    "The column \"{}\" says \"{}\", and the column \"{}\" says \"{}\". Correct one of them; whether it was sent is asked.",
                    quote(&name),
                    quote(cell),
                    quote(other),
                    quote(said)
                );
                self.journal.add(FindingKind::Contradiction, message);
                sending.is_sent = None;
            }
            (_, before, _) => {
                sending.is_sent = is_sent.or(before);
                sending.said = Some((name, cell.to_owned()));
            }
        }
    }

    /// The line of the note for a yes or a no that says more, or that is in doubt.
    fn line_of_check(&mut self, name: &str, cell: &str, check: Check) -> Option<String> {
        match check {
            Check::Yes | Check::No => None,
            Check::Explained(_) => Some(line(name, cell)),
            Check::NoOnDay | Check::Unclear => {
                self.doubtful_check(name, cell, check);
                Some(line(name, cell))
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
                "which can be yes or no beside the marks of other rows. It was read as neither",
            ),
        };
        let message = format!(
            "The column \"{}\" says \"{}\", {why}, and is kept as a line of the note; correct it.",
            quote(column),
            quote(cell)
        );
        self.journal.add(kind, message);
    }

    /// The day of a column. One that cannot be read is named, and its text is a line of the note.
    pub(super) fn day(
        &mut self,
        row: &Row,
        meaning: Meaning,
    ) -> (Option<PartialDate>, Option<String>) {
        let cells = self.cells(row, meaning);
        let Some((index, cell)) = cells.first() else {
            return (None, None);
        };
        let settled = self.orders.get(index);
        let order = settled.and_then(Settled::order);
        let doubt = settled.map_or_else(String::new, Settled::doubt);
        let day = months::told(dates::day(cell, order), self.list, *index);
        let is_kept = matches!(day, Day::Unreadable(_));
        if let Some((kind, mut message)) = day.remark(&quote(cell), &doubt) {
            if is_kept {
                message.push_str(" Its text is kept as a line of the note.");
            }
            self.journal.add(kind, message);
        }
        let name = self.list.header.get(*index).filter(|_| is_kept);
        (day.date(), name.map(|name| line(name, cell)))
    }
}

fn line(name: &str, cell: &str) -> String {
    format!("{}: {cell}", name.trim_end_matches(['?', ':', ' ']))
}
