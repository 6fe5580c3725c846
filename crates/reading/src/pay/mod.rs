//! Advertised pay: from fields, from a pay line such as "€60K – €75K", or from the sentence of a description that states it.
//!
//! Rules: amounts are exact, in hundredths. A figure with a unit or a currency that is not known is none, and so is one whose size is absurd
//! for its period. The period is the one that the line states for the figure; else the one of its size, which for each currency is
//! plausible for only one period; else none. Money that is no pay (bonus, equity, funding, revenue, on-target earnings) is passed over.
//! Of several figures with the same meaning ("$45/hr (~$93,600/yr)") the first counts; if they contradict each other, none does.

mod context;
mod currency;
mod field;
mod figure;
mod lexer;
mod line;
mod number;
mod offer;
mod period;
mod prose;
mod term;
mod token;
mod vocabulary;

pub use self::{
    currency::period_by_size,
    field::{amount_in, currency_in},
    line::read,
    period::{period_in, period_of},
    prose::in_prose,
};

/// An advertised range of pay. Amounts are hundredths of the currency's unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pay {
    /// The lower end; none if it is open.
    pub min: Option<i64>,
    /// The upper end; none if it is open.
    pub max: Option<i64>,
    /// ISO 4217, upper case.
    pub currency: String,
    /// The period that the amounts are paid for.
    pub period: Period,
}

/// The period that an amount is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// An hour.
    Hour,
    /// A day of work.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl Period {
    /// How many of them a year of full-time work has: 2 080 hours, 260 days, 52 weeks, 12 months.
    #[must_use]
    pub const fn per_year(self) -> i64 {
        match self {
            Self::Hour => 2080,
            Self::Day => 260,
            Self::Week => 52,
            Self::Month => 12,
            Self::Year => 1,
        }
    }
}

/// Maximum amount, in hundredths; multiplied to a yearly amount it does not overflow.
pub const AMOUNT_MAX: i64 = 100_000_000_000_000;

/// Pay from fields. Swapped ends are sorted; zero counts as missing, and pay without any end, with a negative one or in no code of a
/// currency is none.
#[must_use]
pub fn stated(min: Option<i64>, max: Option<i64>, currency: &str, period: Period) -> Option<Pay> {
    let currency = currency.trim().to_ascii_uppercase();
    let code = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
    let within =
        |amount: Option<i64>| amount.is_none_or(|amount| (0..=AMOUNT_MAX).contains(&amount));
    if !code || !within(min) || !within(max) {
        return None;
    }
    let known = |amount: Option<i64>| amount.filter(|amount| *amount > 0);
    let (min, max) = match (known(min), known(max)) {
        (None, None) => return None,
        (Some(min), Some(max)) if min > max => (Some(max), Some(min)),
        ends => ends,
    };
    Some(Pay {
        min,
        max,
        currency,
        period,
    })
}

#[cfg(test)]
mod tests;
