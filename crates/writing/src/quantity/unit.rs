//! The unit after a number.

use std::ops::Range;

use super::{Unit, in_words::glued};
use crate::{
    language::{Span, Words},
    text::{Gap, Text},
};

/// A unit with the factor of its values.
pub(super) struct Found {
    pub(super) unit: Unit,
    pub(super) factor: f64,
    /// What is added: "and a half".
    pub(super) added: f64,
    pub(super) end: usize,
}

/// The code of a sign of a currency.
pub(super) fn currency(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "€" => "EUR",
        "$" => "USD",
        "£" => "GBP",
        "¥" => "JPY",
        _ => return None,
    })
}

/// The unit that begins at a token after a number.
pub(super) fn unit_at(text: &Text, at: usize, words: &Words) -> Option<Found> {
    let token = text.tokens.get(at)?;
    // "2,4 Mio. Euro"
    let abbreviated =
        token.gap == Gap::Break && words.suffix_scales.contains_key(text.word_before(at));
    if !token.gap.joins() && !abbreviated {
        return None;
    }
    let word = token.folded.as_str();
    let found = |unit, factor| {
        Some(Found {
            unit,
            factor,
            added: 0.0,
            end: at + 1,
        })
    };
    if word == "%" || words.percent.contains(word) {
        return found(Unit::Percent, 1.0);
    }
    if let Some(code) = currency(word)
        .map(str::to_owned)
        .or_else(|| words.money.get(word).cloned())
    {
        return found(Unit::Money(code), 1.0);
    }
    let near = matches!(token.gap, Gap::None | Gap::Hyphen);
    if word == "×" || (word == "x" || words.factor_words.contains(word)) {
        let often = words.frequency.contains(text.word(at + 1));
        let plain = often || (word == "x" && !near);
        return (!plain).then(|| found(Unit::Factor, 1.0)).flatten();
    }
    // "three Year 9 classes": a name.
    let named = token.is_capital()
        && text
            .tokens
            .get(at + 1)
            .is_some_and(|next| next.literal.is_some());
    if named {
        return None;
    }
    let (unit, factor) = span(*words.spans.get(word)?);
    // One letter is a unit only beside its number.
    if word.len() == 1 && token.gap != Gap::None && word != "h" {
        return None;
    }
    let half = words.half_more.at(text, at + 1);
    Some(Found {
        unit,
        factor,
        added: if half.is_some() { 0.5 * factor } else { 0.0 },
        end: half.map_or(at + 1, |(range, _)| range.end),
    })
}

pub(super) fn span(span: Span) -> (Unit, f64) {
    match span {
        Span::Months(length) => (Unit::Months, length),
        Span::Seconds(length) => (Unit::Seconds, length),
    }
}

/// A word that is a number and its unit: "fünfjährig", "fivefold".
pub(super) struct Glued {
    pub(super) value: f64,
    pub(super) unit: Unit,
    pub(super) people: bool,
}

pub(super) fn glued_with_unit(word: &str, words: &Words) -> Option<Glued> {
    let number = |rest: &str| {
        let known = words.ones.get(rest).or_else(|| words.tens.get(rest));
        known.copied().or_else(|| glued(rest, words))
    };
    let strip = |suffix: &str| {
        word.strip_suffix(suffix)
            .filter(|rest| !rest.is_empty())
            .and_then(number)
    };
    for (suffix, length) in &words.span_suffixes {
        if let Some(value) = strip(suffix) {
            let (unit, factor) = span(*length);
            return Some(Glued {
                value: value * factor,
                unit,
                people: false,
            });
        }
    }
    let sets = [
        (&words.percent_suffixes, Unit::Percent, false),
        (&words.people_suffixes, Unit::Plain, true),
        (&words.factor_suffixes, Unit::Factor, false),
    ];
    sets.into_iter().find_map(|(suffixes, unit, people)| {
        let value = suffixes.iter().find_map(|suffix| strip(suffix))?;
        // "einfach" and "einmal" are no numbers.
        (value > 1.0).then_some(Glued {
            value,
            unit,
            people,
        })
    })
}

/// A suffix behind digits and a hyphen, or none: "14-köpfig".
pub(super) fn suffix_at(
    text: &Text,
    at: usize,
    words: &Words,
) -> Option<(Unit, f64, bool, Range<usize>)> {
    let token = text.tokens.get(at)?;
    if !matches!(token.gap, Gap::None | Gap::Hyphen) {
        return None;
    }
    let word = token.folded.as_str();
    let range = at..at + 1;
    let length = words
        .span_suffixes
        .iter()
        .find(|(suffix, _)| suffix == word);
    if let Some((_, length)) = length {
        let (unit, factor) = span(*length);
        return Some((unit, factor, false, range));
    }
    if words.percent_suffixes.contains(word) {
        return Some((Unit::Percent, 1.0, false, range));
    }
    if words.people_suffixes.contains(word) {
        return Some((Unit::Plain, 1.0, true, range));
    }
    words
        .factor_suffixes
        .contains(word)
        .then_some((Unit::Factor, 1.0, false, range))
}
