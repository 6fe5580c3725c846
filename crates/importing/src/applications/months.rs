//! Names of months that are two in neighbouring languages: the other dates of a column say which.

use super::{dates::Day, list::List};
use crate::date::{PartialDate, month_of_two};

/// A day whose month is one of two, as the other dates of its column say; otherwise as it is.
pub(super) fn told(day: Day, list: &List, column: usize) -> Day {
    let Day::EitherMonth(date) = day else {
        return day;
    };
    let month = month_of_two(list.cells(column));
    let date = month.and_then(|month| PartialDate::new(date.year, Some(month), date.day));
    date.map_or(day, Day::On)
}
