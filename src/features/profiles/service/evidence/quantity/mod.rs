//! The quantities of a fact: numbers with their units, such as "30 %", "€1.2M" or "4 planners".
//!
//! A number counts with a unit only: a sign of percent or currency, a code of a currency before it, or the word behind it. Years, versions
//! and names ("in 2016", "Java 21", "24/7", "ISO 9001") are no quantities. Both ends of a range have the unit of the second: "from 40 to 12
//! minutes", "20–30 %".

mod number;
mod unit;
mod words;

use self::words::{BETWEEN, CURRENCIES, SIGNS, SIZES, has};

const DASHES: [char; 4] = ['-', '−', '–', '—'];
/// The most quantities of a text.
const QUANTITIES_MAX: usize = 20;

/// A number with its unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// As written, with the unit.
    pub text: String,
    /// The value; a thousand is 1000 for "1k", "1,000" and "1 000".
    pub value: f64,
    /// `%`, a sign or code of a currency, or the word behind the number.
    pub unit: String,
}

/// A number in a text, with what stands beside it.
struct Number<'a> {
    before: &'a str,
    digits: &'a str,
    after: &'a str,
    /// The factor of its size, and the text of it: "k", " million".
    factor: f64,
    size: &'a str,
}

/// The quantities of a text, in its order; at most 20.
#[must_use]
pub fn quantities(text: &str) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(number) = next_number(text, from) {
        from = number.before.len() + number.digits.len().max(1);
        found.extend(number.quantity());
        if found.len() == QUANTITIES_MAX {
            break;
        }
    }
    found
}

fn next_number(text: &str, from: usize) -> Option<Number<'_>> {
    let at = from + text.get(from..)?.find(|c: char| c.is_ascii_digit())?;
    Number::at(text, at)
}

impl<'a> Number<'a> {
    fn at(text: &'a str, at: usize) -> Option<Self> {
        let (before, rest) = text.split_at_checked(at)?;
        let (digits, behind) = rest.split_at_checked(number::length(rest))?;
        let (factor, size, after) = sized(behind);
        Some(Self {
            before,
            digits,
            after,
            factor,
            size,
        })
    }

    fn quantity(&self) -> Option<Quantity> {
        let value = number::value(self.digits)? * self.factor;
        if let Some((lead, unit)) = self.currency() {
            let text = format!("{lead}{}{}", self.digits, self.size);
            return Some(Quantity { text, value, unit });
        }
        if self.is_of_a_name() {
            return None;
        }
        let (unit, behind) = unit::of(self.after).or_else(|| self.unit_of_range())?;
        let is_word = unit.starts_with(char::is_alphabetic) && unit != "x";
        let is_named = is_word && follows_a_name(self.before);
        if is_named || self.is_year(value) && unit != "%" {
            return None;
        }
        let minus = self.minus().filter(|_| !is_word).unwrap_or_default();
        let sign = if minus.is_empty() { 1.0 } else { -1.0 };
        Some(Quantity {
            text: format!("{minus}{}{}{behind}", self.digits, self.size),
            value: sign * value,
            unit,
        })
    }

    /// The currency before the number, as written and as a unit.
    fn currency(&self) -> Option<(&'a str, String)> {
        let plain = self.before.trim_end();
        let sign = plain.chars().next_back()?;
        if SIGNS.contains(&sign) {
            let lead = plain.get(plain.len() - sign.len_utf8()..)?;
            return Some((lead, sign.to_string()));
        }
        let code = plain.rsplit(|c: char| !c.is_alphanumeric()).next()?;
        let lead = self.before.get(plain.len() - code.len()..)?;
        (lead.len() > code.len() && has(CURRENCIES, code)).then(|| (lead, code.to_owned()))
    }

    /// True if the number is a part of a name or of another number: "C++17", "v2.3.1", "24/7".
    fn is_of_a_name(&self) -> bool {
        let Some(touching) = self.before.chars().next_back() else {
            return false;
        };
        if DASHES.contains(&touching) {
            return self.minus().is_none() && !self.ends_a_range();
        }
        touching.is_alphanumeric() || matches!(touching, '/' | '.' | '#' | ':' | '+')
    }

    /// The minus before the number, if it stands by itself.
    fn minus(&self) -> Option<&'a str> {
        let before = self.before.strip_suffix(['-', '−'])?;
        let is_free = before.is_empty() || before.ends_with(char::is_whitespace);
        is_free.then(|| self.before.get(before.len()..)).flatten()
    }

    /// True behind the first number of a range, "20–", which is not one of more numbers: "602-555-0199".
    fn ends_a_range(&self) -> bool {
        let goes_on = self.after.strip_prefix(DASHES);
        if goes_on.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            return false;
        }
        let first = self.before.trim_end_matches(DASHES);
        let start = first.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        first.len() > start.len()
            && !start.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '+' | '#'))
    }

    /// The unit of the number that ends a range: "40 to 12 minutes", "20–30 %".
    fn unit_of_range(&self) -> Option<(String, &'a str)> {
        let rest = self.after;
        let trimmed = rest.trim_start();
        let dash = trimmed.strip_prefix(DASHES).map(str::trim_start);
        let word = || {
            let (word, rest) = trimmed.split_once(' ')?;
            has(BETWEEN, word).then(|| rest.trim_start())
        };
        let second = dash.or_else(word)?;
        let length = number::length(second);
        if length == 0 {
            return None;
        }
        let (_, _, behind) = sized(second.get(length..)?);
        let (unit, with) = unit::of(behind)?;
        let end = rest.len() - behind.len() + with.len();
        Some((unit, rest.get(..end)?))
    }

    fn is_year(&self, value: f64) -> bool {
        self.size.is_empty() && self.digits.len() == 4 && (1900.0..2100.0).contains(&value)
    }
}

/// True behind an acronym or a name with a capital letter inside a sentence: "ISO 9001", "with Java 21".
fn follows_a_name(before: &str) -> bool {
    let mut words = before.split_whitespace().rev();
    let (last, earlier) = (words.next().unwrap_or_default(), words.next());
    let starts_sentence = earlier.is_none_or(|word| word.ends_with(['.', ':', ';', '!', '?', '–']));
    let capital = last.chars().next().is_some_and(char::is_uppercase);
    let acronym = last.len() > 1 && last.chars().all(char::is_uppercase);
    before.ends_with(' ')
        && last.ends_with(char::is_alphanumeric)
        && (acronym || (capital && !starts_sentence))
}

/// The factor of a size behind a number, its text, and what is behind it.
fn sized(after: &str) -> (f64, &str, &str) {
    let found = SIZES.iter().find_map(|(name, factor)| {
        let rest = after.strip_prefix(name)?;
        let is_whole = !rest.starts_with(char::is_alphanumeric);
        is_whole.then(|| (*factor, after.get(..name.len()).unwrap_or_default(), rest))
    });
    found.unwrap_or((1.0, "", after))
}

#[cfg(test)]
mod tests;
