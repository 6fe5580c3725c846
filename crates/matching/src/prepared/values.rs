//! Values that postings and persons share.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A level of seniority, in ascending order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Level {
    /// Internship, traineeship, apprenticeship.
    Intern,
    /// Entry level, junior, graduate.
    Junior,
    /// Between junior and senior.
    Mid,
    /// Senior.
    Senior,
    /// Lead, staff, principal.
    Lead,
    /// Head of, director, vice president, C-level.
    Executive,
}

impl Level {
    /// All of them, in ascending order.
    pub const ALL: [Self; 6] = [
        Self::Intern,
        Self::Junior,
        Self::Mid,
        Self::Senior,
        Self::Lead,
        Self::Executive,
    ];

    /// The level that a title names.
    #[must_use]
    pub fn of_title(title: &str) -> Option<Self> {
        use reading::title::Level as Read;
        reading::title::level(title).map(|level| match level {
            Read::Intern => Self::Intern,
            Read::Junior => Self::Junior,
            Read::Mid => Self::Mid,
            Read::Senior => Self::Senior,
            Read::Lead => Self::Lead,
            Read::Executive => Self::Executive,
        })
    }

    /// The number of steps between two levels.
    #[must_use]
    pub const fn gap(self, other: Self) -> usize {
        (self as usize).abs_diff(other as usize)
    }
}

/// The mode of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Mode {
    /// At the employer's site.
    Onsite,
    /// Partly at the employer's site.
    Hybrid,
    /// From elsewhere.
    Remote,
}

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u32,
}

impl Month {
    /// The months since the beginning of our era.
    #[must_use]
    pub fn count(self) -> i64 {
        i64::from(self.year) * 12 + i64::from(self.month.clamp(1, 12)) - 1
    }
}

impl From<NaiveDate> for Month {
    fn from(date: NaiveDate) -> Self {
        Self {
            year: date.year(),
            month: date.month(),
        }
    }
}

/// Pay per year of full-time work, in units of its currency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pay {
    /// The lower end.
    pub min: f64,
    /// The upper end; the lower one if there is only one figure.
    pub max: f64,
    /// ISO 4217.
    pub currency: String,
    /// Euros for one unit of the currency, if there is a rate.
    pub rate: Option<f64>,
}

impl Pay {
    /// The range in another currency, or none if that cannot be told.
    #[must_use]
    pub fn range_in(&self, other: &Self) -> Option<(f64, f64)> {
        if self.currency == other.currency {
            return Some((self.min, self.max));
        }
        let factor = self.rate? / other.rate.filter(|rate| *rate > 0.0)?;
        Some((self.min * factor, self.max * factor))
    }
}

/// The part of a posting that a span is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Part {
    /// The title.
    Title,
    /// The description.
    Text,
}

/// A part of a text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The text.
    pub part: Part,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// A span of a description.
    #[must_use]
    pub fn text(range: std::ops::Range<usize>) -> Self {
        Self::of(Part::Text, range)
    }

    /// A span of a title.
    #[must_use]
    pub fn title(range: std::ops::Range<usize>) -> Self {
        Self::of(Part::Title, range)
    }

    fn of(part: Part, range: std::ops::Range<usize>) -> Self {
        let position = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            part,
            start: position(range.start),
            end: position(range.end),
        }
    }

    /// What it covers.
    #[must_use]
    pub fn of_source<'a>(&self, title: &'a str, text: &'a str) -> Option<&'a str> {
        let whole = match self.part {
            Part::Title => title,
            Part::Text => text,
        };
        whole.get(usize::try_from(self.start).ok()?..usize::try_from(self.end).ok()?)
    }
}

/// A part of a posting, word for word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Where it is.
    pub span: Span,
    /// What is there.
    pub text: String,
}
