//! What is around the day of a cell: a yes, a no or a word for sending before or behind it, and how it was sent.

use super::{answers::answer, dictionary::is_yet, marks, phrases::stage, ranks::is_unsent};
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

/// What is between a day and a remark.
const REMARKED_BY: [&str; 7] = [" (", " [", " - ", " – ", " — ", "; ", "\n"];
/// What is between a yes or a no and its explanation.
const EXPLAINED_BY: [&str; 9] = ["(", "（", ",", ";", ":", " - ", " – ", " — ", "/ "];

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
    remarked(cell).unwrap_or(whole)
}

/// A day with a remark behind it: `5 March 2026 (no reply)`, `2026-03-05 - LinkedIn`.
fn remarked(cell: &str) -> Option<Around<'_>> {
    if is_stated(cell) {
        return None;
    }
    let (day, aside) = REMARKED_BY.iter().find_map(|mark| cell.split_once(mark))?;
    let is_remark = aside.contains(char::is_alphabetic) && !is_stated(aside) && !denies(aside);
    (is_stated(day) && is_remark).then_some(Around {
        day: day.trim(),
        answer: None,
        aside,
    })
}

/// True for a day with a remark behind it that says not how it was sent.
pub(super) fn is_remarked(cell: &str) -> bool {
    let around = around(cell);
    !around.aside.is_empty() && split_aside(cell).1.is_empty()
}

/// True for a remark that says that nothing was sent.
fn denies(remark: &str) -> bool {
    let stages = stage(remark.trim_end_matches([')', ']']));
    let first = remark.split(' ').next().unwrap_or_default();
    stages.iter().any(|it| is_unsent(*it)) || stages.is_empty() && answer(first) == Some(false)
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

/// A yes or a no that is explained: `no (deadline passed)`, `yes - by post`, `✗ too late`. Also the word or sign itself.
pub(super) fn explained(cell: &str) -> Option<(&str, bool)> {
    let signed = |rest: Option<&str>| rest.is_some_and(|rest| rest.contains(char::is_alphabetic));
    if marks::is_tick(cell) && signed(marks::without_tick(cell)) {
        return Some(("", true));
    }
    if marks::is_cross(cell) && signed(marks::without_denial(cell)) {
        return Some(("", false));
    }
    let at = EXPLAINED_BY
        .iter()
        .filter_map(|mark| cell.find(mark))
        .min()?;
    let (word, text) = cell.split_at_checked(at)?;
    let word = word.trim();
    let is_said = text.contains(char::is_alphabetic) && !word.is_empty();
    is_said.then_some(())?;
    let says = answer(word).or_else(|| is_yet(&marks::fold(word)).then_some(false));
    Some((word, says?))
}

/// What a word beside a day says of whether something was sent.
fn says(word: &str) -> Option<bool> {
    let word = word.trim_matches(AROUND);
    if word.is_empty() || word.chars().any(char::is_numeric) {
        return None;
    }
    answer(word).or_else(|| (*stage(word) == [Stage::Applied]).then_some(true))
}
