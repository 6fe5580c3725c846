//! Parses pay from a short text such as "€60K – €75K".

use super::{
    pay,
    period::{period_by_size, period_in, periods_in},
    token::{Token, tokens},
};
use crate::{
    features::jobs::source::record::Pay,
    types::work::{PayOrigin, PayPeriod},
};

/// Maximum length; a longer text is not a pay line.
const TEXT_CHARS_MAX: usize = 300;

/// Parses pay: "€60K – €75K", "$120,000 - $150,000 a year", "£45.50/hour", "up to 70.000 EUR".
#[must_use]
pub fn read(text: &str) -> Option<Pay> {
    if text.chars().count() > TEXT_CHARS_MAX {
        return None;
    }
    // "€60K – €75K • 0.05% – 0.1%": the text after the dot is not pay.
    text.split(['•', ';', '|', '\n']).find_map(read_part)
}

fn read_part(text: &str) -> Option<Pay> {
    let mut tokens = tokens(text);
    // "15 Dtzd. EUR": a word between figure and currency is a unit that is not known.
    let between =
        |three: &[Token]| matches!(three, [Token::Amount(_), Token::Word, Token::Currency(..)]);
    tokens.retain(|token| *token != Token::Per);
    if tokens.contains(&Token::Unknown) || tokens.windows(3).any(between) {
        return None;
    }
    let start = tokens
        .iter()
        .position(|token| matches!(token, Token::Amount(_)))?;
    let (before, rest) = (tokens.get(..start)?, tokens.get(start..)?);
    let figures: Vec<&Token> = rest
        .iter()
        .filter(|token| !matches!(token, Token::Currency(..)))
        .collect();
    let (first, last) = match figures.as_slice() {
        [Token::Amount(a), Token::Range, Token::Amount(b), ..] => (a, Some(b)),
        // "60 000" might be one number or two.
        [Token::Amount(_), Token::Amount(_), ..] => return None,
        [Token::Amount(a), ..] => (a, None),
        _ => return None,
    };
    let currency = currency_of(&tokens)?;
    // "60–75K": the K applies to both.
    let first_hundredths = match last {
        Some(last) if last.scale > first.scale && first.hundredths < 100_000 => {
            first.hundredths.checked_mul(last.scale)?
        }
        _ => first.hundredths.checked_mul(first.scale)?,
    };
    let last_hundredths = last
        .map(|last| last.hundredths.checked_mul(last.scale))
        .map_or(Some(None), |amount| amount.map(Some))?;
    let (min, max) = match last_hundredths {
        Some(last) => (Some(first_hundredths), Some(last)),
        None if before.contains(&Token::UpTo) => (None, Some(first_hundredths)),
        None if before.contains(&Token::From) || rest.get(1) == Some(&Token::Plus) => {
            (Some(first_hundredths), None)
        }
        None => (Some(first_hundredths), Some(first_hundredths)),
    };
    // The size decides only if the words name no period; contradicting words give none.
    let said = periods_in(text).next().is_some();
    let period = if said {
        period_in(text)?
    } else {
        period_by_size(currency, min.max(max)?)?
    };
    // "60 EUR per year" is 60 of some unit that was not understood.
    if period == PayPeriod::Year && max.or(min)? < 100_000 {
        return None;
    }
    pay(min, max, currency, period, PayOrigin::Parsed)
}

/// The only currency named. A bare "$" is the dollar of the code beside it, or else the US dollar.
fn currency_of(tokens: &[Token]) -> Option<&'static str> {
    let named = || {
        tokens.iter().filter_map(|token| {
            if let Token::Currency(sign, code) = token {
                Some((*sign, *code))
            } else {
                None
            }
        })
    };
    let bare = named().any(|(sign, _)| sign == "$");
    let Some((_, code)) = named().find(|(sign, _)| *sign != "$") else {
        return bare.then_some("USD");
    };
    let same = named().all(|(sign, other)| sign == "$" || other == code);
    (same && (!bare || code.ends_with('D'))).then_some(code)
}
