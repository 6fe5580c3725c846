//! Lists of words of a language, read from a table of `data/compose`.

use std::collections::HashMap;

/// Lists of words by name.
#[derive(Debug)]
pub(super) struct Lists(HashMap<&'static str, Vec<(&'static str, &'static str)>>);

impl Lists {
    /// Reads a table: a name and words between bars in a line; "a=b" is a word with another one.
    pub fn read(table: &'static str) -> Self {
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        let list = |line: &'static str| {
            let (name, words) = line.split_once('\t')?;
            let words = words
                .split('|')
                .map(|word| word.split_once('=').unwrap_or((word, "")));
            Some((name, words.collect()))
        };
        Self(lines.filter_map(list).collect())
    }

    /// The words of a list, each with its other one.
    pub fn of(&self, name: &str) -> &[(&'static str, &'static str)] {
        self.0.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// True if a list has a word.
    pub fn has(&self, name: &str, word: &str) -> bool {
        self.of(name).iter().any(|(one, _)| *one == word)
    }

    /// The other word of a word in a list.
    pub fn other(&self, name: &str, word: &str) -> Option<&'static str> {
        self.of(name)
            .iter()
            .find(|(one, _)| *one == word)
            .map(|(_, other)| *other)
    }

    /// The word of a list that a text in lower case starts with, before a blank, and its other one.
    pub fn start(&self, name: &str, lower: &str) -> Option<(&'static str, &'static str)> {
        let starts = |one: &str| {
            lower
                .strip_prefix(one)
                .is_some_and(|rest| rest.starts_with(' '))
        };
        self.of(name).iter().copied().find(|(one, _)| starts(one))
    }

    /// The longest word of a list that a word ends with.
    pub fn end(&self, name: &str, word: &str) -> Option<(&'static str, &'static str)> {
        let ends = self
            .of(name)
            .iter()
            .copied()
            .filter(|(one, _)| word.ends_with(one));
        ends.max_by_key(|(one, _)| one.len())
    }
}
