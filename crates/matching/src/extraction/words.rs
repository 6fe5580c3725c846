//! The words of a sentence with their places, and phrases among them.

use std::{collections::HashMap, ops::Range};

use analysis::fold;

/// A word.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Folded: lower case without accents.
    pub folded: String,
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// True if it begins with a capital letter.
    pub capital: bool,
    /// True if a sign other than spaces and hyphens is before it.
    pub parted: bool,
}

/// A sentence: a part of a line.
#[derive(Debug)]
pub(super) struct Sentence {
    /// Its words.
    pub words: Vec<Word>,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

impl Sentence {
    /// The folded word at a position; empty outside of the sentence.
    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &word.folded)
    }

    /// The bytes of some of its words.
    pub(super) fn bytes(&self, words: Range<usize>) -> Range<usize> {
        let first = self.words.get(words.start);
        let last = words.end.checked_sub(1).and_then(|at| self.words.get(at));
        match (first, last) {
            (Some(first), Some(last)) if first.range.start <= last.range.end => {
                first.range.start..last.range.end
            }
            _ => self.range.clone(),
        }
    }

    /// True if one of the words is among these.
    pub(super) fn has(&self, set: &Set) -> bool {
        self.words.iter().any(|word| set.has(&word.folded))
    }

    /// True if one of the words at these positions is among these.
    pub(super) fn has_near(&self, set: &Set, words: Range<usize>) -> bool {
        let near = self.words.iter().skip(words.start).take(words.len());
        near.into_iter().any(|word| set.has(&word.folded))
    }
}

/// A set of folded words in one text; a star at the end of a word stands for any ending.
pub(super) struct Set(pub &'static str);

impl Set {
    pub(super) fn has(&self, word: &str) -> bool {
        !word.is_empty()
            && self
                .0
                .split_ascii_whitespace()
                .any(|one| match one.strip_suffix('*') {
                    Some(start) => word.starts_with(start),
                    None => one == word,
                })
    }
}

/// Phrases with values, found by their first word; the longest counts.
pub(super) struct Phrases<T> {
    by_first: HashMap<&'static str, Vec<(Vec<&'static str>, T)>>,
}

impl<T: Copy> Phrases<T> {
    /// Rows of phrases that are separated by bars, with their value. All are folded.
    pub(super) fn new(rows: &[(&'static str, T)]) -> Self {
        let mut by_first: HashMap<&'static str, Vec<(Vec<&'static str>, T)>> = HashMap::new();
        for (phrases, value) in rows {
            for phrase in phrases.split('|') {
                let mut words = phrase.split_ascii_whitespace();
                if let Some(first) = words.next() {
                    let rest = by_first.entry(first).or_default();
                    rest.push((words.collect(), *value));
                }
            }
        }
        for rest in by_first.values_mut() {
            rest.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Self { by_first }
    }

    /// The longest phrase at a position: its value and the position after it.
    pub(super) fn at(&self, sentence: &Sentence, at: usize) -> Option<(T, usize)> {
        let rest = self.by_first.get(sentence.word(at))?;
        rest.iter()
            .find(|(words, _)| {
                let follows =
                    |(index, word): (usize, &&str)| sentence.word(at + 1 + index) == *word;
                words.iter().enumerate().all(follows)
            })
            .map(|(words, value)| (*value, at + 1 + words.len()))
    }

    /// All phrases of a sentence with their positions; none overlaps another.
    pub(super) fn all(&self, sentence: &Sentence) -> Vec<(T, Range<usize>)> {
        let (mut at, mut found) = (0, Vec::new());
        while at < sentence.words.len() {
            match self.at(sentence, at) {
                Some((value, end)) => {
                    found.push((value, at..end));
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The first phrase of a sentence.
    pub(super) fn first(&self, sentence: &Sentence) -> Option<(T, Range<usize>)> {
        (0..sentence.words.len()).find_map(|at| {
            let (value, end) = self.at(sentence, at)?;
            Some((value, at..end))
        })
    }
}

/// The sentences of a part of a text, line by line.
pub(super) fn sentences(text: &str, part: Range<usize>) -> Vec<Sentence> {
    let Some(whole) = text.get(part.clone()) else {
        return Vec::new();
    };
    let (mut sentences, mut start) = (Vec::new(), part.start);
    let mut chars = whole.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let spaced = next.is_none_or(char::is_whitespace);
        let end = part.start + at + c.len_utf8();
        let ends = match c {
            '\n' | ';' | '•' => true,
            '!' | '?' => spaced,
            '.' => spaced && !is_abbreviated(text, start..end),
            _ => false,
        };
        if ends {
            push(&mut sentences, text, start..end);
            start = end;
        }
    }
    push(&mut sentences, text, start..part.end);
    sentences
}

/// "e.g.", "z. B.", "B.Sc.", "mind.": no end of a sentence.
fn is_abbreviated(text: &str, sentence: Range<usize>) -> bool {
    const SHORT: Set =
        Set("g e z b bzw ca min mind max inkl etc sc a s approx resp ggf vs nr no d h");
    let before = text.get(sentence).unwrap_or_default();
    let before = before.trim_end_matches('.');
    let word = before
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    SHORT.has(&word.to_lowercase())
}

fn push(sentences: &mut Vec<Sentence>, text: &str, range: Range<usize>) {
    let words = words(text, range.clone());
    if !words.is_empty() {
        sentences.push(Sentence { words, range });
    }
}

/// The words of a part of a text.
pub(super) fn words(text: &str, part: Range<usize>) -> Vec<Word> {
    let whole = text.get(part.clone()).unwrap_or_default();
    let (mut found, mut start, mut parted) = (Vec::new(), None, false);
    for (at, c) in whole.char_indices().chain([(whole.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let raw = whole.get(from..at).unwrap_or_default();
                found.push(Word {
                    folded: fold(raw),
                    range: part.start + from..part.start + at,
                    capital: raw.starts_with(char::is_uppercase),
                    parted: std::mem::take(&mut parted),
                });
                start = None;
            }
            _ => {}
        }
        parted |= matches!(c, ',' | '(' | ')' | ':' | '/' | '|' | '–' | '—' | '"');
    }
    found
}
