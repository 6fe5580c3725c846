//! A number as people write it: `1,200.50`, `1 200`, `1.200,50`, `2.5`.

/// The bytes of the number at the beginning: digits, and separators between digits. A blank separates thousands only: "1 200 berths".
pub(super) fn length(text: &str) -> usize {
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

/// The value of digits with separators. The last separator is decimal if one or two digits follow it and it is a point or a comma.
pub(super) fn value(digits: &str) -> Option<f64> {
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
