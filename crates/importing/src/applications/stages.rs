//! The words for stages.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use serde::{Deserialize, Serialize};

use super::{List, Mapping, Meaning, cells};
use crate::{
    record::Stage,
    table::{Row, RowState},
    text,
};

/// Words by what they mean; words in a row of several stages can be each of them.
const WORDS: &str = include_str!("stages.tsv");
/// What begins an explanation behind the word.
const EXPLAINED_BY: [&str; 30] = [
    " - ",
    " – ",
    " — ",
    "(",
    ":",
    ",",
    " after ",
    " with ",
    " via ",
    " through ",
    " on ",
    " at ",
    " nach ",
    " mit ",
    " über ",
    " am ",
    " après ",
    " avec ",
    " con ",
    " tras ",
    " dopo ",
    " met ",
    " após ",
    " depois ",
    " suite ",
    " efter ",
    " etter ",
    " после ",
    " since ",
    " from ",
];
/// The most words that a preview lists, and that a mapping has.
pub const WORDS_MAX: usize = 500;
/// The characters of a word that count, and that a preview shows.
pub const WORD_CHARS_MAX: usize = 200;

/// A word for a stage in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageWord {
    /// The word, as the file first writes it, cut to [`WORD_CHARS_MAX`]; empty for rows without one.
    pub word: String,
    /// Number of rows with it.
    pub rows: u32,
    /// The stage that it means. None: the person is asked.
    pub stage: Option<Stage>,
    /// The stages that it can mean, if these are several.
    pub choices: Vec<Stage>,
}

/// The stages that a word can mean: one, several, or none that is known.
#[must_use]
pub fn stage(word: &str) -> Vec<Stage> {
    static TABLE: LazyLock<HashMap<String, Vec<Stage>>> = LazyLock::new(|| {
        let rows = WORDS.lines().filter_map(|row| row.split_once('\t'));
        let pairs = rows.flat_map(|(stages, words)| {
            let stages: Vec<Stage> = stages.split(',').filter_map(of_name).collect();
            words
                .split('|')
                .map(move |word| (fold(word), stages.clone()))
        });
        pairs.collect()
    });
    let whole = TABLE.get(&fold(word));
    // What follows a dash, a colon or a bracket explains the word: `Rejected (after call)`.
    let start = || {
        let marks = EXPLAINED_BY.iter();
        let found = marks.filter_map(|mark| Some((word.find(mark)?, mark.len())));
        let (end, mark) = found.min()?;
        let first = TABLE.get(&fold(word.get(..end)?))?;
        let mut stages = first.clone();
        if stages.iter().any(|stage| is_end(*stage)) {
            return Some(stages);
        }
        // An end explains no stage before it: `Applied, rejected` can mean both.
        let rest = fold(word.get(end + mark..)?);
        let others = rest.split(' ').filter_map(|word| TABLE.get(word));
        let others = others.chain(TABLE.get(&rest)).flatten();
        for other in others.filter(|stage| is_end(**stage)) {
            if !stages.contains(other) {
                stages.push(*other);
            }
        }
        Some(stages)
    };
    whole.cloned().or_else(start).unwrap_or_default()
}

const fn is_end(stage: Stage) -> bool {
    matches!(
        stage,
        Stage::Accepted
            | Stage::Declined
            | Stage::Rejected
            | Stage::Withdrawn
            | Stage::NoResponse
            | Stage::PostingClosed
    )
}

/// The words of a list, in the order in which they first occur.
pub(super) fn words(list: &List, mapping: &Mapping) -> Vec<StageWord> {
    if !mapping.columns.contains(&Meaning::Stage) {
        return Vec::new();
    }
    let mut order: Vec<StageWord> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let is_read = |row: &&Row| matches!(row.state, RowState::Whole | RowState::Mended);
    for row in list.rows.iter().filter(is_read) {
        let word = text::line(cells::first(row, mapping, Meaning::Stage));
        let key = key(&word);
        if let Some(known) = places.get(&key).and_then(|place| order.get_mut(*place)) {
            known.rows = known.rows.saturating_add(1);
        } else if order.len() < WORDS_MAX {
            places.insert(key, order.len());
            order.push(first(&word));
        }
    }
    order
}

/// A word that occurs for the first time.
fn first(word: &str) -> StageWord {
    let choices = stage(word);
    let only = match choices.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    StageWord {
        word: text::cut(word, WORD_CHARS_MAX).into_owned(),
        rows: 1,
        stage: only,
        choices: if only.is_some() { Vec::new() } else { choices },
    }
}

/// The stages that the person chose, by the keys of their words.
pub(super) fn chosen(mapping: &Mapping) -> HashMap<String, Stage> {
    let chosen = mapping.stages.iter();
    chosen.map(|(word, stage)| (key(word), *stage)).collect()
}

/// What two words have in common that a preview shows as one, and a mapping gives one stage.
#[must_use]
pub fn key(word: &str) -> String {
    fold(&text::cut(&text::line(word), WORD_CHARS_MAX))
}

/// The stage that a word means.
pub(super) fn of(word: &str) -> Option<Stage> {
    match stage(word).as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// A word without pictures, signs and numbers, in lower case: `🟢 2. Interview #2` is `interview`.
pub(super) fn fold(word: &str) -> String {
    let lower = text::unaccented(&text::line(word));
    let plain: String = lower
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let is_number = |word: &&&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let named: Vec<&str> = words
        .iter()
        .filter(|word| !is_number(word))
        .copied()
        .collect();
    if named.is_empty() {
        // A picture, a sign or a number alone is a word of its own.
        return lower;
    }
    named.join(" ")
}

fn of_name(name: &str) -> Option<Stage> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}
