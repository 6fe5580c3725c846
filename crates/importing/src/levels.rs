//! Words for how well a skill is known, and the step of a profile that each means.

use std::{collections::HashMap, sync::LazyLock};

use crate::text;

/// Words by the step that they mean.
const WORDS: &str = include_str!("levels.tsv");

/// The step of a word: BEGINNER, INTERMEDIATE, ADVANCED or EXPERT. A number, a share or stars mean none, as nothing says what their most is.
pub(crate) fn step(word: &str) -> Option<&'static str> {
    static TABLE: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
        let rows = WORDS.lines().filter_map(|row| row.split_once('\t'));
        rows.flat_map(|(step, words)| words.split('|').map(move |word| (key(word), step)))
            .collect()
    });
    TABLE.get(&key(word)).copied()
}

fn key(word: &str) -> String {
    text::bare(&text::unaccented(&text::line(word)))
}
