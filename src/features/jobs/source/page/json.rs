//! Reads JSON as pages really have it: in CDATA sections or comments, with raw control characters and escapes of JavaScript in strings,
//! with comments and with commas before closing brackets, or with its quotes as HTML entities.

use std::{borrow::Cow, iter::Peekable, str::Chars};

use reading::text;
use serde_json::{Deserializer, Value};

/// Maximum number of values in one script.
const VALUES_MAX: usize = 1_000;

/// The values of a script; none that cannot be read.
pub(super) fn values(script: &str) -> Vec<Value> {
    let json = unwrapped(script);
    let plain = all(&cleaned(json));
    if !plain.is_empty() || !json.contains('&') {
        return plain;
    }
    all(&cleaned(&text::decode(json)))
}

/// One value, or several one after the other.
fn all(text: &str) -> Vec<Value> {
    let values = Deserializer::from_str(text).into_iter::<Value>();
    values.map_while(Result::ok).take(VALUES_MAX).collect()
}

/// The text without wrappers around it: `<!-- -->`, `<![CDATA[ ]]>`, with or without comment signs, and a semicolon at the end.
fn unwrapped(script: &str) -> &str {
    const OPENING: &[&str] = &["<!--", "<![CDATA[", "//", "/*", "*/", "\u{FEFF}"];
    const CLOSING: &[&str] = &["-->", "]]>", "//", "/*", "*/", ";"];
    let mut text = script.trim();
    loop {
        let opened = OPENING.iter().find_map(|sign| text.strip_prefix(sign));
        let closed = CLOSING
            .iter()
            .find_map(|sign| opened.unwrap_or(text).strip_suffix(sign));
        match closed.or(opened) {
            Some(rest) => text = rest.trim(),
            None => return text,
        }
    }
}

/// Escapes raw control characters inside strings, and drops commas before a closing bracket.
fn cleaned(text: &str) -> Cow<'_, str> {
    let mut clean = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    let mut comma: Option<String> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if !in_string && c == '/' && skip_comment(&mut chars) {
            continue;
        }
        if in_string {
            if escaped {
                escaped = false;
                // A backslash before a line break or an apostrophe is one of JavaScript only.
                if c.is_control() {
                    clean.pop();
                    clean.push(' ');
                } else if !matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') {
                    clean.pop();
                    clean.push(c);
                } else {
                    clean.push(c);
                }
                continue;
            }
            match c {
                '\\' => escaped = true,
                '"' => in_string = false,
                '\n' => {
                    clean.push_str("\\n");
                    continue;
                }
                '\t' => {
                    clean.push_str("\\t");
                    continue;
                }
                c if c < ' ' => {
                    clean.push(' ');
                    continue;
                }
                _ => {}
            }
            clean.push(c);
            continue;
        }
        if let Some(mut held) = comma.take() {
            if c.is_whitespace() {
                held.push(c);
                comma = Some(held);
                continue;
            }
            if !matches!(c, '}' | ']') {
                clean.push_str(&held);
            }
        }
        match c {
            ',' => comma = Some(",".to_owned()),
            '"' => {
                in_string = true;
                clean.push(c);
            }
            _ => clean.push(c),
        }
    }
    Cow::Owned(clean)
}

/// Skips a comment whose first slash was read.
fn skip_comment(chars: &mut Peekable<Chars<'_>>) -> bool {
    match chars.peek() {
        Some('/') => {
            while chars.next().is_some_and(|c| c != '\n') {}
            true
        }
        Some('*') => {
            chars.next();
            let mut last = ' ';
            for c in chars.by_ref() {
                if last == '*' && c == '/' {
                    break;
                }
                last = c;
            }
            true
        }
        _ => false,
    }
}
