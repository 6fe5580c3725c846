//! The dictionary: the names of each skill, and how sure each of them is.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// Slug, label, aliases and names that are also usual words, separated by tabs; aliases and names separated by bars.
/// A name without a sign counts in the middle of a sentence; with `?` it needs a neighbour, with `!` a strong one, with `+` a list.
const TABLE: &str = include_str!("skills.tsv");
/// The length of the longest alias, in words.
pub(super) const WORDS_MAX: usize = 5;

/// A skill of the dictionary.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// Lower case, unique.
    pub slug: &'static str,
    /// The label, in its usual spelling.
    pub label: &'static str,
}

/// How much evidence a name needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Care {
    /// None: it names nothing else.
    Sure,
    /// Its capital letter, or a neighbour.
    Capital,
    /// A neighbour: a preposition, a profession, a list.
    Neighbour,
    /// A strong neighbour: "programming", "experience", a list.
    Strong,
    /// A list with another skill.
    List,
}

/// A name of a skill.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    pub entry: &'static Entry,
    pub care: Care,
    /// As written in the dictionary.
    pub written: &'static str,
}

struct Row {
    entry: Entry,
    aliases: Vec<&'static str>,
    names: Vec<(&'static str, Care)>,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| TABLE.lines().filter_map(row).collect());

static BY_NAME: LazyLock<HashMap<String, Name>> = LazyLock::new(|| {
    let mut by_name = HashMap::new();
    for row in ROWS.iter() {
        let entry = &row.entry;
        for written in row.aliases.iter().copied().chain([entry.label]) {
            let care = Care::Sure;
            by_name.insert(
                plain(written),
                Name {
                    entry,
                    care,
                    written,
                },
            );
        }
        // Inserted last, so that a label that is also a usual word needs its evidence.
        for (written, care) in row.names.iter().copied() {
            by_name.insert(
                plain(written),
                Name {
                    entry,
                    care,
                    written,
                },
            );
        }
    }
    by_name
});

/// All skills of the dictionary.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    ROWS.iter().map(|row| &row.entry)
}

/// The skill with this label or alias, in any case.
#[must_use]
pub fn find(name: &str) -> Option<&'static Entry> {
    BY_NAME.get(&plain(name)).map(|name| name.entry)
}

/// The first words of all names.
static FIRST_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let names = BY_NAME.keys();
    names.filter_map(|name| name.split(' ').next()).collect()
});

/// True if a name begins with this word of lower case.
pub(super) fn begins_name(word: &str) -> bool {
    FIRST_WORDS.contains(word)
}

/// The name that these words of lower case are, joined by spaces.
pub(super) fn name(joined: &str) -> Option<Name> {
    BY_NAME.get(joined).copied()
}

/// True for characters of a word, which include those of `c++`, `c#` and `node.js`.
pub(super) fn is_of_word(c: char) -> bool {
    c.is_alphanumeric()
        || unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '+' | '#' | '.')
}

fn plain(name: &str) -> String {
    name.to_lowercase()
        .split(|c: char| !is_of_word(c))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn row(line: &'static str) -> Option<Row> {
    let mut columns = line.split('\t');
    let (slug, label) = (columns.next()?, columns.next()?);
    if slug.is_empty() || slug.starts_with('#') {
        return None;
    }
    let parts = |column: Option<&'static str>| {
        column
            .unwrap_or_default()
            .split('|')
            .map(str::trim)
            .filter(|part| !part.is_empty())
    };
    let aliases = parts(columns.next()).collect();
    let names = parts(columns.next()).map(|name| {
        let care = match name.chars().next_back() {
            Some('?') => Care::Neighbour,
            Some('!') => Care::Strong,
            Some('+') if name != "C++" => Care::List,
            _ => Care::Capital,
        };
        let name = if care == Care::Capital {
            name
        } else {
            name.trim_end_matches(['?', '!', '+'])
        };
        (name, care)
    });
    Some(Row {
        entry: Entry { slug, label },
        aliases,
        names: names.collect(),
    })
}
