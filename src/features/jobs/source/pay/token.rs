//! Splits a pay text into words, currencies and amounts.

use super::period::period_in;

/// Currency signs and codes. Longer ones first, so that "CA$" is not parsed as "$"; ambiguous signs ("kr", "¥") are left out.
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

#[derive(Debug, PartialEq)]
pub(super) enum Token {
    /// The sign or code as written, and the ISO 4217 code.
    Currency(&'static str, &'static str),
    Amount(Amount),
    Range,
    UpTo,
    From,
    Plus,
    /// A word for the period, which [`period_in`] parses.
    Per,
    Word,
    /// A figure with a unit that is not known.
    Unknown,
}

#[derive(Debug, PartialEq)]
pub(super) struct Amount {
    pub(super) hundredths: i64,
    pub(super) scale: i64,
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
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

/// A code must be a whole word; a sign may touch the amount.
fn starts_with_currency(rest: &str, sign: &str) -> bool {
    rest.strip_prefix(sign).is_some_and(|after| {
        !sign.ends_with(char::is_alphabetic) || !after.starts_with(char::is_alphabetic)
    })
}

fn word_token(word: &str, before: Option<&Token>) -> Token {
    match word.to_lowercase().as_str() {
        "to" | "bis" | "and" | "à"
            if matches!(
                before,
                Some(Token::Amount(_) | Token::Currency(..) | Token::Per)
            ) =>
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

/// Parses the number in `rest` up to byte `end` with its K or M; also returns the text after it.
pub(super) fn number(rest: &str, end: usize) -> (Token, Option<&str>) {
    let (digits, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let digits = digits.trim_end_matches(is_separator);
    // A percentage is not pay.
    if let Some(rest) = after.trim_start().strip_prefix('%') {
        return (Token::Word, Some(rest));
    }
    let spaced = after.trim_start();
    let length = spaced
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(spaced.len());
    let (word, behind) = spaced.split_at_checked(length).unwrap_or((spaced, ""));
    let attached = spaced.len() == after.len() && !word.is_empty();
    let (scale, after) = match scale_of(word) {
        // "5 M of revenue": a letter is a unit only right behind the figure.
        Some(scale) if attached || word.chars().count() > 1 => (scale, Some(behind)),
        _ if attached && !may_follow(word, spaced) => return (Token::Unknown, Some(behind)),
        _ => (1, Some(after)),
    };
    let token = hundredths(digits).map_or(Token::Word, |hundredths| {
        Token::Amount(Amount { hundredths, scale })
    });
    (token, after)
}

/// What a unit multiplies by.
fn scale_of(word: &str) -> Option<i64> {
    Some(match word.to_lowercase().as_str() {
        "k" | "tsd" | "tausend" | "thousand" | "mil" | "tys" | "тыс" => 1_000,
        "l" | "lpa" | "lakh" | "lakhs" | "lac" | "lacs" => 100_000,
        "m" | "mm" | "mio" | "mln" | "million" | "millions" | "millionen" | "millones"
        | "milhões" | "juta" | "jt" | "triệu" | "tr" | "млн" => 1_000_000,
        "cr" | "crore" | "crores" => 10_000_000,
        "b" | "bn" | "mrd" | "billion" | "tỷ" => 1_000_000_000,
        "万" | "만" => 10_000,
        _ => return None,
    })
}

/// True for a word that may touch a figure without being its unit: a currency or a period.
fn may_follow(word: &str, text: &str) -> bool {
    period_in(word).is_some()
        || CURRENCIES
            .iter()
            .any(|(sign, _)| starts_with_currency(text, sign))
}

/// "120,000", "120.000", "60 000", "45.50", "1,5": groups of three digits are thousands, a last group of one or two is the fraction.
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
    // "12,34,567": groups of two before the last one, in India.
    let indian = groups.len() > 2
        && groups.last().is_some_and(|group| group.len() == 3)
        && groups
            .iter()
            .rev()
            .skip(1)
            .all(|group| matches!(group.len(), 1 | 2));
    if groups
        .iter()
        .skip(1)
        .any(|group| group.len() != 3 && !(indian && group.len() == 2))
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

/// Characters that group digits: point, comma, apostrophe, narrow spaces.
fn is_separator(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | '\'' | '’' | '\u{A0}' | '\u{202F}' | '\u{2009}'
    )
}
