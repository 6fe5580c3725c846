//! A text as tokens: words, numbers and signs, each with its bytes.

mod digit;
mod gap;
mod literal;
mod reader;

use std::ops::Range;

pub(crate) use self::{digit::digits, gap::Gap, literal::Literal};

/// The case of the letters of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Small,
    Capital,
    /// All are capital, and they are two or more.
    Upper,
    /// A capital letter follows a small one.
    Inner,
    /// The same with a capital letter at the beginning.
    InnerCapital,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    /// A word with digits.
    Mixed,
    Number,
    Sign,
}

/// A word, a number in digits, or a sign.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    /// In lower case without accents; digits of any script as 0 to 9.
    pub(crate) folded: String,
    /// Its bytes in the text.
    pub(crate) span: Range<usize>,
    /// What is between it and the token before it.
    pub(crate) gap: Gap,
    pub(crate) case: Case,
    pub(crate) kind: Kind,
    /// A number in digits.
    pub(crate) literal: Option<Literal>,
}

impl Token {
    pub(crate) fn is_word(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Mixed)
    }

    /// True if it begins with a capital letter.
    pub(crate) fn is_capital(&self) -> bool {
        matches!(self.case, Case::Capital | Case::Upper | Case::InnerCapital)
    }

    /// True if it has two letters or more, all of them capital.
    pub(crate) fn is_upper(&self) -> bool {
        self.case == Case::Upper
    }

    /// True if a capital letter follows a small one: "GitHub".
    pub(crate) fn is_inner(&self) -> bool {
        matches!(self.case, Case::Inner | Case::InnerCapital)
    }

    /// True for a word with digits: "B2", "k8s".
    pub(crate) fn is_mixed(&self) -> bool {
        self.kind == Kind::Mixed
    }

    /// True for a sign: "%".
    pub(crate) fn is_sign(&self) -> bool {
        self.kind == Kind::Sign
    }
}

/// The tokens of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    pub(crate) tokens: Vec<Token>,
}

impl Text {
    /// Reads a text whose suffixes of numbers ("40k") are those of the language.
    pub(crate) fn read(text: &str, is_suffix: impl Fn(&str) -> bool) -> Self {
        Self {
            tokens: reader::read(text, &is_suffix),
        }
    }

    /// The folded word at an index, empty beyond the end.
    pub(crate) fn word(&self, index: usize) -> &str {
        self.tokens
            .get(index)
            .map_or("", |token| token.folded.as_str())
    }

    /// The folded word before an index.
    pub(crate) fn word_before(&self, index: usize) -> &str {
        index.checked_sub(1).map_or("", |index| self.word(index))
    }

    /// The bytes of a range of tokens.
    pub(crate) fn span(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.tokens.get(range.start).map_or(0, |t| t.span.start);
        let last = range.end.saturating_sub(1).max(range.start);
        let end = self.tokens.get(last).map_or(start, |t| t.span.end);
        start..end.max(start)
    }

    /// The first place of these folded words in a row.
    pub(crate) fn find(&self, words: &[String]) -> Vec<Range<usize>> {
        if words.is_empty() {
            return Vec::new();
        }
        let last = self.tokens.len().saturating_sub(words.len() - 1);
        (0..last)
            .filter(|start| {
                words
                    .iter()
                    .enumerate()
                    .all(|(step, word)| self.word(start + step) == word)
            })
            .map(|start| start..start + words.len())
            .collect()
    }

    /// The folded words.
    pub(crate) fn words(&self) -> Vec<String> {
        self.tokens
            .iter()
            .map(|token| token.folded.clone())
            .collect()
    }
}

#[cfg(test)]
mod tests;
