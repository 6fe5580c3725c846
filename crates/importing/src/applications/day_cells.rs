//! What is around the day of a cell: a yes, a no or a word for sending before or behind it, and how it was sent.

use super::{answers::answer, marks, phrases::stage};
use crate::{
    date::{self, Fault, both},
    record::Stage,
};

/// What is around a date beside a word.
const AROUND: [char; 9] = [' ', '(', ')', '[', ']', ',', ':', '-', '–'];
/// Words behind a day that begin how something was sent: `2026-03-05 via email`.
const VIA: [&str; 22] = [
    "via",
    "by",
    "through",
    "using",
    "over",
    "with",
    "per",
    "mit",
    "über",
    "par",
    "avec",
    "por",
    "con",
    "tramite",
    "door",
    "met",
    "przez",
    "med",
    "genom",
    "přes",
    "через",
    "по",
];

/// A day with what is around it.
#[derive(Clone, Copy)]
pub(super) struct Around<'t> {
    /// The day, or the whole cell if it has no day that is known.
    pub(super) day: &'t str,
    /// True for a yes or a word for sending beside it, false for a no.
    pub(super) answer: Option<bool>,
    /// What is behind it, as in `2026-03-05 via email`.
    pub(super) aside: &'t str,
}

/// The day of a cell, and what is around it.
pub(super) fn around(cell: &str) -> Around<'_> {
    let whole = Around {
        day: cell,
        answer: None,
        aside: "",
    };
    let is_bare = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'/' | b'.');
    if cell.bytes().all(is_bare) {
        return whole;
    }
    let (body, aside) = split_aside(cell);
    if let Some((day, answer)) = beside(body) {
        let answer = Some(answer);
        return Around { day, answer, aside };
    }
    if !aside.is_empty() && is_stated(body) {
        return Around {
            day: body,
            answer: None,
            aside,
        };
    }
    whole
}

/// True for a date, also one without a year or of another calendar, and for an approximate one.
pub(super) fn is_stated(text: &str) -> bool {
    let (day_first, month_first) = both(text);
    day_first.date().or(month_first.date()).is_some()
        || match date::fault(text) {
            Fault::NoYear | Fault::OtherCalendar(_) | Fault::Relative | Fault::Several => true,
            Fault::Doubt => {
                // A sign elsewhere than before a date says nothing of one.
                let date = text.trim_start_matches(['~', '≈', ' ']);
                date.len() < text.len() && !text.contains('?') && is_stated(date)
            }
            Fault::NoDate => false,
        }
}

/// The cell up to the word that begins how something was sent, and what begins there.
fn split_aside(cell: &str) -> (&str, &str) {
    let mut at = 0;
    for word in cell.split(' ') {
        let plain = word.trim_matches(AROUND).to_lowercase();
        if at > 0 && VIA.contains(&plain.as_str()) {
            let (body, aside) = cell.split_at_checked(at).unwrap_or((cell, ""));
            return (body.trim_matches(AROUND), aside);
        }
        at += word.len() + 1;
    }
    (cell, "")
}

/// The date beside a yes, a no or a word for sending: `yes (5 Mar 2026)`, `2026-03-05 ☐`, `sent 5 March`.
fn beside(cell: &str) -> Option<(&str, bool)> {
    let first = || {
        let (word, rest) = cell.split_once([' ', ',', ':', '('])?;
        Some((rest, says(word)?))
    };
    let last = || {
        let (rest, word) = cell.rsplit_once([' ', ',', '('])?;
        Some((rest, says(word)?))
    };
    let tick = marks::without_tick(cell).map(|rest| (rest, true));
    let sign = tick.or_else(|| marks::without_denial(cell).map(|rest| (rest, false)));
    let (rest, answer) = sign.or_else(first).or_else(last)?;
    let day = rest.trim_matches(AROUND);
    is_stated(day).then_some((day, answer))
}

/// What a word beside a day says of whether something was sent.
fn says(word: &str) -> Option<bool> {
    let word = word.trim_matches(AROUND);
    if word.is_empty() || word.chars().any(char::is_numeric) {
        return None;
    }
    answer(word).or_else(|| (*stage(word) == [Stage::Applied]).then_some(true))
}
