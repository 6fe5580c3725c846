//! Advertised pay: from fields, or read out of a short text such as "€60K – €75K".
//! What is not certain is left out: no figure is better than a wrong one.

use serde_json::Value;

use super::record::Pay;
use crate::types::work::{PayOrigin, PayPeriod};

/// The highest figure taken; times any period's count per year it is far from overflow.
pub const AMOUNT_MAX: i64 = 1_000_000_000_000;
/// A text longer than this is no line about pay.
const TEXT_CHARS_MAX: usize = 300;

/// Currencies in which 15 000 is a year's pay and 200 an hour's at most.
const SAME_SCALE: &[&str] = &["USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD"];
/// Signs and codes. Longer ones first, so that "CA$" is not read as "$"; signs of several currencies ("kr", "¥") are left out.
const CURRENCIES: &[(&str, &str)] = &[
    ("CA$", "CAD"),
    ("AU$", "AUD"),
    ("NZ$", "NZD"),
    ("US$", "USD"),
    ("HK$", "HKD"),
    ("MX$", "MXN"),
    ("R$", "BRL"),
    ("S$", "SGD"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("$", "USD"),
    ("₹", "INR"),
    ("₪", "ILS"),
    ("₩", "KRW"),
    ("₺", "TRY"),
    ("₴", "UAH"),
    ("zł", "PLN"),
    ("USD", "USD"),
    ("EUR", "EUR"),
    ("GBP", "GBP"),
    ("CHF", "CHF"),
    ("CAD", "CAD"),
    ("AUD", "AUD"),
    ("NZD", "NZD"),
    ("SGD", "SGD"),
    ("SEK", "SEK"),
    ("NOK", "NOK"),
    ("DKK", "DKK"),
    ("PLN", "PLN"),
    ("CZK", "CZK"),
    ("HUF", "HUF"),
    ("RON", "RON"),
    ("BGN", "BGN"),
    ("JPY", "JPY"),
    ("CNY", "CNY"),
    ("INR", "INR"),
    ("BRL", "BRL"),
    ("MXN", "MXN"),
    ("ZAR", "ZAR"),
    ("AED", "AED"),
    ("ILS", "ILS"),
    ("TRY", "TRY"),
    ("HKD", "HKD"),
    ("KRW", "KRW"),
];

/// Pay from fields. Ends are put in order; nothing, or nothing but zero, is no pay.
#[must_use]
pub fn stated(
    min: Option<i64>,
    max: Option<i64>,
    currency: &str,
    period: PayPeriod,
) -> Option<Pay> {
    pay(min, max, currency, period, PayOrigin::Stated)
}

/// One range from several, such as pay zones: those of the first one's currency and period.
pub(super) fn span(ranges: impl Iterator<Item = Pay>) -> Option<Pay> {
    ranges.reduce(|mut span, next| {
        if span.currency == next.currency && span.period == next.period {
            // An open end stays open only if every range leaves it open.
            span.min = [span.min, next.min].into_iter().flatten().min();
            span.max = span.max.max(next.max);
        }
        span
    })
}

/// Pay out of a text: "€60K – €75K", "$120,000 - $150,000 a year", "£45.50/hour", "up to 70.000 EUR".
#[must_use]
pub fn read(text: &str) -> Option<Pay> {
    if text.chars().count() > TEXT_CHARS_MAX {
        return None;
    }
    // "€60K – €75K • 0.05% – 0.1%": what follows the dot is something else.
    text.split(['•', ';', '|', '\n']).find_map(read_part)
}

/// The period that a text names, if it names just one.
#[must_use]
pub fn period_in(text: &str) -> Option<PayPeriod> {
    let mut periods = periods_in(text);
    let first = periods.next()?;
    periods.all(|period| period == first).then_some(first)
}

/// The period that a figure can only be for: tens of thousands of euros are a year's, some dozens are an hour's.
#[must_use]
pub fn period_by_size(currency: &str, amount: i64) -> Option<PayPeriod> {
    let same_scale = SAME_SCALE.contains(&currency.trim().to_ascii_uppercase().as_str());
    match amount {
        15_000..=2_000_000 if same_scale => Some(PayPeriod::Year),
        8..=150 if same_scale => Some(PayPeriod::Hour),
        _ => None,
    }
}

fn periods_in(text: &str) -> impl Iterator<Item = PayPeriod> {
    let lower = text.to_lowercase();
    let words: Vec<String> = lower
        .split(|c: char| !c.is_alphabetic())
        .map(str::to_owned)
        .collect();
    words.into_iter().filter_map(|word| match word.as_str() {
        "year" | "yr" | "annum" | "annual" | "annually" | "yearly" | "pa" | "jahr" | "año" => {
            Some(PayPeriod::Year)
        }
        "month" | "mo" | "monthly" | "monat" | "mois" | "mes" => Some(PayPeriod::Month),
        "week" | "wk" | "weekly" | "woche" => Some(PayPeriod::Week),
        "day" | "daily" | "diem" | "tag" => Some(PayPeriod::Day),
        "hour" | "hr" | "hourly" | "stunde" => Some(PayPeriod::Hour),
        _ => None,
    })
}

/// A JSON number in whole units, rounded down: never more than was advertised.
pub(super) fn whole(value: Option<&Value>) -> Option<i64> {
    let Value::Number(number) = value? else {
        return None;
    };
    if let Some(whole) = number.as_i64() {
        return Some(whole);
    }
    let amount = number
        .as_f64()
        .filter(|amount| (0.0..1e12).contains(amount))?;
    format!("{:.0}", amount.floor()).parse().ok()
}

fn pay(
    min: Option<i64>,
    max: Option<i64>,
    currency: &str,
    period: PayPeriod,
    origin: PayOrigin,
) -> Option<Pay> {
    let currency = currency.trim().to_ascii_uppercase();
    let code = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
    let bearable =
        |amount: Option<i64>| amount.is_none_or(|amount| (0..=AMOUNT_MAX).contains(&amount));
    if !code || !bearable(min) || !bearable(max) {
        return None;
    }
    // Zero stands for "not given" at either end.
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
        origin,
    })
}

fn read_part(text: &str) -> Option<Pay> {
    let mut tokens = tokens(text);
    tokens.retain(|token| *token != Token::Per);
    let start = tokens
        .iter()
        .position(|token| matches!(token, Token::Amount(_)))?;
    let (before, rest) = (tokens.get(..start)?, tokens.get(start..)?);
    let (first, last) = match rest {
        [Token::Amount(a), Token::Range, Token::Amount(b), ..]
        | [
            Token::Amount(a),
            Token::Range | Token::Currency(..),
            Token::Currency(..) | Token::Range,
            Token::Amount(b),
            ..,
        ]
        | [
            Token::Amount(a),
            Token::Currency(..),
            Token::Range,
            Token::Currency(..),
            Token::Amount(b),
            ..,
        ] => (a, Some(b)),
        // "60 000" might be one number or two.
        [Token::Amount(_), Token::Amount(_), ..] => return None,
        [Token::Amount(a), ..] => (a, None),
        _ => return None,
    };
    let currency = currency_of(&tokens)?;
    // "60–75K": the thousand is meant for both.
    let first_units = match last {
        Some(last) if last.scale > first.scale && first.hundredths < 100_000 => {
            first.hundredths.checked_mul(last.scale)?
        }
        _ => first.hundredths.checked_mul(first.scale)?,
    } / 100;
    let last_units = last
        .map(|last| last.hundredths.checked_mul(last.scale))
        .map_or(Some(None), |units| units.map(Some))?
        .map(|units| units / 100);
    let (min, max) = match last_units {
        Some(last) => (Some(first_units), Some(last)),
        None if before.contains(&Token::UpTo) => (None, Some(first_units)),
        None if before.contains(&Token::From) || rest.get(1) == Some(&Token::Plus) => {
            (Some(first_units), None)
        }
        None => (Some(first_units), Some(first_units)),
    };
    // Its size tells only where the words say nothing; words that disagree are no answer.
    let said = periods_in(text).next().is_some();
    let period = if said {
        period_in(text)?
    } else {
        period_by_size(currency, min.max(max)?)?
    };
    pay(min, max, currency, period, PayOrigin::Parsed)
}

/// The only currency named. A bare "$" is the dollar of the code beside it, else the one of the United States.
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

#[derive(Debug, PartialEq)]
enum Token {
    /// Sign or code as written, and the code.
    Currency(&'static str, &'static str),
    Amount(Amount),
    Range,
    UpTo,
    From,
    Plus,
    /// What the figure is for, which [`period_in`] reads.
    Per,
    Word,
}

#[derive(Debug, PartialEq)]
struct Amount {
    hundredths: i64,
    scale: i64,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(c) = rest.chars().next() {
        let (token, after) = if let Some((sign, code)) = CURRENCIES
            .iter()
            .find(|(sign, _)| starts_with_currency(rest, sign))
        {
            (Token::Currency(sign, code), rest.get(sign.len()..))
        } else if c.is_ascii_digit() {
            let end = rest
                .find(|c: char| !(c.is_ascii_digit() || is_separator(c)))
                .unwrap_or(rest.len());
            number(rest, end)
        } else if c.is_alphabetic() {
            let end = rest
                .find(|c: char| !c.is_alphabetic())
                .unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            (word_token(word, tokens.last()), Some(after))
        } else {
            let token = match c {
                '-' | '–' | '—' | '~' => Token::Range,
                '+' => Token::Plus,
                '/' | '.' => Token::Per,
                _ => Token::Word,
            };
            (token, rest.get(c.len_utf8()..))
        };
        tokens.push(token);
        rest = after.unwrap_or_default().trim_start();
    }
    tokens
}

/// Codes are whole words; signs may touch the figure on either side.
fn starts_with_currency(rest: &str, sign: &str) -> bool {
    rest.strip_prefix(sign).is_some_and(|after| {
        !sign.ends_with(char::is_alphabetic) || !after.starts_with(char::is_alphabetic)
    })
}

fn word_token(word: &str, before: Option<&Token>) -> Token {
    match word.to_lowercase().as_str() {
        "to" | "bis" | "and" | "à"
            if matches!(before, Some(Token::Amount(_) | Token::Currency(..))) =>
        {
            Token::Range
        }
        "up" | "upto" | "max" | "maximum" | "bis" => Token::UpTo,
        "from" | "min" | "minimum" | "starting" | "ab" => Token::From,
        "per" | "a" | "an" | "gross" => Token::Per,
        word if period_in(word).is_some() => Token::Per,
        _ => Token::Word,
    }
}

/// The number of `rest` up to byte `end`, with its K or M; what follows it.
fn number(rest: &str, end: usize) -> (Token, Option<&str>) {
    let (digits, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let digits = digits.trim_end_matches(is_separator);
    let mut letters = after.chars();
    let (scale, after) = match (letters.next(), letters.next()) {
        (Some('k' | 'K'), next) if !next.is_some_and(char::is_alphabetic) => {
            (1_000, letters_after(after))
        }
        (Some('m' | 'M'), next) if !next.is_some_and(char::is_alphabetic) => {
            (1_000_000, letters_after(after))
        }
        // A share of something, or a name like 401k: no pay.
        (Some('%'), _) => return (Token::Word, letters_after(after)),
        _ => (1, Some(after)),
    };
    let token = hundredths(digits).map_or(Token::Word, |hundredths| {
        Token::Amount(Amount { hundredths, scale })
    });
    (token, after)
}

fn letters_after(text: &str) -> Option<&str> {
    text.get(text.chars().next()?.len_utf8()..)
}

/// "120,000", "120.000", "60 000", "45.50", "1,5": groups of three are thousands, a last group of one or two is cents.
fn hundredths(digits: &str) -> Option<i64> {
    let mut groups: Vec<&str> = digits.split(is_separator).collect();
    let decimal = digits
        .chars()
        .rfind(|c| is_separator(*c))
        .is_some_and(|c| matches!(c, '.' | ','));
    let cents = match groups.last() {
        Some(last) if groups.len() > 1 && decimal && last.len() <= 2 => groups.pop()?,
        _ => "",
    };
    if groups.iter().skip(1).any(|group| group.len() != 3)
        || (groups.len() > 1 && groups.first().is_some_and(|group| group.len() > 3))
    {
        return None;
    }
    let whole = groups.concat();
    if whole.is_empty() || whole.len() > 10 || digits.split(is_separator).any(str::is_empty) {
        return None;
    }
    let cents = if cents.len() == 1 {
        format!("{cents}0")
    } else {
        cents.to_owned()
    };
    whole
        .parse::<i64>()
        .ok()?
        .checked_mul(100)?
        .checked_add(if cents.is_empty() {
            0
        } else {
            cents.parse().ok()?
        })
}

/// Points, commas, apostrophes and the narrow spaces that group digits.
fn is_separator(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | '\'' | '’' | '\u{A0}' | '\u{202F}' | '\u{2009}'
    )
}
