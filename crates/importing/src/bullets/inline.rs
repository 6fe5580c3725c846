//! Bullets within one line: `• Wrote the rota. • Kept the keys.`

use super::marks::{self, Sign};

/// Words that the pieces of a line need, so that a list of names (`Ghent • Belgium`) is none of statements.
const WORDS_MIN: usize = 3;

/// The statements of a line that begins with `sign`.
pub(super) fn statements(text: &str, sign: Sign) -> Vec<&str> {
    let cuts = match sign {
        Sign::None => return without_sign(text),
        Sign::Symbol(sign) => symbols(text, |c| c == sign),
        Sign::Dash(sign) => dashes(text, sign),
        Sign::Number(number, end) => numbers(text, number, end),
        Sign::Letter => Vec::new(),
    };
    pieces(text, &cuts)
}

/// A line that begins with text: `Duties: • Ran the desk • Kept the keys`.
fn without_sign(text: &str) -> Vec<&str> {
    let Some(sign) = text.chars().find(|c| marks::is_symbol(*c)) else {
        return vec![text];
    };
    let pieces = pieces(text, &symbols(text, |c| c == sign));
    let ends = pieces
        .first()
        .is_some_and(|first| first.ends_with(['.', ':', ';', '!', '?']));
    let long = pieces
        .iter()
        .all(|piece| piece.split_whitespace().count() >= WORDS_MIN);
    if ends || long { pieces } else { vec![text] }
}

/// The places of a symbol with a blank or the end of a sentence before it, with their length.
fn symbols(text: &str, is_sign: impl Fn(char) -> bool) -> Vec<(usize, usize)> {
    let mut cuts = Vec::new();
    let mut blank = false;
    for (at, c) in text.char_indices() {
        if blank && is_sign(c) {
            cuts.push((at, c.len_utf8()));
        }
        blank = c.is_whitespace() || matches!(c, '.' | ';' | '!' | '?');
    }
    cuts
}

/// The places of a mark that begins a sentence: after the end of one, before a capital letter or a number. An asterisk, or a dash of several,
/// needs a capital letter only: `- Ran the desk - Kept the keys - Led drills`.
fn dashes(text: &str, sign: char) -> Vec<(usize, usize)> {
    let mut cuts = symbols(text, |c| c == sign);
    let after = |(at, length): (usize, usize)| {
        let after = text.get(at + length..).unwrap_or_default();
        after
            .starts_with(char::is_whitespace)
            .then(|| after.trim_start())
    };
    let capital =
        |cut: (usize, usize)| after(cut).is_some_and(|text| text.starts_with(char::is_uppercase));
    let all = cuts.iter().all(|cut| capital(*cut)) && text.starts_with(char::is_uppercase);
    let long = pieces(text, &cuts)
        .iter()
        .all(|piece| piece.split_whitespace().count() >= WORDS_MIN - 1);
    if all && long && (cuts.len() > 1 || matches!(sign, '*' | '·' | '+')) {
        return cuts;
    }
    cuts.retain(|cut| {
        let before = text.get(..cut.0).unwrap_or_default();
        let begins = |c: char| c.is_uppercase() || c.is_numeric();
        ends_sentence(before) && after(*cut).is_some_and(|text| text.starts_with(begins))
    });
    cuts
}

/// The places of the numbers that follow `number`.
fn numbers(text: &str, number: u32, end: char) -> Vec<(usize, usize)> {
    let mut cuts = Vec::new();
    let mut number = number;
    let mut blank = false;
    for (at, c) in text.char_indices() {
        let found = if blank {
            text.get(at..).and_then(marks::number_at)
        } else {
            None
        };
        if let Some((Sign::Number(found, sign), length)) = found {
            let before = text.get(..at).unwrap_or_default();
            if found == number + 1 && sign == end && (end == ')' || ends_sentence(before)) {
                number = found;
                cuts.push((at, length));
            }
        }
        blank = c.is_whitespace();
    }
    cuts
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', ';', '!', '?'])
}

/// What is between the cuts.
fn pieces<'a>(text: &'a str, cuts: &[(usize, usize)]) -> Vec<&'a str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, length) in cuts.iter().copied().chain([(text.len(), 0)]) {
        let piece = text.get(start..at).unwrap_or_default().trim();
        if !piece.is_empty() {
            pieces.push(piece);
        }
        start = at + length;
    }
    pieces
}
