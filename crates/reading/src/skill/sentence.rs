//! The words of a sentence, and the names of skills among them.

use super::dictionary::{Care, Entry, Name, WORDS_MAX, begins_name, is_of_word, name};
use crate::words::Set;

/// Abbreviations that end with a full stop but end no sentence.
const ABBREVIATIONS: Set = Set(
    "e.g i.e etc z.b bzw u.a inkl incl ca min max vs sr jr nr no approx esp usw ggf evtl d.h p.ej ej es bijv np tzn m.in t.ex osv f.eks st dr mr ms mrs",
);
/// Maximum number of words of a sentence that are read.
const WORDS_OF_SENTENCE_MAX: usize = 2_000;

/// A word of a sentence.
#[derive(Debug)]
pub(super) struct Token<'a> {
    pub raw: &'a str,
    pub lower: String,
    /// The characters between the word before and this one.
    pub gap: &'a str,
}

/// A name of a skill in a sentence, certain or not.
#[derive(Debug)]
pub(super) struct Candidate {
    pub entry: &'static Entry,
    pub care: Care,
    /// The position of its first word.
    pub at: usize,
    /// The position after its last word.
    pub end: usize,
    /// True if it is written as in the dictionary.
    pub cased: bool,
}

/// A sentence of a line.
#[derive(Debug)]
pub(super) struct Sentence<'a> {
    pub tokens: Vec<Token<'a>>,
    pub candidates: Vec<Candidate>,
    /// True if the line has no other sentence.
    pub is_line: bool,
}

impl<'a> Sentence<'a> {
    pub(super) fn read(text: &'a str, is_line: bool) -> Self {
        let tokens = tokens(text);
        let (mut at, mut candidates) = (0, Vec::new());
        while at < tokens.len() {
            let begins = tokens
                .get(at)
                .is_some_and(|token| begins_name(&token.lower));
            let longest = if begins {
                (tokens.len() - at).min(WORDS_MAX)
            } else {
                0
            };
            let found = (1..=longest)
                .rev()
                .find_map(|length| candidate(&tokens, at, length));
            at = found.as_ref().map_or(at + 1, |found| found.end);
            candidates.extend(found);
        }
        Self {
            tokens,
            candidates,
            is_line,
        }
    }

    pub(super) fn lower(&self, at: Option<usize>) -> &str {
        at.and_then(|at| self.tokens.get(at))
            .map_or("", |token| token.lower.as_str())
    }

    pub(super) fn gap(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.gap)
    }

    /// The candidate that covers a word.
    pub(super) fn candidate_at(&self, at: usize) -> Option<&Candidate> {
        self.candidates
            .iter()
            .find(|candidate| (candidate.at..candidate.end).contains(&at))
    }
}

/// The sentences of a line.
pub(super) fn split(line: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut chars = line.char_indices().peekable();
    while let Some((index, c)) = chars.next() {
        let spaced = chars.peek().is_some_and(|(_, next)| next.is_whitespace());
        let end = index + c.len_utf8();
        let ends = match c {
            ';' | '!' | '?' | '…' => spaced,
            '。' | '！' | '？' => true,
            '.' => spaced && !line.get(start..index).is_some_and(is_abbreviated),
            _ => false,
        };
        if ends {
            sentences.extend(line.get(start..end));
            start = end;
        }
    }
    sentences.extend(line.get(start..).filter(|rest| !rest.trim().is_empty()));
    sentences
}

fn is_abbreviated(before: &str) -> bool {
    let last = before
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or_default()
        .to_lowercase();
    ABBREVIATIONS.has(&last)
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_of_word) {
        let (gap, after) = rest.split_at_checked(start).unwrap_or((rest, ""));
        let end = after.find(|c| !is_of_word(c)).unwrap_or(after.len());
        let (word, next) = after.split_at_checked(end).unwrap_or((after, ""));
        let raw = word.trim_end_matches('.');
        if raw.chars().any(char::is_alphanumeric) {
            tokens.push(Token {
                raw,
                lower: raw.to_lowercase(),
                gap,
            });
            if tokens.len() >= WORDS_OF_SENTENCE_MAX {
                break;
            }
        }
        rest = next;
    }
    tokens
}

/// The name that some words are. Commas, brackets and the like part names.
fn candidate(tokens: &[Token<'_>], at: usize, length: usize) -> Option<Candidate> {
    let words = tokens.get(at..at + length)?;
    let whole = words.iter().skip(1).all(|token| {
        token
            .gap
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, '-' | '/' | '&' | '\'' | '’' | '*' | '_'))
    });
    if !whole {
        return None;
    }
    let joined = words
        .iter()
        .map(|token| token.lower.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let Name {
        entry,
        care,
        written,
    } = name(&joined)?;
    let as_written = words.iter().map(|token| token.raw).eq(written
        .split(|c: char| !is_of_word(c))
        .filter(|word| !word.is_empty()));
    Some(Candidate {
        entry,
        care,
        at,
        end: at + length,
        cased: as_written,
    })
}
