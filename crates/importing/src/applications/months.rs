//! Names of months that are two in neighbouring languages, and the language that the other dates of a column are written in.

use super::{dates::Day, list::List};
use crate::date::PartialDate;

/// Names of other months in Polish and Czech, without the marks of letters.
const NOVEMBER: &str = "styczen stycznia luty lutego kwiecien kwietnia czerwiec czerwca lipiec lipca sierpien sierpnia wrzesien wrzesnia \
 pazdziernik pazdziernika grudzien grudnia leden ledna unor unora brezen brezna duben dubna kveten kvetna cerven cervna cervenec cervence srpen \
 srpna zari rijen rijna prosinec prosince listopadu";
/// The same in Croatian.
const OCTOBER: &str = "sijecanj sijecnja veljaca veljace ozujak ozujka travanj travnja svibanj svibnja lipanj lipnja srpanj srpnja kolovoz kolovoza \
 rujan rujna studeni studenoga studenog prosinac prosinca";

/// A day whose month is one of two, as the other dates of its column say; otherwise as it is.
pub(super) fn told(day: Day, list: &List, column: usize) -> Day {
    let Day::EitherMonth(date) = day else {
        return day;
    };
    let has = |names: &str| {
        let mut cells = list.cells(column).map(crate::text::unaccented);
        cells.any(|cell| {
            let mut words = cell.split(|c: char| !c.is_alphabetic());
            words.any(|word| !word.is_empty() && names.split_whitespace().any(|name| name == word))
        })
    };
    match (has(NOVEMBER), has(OCTOBER)) {
        (true, false) => Day::On(date),
        (false, true) => PartialDate::new(date.year, Some(10), date.day).map_or(day, Day::On),
        _ => day,
    }
}
