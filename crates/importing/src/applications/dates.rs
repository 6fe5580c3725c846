//! Dates of a column: the order of day and month, spans, and the day numbers of spreadsheets.

use chrono::{Datelike as _, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{
    Mapping,
    day_cells::{around, is_stated},
    list::List,
    orders,
};
use crate::{
    date::{
        Fault, PartialDate, SlashOrder, Stated, both, fault, has_month_of_two, is_about,
        is_doubtful,
    },
    report::FindingKind,
};

/// Day numbers of spreadsheets that are read as such: 1982 to 2064.
const DAY_NUMBERS: std::ops::RangeInclusive<u64> = 30_000..=60_000;

/// The order of day and month in `03/04/2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DateOrder {
    /// April 3.
    DayFirst,
    /// March 4.
    MonthFirst,
}

impl From<DateOrder> for SlashOrder {
    fn from(order: DateOrder) -> Self {
        match order {
            DateOrder::DayFirst => Self::DayFirst,
            DateOrder::MonthFirst => Self::MonthFirst,
        }
    }
}

impl From<SlashOrder> for DateOrder {
    fn from(order: SlashOrder) -> Self {
        match order {
            SlashOrder::DayFirst => Self::DayFirst,
            SlashOrder::MonthFirst => Self::MonthFirst,
        }
    }
}

/// A column of dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateColumn {
    /// The index of the column.
    pub column: u32,
    /// The order, if a row of the column proves one and none proves the other, or else a row of another column with dates of the same form.
    pub order: Option<DateOrder>,
    /// The row and cell that prove it.
    pub proof: Option<(u32, String)>,
    /// Number of cells that need an order.
    pub doubtful: u32,
    /// Number of cells that are day numbers of a spreadsheet.
    pub day_numbers: u32,
}

/// The columns of dates of a list.
pub(super) fn columns(list: &List, mapping: &Mapping) -> Vec<DateColumn> {
    let settled = orders::settled(list, mapping).into_iter();
    let columns = settled.map(|(index, settled)| {
        let cells = || list.cells(index).map(|cell| first_of_span(cell).0);
        let count = |is: fn(&str) -> bool| {
            let found = cells().filter(|cell| is(cell)).count();
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        DateColumn {
            column: u32::try_from(index).unwrap_or(u32::MAX),
            order: settled.order().map(DateOrder::from),
            proof: settled.proof().map(|proof| (proof.row, proof.cell.clone())),
            doubtful: count(is_doubtful),
            day_numbers: count(|cell| day_number(cell).is_some()),
        }
    });
    columns.collect()
}

/// True for a cell that is a date of the calendar in one of the two orders.
pub(super) fn is_date(cell: &str) -> bool {
    let (day_first, month_first) = both(first_of_span(cell).0);
    day_first.date().or(month_first.date()).is_some()
}

/// True for a cell with a day, also one that is not read: without a year, of another calendar, or an approximate one.
pub(super) fn is_day(cell: &str) -> bool {
    match day(cell, Some(SlashOrder::DayFirst)) {
        Day::Doubtful => true,
        day if day.date().is_some() => true,
        Day::Unreadable(_) => is_stated(around(cell).day),
        _ => false,
    }
}

/// True for a day beside a no: `☐ 2026-03-05`, `no (5 March)`.
pub(super) fn is_denied(cell: &str) -> bool {
    around(cell).answer == Some(false)
}

/// What a cell of a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// Nothing.
    Nothing,
    /// The day that a spreadsheet has for an empty cell.
    Empty,
    /// A date.
    On(PartialDate),
    /// The month or year of a less certain one.
    About(PartialDate),
    /// A date with a name that is another month in a neighbouring language.
    EitherMonth(PartialDate),
    /// The first day of a span.
    From(PartialDate),
    /// A day number of a spreadsheet.
    Number(PartialDate),
    /// One of two dates.
    Doubtful,
    /// A day beside a no.
    Denied,
    /// No date.
    Unreadable(Fault),
}

impl Day {
    /// The date that is read.
    pub(super) const fn date(self) -> Option<PartialDate> {
        match self {
            Self::On(date)
            | Self::About(date)
            | Self::EitherMonth(date)
            | Self::From(date)
            | Self::Number(date) => Some(date),
            Self::Nothing | Self::Empty | Self::Doubtful | Self::Denied | Self::Unreadable(_) => {
                None
            }
        }
    }

    /// What a finding says of it, if anything is to be said; `doubt` is why it can be two dates.
    pub(super) fn remark(self, said: &str, doubt: &str) -> Option<(FindingKind, String)> {
        let unreadable = |why: String| (FindingKind::Unreadable, format!("\"{said}\" {why}"));
        let guess = |why: String| (FindingKind::Guess, format!("\"{said}\" {why}"));
        Some(match self {
            Self::Nothing | Self::On(_) => return None,
            Self::Empty => unreadable(
                "is the day of an empty cell in a spreadsheet, and was not read. Enter the day by hand, if there was one.".to_owned(),
            ),
            Self::About(date) => guess(format!("was read as {date}: its day is not known.")),
            Self::EitherMonth(date) => guess(format!(
                "was read as {date}: \"listopad\" is November in Polish and Czech, and October in Croatian. Check it."
            )),
            Self::From(_) => guess("is a span; its first day was read.".to_owned()),
            Self::Number(date) => guess(format!(
                "was read as a spreadsheet's number of the day {date}. Check it."
            )),
            Self::Doubtful => unreadable(format!(
                "can be two dates, and {doubt}. Choose whether the day or the month comes first."
            )),
            Self::Denied => unreadable(
                "is a day beside a no, and was not read. Correct it, or enter the day by hand."
                    .to_owned(),
            ),
            Self::Unreadable(fault) => unreadable(advice(fault)),
        })
    }
}

/// Reads a cell; `order` is the one of its column, if it has one.
pub(super) fn day(cell: &str, order: Option<SlashOrder>) -> Day {
    if is_denied(cell) {
        return Day::Denied;
    }
    let (cell, is_span) = first_of_span(cell);
    if let Some(date) = day_number(cell) {
        return Day::Number(date);
    }
    let (day_first, month_first) = both(cell);
    let stated = match order {
        None if is_doubtful(cell) => return Day::Doubtful,
        // Only one of the two may be in the calendar.
        _ if day_first == Stated::Unreadable => month_first,
        Some(SlashOrder::MonthFirst) if month_first != Stated::Unreadable => month_first,
        _ => day_first,
    };
    match stated {
        Stated::Nothing => Day::Nothing,
        stated if is_empty_day(cell, stated.date()) => Day::Empty,
        Stated::Date(date) if is_span => Day::From(date),
        Stated::Date(date) if is_about(cell) => Day::About(date),
        Stated::Date(date) if has_month_of_two(cell) => Day::EitherMonth(date),
        Stated::Date(date) => Day::On(date),
        Stated::Present | Stated::Unreadable => Day::Unreadable(fault(cell)),
    }
}

/// What is wrong with a cell, and what to do.
fn advice(fault: Fault) -> String {
    match fault {
        Fault::Doubt => {
            "is in doubt. Enter the day by hand, or write it without the sign of doubt.".to_owned()
        }
        Fault::NoYear => {
            "has no year. Add the year in the file, or enter the day by hand.".to_owned()
        }
        Fault::OtherCalendar(name) => format!(
            "is a date of another calendar ({name}). Write it in the Gregorian one, such as 2026-03-05."
        ),
        Fault::Relative => {
            "counts from a day that the list does not say. Write the day itself, such as 2026-03-05.".to_owned()
        }
        Fault::Several => {
            "has several dates, of which one can be read. Leave the day of the application, and write the others as notes.".to_owned()
        }
        Fault::NoDate => "is no date of the calendar. Enter the day by hand.".to_owned(),
    }
}

/// The first date of `January 5, 2026 → January 9, 2026`, and whether there is a second. What is around a date is left out.
pub(super) fn first_of_span(cell: &str) -> (&str, bool) {
    let cell = around(cell).day;
    let separators = ["→", " – ", " - ", " to ", " bis ", " until "];
    let first = separators
        .iter()
        .find_map(|separator| cell.split_once(separator));
    match first {
        Some((first, second)) if !first.trim().is_empty() && !second.trim().is_empty() => {
            (first.trim(), true)
        }
        _ => (cell.trim(), false),
    }
}

/// True for the day that a spreadsheet or a program shows for an empty cell.
fn is_empty_day(cell: &str, date: Option<PartialDate>) -> bool {
    let Some(date) = date else {
        let mut numbers = cell.split(|c: char| !c.is_ascii_digit());
        return numbers.any(|number| matches!(number, "1899" | "0000" | "0001"))
            || cell.contains("1900");
    };
    let is_first = date.month == Some(1) && date.day.is_none_or(|day| day == 1);
    is_first && matches!(date.year, 1900 | 1904 | 1970)
}

/// The day of a number that a spreadsheet counts from the end of 1899; a fraction is a time of day.
fn day_number(cell: &str) -> Option<PartialDate> {
    let (days, fraction) = cell.split_once(['.', ',']).unwrap_or((cell, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if days.len() != 5 || !digits(days) || !digits(fraction) {
        return None;
    }
    let days: u64 = days.parse().ok()?;
    let start = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let day = start.checked_add_days(Days::new(days))?;
    DAY_NUMBERS.contains(&days).then_some(())?;
    PartialDate::new(day.year(), Some(day.month()), Some(day.day()))
}
