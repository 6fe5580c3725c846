//! The words for stages.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::phrases::has_picture_behind;
pub use super::phrases::stage;
use super::{
    Mapping, Meaning, answers::answer, cells, checks, list::List, marks::fold, reached, totals,
};
use crate::{record::Stage, table::Row, text};

/// The most words that a preview lists, and that a mapping has.
pub const WORDS_MAX: usize = 500;
/// The characters of a word that count, and that a preview shows.
pub const WORD_CHARS_MAX: usize = 200;
/// The rows that are enough to tell words for stages from other text.
const TALLY_ROWS_MAX: usize = 1_000;

/// A word for a stage in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageWord {
    /// The word, as the file first writes it, cut to [`WORD_CHARS_MAX`]; empty for rows without one.
    pub word: String,
    /// Number of rows with it.
    pub rows: u32,
    /// The stage that it means, also that of rows without a word which say that nothing was sent. None: the person is asked.
    pub stage: Option<Stage>,
    /// The stages that it can mean, if these are several.
    pub choices: Vec<Stage>,
}

/// What the cells of a column are as words for stages.
#[derive(Debug, Default)]
pub(super) struct Tally {
    rows: usize,
    filled: usize,
    /// Cells that say yes or no.
    answers: usize,
    /// Cells with a word that is known.
    pub(super) known: usize,
    /// Cells with a word that means one stage.
    pub(super) certain: usize,
    /// The words with one stage.
    words: BTreeMap<String, Stage>,
}

impl Tally {
    /// Counts the cells of a column in the first rows.
    pub(super) fn of(list: &List, column: usize) -> Self {
        let mut tally = Self::default();
        for row in list.read_rows().take(TALLY_ROWS_MAX) {
            let cell = row.cell(column);
            tally.rows += 1;
            tally.filled += usize::from(!text::is_blank(cell));
            // A yes or a no is no stage, unless it is beside words.
            let is_answer = answer(cell).is_some();
            tally.answers += usize::from(is_answer);
            if cell.is_empty() || cell.len() > WORD_CHARS_MAX || is_answer {
                continue;
            }
            let stages = stage(cell);
            tally.known += usize::from(!stages.is_empty());
            if let [only] = stages.as_slice() {
                tally.certain += 1;
                tally.words.insert(fold(cell), *only);
            }
        }
        tally
    }

    /// True if most cells are words for stages, and they are not all one word, unless each row has it.
    pub(super) fn are_stages(&self) -> bool {
        let say_a_stage = self.words.values().any(|stage| *stage != Stage::Saved);
        let several = self.words.len() > 1 || self.filled == self.rows;
        self.filled * 2 > self.rows && self.known * 2 > self.filled && say_a_stage && several
    }

    /// True if all cells are words for stages, as in a column of notes in which somebody keeps them.
    pub(super) fn are_only_stages(&self) -> bool {
        self.are_stages() && self.certain == self.filled
    }

    /// True if all cells say yes or no.
    pub(super) fn are_answers(&self) -> bool {
        self.filled > 0 && self.answers == self.filled
    }

    /// A word with one stage, to name it.
    pub(super) fn example(&self) -> Option<&str> {
        self.words.keys().next().map(String::as_str)
    }
}

/// The words of a list, in the order in which they first occur. Rows that are no applications have none.
pub(super) fn words(list: &List, mapping: &Mapping) -> Vec<StageWord> {
    let mut order: Vec<StageWord> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let rows = list.read_rows().filter(|row| is_named(row, mapping));
    // Words that are spelled the same are read once.
    let mut spelled: HashMap<String, String> = HashMap::new();
    let mut are_unsent = true;
    let words = rows.flat_map(|row| {
        let words = words_of(list, row, mapping).into_iter();
        words.map(move |word| (row, word))
    });
    for (row, word) in words {
        are_unsent &= !word.is_empty() || checks::denies_sending(list, mapping, row);
        let key = spelled
            .entry(word.clone())
            .or_insert_with_key(|word| key(word));
        let key = key.clone();
        if let Some(known) = places.get(&key).and_then(|place| order.get_mut(*place)) {
            known.rows = known.rows.saturating_add(1);
        } else if order.len() < WORDS_MAX {
            places.insert(key, order.len());
            order.push(first(&word));
        }
    }
    let empty = order.iter_mut().find(|it| it.word.is_empty());
    if let Some(empty) = empty.filter(|_| are_unsent) {
        empty.stage = Some(Stage::Saved);
    }
    order
}

/// True unless a row adds others up, or has neither a company nor a role.
fn is_named(row: &Row, mapping: &Mapping) -> bool {
    let names = [Meaning::Company, Meaning::Role, Meaning::CompanyAndRole];
    let has_column = names.iter().any(|name| mapping.columns.contains(name));
    let is_filled = |name: &Meaning| !cells::first(row, mapping, *name).is_empty();
    !has_column || names.iter().any(is_filled) && totals::word(row).is_none()
}

/// The words of a row: that of the stage, which may be empty, and those of further columns. Without a column of stages, a row has the empty
/// word if nothing else says how far it is.
fn words_of(list: &List, row: &Row, mapping: &Mapping) -> Vec<String> {
    let has_stage = mapping.columns.contains(&Meaning::Stage);
    let says_more = || {
        let sent = cells::of(row, mapping, Meaning::AppliedOn).into_iter();
        let is_sent = sent.take(1).any(|(column, cell)| {
            let is_plain_day = checks::check(list, column, cell).is_none()
                && checks::plain_day(list, mapping).is_some();
            !is_plain_day && checks::is_sent(list, column, cell) == Some(true)
        });
        let mut further = cells::of(row, mapping, Meaning::StageReached).into_iter();
        is_sent || further.any(|(column, cell)| reached::says_how_far(list, column, cell))
    };
    let stage =
        (has_stage || !says_more()).then(|| text::line(cells::first(row, mapping, Meaning::Stage)));
    let further = cells::of(row, mapping, Meaning::StageReached).into_iter();
    let further = further.filter(|(column, cell)| {
        reached::holds_words(list, *column) && !checks::is_mark_of_sending(list, *column, cell)
    });
    let further = further.map(|(_, cell)| text::line(cell));
    stage.into_iter().chain(further).collect()
}

/// The keys of all words of a list.
pub(super) fn keys(list: &List, mapping: &Mapping) -> HashSet<String> {
    let words = list
        .read_rows()
        .flat_map(|row| words_of(list, row, mapping));
    let spelled: HashSet<String> = words.collect();
    spelled.iter().map(|word| key(word)).collect()
}

/// A word that occurs for the first time.
fn first(word: &str) -> StageWord {
    let choices = meant(word);
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

/// What two words have in common that a preview shows as one, and a mapping gives one stage: they are written alike and mean the same.
#[must_use]
pub fn key(word: &str) -> String {
    let word = counted(word);
    let stages: Vec<String> = stage(&word).iter().map(|it| format!("{it:?}")).collect();
    // Two pictures may be two stages.
    let folded = if has_picture_behind(&word) {
        word.to_lowercase()
    } else {
        fold(&word)
    };
    format!("{folded}\u{1f}{}", stages.join(" "))
}

/// The stages that a word can mean.
pub(super) fn meant(word: &str) -> Vec<Stage> {
    stage(&counted(word))
}

/// The stage that a word means.
pub(super) fn of(word: &str) -> Option<Stage> {
    match meant(word).as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// The characters of a word that count.
fn counted(word: &str) -> String {
    text::cut(&text::line(word), WORD_CHARS_MAX).into_owned()
}
