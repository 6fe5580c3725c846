//! Fields of pay that are texts.

use super::{currency::Money, figure::figures, lexer::tokens, token::Kind};
use crate::text::{cut, visible};

/// Maximum number of characters of a field that are read.
const CHARS_MAX: usize = 100;

/// The amount of a text that is only a number, perhaps with its unit and currency, in hundredths: "45,000.50", "45 000", "45k".
#[must_use]
pub fn amount_in(text: &str) -> Option<i64> {
    let tokens = tokens(&visible(cut(text, CHARS_MAX)));
    match figures(&tokens).as_slice() {
        [only] if only.at == 0 && only.end == tokens.len() && !only.open => only.amount(only.scale),
        _ => None,
    }
}

/// The code of a currency that a text is a code, sign or name of: "EUR", "€", "kr" with a country that has one.
#[must_use]
pub fn currency_in(text: &str, country: Option<&str>) -> Option<String> {
    let text = text.trim();
    let tokens = tokens(&visible(cut(text, CHARS_MAX)));
    let upper = text.to_uppercase();
    match tokens.as_slice() {
        [_] if upper.len() == 3 && upper.bytes().all(|byte| byte.is_ascii_uppercase()) => {
            Some(upper)
        }
        [token] => match token.kind {
            Kind::Money(Money::Code(code)) => Some(code.to_owned()),
            Kind::Money(Money::Shared(name)) => country
                .and_then(|country| name.of_country(country))
                .or(name.usual())
                .map(str::to_owned),
            _ => None,
        },
        _ => None,
    }
}
