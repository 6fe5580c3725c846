//! The words of a sentence, and the names of skills among them.

use std::{borrow::Cow, cell::OnceCell, ops::Range};

use taxonomy::{folded, is_of_word, key};

use super::dictionary::{Care, Dictionary, Known};
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
    /// The position of its first byte in the sentence.
    start: usize,
    pub lower: String,
    /// As in the dictionary: `lower` without accents, where that differs.
    folded: Option<String>,
    /// The characters between the word before and this one.
    pub gap: &'a str,
}

impl Token<'_> {
    fn key(&self) -> &str {
        self.folded.as_ref().unwrap_or(&self.lower)
    }
}

/// A name of a skill in a sentence, certain or not.
#[derive(Debug)]
pub(super) struct Candidate<'d> {
    pub known: &'d Known,
    pub care: Care,
    /// The position of its first word.
    pub at: usize,
    /// The position after its last word.
    pub end: usize,
    /// True if it is written as in the dictionary.
    pub cased: bool,
}

/// A line of a text.
#[derive(Debug)]
pub(super) struct Line<'a> {
    pub text: &'a str,
    /// Its words, each between spaces; known when it is first asked for.
    words: OnceCell<String>,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            words: OnceCell::new(),
        }
    }

    /// True if it has a word that makes a name of the skill certain.
    pub(super) fn has_neighbour(&self, known: &Known) -> bool {
        let words = || format!(" {} ", key(self.text));
        known
            .neighbours
            .iter()
            .any(|word| self.words.get_or_init(words).contains(word.as_str()))
    }
}

/// A sentence of a line.
#[derive(Debug)]
pub(super) struct Sentence<'a, 'd> {
    pub tokens: Vec<Token<'a>>,
    pub candidates: Vec<Candidate<'d>>,
    pub line: &'a Line<'a>,
    /// True if the line has no other sentence.
    pub is_line: bool,
}

impl<'a, 'd> Sentence<'a, 'd> {
    pub(super) fn read(dictionary: &'d Dictionary, text: &'a str, line: &'a Line<'a>) -> Self {
        let tokens = tokens(text);
        let (mut at, mut candidates) = (0, Vec::new());
        while at < tokens.len() {
            let longest = tokens
                .get(at)
                .map_or(0, |token| dictionary.longest(token.key()));
            let found = (1..=longest.min(tokens.len() - at))
                .rev()
                .find_map(|length| candidate(dictionary, &tokens, at, length));
            at = found.as_ref().map_or(at + 1, |found| found.end);
            candidates.extend(found);
        }
        Self {
            tokens,
            candidates,
            line,
            is_line: text.len() == line.text.len(),
        }
    }

    /// The bytes of the sentence that a candidate is.
    pub(super) fn span(&self, candidate: &Candidate<'_>) -> Option<Range<usize>> {
        let first = self.tokens.get(candidate.at)?;
        let last = self.tokens.get(candidate.end.checked_sub(1)?)?;
        Some(first.start..last.start + last.raw.len())
    }

    pub(super) fn lower(&self, at: Option<usize>) -> &str {
        at.and_then(|at| self.tokens.get(at))
            .map_or("", |token| token.lower.as_str())
    }

    pub(super) fn gap(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.gap)
    }

    /// The candidate that covers a word.
    pub(super) fn candidate_at(&self, at: usize) -> Option<&Candidate<'d>> {
        self.candidates
            .iter()
            .find(|candidate| (candidate.at..candidate.end).contains(&at))
    }
}

/// The sentences of a line, each with its position.
pub(super) fn split(line: &str) -> Vec<(usize, &str)> {
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
            sentences.extend(line.get(start..end).map(|sentence| (start, sentence)));
            start = end;
        }
    }
    let rest = line.get(start..).filter(|rest| !rest.trim().is_empty());
    sentences.extend(rest.map(|rest| (start, rest)));
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
            let lower = raw.to_lowercase();
            let folded = match folded(&lower) {
                Cow::Borrowed(_) => None,
                Cow::Owned(folded) => Some(folded),
            };
            tokens.push(Token {
                raw,
                start: text.len() - after.len(),
                lower,
                folded,
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
fn candidate<'d>(
    dictionary: &'d Dictionary,
    tokens: &[Token<'_>],
    at: usize,
    length: usize,
) -> Option<Candidate<'d>> {
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
    let joined: Vec<&str> = words.iter().map(Token::key).collect();
    let found = dictionary.name(&joined.join(" "))?;
    // "Elixir/Phoenix" are two, "CI/CD" is one.
    let slashed = words.iter().skip(1).any(|token| token.gap.contains('/'));
    if slashed && !found.slashed {
        return None;
    }
    let written = found.written.iter().map(String::as_str);
    Some(Candidate {
        known: found.known,
        care: found.care,
        at,
        end: at + length,
        cased: words.iter().map(|token| token.raw).eq(written),
    })
}
