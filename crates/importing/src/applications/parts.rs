//! The parts of a cell for the stage, and what is between them.

use std::borrow::Cow;

use super::{
    dictionary::{is_yet, known},
    marks::fold,
};
use crate::{date, record::Stage};

/// What is between two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// Nothing before it, or a comma.
    Comma,
    Dash,
    Bracket,
    /// A colon, as behind a label.
    Label,
}

/// What separates parts, longer ones first.
const SEPARATORS: [(&str, By); 24] = [
    (" then ", By::Comma),
    (" -- ", By::Dash),
    (" - ", By::Dash),
    (" – ", By::Dash),
    (" — ", By::Dash),
    (" ― ", By::Dash),
    (" · ", By::Comma),
    (" • ", By::Comma),
    (",", By::Comma),
    (";", By::Comma),
    ("|", By::Comma),
    ("、", By::Comma),
    ("，", By::Comma),
    ("；", By::Comma),
    (")", By::Comma),
    ("）", By::Comma),
    ("]", By::Comma),
    ("(", By::Bracket),
    ("（", By::Bracket),
    ("[", By::Bracket),
    (":", By::Label),
    ("：", By::Label),
    (" = ", By::Label),
    ("=", By::Label),
];
/// Words between a stage and its day.
const BEFORE_DAYS: [&str; 16] = [
    "on", "am", "le", "el", "il", "em", "op", "den", "dne", "dnia", "the", "of", "for", "für",
    "pour", "para",
];

/// True for a word that has a sign between parts.
pub(super) fn has_separator(word: &str) -> bool {
    SEPARATORS.iter().any(|(mark, _)| word.contains(mark))
}

/// The parts with letters, each with what is before it; a `yet` is joined to the silence before it.
pub(super) fn parts(word: &str) -> Vec<(By, Cow<'_, str>)> {
    with_yet(separated(word))
}

/// The parts with letters, each with what is before it; days are none.
fn separated(word: &str) -> Vec<(By, &str)> {
    let mut parts = Vec::new();
    let (mut by, mut rest) = (By::Comma, word);
    loop {
        let marks = SEPARATORS.iter();
        let found = marks.filter_map(|(mark, next)| Some((rest.find(mark)?, mark.len(), *next)));
        let next = found.min_by_key(|(at, _, _)| *at);
        let end = next.map_or(rest.len(), |(at, _, _)| at);
        let part = rest.get(..end).unwrap_or_default().trim();
        let is_first = parts.is_empty();
        let is_empty = part.is_empty() || is_first && is_day(part);
        let is_said = part.contains('?') || !is_empty;
        if is_said {
            parts.push((by, part));
        }
        let Some((at, length, next)) = next else {
            return parts;
        };
        by = next;
        rest = rest.get(at + length..).unwrap_or_default();
    }
}

/// The parts, with a `yet` joined to the silence before it: `no answer (yet)`.
fn with_yet(parts: Vec<(By, &str)>) -> Vec<(By, Cow<'_, str>)> {
    let mut joined: Vec<(By, Cow<'_, str>)> = Vec::new();
    for (by, text) in parts {
        let yet = joined.last_mut().filter(|(_, before)| {
            is_yet(&fold(text)) && known(&fold(before)).is_some_and(|it| it == [Stage::NoResponse])
        });
        if let Some((_, before)) = yet {
            *before = Cow::Owned(format!("{before} {text}"));
        } else {
            joined.push((by, Cow::Borrowed(text)));
        }
    }
    joined
}

/// True for a number or a day without a stage.
fn is_day(part: &str) -> bool {
    let folded = fold(part);
    let mut words = folded.split(' ');
    !part.contains(char::is_alphabetic) || words.all(is_of_day)
}

pub(super) fn is_of_day(word: &str) -> bool {
    let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
    is_number || date::month(word).is_some() || BEFORE_DAYS.contains(&word)
}
