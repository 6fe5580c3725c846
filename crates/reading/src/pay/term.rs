//! The meaning of words in pay lines.

use super::{Period, currency::Money};

/// The meaning of a word in a pay line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Term {
    /// A unit that multiplies.
    Scale(Scale),
    /// "12 LPA": lakhs of rupees for a year.
    Lpa,
    /// The period that is paid for.
    Period(Period),
    /// A period that cannot be represented: "biweekly".
    NoPeriod,
    /// "per"
    Per,
    /// "a": "per", or "to" in other languages.
    A,
    /// A word that changes nothing: "gross", "about".
    Filler,
    /// "between"
    Between,
    /// "from"
    From,
    /// "at least"
    Min,
    /// "or more", behind the figure
    OrMore,
    /// "up to"
    UpTo,
    /// "at most"
    Max,
    /// "or less", behind the figure
    OrLess,
    /// "to" between two figures, else "up to"
    Until,
    /// "and"
    And,
    /// What follows is something else: "plus", "excluding".
    Beside,
    /// "salary"
    Pay,
    /// Money that is no pay: bonus, funding, revenue.
    NotPay,
}

/// A unit that multiplies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    pub by: i64,
    /// The digits before it are grouped as usual: "5,000万".
    pub east: bool,
    /// A letter, which counts only right behind the figure.
    pub letter: bool,
    /// The only currency for which the unit is used.
    pub money: Option<Money>,
}

impl Term {
    /// The term of a line of the table, and whether it is bound to "per".
    pub(super) fn parse(kind: &str, money: impl Fn(&str) -> Option<Money>) -> Option<(Self, bool)> {
        let mut parts = kind.split(' ');
        let name = parts.next()?;
        let more: Vec<&str> = parts.collect();
        let term = match name {
            "HOUR" => Self::Period(Period::Hour),
            "DAY" => Self::Period(Period::Day),
            "WEEK" => Self::Period(Period::Week),
            "MONTH" => Self::Period(Period::Month),
            "YEAR" => Self::Period(Period::Year),
            "NONE" => Self::NoPeriod,
            "PER" => Self::Per,
            "A" => Self::A,
            "FILLER" => Self::Filler,
            "BETWEEN" => Self::Between,
            "FROM" => Self::From,
            "MIN" => Self::Min,
            "OR_MORE" => Self::OrMore,
            "UP_TO" => Self::UpTo,
            "MAX" => Self::Max,
            "OR_LESS" => Self::OrLess,
            "UNTIL" => Self::Until,
            "AND" => Self::And,
            "BESIDE" => Self::Beside,
            "PAY" => Self::Pay,
            "NOT_PAY" => Self::NotPay,
            "LPA" => Self::Lpa,
            _ => Self::Scale(Scale {
                by: name.strip_prefix('x')?.parse().ok()?,
                east: more.contains(&"east"),
                letter: more.contains(&"letter"),
                money: more.iter().find_map(|word| money(word)),
            }),
        };
        Some((term, more.contains(&"bound")))
    }
}
