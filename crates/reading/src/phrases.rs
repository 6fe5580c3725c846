//! Tables of phrases, found word by word: the longest counts.

use std::collections::HashMap;

use crate::words::{Gap, Word, words};

/// Phrases of folded words, each with a value.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    by_first: HashMap<String, Vec<(Vec<String>, T)>>,
}

/// A phrase in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit<T> {
    /// The position of its first word.
    pub at: usize,
    /// The position after its last word.
    pub end: usize,
    /// Its value.
    pub value: T,
}

impl<T: Copy> Phrases<T> {
    /// Reads a table: one value in each line, a tab, and its phrases separated by bars. Lines with `#` and of unknown values are left out.
    pub(crate) fn parse(table: &str, value: fn(&str) -> Option<T>) -> Self {
        let mut by_first: HashMap<String, Vec<(Vec<String>, T)>> = HashMap::new();
        let lines = table
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'));
        for (name, phrases) in lines {
            let Some(value) = value(name) else { continue };
            for phrase in phrases.split('|') {
                let phrase = words(phrase);
                if let Some(first) = phrase.first() {
                    by_first
                        .entry(first.clone())
                        .or_default()
                        .push((phrase, value));
                }
            }
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        }
        Self { by_first }
    }

    /// The longest phrase that begins at a word. No comma, slash or the like parts its words.
    pub(crate) fn at(&self, words: &[Word], at: usize) -> Option<Hit<T>> {
        let rest = words.get(at..)?;
        let phrases = self.by_first.get(&rest.first()?.folded)?;
        phrases
            .iter()
            .find(|(phrase, _)| begins_with(rest, phrase))
            .map(|(phrase, value)| Hit {
                at,
                end: at + phrase.len(),
                value: *value,
            })
    }

    /// All phrases of a text; none overlaps another.
    pub(crate) fn all(&self, words: &[Word]) -> Vec<Hit<T>> {
        let (mut at, mut hits) = (0, Vec::new());
        while at < words.len() {
            let hit = self.at(words, at);
            at = hit.as_ref().map_or(at + 1, |hit| hit.end);
            hits.extend(hit);
        }
        hits
    }
}

fn begins_with(words: &[Word], phrase: &[String]) -> bool {
    words.len() >= phrase.len()
        && words
            .iter()
            .zip(phrase)
            .enumerate()
            .all(|(index, (word, part))| {
                word.folded == *part && (index == 0 || !matches!(word.gap, Gap::Break | Gap::Slash))
            })
}
