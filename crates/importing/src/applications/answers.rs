//! Cells that say yes or no: `yes`, `x`, `☑`, `none`.

use std::{collections::HashMap, sync::LazyLock};

use super::marks;
use crate::text;

/// A line of words for yes, and one for no.
const WORDS: &str = include_str!("answers.tsv");

/// True for a yes, false for a no; none for anything else.
pub(super) fn answer(cell: &str) -> Option<bool> {
    static TABLE: LazyLock<HashMap<String, bool>> = LazyLock::new(|| {
        let rows = WORDS.lines().filter_map(|row| row.split_once('\t'));
        rows.flat_map(|(answer, words)| {
            words
                .split('|')
                .map(move |word| (key(word), answer == "YES"))
        })
        .collect()
    });
    TABLE.get(&key(cell)).copied()
}

fn key(cell: &str) -> String {
    let plain = text::unaccented(&marks::plain(cell));
    let is_around = |c: char| c.is_whitespace() || matches!(c, '.' | '!' | '\u{FE0F}');
    plain.trim_matches(is_around).to_owned()
}
