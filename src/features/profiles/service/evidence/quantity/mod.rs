//! The quantities of a fact: numbers with their units, such as "30 %", "€1.2M" or "4 planners".
//!
//! A number counts with a unit only: a sign of percent or currency, or the word behind it. Years, versions and names ("in 2016", "Java 21",
//! "24/7", "ISO 9001") are no quantities.

const SIGNS: [char; 5] = ['€', '$', '£', '¥', '₹'];

/// A number with its unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// As written, with the unit.
    pub text: String,
    /// The value; a thousand is 1000 for "1k", "1,000" and "1 000".
    pub value: f64,
    /// `%`, a sign of a currency, or the word behind the number.
    pub unit: String,
}

/// The quantities of a text, in its order; at most 20.
#[must_use]
pub fn quantities(text: &str) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = next_digit(text, from) {
        let rest = text.get(start..).unwrap_or_default();
        let length = number_length(rest);
        let before = text.get(..start).unwrap_or_default();
        let after = rest.get(length..).unwrap_or_default();
        from = start + length.max(1);
        let digits = rest.get(..length).unwrap_or_default();
        if let Some(quantity) = quantity(before, digits, after) {
            found.push(quantity);
        }
        if found.len() == 20 {
            break;
        }
    }
    found
}

fn next_digit(text: &str, from: usize) -> Option<usize> {
    let found = text.get(from..)?.find(|c: char| c.is_ascii_digit())?;
    Some(from + found)
}

/// The bytes of the number at the beginning: digits, and separators between digits. A blank separates thousands only: "1 200 berths".
fn number_length(text: &str) -> usize {
    let mut end = joined_length(text);
    let first = text.get(..end).unwrap_or_default();
    let may_go_on =
        end <= 3 && !first.starts_with('0') && first.bytes().all(|byte| byte.is_ascii_digit());
    if !may_go_on {
        return end;
    }
    while let Some(thousands) = text.get(end..).and_then(|rest| rest.strip_prefix(' '))
        && is_thousands(thousands)
    {
        end += 1 + joined_length(thousands);
    }
    end
}

/// True for three digits, and decimals or nothing of a word behind them.
fn is_thousands(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = text.get(joined_length(text)..).unwrap_or_default();
    digits == 3 && !behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '/'))
}

/// The bytes of digits, and of separators without blank between digits.
fn joined_length(text: &str) -> usize {
    let mut end = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let digit_follows = characters.peek().is_some_and(|(_, c)| c.is_ascii_digit());
        if c.is_ascii_digit() || (is_separator(c) && digit_follows) {
            end = at + c.len_utf8();
        } else {
            break;
        }
    }
    end
}

const fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '’' | '\u{A0}' | '\u{202F}')
}

fn quantity(before: &str, digits: &str, after: &str) -> Option<Quantity> {
    let sign = before
        .trim_end()
        .chars()
        .next_back()
        .filter(|c| SIGNS.contains(c));
    let touching = before.chars().next_back();
    let of_a_name =
        touching.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '#' | ':'));
    if sign.is_none() && (of_a_name || follows_a_name(before)) {
        return None;
    }
    let (scale, scaled, rest) = scale(after);
    let (unit, behind) = match sign {
        Some(sign) => (sign.to_string(), ""),
        None => unit(rest)?,
    };
    let value = value(digits)? * scale;
    let is_year = scaled.is_empty() && digits.len() == 4 && (1900.0..2100.0).contains(&value);
    if is_year && sign.is_none() && unit != "%" {
        return None;
    }
    let lead = sign.map(String::from).unwrap_or_default();
    Some(Quantity {
        text: format!("{lead}{digits}{scaled}{behind}"),
        value,
        unit,
    })
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

/// The factor of a unit of size, its text, and what is behind it.
fn scale(after: &str) -> (f64, &str, &str) {
    const SIZES: [(&str, f64); 10] = [
        ("k", 1e3),
        ("K", 1e3),
        (" thousand", 1e3),
        ("M", 1e6),
        ("m", 1e6),
        (" million", 1e6),
        (" Mio.", 1e6),
        ("bn", 1e9),
        ("B", 1e9),
        (" billion", 1e9),
    ];
    for (name, factor) in SIZES {
        if let Some(rest) = after.strip_prefix(name)
            && !rest.starts_with(char::is_alphanumeric)
        {
            return (factor, after.get(..name.len()).unwrap_or_default(), rest);
        }
    }
    (1.0, "", after)
}

/// The unit behind a number, and its text with the white space before it.
fn unit(after: &str) -> Option<(String, &str)> {
    let trimmed = after.trim_start_matches([' ', '\u{A0}', '\u{202F}', '+']);
    let space = after.len() - trimmed.len();
    let first = trimmed.chars().next()?;
    let length = if first == '%' || SIGNS.contains(&first) {
        first.len_utf8()
    } else if space > 0 && first.is_alphabetic() {
        trimmed
            .find(|c: char| !c.is_alphanumeric() && c != '-')
            .unwrap_or(trimmed.len())
    } else {
        return None;
    };
    let unit = trimmed.get(..length)?.trim_end_matches('-');
    Some((unit.to_owned(), after.get(..space + unit.len())?))
}

/// The value of digits with separators. The last separator is decimal if one or two digits follow it and it is a point or a comma.
fn value(digits: &str) -> Option<f64> {
    let groups: Vec<&str> = digits.split(|c| c == ' ' || is_separator(c)).collect();
    let decimal = digits.rfind(['.', ',']).filter(|at| {
        let behind = digits.len() - at - 1;
        behind < 3
            && !digits
                .get(at + 1..)
                .is_some_and(|rest| rest.contains(|c| c == ' ' || is_separator(c)))
    });
    let (last, whole) = groups.split_last()?;
    let text = match decimal {
        Some(_) if !whole.is_empty() => format!("{}.{last}", whole.concat()),
        _ => groups.concat(),
    };
    text.parse::<f64>()
        .ok()
        .filter(|value| value.is_finite() && *value < 1e15)
}

#[cfg(test)]
mod tests;
