//! The pay of a line: the first offer that is pay, with its currency and period.

use super::{
    Pay, Period,
    context::{self, Open, Rate},
    currency::{Fit, Money, Shared, fits},
    lexer::tokens,
    offer::{Offer, RATIO_MAX, offers},
    period::{by_size, counted, named},
    stated,
    term::Term,
    token::{Kind, Token},
    vocabulary::is_east,
};
use crate::text::visible;

/// Maximum length; a longer text is not a pay line.
const TEXT_CHARS_MAX: usize = 300;

/// A pay line while it is read.
struct Line<'a> {
    tokens: &'a [Token],
    /// The tokens of what is only counted.
    dead: Vec<bool>,
    country: Option<&'a str>,
}

/// Reads the pay of a short text: "€60K – €75K", "$120,000 - $150,000 a year", "£45.50/hour", "bis zu 70.000 EUR". `country` is the ISO code
/// of the posting's place; it decides what "$", "kr", "¥" and "Rs" are.
#[must_use]
pub fn read(text: &str, country: Option<&str>) -> Option<Pay> {
    let digits = |c: char| c.is_numeric();
    if text.chars().count() > TEXT_CHARS_MAX || !text.contains(digits) {
        return None;
    }
    let tokens = tokens(&visible(text));
    let line = Line {
        tokens: &tokens,
        dead: counted(&tokens),
        country,
    };
    line.read()
}

impl Line<'_> {
    fn read(&self) -> Option<Pay> {
        let mut offers = offers(self.tokens, &self.dead);
        if offers.iter().all(|offer| offer.money.is_empty()) {
            let money = self.money_elsewhere()?;
            for offer in &mut offers {
                offer.money.push(money);
            }
        }
        offers.retain(|offer| !offer.money.is_empty());
        let spans: Vec<(usize, usize)> = offers.iter().map(|offer| (offer.at, offer.end)).collect();
        let mut paid = offers
            .iter()
            .enumerate()
            .filter(|(index, _)| !context::is_beside_pay(self.tokens, &spans, *index));
        let (index, first) = paid.next()?;
        let pay = self.pay(first, floor(self.tokens, &spans, index))?;
        for (index, other) in paid {
            let floor = floor(self.tokens, &spans, index);
            if !self.agrees(&pay, first, other, floor) {
                return None;
            }
        }
        Some(pay)
    }

    /// The only currency of a line whose figures have none: "Salary in EUR: 60,000".
    fn money_elsewhere(&self) -> Option<Money> {
        const WORDS: &[&str] = &[
            "PHP", "CAD", "TRY", "ALL", "TOP", "MAD", "PEN", "BAM", "ANG", "AMD", "LAK", "SAR",
            "GEL",
        ];
        let mut found = self.tokens.iter().filter_map(|token| match token.kind {
            Kind::Money(money) => {
                let word = token.raw.chars().all(|c| c.is_ascii_alphabetic());
                let code = token.raw.len() == 3 && token.raw == token.raw.to_uppercase();
                let sure =
                    !word || token.raw.len() > 3 || (code && !WORDS.contains(&token.raw.as_str()));
                sure.then_some(money)
            }
            _ => None,
        });
        let first = found.next()?;
        found.all(|money| money == first).then_some(first)
    }

    /// The pay of an offer. `floor` is the position after the previous one.
    fn pay(&self, offer: &Offer, floor: usize) -> Option<Pay> {
        let (from, to) = offer
            .ends
            .filter(|(from, to)| *from > 0 && to / from <= RATIO_MAX)?;
        let (code, period) = self.currency(offer, floor)?;
        let east = matches!(code, "JPY" | "KRW" | "CNY" | "TWD");
        let open = if offer.is_range {
            None
        } else if offer.open {
            Some(Open::Up)
        } else {
            context::open_end(self.tokens, offer.at, offer.end, floor, east)
        };
        match open {
            None => stated(Some(from), Some(to), code, period),
            Some(Open::Up) => stated(Some(from), None, code, period),
            Some(Open::Down) => stated(None, Some(to), code, period),
        }
    }

    /// The currency of an offer, and its period, which decide each other for a name of several currencies.
    fn currency(&self, offer: &Offer, floor: usize) -> Option<(&'static str, Period)> {
        let with_period = |code: &'static str| Some((code, self.period(offer, code, floor)?));
        let mut codes = offer.money.iter().filter_map(|money| match money {
            Money::Code(code) => Some(*code),
            Money::Shared(_) => None,
        });
        let mut shared = offer.money.iter().filter_map(|money| match money {
            Money::Shared(shared) => Some(*shared),
            Money::Code(_) => None,
        });
        if let Some(code) = codes.next() {
            let same = codes.all(|other| other == code) && shared.all(|shared| shared.has(code));
            return if same { with_period(code) } else { None };
        }
        let name = shared.next()?;
        if shared.any(|other| other != name) {
            return None;
        }
        if let Some(code) = self.said(name) {
            return with_period(code);
        }
        if let Some(local) = self.country.and_then(|country| name.of_country(country)) {
            return match name.usual() {
                Some(usual) if usual != local && self.is_absurd(offer, local, floor) => {
                    with_period(usual)
                }
                _ => with_period(local),
            };
        }
        if let Some(usual) = name.usual() {
            return with_period(usual);
        }
        let mut fitting = name.codes().collect::<Vec<_>>();
        fitting.sort_unstable();
        fitting.dedup();
        let mut fitting = fitting
            .into_iter()
            .filter(|code| !self.is_absurd(offer, code, floor));
        let only = fitting.next()?;
        if fitting.next().is_some() {
            None
        } else {
            with_period(only)
        }
    }

    /// The currency that a code or a word elsewhere in the line says: "Pay (CAD): $120,000", "45 000 kr/mån".
    fn said(&self, name: &Shared) -> Option<&'static str> {
        let codes = self.tokens.iter().filter_map(|token| match token.kind {
            Kind::Money(Money::Code(code)) if name.has(code) => Some(code),
            _ => None,
        });
        let hints = self.tokens.iter().filter_map(|token| {
            let lower = token.raw.to_lowercase();
            let hint = |hint: &str| {
                if hint.contains(is_east) {
                    lower.contains(hint)
                } else {
                    lower == hint
                }
            };
            name.hints
                .iter()
                .find(|(_, word)| hint(word))
                .map(|(code, _)| *code)
        });
        let mut all = codes.chain(hints);
        let first = all.next()?;
        all.all(|code| code == first).then_some(first)
    }

    /// True if the amount is no pay in this currency.
    fn is_absurd(&self, offer: &Offer, code: &str, floor: usize) -> bool {
        let Some((from, to)) = offer.ends else {
            return true;
        };
        let all = |period| {
            [from, to]
                .iter()
                .all(|end| fits(code, period, *end, Fit::Usual))
        };
        match self.stated_period(offer, floor) {
            Rate::Per(period, _) => !all(period),
            Rate::Unknown => true,
            Rate::None => {
                by_size(code, Some(from), Some(to)).is_none()
                    && !all(Period::Month)
                    && !all(Period::Year)
            }
        }
    }

    /// The period beside the figures.
    fn stated_period(&self, offer: &Offer, floor: usize) -> Rate {
        let after = context::rate_after(self.tokens, offer.end);
        match (after, offer.inner) {
            (Rate::None, Some(period)) => Rate::Per(period, offer.end),
            (Rate::None, None) => context::rate_before(self.tokens, &self.dead, offer.at, floor),
            (after, _) => after,
        }
    }

    /// The period of an offer: as stated beside it, else elsewhere in the line if that fits the amount, else by its size.
    fn period(&self, offer: &Offer, code: &str, floor: usize) -> Option<Period> {
        let (from, to) = offer.ends?;
        let fitting =
            |period: Period, fit| [from, to].iter().all(|end| fits(code, period, *end, fit));
        match self.stated_period(offer, floor) {
            Rate::Unknown => return None,
            Rate::Per(period, _) => {
                return Some(period).filter(|period| fitting(*period, Fit::Bearable));
            }
            Rate::None => {}
        }
        let mut elsewhere: Vec<Period> = Vec::new();
        for (_, period) in named(self.tokens, &self.dead) {
            if fitting(period, Fit::Usual) && !elsewhere.contains(&period) {
                elsewhere.push(period);
            }
        }
        let size = by_size(code, Some(from), Some(to));
        match elsewhere.as_slice() {
            [] => size,
            [only] => Some(*only),
            several => size.filter(|size| several.contains(size)),
        }
    }

    /// True if another offer of the line does not contradict the pay: the same in another period, or another pay in the same one.
    fn agrees(&self, pay: &Pay, first: &Offer, other: &Offer, floor: usize) -> bool {
        let between = self.tokens.get(first.end..other.at).unwrap_or_default();
        let joins = |token: &Token| {
            matches!(
                token.kind,
                Kind::Dash | Kind::Slash | Kind::Tilde | Kind::Term(Term::Until)
            )
        };
        // "$50k or $60k"
        let either = matches!(
            between,
            [Token {
                kind: Kind::Word,
                ..
            }]
        ) && first.money == other.money;
        let joined = either || between.iter().all(joins);
        if joined && other.at >= first.end {
            return false;
        }
        let Some((from, to)) = other.ends else {
            return true;
        };
        let Rate::Per(period, _) = self.stated_period(other, floor) else {
            return true;
        };
        let same = self
            .currency(other, floor)
            .is_some_and(|(code, _)| code == pay.currency);
        if period == pay.period || !same {
            return true;
        }
        let yearly = |amount: i64, period: Period| amount.saturating_mul(period.per_year());
        let low = pay
            .min
            .or(pay.max)
            .map_or(0, |amount| yearly(amount, pay.period));
        let high = pay
            .max
            .or(pay.min)
            .map_or(0, |amount| yearly(amount, pay.period));
        // A sixth more or less: weeks and months of work are counted in several ways.
        yearly(from, period) <= high + high / 6 && yearly(to, period) >= low - low / 6
    }
}

/// The position after the previous offer and its period.
fn floor(tokens: &[Token], spans: &[(usize, usize)], index: usize) -> usize {
    let Some((_, end)) = index.checked_sub(1).and_then(|before| spans.get(before)) else {
        return 0;
    };
    match context::rate_after(tokens, *end) {
        Rate::Per(_, after) => after,
        _ => *end,
    }
}
