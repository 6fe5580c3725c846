//! Quantities: numbers in digits and in words, with their units.

mod in_words;
mod reader;
mod support;
mod unit;

use std::ops::Range;

pub(crate) use self::{
    in_words::number_at,
    reader::{is_suffix, read},
    support::{same_counted, supports},
};

/// What a number measures.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Unit {
    /// A count, or a measure that is a noun.
    Plain,
    Percent,
    /// "five times", "halved".
    Factor,
    /// The code of a currency.
    Money(String),
    /// Time up to weeks, in seconds.
    Seconds,
    /// Months and years, in months.
    Months,
}

/// Words before a number that make it a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    Exactly,
    /// "more than", "5+"
    Over,
    /// "almost"
    Under,
    About,
}

/// A preposition before a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    None,
    From,
    To,
    By,
}

/// How a number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Cardinal,
    /// "one", "a": a number only where the fact counts the same.
    Soft,
    /// "dozens", "hundreds": at least so many.
    Indefinite,
    Ordinal,
}

/// A number with what it measures.
#[derive(Clone, Debug)]
pub(crate) struct Quantity {
    /// Its tokens, with those of the unit.
    pub(crate) tokens: Range<usize>,
    /// The values that it may have; none if it can't be read.
    pub(crate) values: Vec<f64>,
    pub(crate) unit: Unit,
    /// The length of the unit in that of the values: 60 for minutes.
    pub(crate) factor: f64,
    /// The terms of the nouns after it.
    pub(crate) nouns: Vec<String>,
    pub(crate) bound: Bound,
    pub(crate) direction: Direction,
    pub(crate) form: Form,
    /// True if it counts people.
    pub(crate) people: bool,
}

impl Quantity {
    pub(crate) fn is_soft(&self) -> bool {
        self.form == Form::Soft
    }

    pub(crate) fn is_indefinite(&self) -> bool {
        self.form == Form::Indefinite
    }

    pub(crate) fn is_ordinal(&self) -> bool {
        self.form == Form::Ordinal
    }
}

/// The quantities of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Quantities {
    pub(crate) all: Vec<Quantity>,
    /// Indices of a value before and after: "from 40 to 8".
    pub(crate) pairs: Vec<(usize, usize)>,
}

impl Quantities {
    pub(crate) fn extend(&mut self, other: Self) {
        let offset = self.all.len();
        self.all.extend(other.all);
        let pairs = other.pairs.into_iter();
        self.pairs
            .extend(pairs.map(|(a, b)| (a + offset, b + offset)));
    }
}

#[cfg(test)]
mod tests;
