//! Splits the name of a place into pieces that may each be a city, a region, a country or words that say nothing.

use super::{
    atom::{Atom, atoms},
    vague::{bare, core, is_about_hours, is_code, is_vague},
};

/// A piece of a name.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    /// The text without words that name no place; empty if there are only such words.
    pub text: &'a str,
    /// Where it begins and ends in the name, with those words.
    pub start: usize,
    pub end: usize,
    /// True if it begins another place: after "or", a slash, a semicolon.
    pub hard: bool,
    /// True if a postal code of five digits was beside it.
    pub zip: bool,
    /// True if a comma, a bracket or a dash is between it and the piece before.
    pub soft: bool,
    pub atoms: Vec<Atom>,
}

/// The most pieces of a name.
const PIECES_MAX: usize = 60;

/// The pieces of a name.
pub(super) fn pieces(name: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut hard = true;
    let mut rest = name;
    while !rest.is_empty() && found.len() < PIECES_MAX {
        let (length, separator, next_hard) = next_separator(rest);
        let chunk = rest.get(..length).unwrap_or_default();
        if !chunk.trim().is_empty() {
            joined(name, start, chunk, hard, &mut found);
            hard = false;
        }
        hard |= next_hard;
        start += length + separator;
        rest = name.get(start..).unwrap_or_default();
    }
    found
}

/// The length of the text up to the next separator, the length of that, and whether it begins another place.
fn next_separator(text: &str) -> (usize, usize, bool) {
    for (at, c) in text.char_indices() {
        match c {
            ';' | '|' | '•' | '\n' => return (at, c.len_utf8(), true),
            ',' | '(' | ')' | '[' | ']' | ':' | '–' | '—' | '·' | '>' => {
                return (at, c.len_utf8(), false);
            }
            ' ' if text.get(at..).is_some_and(|rest| rest.starts_with(" - ")) => {
                return (at, 3, false);
            }
            _ => {}
        }
    }
    (text.len(), 0, false)
}

/// Words and signs between two places. The first ones always divide, the others only between two names that are known.
const DIVIDERS: &[(&str, bool)] = &[
    (" or ", true),
    (" oder ", true),
    ("/", true),
    (" ou ", false),
    (" o ", false),
    (" and ", false),
    (" und ", false),
    (" et ", false),
    (" y ", false),
    (" e ", false),
    (" & ", false),
    ("&", false),
    (" + ", false),
    (" og ", false),
    (" och ", false),
    (" en ", false),
    (" plus ", false),
];

/// A chunk between separators, divided at "or", "and", "&" and slashes.
fn joined<'a>(name: &'a str, start: usize, chunk: &'a str, hard: bool, found: &mut Vec<Piece<'a>>) {
    let mut parts = vec![(start, chunk)];
    let mut sure = false;
    if atoms(chunk.trim()).is_empty() {
        for (divider, always) in DIVIDERS {
            let divided: Vec<(usize, &str)> = parts
                .iter()
                .flat_map(|(at, part)| split_at(*at, part, divider))
                .collect();
            sure |= *always && divided.len() > parts.len();
            parts = divided;
        }
        let says = |part: &str| is_known(part) || ends_known(part);
        let places = parts.iter().filter(|(_, part)| says(part)).count();
        let clear = parts.iter().all(|(_, part)| says(part) || is_vague(part));
        if places == 0 || !(clear || sure) {
            parts = vec![(start, chunk)];
        }
    }
    for (index, (at, part)) in parts.into_iter().enumerate() {
        let first = found.len();
        tails(name, at, part, found);
        if let Some(piece) = found.get_mut(first) {
            piece.hard = hard && index == 0 || index > 0;
            piece.soft = true;
        }
    }
}

fn split_at<'a>(start: usize, text: &'a str, divider: &str) -> Vec<(usize, &'a str)> {
    let mut at = start;
    text.split(divider)
        .map(|part| {
            let own = at;
            at += part.len() + divider.len();
            (own, part)
        })
        .filter(|(_, part)| !part.trim().is_empty())
        .collect()
}

/// True if the text, or what is left without words for the mode, is the name of a place.
fn is_known(text: &str) -> bool {
    let (core, _) = core(text);
    !core.is_empty() && (!atoms(core).is_empty() || !atoms(bare(core)).is_empty())
}

/// True for "Berlin Germany" and "US-CA".
fn ends_known(text: &str) -> bool {
    let (core, _) = core(text);
    split_tail(core).is_some() || core.split('-').any(|part| !atoms(part.trim()).is_empty())
}

/// A part without dividers: one place, or a city with its region or country behind it without a comma, or joined by dashes.
fn tails<'a>(name: &'a str, start: usize, part: &'a str, found: &mut Vec<Piece<'a>>) {
    let end = start + part.len();
    let (core, zip) = core(part);
    let one = |text: &'a str, atoms: Vec<Atom>| Piece {
        text,
        start,
        end,
        hard: false,
        zip,
        soft: false,
        atoms,
    };
    if core.is_empty() || is_about_hours(core) || is_vague(core) && atoms(core).is_empty() {
        found.push(one("", Vec::new()));
        return;
    }
    for text in [core, bare(core)] {
        let atoms = atoms(text);
        if !atoms.is_empty() {
            found.push(one(text, atoms));
            return;
        }
    }
    let joins = |part: &str| is_vague(part) || is_code(part) || has_country(part);
    if core.contains('-') && core.split('-').map(str::trim).any(joins) {
        for text in core.split('-').filter(|text| !text.trim().is_empty()) {
            let at = offset(name, text);
            tails(name, at, text, found);
        }
        return;
    }
    if let Some((head, tail)) = split_tail(core) {
        for text in [head, tail] {
            tails(name, offset(name, text), text, found);
        }
        // A code behind a postal code of its own: "Lake Worth TX 76135".
        if let Some(last) = found.last_mut() {
            last.zip |= zip;
        }
        return;
    }
    found.push(one(bare(core), Vec::new()));
}

fn has_country(part: &str) -> bool {
    atoms(part)
        .iter()
        .any(|atom| matches!(atom, Atom::Country { .. }))
}

/// "Austin TX", "Berlin Germany", "Germany Berlin": head and tail, where one names a region or country.
fn split_tail(text: &str) -> Option<(&str, &str)> {
    let wide = |atoms: &[Atom]| atoms.iter().any(|atom| !matches!(atom, Atom::City(_)));
    let spaces = text.match_indices(' ').take(8);
    spaces
        .filter_map(|(at, _)| Some((text.get(..at)?, text.get(at + 1..)?)))
        .find(|(head, tail)| {
            let (first, second) = (atoms(core(head).0), atoms(core(tail).0));
            (wide(&second) && (!first.is_empty() || is_code(tail)) && head.len() > 1)
                || (wide(&first) && !second.is_empty())
        })
}

/// Where a part of a text begins in it.
fn offset(name: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(name.as_ptr() as usize)
}
