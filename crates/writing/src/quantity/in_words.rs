//! Numbers in words.

use crate::{
    language::Words,
    text::{Gap, Text},
};

/// The number that begins at a token: the index after it, and its value.
pub(crate) fn number_at(text: &Text, start: usize, words: &Words) -> Option<(usize, f64)> {
    let (mut total, mut current, mut last) = (0.0, 0.0, Last::Nothing);
    let mut at = start;
    while let Some(token) = text.tokens.get(at) {
        let near = at == start || matches!(token.gap, Gap::Space | Gap::Hyphen | Gap::None);
        if !near || !token.is_word() {
            break;
        }
        let word = token.folded.as_str();
        if let Some(scale) = words.scales.get(word) {
            if last == Last::Nothing {
                current = *scale;
            } else if *scale < 1000.0 {
                current *= scale;
            } else {
                total += current.max(1.0) * scale;
                current = 0.0;
            }
            last = Last::Scale;
        } else if let Some(value) = simple(word, words) {
            match last {
                Last::Nothing | Last::Scale => current += value,
                Last::Tens if value < 10.0 && current % 10.0 == 0.0 => current += value,
                // "twenty nineteen"
                Last::Ones | Last::Tens
                    if (18.0..=20.0).contains(&current) && (10.0..100.0).contains(&value) =>
                {
                    current = current * 100.0 + value;
                }
                _ => break,
            }
            last = if value >= 20.0 {
                Last::Tens
            } else {
                Last::Ones
            };
        } else if joins(text, at, last, words) {
            at += 1;
            continue;
        } else {
            break;
        }
        at += 1;
    }
    if last == Last::Nothing {
        return None;
    }
    // "two point five"
    let decimals = words.point.contains(text.word(at));
    if let Some(value) = decimals
        .then(|| words.ones.get(text.word(at + 1)))
        .flatten()
    {
        return Some((at + 2, total + current + value / 10.0));
    }
    Some((at, total + current))
}

#[derive(Clone, Copy, PartialEq)]
enum Last {
    Nothing,
    Ones,
    Tens,
    Scale,
}

/// "a hundred and five"
fn joins(text: &Text, at: usize, last: Last, words: &Words) -> bool {
    last == Last::Scale
        && words.number_joiner.contains(text.word(at))
        && simple(text.word(at + 1), words).is_some()
}

/// The value of one word: "forty", "zweiundvierzig".
fn simple(word: &str, words: &Words) -> Option<f64> {
    if words.one.contains(word) {
        return None;
    }
    let known = words.ones.get(word).or_else(|| words.tens.get(word));
    let known = known.or_else(|| words.half_numbers.get(word));
    known.copied().or_else(|| glued(word, words))
}

/// The value of a word that is glued of numbers; only some languages have such words.
pub(super) fn glued(word: &str, words: &Words) -> Option<f64> {
    if words.glued_and.is_empty() || word.len() > 60 {
        return None;
    }
    above(word, words, 1000.0)
}

fn above(word: &str, words: &Words, scale: f64) -> Option<f64> {
    if scale < 100.0 {
        return below_hundred(word, words);
    }
    let next = if scale > 100.0 { 100.0 } else { 1.0 };
    let name = words
        .scales
        .iter()
        .find(|(_, value)| (**value - scale).abs() < 0.1);
    let (name, _) = name?;
    let Some((before, after)) = word.split_once(name.as_str()) else {
        return above(word, words, next);
    };
    let many = if before.is_empty() {
        1.0
    } else {
        above(before, words, next)?
    };
    let joined = words
        .glued_and
        .iter()
        .find_map(|and| after.strip_prefix(and.as_str()))
        .filter(|rest| below_hundred(rest, words).is_some());
    let after = joined.unwrap_or(after);
    let rest = if after.is_empty() {
        0.0
    } else {
        above(after, words, next)?
    };
    Some(many * scale + rest)
}

fn below_hundred(word: &str, words: &Words) -> Option<f64> {
    let known = words.ones.get(word).or_else(|| words.tens.get(word));
    known.copied().or_else(|| {
        words.glued_and.iter().find_map(|and| {
            let found = word.match_indices(and.as_str());
            found.into_iter().find_map(|(at, _)| {
                let one = words.ones.get(word.get(..at)?)?;
                let ten = words.tens.get(word.get(at + and.len()..)?)?;
                (*one < 10.0).then_some(one + ten)
            })
        })
    })
}
