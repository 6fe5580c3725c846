//! The parts of a pay line.

use super::{currency::Money, number::Number, term::Term};

/// A part of a pay line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    /// The kind.
    pub kind: Kind,
    /// True if no white space is before it.
    pub glued: bool,
    /// A word as written.
    pub raw: String,
    /// A word, folded.
    pub folded: String,
}

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// Digits; none if they make no certain number.
    Number(Option<Number>),
    /// A currency's sign, code or name.
    Money(Money),
    /// A word with a meaning.
    Term(Term),
    /// Another word.
    Word,
    /// A hyphen or dash.
    Dash,
    /// `~`: a range, or "about".
    Tilde,
    /// `〜`: a range, or an open end.
    WideTilde,
    /// `/`
    Slash,
    /// `+`
    Plus,
    /// `%`
    Percent,
    /// A comma.
    Comma,
    /// A full stop.
    Dot,
    /// `:` or `=`
    Colon,
    /// `&`
    Ampersand,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// What parts statements: a bullet, bar, semicolon or new line.
    Break,
    /// Any other sign.
    Sign,
}
