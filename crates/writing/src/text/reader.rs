//! Reads the tokens of a text.

use unicode_normalization::char::is_combining_mark;

use super::{
    Case, Kind, Token,
    digit::{digits, fraction},
    gap::Gap,
    literal::Literal,
};

/// Signs that are tokens.
const SIGNS: &[char] = &[
    '%', '‰', '€', '$', '£', '¥', '×', '+', '<', '>', '~', '≈', '≥', '≤', '→',
];

pub(super) fn read(text: &str, is_suffix: &impl Fn(&str) -> bool) -> Vec<Token> {
    let mut reader = Reader {
        text,
        chars: text.char_indices().collect(),
        at: 0,
        tokens: Vec::new(),
    };
    while let Some(c) = reader.peek(0) {
        if digits(c).is_some() || fraction(c).is_some() {
            reader.number(is_suffix);
        } else if is_of_word(c) {
            reader.word();
        } else {
            if SIGNS.contains(&c) {
                let start = reader.byte(reader.at);
                let end = reader.byte(reader.at + 1);
                reader.push(start, end, c.to_string(), |token| token.kind = Kind::Sign);
            }
            reader.at += 1;
        }
    }
    reader.tokens
}

struct Reader<'t> {
    text: &'t str,
    chars: Vec<(usize, char)>,
    at: usize,
    tokens: Vec<Token>,
}

impl Reader<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).map(|(_, c)| *c)
    }

    fn byte(&self, index: usize) -> usize {
        self.chars
            .get(index)
            .map_or(self.text.len(), |(byte, _)| *byte)
    }

    fn push(&mut self, start: usize, end: usize, folded: String, change: impl Fn(&mut Token)) {
        let from = self.tokens.last().map_or(0, |token| token.span.end);
        let gap = Gap::of(self.text.get(from..start).unwrap_or_default());
        let raw = self.text.get(start..end).unwrap_or_default();
        let mut token = Token {
            case: case(raw),
            kind: Kind::Word,
            literal: None,
            folded,
            span: start..end,
            gap,
        };
        change(&mut token);
        self.tokens.push(token);
    }

    fn word(&mut self) {
        let start = self.at;
        while self.peek(0).is_some_and(is_of_word) {
            self.at += 1;
        }
        // "C++", "C#"
        if self.at - start <= 2 && !self.peek(1).is_some_and(is_of_word) || self.is_plus_plus() {
            while matches!(self.peek(0), Some('+' | '#')) {
                self.at += 1;
            }
        }
        let (from, to) = (self.byte(start), self.byte(self.at));
        let raw = self.text.get(from..to).unwrap_or_default();
        let mixed = raw.chars().any(char::is_numeric);
        self.push(from, to, folded(raw), |token| {
            if mixed {
                token.kind = Kind::Mixed;
            }
        });
    }

    fn is_plus_plus(&self) -> bool {
        self.peek(0) == Some('+') && self.peek(1) == Some('+')
    }

    fn number(&mut self, is_suffix: &impl Fn(&str) -> bool) {
        let start = self.at;
        let literal = self.literal();
        let end = self.at;
        // What follows without a space: "40k", "3D".
        while self.peek(0).is_some_and(is_of_word) {
            self.at += 1;
        }
        let (from, middle, to) = (self.byte(start), self.byte(end), self.byte(self.at));
        let suffix = folded(self.text.get(middle..to).unwrap_or_default());
        let number = literal.groups.join(".");
        if suffix.is_empty() {
            self.push(from, to, number, |token| {
                token.literal = Some(literal.clone());
                token.kind = Kind::Number;
            });
        } else if is_suffix(&suffix) {
            self.push(from, middle, number, |token| {
                token.literal = Some(literal.clone());
                token.kind = Kind::Number;
            });
            self.push(middle, to, suffix, |_| {});
        } else {
            self.push(from, to, format!("{number}{suffix}"), |token| {
                token.kind = Kind::Mixed;
            });
        }
    }

    fn literal(&mut self) -> Literal {
        let mut literal = Literal::default();
        loop {
            let mut group = String::new();
            while let Some(more) = self.peek(0).and_then(digits) {
                group.push_str(&more);
                self.at += 1;
            }
            if !group.is_empty() {
                literal.groups.push(group);
            }
            if let Some(value) = self.peek(0).and_then(fraction) {
                literal.fraction = value;
                self.at += 1;
                break;
            }
            let Some(sign) = self.sign_within(&literal) else {
                break;
            };
            literal.signs.push(sign);
            self.at += 1;
        }
        if literal.groups.is_empty() {
            literal.groups.push("0".to_owned());
        }
        literal
    }

    /// The sign between two groups of digits at this place.
    fn sign_within(&self, literal: &Literal) -> Option<char> {
        let sign = self.peek(0)?;
        let digit = |ahead| self.peek(ahead).and_then(digits).is_some();
        let three = digit(1) && digit(2) && digit(3) && !digit(4);
        let sign = match sign {
            '٫' => ',',
            '٬' => '\'',
            other => other,
        };
        match sign {
            '.' | ',' if digit(1) => Some(sign),
            '\'' | '’' | '\u{A0}' | '\u{202F}' | '\u{2009}' if three => Some('\''),
            ' ' if three
                && literal.groups.last().is_some_and(|group| group.len() <= 3)
                && literal.signs.iter().all(|sign| *sign == '\'') =>
            {
                Some('\'')
            }
            _ => None,
        }
    }
}

fn case(raw: &str) -> Case {
    let letters = raw.chars().filter(|c| c.is_alphabetic()).count();
    let (mut small, mut inner) = (false, false);
    for c in raw.chars() {
        inner |= small && c.is_uppercase();
        small |= c.is_lowercase();
    }
    let capital = raw.starts_with(char::is_uppercase);
    match (inner, capital) {
        (true, true) => Case::InnerCapital,
        (true, false) => Case::Inner,
        _ if letters >= 2 && !small && raw.contains(char::is_uppercase) => Case::Upper,
        (false, true) => Case::Capital,
        (false, false) => Case::Small,
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && is_combining_mark(c))
}

fn folded(raw: &str) -> String {
    let ascii: String = raw
        .chars()
        .map(|c| {
            if c.is_ascii() {
                c.to_string()
            } else {
                digits(c).unwrap_or_else(|| c.to_string())
            }
        })
        .collect();
    analysis::fold(&ascii)
}
