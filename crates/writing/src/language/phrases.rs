//! Phrases that are looked for in the tokens of a text.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::text::{Gap, Text, Token};

#[derive(Debug)]
enum Word {
    Exact(String),
    Prefix(String),
}

impl Word {
    fn is(&self, token: &Token) -> bool {
        match self {
            Self::Exact(word) => token.folded == *word,
            Self::Prefix(start) => token.folded.starts_with(start.as_str()),
        }
    }
}

#[derive(Debug)]
struct Phrase {
    /// Each word, with the sign that must be before it.
    words: Vec<(Word, Option<Gap>)>,
    value: f64,
}

/// A set of phrases. A word that ends with `*` is a beginning; a phrase may have a number as value.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    exact: FxHashMap<String, Vec<Phrase>>,
    prefixes: Vec<Phrase>,
}

impl Phrases {
    pub(crate) fn of<'a>(entries: impl Iterator<Item = &'a str>) -> Self {
        let mut phrases = Self::default();
        for entry in entries {
            let (entry, value) = entry.split_once('=').unwrap_or((entry, "0"));
            let phrase = Phrase {
                words: words(entry),
                value: value.parse().unwrap_or_default(),
            };
            match phrase.words.first() {
                Some((Word::Exact(first), _)) => {
                    phrases.exact.entry(first.clone()).or_default().push(phrase);
                }
                Some(_) => phrases.prefixes.push(phrase),
                None => {}
            }
        }
        phrases
    }

    /// The longest phrase that begins at a token: its tokens and its value.
    pub(crate) fn at(&self, text: &Text, index: usize) -> Option<(Range<usize>, f64)> {
        let first = text.tokens.get(index)?;
        let exact = self.exact.get(&first.folded).into_iter().flatten();
        exact
            .chain(&self.prefixes)
            .filter(|phrase| matches(phrase, text, index))
            .max_by_key(|phrase| phrase.words.len())
            .map(|phrase| (index..index + phrase.words.len(), phrase.value))
    }

    /// All phrases of a text, which do not overlap.
    pub(crate) fn find(&self, text: &Text) -> Vec<(Range<usize>, f64)> {
        let mut found: Vec<(Range<usize>, f64)> = Vec::new();
        for index in 0..text.tokens.len() {
            if found.last().is_some_and(|(last, _)| index < last.end) {
                continue;
            }
            found.extend(self.at(text, index));
        }
        found
    }

    /// The longest phrase that ends before a token.
    pub(crate) fn before(&self, text: &Text, index: usize) -> Option<(Range<usize>, f64)> {
        let from = index.saturating_sub(5);
        (from..index).find_map(|start| {
            self.all_at(text, start)
                .find(|(range, _)| range.end == index)
        })
    }

    fn all_at<'a>(
        &'a self,
        text: &'a Text,
        index: usize,
    ) -> impl Iterator<Item = (Range<usize>, f64)> + 'a {
        let first = text
            .tokens
            .get(index)
            .map_or("", |token| token.folded.as_str());
        let exact = self.exact.get(first).into_iter().flatten();
        exact
            .chain(&self.prefixes)
            .filter(move |phrase| matches(phrase, text, index))
            .map(move |phrase| (index..index + phrase.words.len(), phrase.value))
    }
}

fn matches(phrase: &Phrase, text: &Text, index: usize) -> bool {
    phrase.words.iter().enumerate().all(|(step, (word, sign))| {
        text.tokens.get(index + step).is_some_and(|token| {
            let gap = step == 0 || sign.map_or_else(|| token.gap.joins(), |sign| token.gap == sign);
            gap && word.is(token)
        })
    })
}

fn words(entry: &str) -> Vec<(Word, Option<Gap>)> {
    let folded = analysis::fold(entry).replace('%', " %");
    let mut words = Vec::new();
    let mut sign = None;
    for part in folded.split_inclusive([' ', '-', '\'', '.', '/']) {
        let word = part.trim_end_matches([' ', '-', '\'', '.', '/']);
        if !word.is_empty() {
            let pattern = word.strip_suffix('*').map_or_else(
                || Word::Exact(word.to_owned()),
                |start| Word::Prefix(start.to_owned()),
            );
            words.push((pattern, sign.filter(|_| !words.is_empty())));
        }
        sign = match part.chars().next_back() {
            Some('.') => Some(Gap::Dot),
            Some('/') => Some(Gap::Slash),
            _ => None,
        };
    }
    words
}
