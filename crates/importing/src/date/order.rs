//! The order of day and month in a column of dates, and which cells prove it.

use super::{Stated, read};

/// The order of day and month in `03/04/2026` and `03-04-2026`. Dates with dots have the day first in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlashOrder {
    /// `03/04/2026` is March 4.
    MonthFirst,
    /// `03/04/2026` is April 3.
    DayFirst,
}

impl SlashOrder {
    /// The order that the cells of a column prove; see [`Proof::order`].
    #[must_use]
    pub fn proven_by<'a>(cells: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let mut proof = Proof::default();
        for cell in cells {
            proof.add(cell);
        }
        proof.order()
    }
}

/// What the cells of a column prove, added one after the other.
#[derive(Clone, Copy, Debug, Default)]
pub struct Proof {
    is_day_first: bool,
    is_month_first: bool,
    is_doubtful: bool,
}

impl Proof {
    /// Adds a cell: a number above 12 is a day.
    pub fn add(&mut self, cell: &str) {
        match both(cell) {
            (Stated::Unreadable, Stated::Date(date)) if date.day.is_some() => {
                self.is_month_first = true;
            }
            (Stated::Date(_), Stated::Unreadable) => self.is_day_first = true,
            (Stated::Date(first), Stated::Date(second)) => self.is_doubtful |= first != second,
            _ => {}
        }
    }

    /// The order. None if no cell proves one, or two contradict each other.
    #[must_use]
    pub fn order(self) -> Option<SlashOrder> {
        match (self.is_day_first, self.is_month_first) {
            (true, false) => Some(SlashOrder::DayFirst),
            (false, true) => Some(SlashOrder::MonthFirst),
            _ => None,
        }
    }

    /// True if a cell is another date in the other order, and the order is not proven.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.is_doubtful && self.order().is_none()
    }
}

/// True if a cell is another date in the other order.
#[must_use]
pub fn is_doubtful(cell: &str) -> bool {
    match both(cell) {
        (Stated::Date(first), Stated::Date(second)) => first != second,
        _ => false,
    }
}

/// A cell with the day first, and with the month first.
pub(crate) fn both(cell: &str) -> (Stated, Stated) {
    (
        read(cell, SlashOrder::DayFirst),
        read(cell, SlashOrder::MonthFirst),
    )
}
