//! The place and the day with which a document ends, over the signature: `Dortmund, den 3.11.2026`, `Fait à Brest, le 3 mai 2026`.

use super::places::is_like_place;
use crate::{
    date::PartialDate,
    resume::{line::Line, single, span},
};

/// What stands before the day.
const LEADS: [&str; 12] = [
    "den ", "der ", "am ", "le ", "il ", "lì ", "li ", "a ", "em ", "op ", "dnia ", "on ",
];
/// The most bytes of such a line.
const BYTES_MAX: usize = 80;
/// The fewest characters of a day with its year.
const DAY_CHARS_MIN: usize = 8;

/// True for a place and a whole day, and nothing else.
pub(super) fn is_closing(line: &Line) -> bool {
    let text = line.text.trim();
    if text.len() > BYTES_MAX {
        return false;
    }
    let is_day = |date: PartialDate| date.day.is_some();
    let of_comma = text.split_once(", ").is_some_and(|(place, day)| {
        let lower = day.to_lowercase();
        let bare = LEADS.iter().find_map(|lead| lower.strip_prefix(lead));
        let day = bare.unwrap_or(&lower).trim_end_matches('.');
        let is_long = day.chars().count() >= DAY_CHARS_MIN;
        let date = span::read(day, line.order).date().filter(|_| is_long);
        is_like_place(place) && date.is_some_and(is_day)
    });
    // "Austin, TX, November 3, 2026"
    let ends = || {
        single::at_end(text, line.order)
            .is_some_and(|(date, rest)| is_day(date) && rest.contains(", ") && is_like_place(&rest))
    };
    of_comma || ends()
}

#[cfg(test)]
mod tests {
    use super::is_closing;
    use crate::resume::line::Line;

    #[test]
    fn places_and_days_at_the_end_are_told_from_names() {
        for text in [
            "Dortmund, den 03.11.2026",
            "Hamburg, 03.11.2026",
            "Lyon, le 3 mai 2026",
            "Bergamo, lì 3 maggio 2026",
            "Porto, 3 de maio de 2026",
        ] {
            assert!(is_closing(&Line::text(text)), "{text}");
        }
        for text in [
            "Deutsch, C2",
            "Crane Ticket, May 2024",
            "Clerk, 2020",
            "English, B2 (2021)",
        ] {
            assert!(!is_closing(&Line::text(text)), "{text}");
        }
    }
}
