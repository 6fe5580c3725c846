//! Numbers of years and counts: in what a posting asks for, and in what a fact says.

use crate::{
    language::{Language, Words},
    quantity::{self, Bound, Form, Quantity, Unit},
    text::Text,
};

const YEARS: &str = "year years yr yrs jahr jahre jahren jahres";
/// Before "years": how many is not said.
const SEVERAL: &str =
    "several many multiple some few couple mehrere mehreren einige einigen viele vielen";
/// Beginnings of words that say so in one: "mehrjährige Erfahrung".
const IN_ONE_WORD: &[&str] = &["mehrjahrig", "langjahrig", "vieljahrig", "multiyear"];
/// Before a number: not fewer than that.
const LIMITS: &[&str] = &["at least", "minimum", "mindestens"];
const OF: &str = "of experience erfahrung berufserfahrung praxis practice";

/// Years that a posting asks for.
pub(super) struct Years {
    /// At least so many months; none if it does not say how many.
    months: Option<f64>,
}

impl Years {
    /// The years that a text asks for.
    pub fn asked(text: &str) -> Option<Self> {
        let counted = said(text).into_iter().reduce(f64::min);
        (counted.is_some() || names_years(text)).then_some(Self { months: counted })
    }

    /// True if a fact says as many.
    pub fn are_said(&self, months: &[f64]) -> bool {
        let enough = |said: &f64| self.months.is_none_or(|asked| *said >= asked);
        months.iter().any(enough)
    }
}

/// The least count that a text asks for: "at least 10 nurses".
pub(super) fn least_count(text: &str) -> Option<f64> {
    let folded = analysis::fold(text);
    let is_limit = LIMITS.iter().any(|limit| folded.contains(limit));
    counted(text, |quantity| is_limit || quantity.bound == Bound::Over)
        .into_iter()
        .reduce(f64::max)
}

/// The counts that a text says.
pub(super) fn counts(text: &str) -> Vec<f64> {
    counted(text, |_| true)
}

fn counted(text: &str, which: impl Fn(&Quantity) -> bool) -> Vec<f64> {
    let mut all = Vec::new();
    for language in Language::ALL {
        let words = language.words();
        let found = quantity::read(&read(text, words), words, |_| false).all;
        let plain = found
            .into_iter()
            .filter(|one| one.unit == Unit::Plain && one.form == Form::Cardinal && which(one));
        all.extend(plain.filter_map(|one| one.values.into_iter().reduce(f64::min)));
    }
    all
}

/// The lengths of time that a text says, in months.
pub(super) fn said(text: &str) -> Vec<f64> {
    let mut all = Vec::new();
    for language in Language::ALL {
        let words = language.words();
        let read = read(text, words);
        let counted = quantity::read(&read, words, |_| false).all.into_iter();
        all.extend(counted.filter_map(|quantity| months(&quantity)));
        all.extend(spread(&read, words));
    }
    all
}

fn read(text: &str, words: &Words) -> Text {
    Text::read(text, |suffix| quantity::is_suffix(suffix, words))
}

fn months(quantity: &Quantity) -> Option<f64> {
    let is_months = quantity.unit == Unit::Months && !quantity.is_ordinal();
    let values = quantity.values.iter().copied();
    values
        .reduce(f64::min)
        .filter(|_| is_months)
        .map(|value| value * quantity.factor)
}

/// "three or more years", "drei oder mehr Jahre": other words are between the number and its unit.
fn spread(text: &Text, words: &Words) -> Vec<f64> {
    let mut all = Vec::new();
    for at in 0..text.tokens.len() {
        let literal = text.tokens.get(at).and_then(|token| token.literal.as_ref());
        let number = match literal {
            Some(_) => text
                .word(at)
                .trim_end_matches('+')
                .parse()
                .ok()
                .map(|value| (at + 1, value)),
            None => quantity::number_at(text, at, words),
        };
        let Some((end, value)) = number else { continue };
        let mut next = end;
        while next < end + 4 && has(BETWEEN, text.word(next)) {
            next += 1;
        }
        if next > end && has(YEARS, text.word(next)) {
            all.push(value * 12.0);
        }
    }
    all
}

const BETWEEN: &str = "or more oder mehr to bis full volle vollen plus and full-time";

fn names_years(text: &str) -> bool {
    let read = analysis::analyse(text);
    let words: Vec<&str> = read
        .tokens
        .iter()
        .map(|token| token.word.as_str())
        .collect();
    let in_one = |word: &&str| IN_ONE_WORD.iter().any(|start| word.starts_with(start));
    words.iter().any(in_one)
        || words.windows(2).any(|pair| match pair {
            [one, other] => {
                (has(SEVERAL, one) && has(YEARS, other)) || (has(YEARS, one) && has(OF, other))
            }
            _ => false,
        })
}

fn has(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|one| one == word)
}

/// True for words that count years.
pub(super) fn is_of_years(word: &str) -> bool {
    has(YEARS, word) || IN_ONE_WORD.iter().any(|start| word.starts_with(start))
}
