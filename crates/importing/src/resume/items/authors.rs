//! The names of authors at the start of a citation.

use super::publications::year_in_brackets;
use crate::resume::span;

/// Words between the names of authors.
const JOINERS: [&str; 8] = ["and", "&", "et", "al.", "al", "und", "y", "e"];
/// The most words of the names of authors.
const AUTHORS_WORDS_MAX: usize = 24;

/// The authors at the start of a text, each a surname with initials, and what is behind them.
pub(super) fn authors(text: &str) -> Option<(&str, &str)> {
    let words = span::words(text);
    let word = |at: usize| words.get(at).and_then(|(from, to)| text.get(*from..*to));
    let mut at = 0;
    let mut dotted = None;
    while let Some(name) = word(at) {
        if JOINERS.contains(&name.trim_end_matches(',')) && at > 0 {
            at += 1;
            continue;
        }
        // "A. Brink, B. Vale: On tides": the initials first.
        if is_initials(name, Some(true)) {
            let mut next = at;
            while word(next).is_some_and(|it| is_initials(it, Some(true))) {
                next += 1;
            }
            let Some(surname) = word(next).filter(|it| it.starts_with(char::is_uppercase)) else {
                break;
            };
            at = next + 1;
            if surname.ends_with([':', '.']) {
                break;
            }
            continue;
        }
        let is_surname = name.starts_with(char::is_uppercase) && name.chars().count() > 1;
        let mut next = at + 1;
        let starts = word(next).is_some_and(|it| is_initials(it, dotted));
        if !is_surname || !starts {
            break;
        }
        dotted = dotted
            .or_else(|| word(next).map(|it| it.trim_end_matches([',', ';', ':']).ends_with('.')));
        let mut ended = false;
        while let Some(it) = word(next).filter(|it| !ended && is_initials(it, dotted)) {
            ended = dotted == Some(false) && it.ends_with(['.', ':']);
            next += 1;
        }
        at = next;
        if ended {
            break;
        }
    }
    let end = at
        .checked_sub(1)
        .and_then(|last| words.get(last))
        .map(|(_, to)| *to)?;
    text.split_at_checked(end)
}

/// `Vale, Ann (2016): On tides`: names before a year in brackets.
pub(super) fn named_authors(text: &str) -> Option<(&str, &str)> {
    let (_, before, _) = year_in_brackets(text)?;
    let words: Vec<&str> = before.split_whitespace().collect();
    let is_name = |word: &&str| word.starts_with(char::is_uppercase) || JOINERS.contains(word);
    let is_list = before.contains(',') && (2..=AUTHORS_WORDS_MAX).contains(&words.len());
    let is_behind = text
        .get(before.len()..)
        .and_then(|rest| rest.split_once(')'));
    let is_set_off = is_behind.is_some_and(|(_, rest)| rest.starts_with([':', '.', ',']));
    (is_list && is_set_off && words.iter().all(is_name)).then(|| text.split_at(before.len()))
}

/// True for initials: `A.`, `J.-P.`, `AB,`; with dots, if the first ones have them.
fn is_initials(word: &str, dotted: Option<bool>) -> bool {
    let inner = word.trim_end_matches([',', ';', ':']);
    let letters: Vec<char> = inner.chars().filter(|c| !".-".contains(*c)).collect();
    let has_dots = inner.ends_with('.');
    let most = if has_dots { 3 } else { 2 };
    (1..=most).contains(&letters.len())
        && letters.iter().all(|c| c.is_uppercase())
        && (dotted != Some(true) || has_dots)
}
