//! Splits a pay line into numbers, currencies, known words and signs.

use unicode_normalization::char::is_combining_mark;

use super::{
    Period, number,
    term::Term,
    token::{Kind, Token},
    vocabulary::{Meaning, Vocabulary, is_east},
};
use crate::words::simplified;

/// The tokens of a text, with its words as in the tables.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let vocabulary = Vocabulary::get();
    merge(&lex(&number::plain(text), vocabulary), vocabulary)
}

fn lex(text: &str, vocabulary: &Vocabulary) -> Vec<Token> {
    let (mut rest, mut glued, mut tokens) = (text, false, Vec::<Token>::new());
    while let Some(c) = rest.chars().next() {
        if c.is_whitespace() && c != '\n' {
            glued = false;
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        }
        let after_number = matches!(
            tokens.last(),
            Some(Token {
                kind: Kind::Number(_),
                ..
            })
        ) && glued;
        let bound = is_per(tokens.last()) || (!after_number && before_digit(rest, c));
        let (kind, length) = first(rest, c, after_number, bound, vocabulary);
        let (raw, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        if let Some(kind) = kind {
            let folded = if kind == Kind::Word {
                simplified(raw)
            } else {
                String::new()
            };
            tokens.push(Token {
                kind,
                glued,
                raw: raw.to_owned(),
                folded,
            });
        }
        glued = true;
        rest = after;
    }
    tokens
}

/// True after a slash or "per".
fn is_per(token: Option<&Token>) -> bool {
    token.is_some_and(|token| matches!(token.kind, Kind::Slash | Kind::Term(Term::Per)))
}

/// True if a figure follows the first character of a text.
fn before_digit(text: &str, c: char) -> bool {
    let after = text.get(c.len_utf8()..).unwrap_or_default();
    after.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// The first token of a text and its length in bytes; none for what is left out.
fn first(
    rest: &str,
    c: char,
    after_number: bool,
    bound: bool,
    vocabulary: &Vocabulary,
) -> (Option<Kind>, usize) {
    if c.is_ascii_digit() {
        let length = number::length(rest);
        let digits = rest.get(..length).unwrap_or_default();
        return (Some(Kind::Number(number::parse(digits))), length);
    }
    if after_number && let Some(found) = no_cents(rest, vocabulary) {
        return found;
    }
    if c != ':'
        && let Some((money, length)) = vocabulary.sign(rest)
    {
        return (Some(Kind::Money(money)), length);
    }
    if is_east(c) {
        return match vocabulary.unspaced(rest, bound) {
            Some((Meaning::Term(term), length)) => (Some(Kind::Term(term)), length),
            Some((Meaning::Money(money), length)) => (Some(Kind::Money(money)), length),
            None => (Some(Kind::Word), c.len_utf8()),
        };
    }
    if c.is_alphanumeric() {
        return (Some(Kind::Word), word(rest, vocabulary));
    }
    let kind = match c {
        '-' | '–' | '—' => Kind::Dash,
        '~' => Kind::Tilde,
        '〜' => Kind::WideTilde,
        '/' => Kind::Slash,
        '+' => Kind::Plus,
        '%' | '‰' => Kind::Percent,
        ',' | '、' => Kind::Comma,
        '.' | '。' => Kind::Dot,
        ':' | '=' => Kind::Colon,
        '&' => Kind::Ampersand,
        '(' | '[' | '{' => Kind::Open,
        ')' | ']' | '}' => Kind::Close,
        '•' | '|' | ';' | '\n' | '·' | '!' | '?' => Kind::Break,
        '\'' | '’' | '‘' | '`' | '´' | '"' | '“' | '”' | '„' => {
            return (None, c.len_utf8());
        }
        _ => Kind::Sign,
    };
    (Some(kind), c.len_utf8())
}

/// "120,-" and "35 000:-": dashes in place of cents; a colon says kronor.
fn no_cents(rest: &str, vocabulary: &Vocabulary) -> Option<(Option<Kind>, usize)> {
    let mark = rest
        .chars()
        .next()
        .filter(|c| matches!(c, ',' | '.' | ':'))?;
    let after = rest.get(1..)?;
    let end = after.trim_start_matches(['-', '–', '—']);
    let dashes = after.len() - end.len();
    if dashes == 0 || dashes > 6 || end.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let money = (mark == ':').then(|| vocabulary.sign(":-")).flatten();
    Some((money.map(|(money, _)| Kind::Money(money)), 1 + dashes))
}

/// The length of a word. Digits behind a word that is not known belong to it: "L5".
fn word(rest: &str, vocabulary: &Vocabulary) -> usize {
    let letters = |c: char| (c.is_alphabetic() || is_combining_mark(c)) && !is_east(c);
    let end = rest
        .find(|c| !letters(c))
        .unwrap_or(rest.len())
        .max(rest.chars().next().map_or(1, char::len_utf8));
    let (raw, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    if !after.starts_with(|c: char| c.is_numeric()) || vocabulary.knows(raw, &simplified(raw)) {
        return end;
    }
    end + after
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(after.len())
}

/// Replaces words by their meaning; the longest phrase counts.
fn merge(tokens: &[Token], vocabulary: &Vocabulary) -> Vec<Token> {
    let (mut at, mut merged) = (0, Vec::with_capacity(tokens.len()));
    while let Some(token) = tokens.get(at) {
        at += 1;
        if token.kind != Kind::Word {
            merged.push(token.clone());
            continue;
        }
        let with = |kind: Kind| Token {
            kind,
            ..token.clone()
        };
        if let Some((meaning, end)) = vocabulary.phrase(tokens, at - 1, is_per(merged.last())) {
            at = end;
            match meaning {
                Meaning::Money(money) => merged.push(with(Kind::Money(money))),
                Meaning::Term(Term::Lpa) => {
                    merged.push(with(Kind::Term(Vocabulary::lakh())));
                    merged.push(with(Kind::Term(Term::Period(Period::Year))));
                }
                Meaning::Term(term) => merged.push(with(Kind::Term(term))),
            }
        } else if let Some((scale, money)) = vocabulary.scaled(&token.raw) {
            merged.push(with(Kind::Term(scale)));
            merged.push(Token {
                glued: true,
                ..with(Kind::Money(money))
            });
        } else if Vocabulary::ends_in_extra(&token.folded) {
            merged.push(with(Kind::Term(Term::NotPay)));
        } else {
            merged.push(token.clone());
        }
    }
    merged
}
