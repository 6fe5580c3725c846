//! The dictionary: the names of each skill, and how sure each of them is.

use std::{collections::HashMap, sync::LazyLock};

pub(super) use taxonomy::Evidence as Care;
use taxonomy::{Skill, Taxonomy, is_of_word, key};

/// A skill of the dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Lower case, unique.
    pub slug: String,
    /// The label, in its usual spelling.
    pub label: String,
}

/// A skill with the words that make its names certain, each between spaces.
#[derive(Debug)]
pub(super) struct Known {
    pub entry: Entry,
    pub neighbours: Vec<String>,
}

impl Known {
    fn of(skill: &Skill) -> Self {
        let neighbours = skill.neighbours().iter();
        Self {
            entry: Entry {
                slug: skill.id().to_string(),
                label: skill.label().to_owned(),
            },
            neighbours: neighbours.map(|word| format!(" {} ", key(word))).collect(),
        }
    }
}

/// A name of a skill.
#[derive(Debug)]
struct Name {
    known: usize,
    care: Care,
    /// The words as they are usually written.
    written: Vec<String>,
    /// True if a slash is between them: "CI/CD".
    slashed: bool,
}

/// A name of the dictionary that words of a text are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'d> {
    pub known: &'d Known,
    pub care: Care,
    /// The words as they are usually written.
    pub written: &'d [String],
    /// True if a slash is between them: "CI/CD".
    pub slashed: bool,
}

/// The names of the skills of a taxonomy, ready to be found in texts.
#[derive(Debug)]
pub struct Dictionary {
    known: Vec<Known>,
    by_name: HashMap<String, Name>,
    /// By the first word of a name, the number of words of the longest one that begins so.
    longest: HashMap<String, usize>,
}

static CURATED: LazyLock<Dictionary> = LazyLock::new(|| Dictionary::of(Taxonomy::curated()));

impl Dictionary {
    /// The names of a taxonomy. Of two skills with the same name, the first has it.
    #[must_use]
    pub fn of(taxonomy: &Taxonomy) -> Self {
        let known = taxonomy.skills().map(Known::of).collect();
        let mut by_name = HashMap::new();
        let mut longest = HashMap::new();
        for (index, skill) in taxonomy.skills().enumerate() {
            for name in skill.names() {
                let key = name.key();
                let first = key.split(' ').next().unwrap_or_default();
                let words = longest.entry(first.to_owned()).or_insert(0);
                *words = key.split(' ').count().max(*words);
                by_name.entry(key.to_owned()).or_insert_with(|| Name {
                    known: index,
                    care: name.evidence,
                    written: words_of(&name.text),
                    slashed: name.text.contains('/'),
                });
            }
        }
        Self {
            known,
            by_name,
            longest,
        }
    }

    /// The names of our own tables.
    #[must_use]
    pub fn curated() -> &'static Self {
        &CURATED
    }

    /// All skills.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.known.iter().map(|known| &known.entry)
    }

    /// The skill with this name, in any case.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Entry> {
        self.name(&key(name)).map(|found| &found.known.entry)
    }

    /// The number of words of the longest name that begins with a word, 0 if there is none.
    pub(super) fn longest(&self, first: &str) -> usize {
        self.longest.get(first).copied().unwrap_or_default()
    }

    /// The name that these words are, joined by spaces.
    pub(super) fn name(&self, joined: &str) -> Option<Found<'_>> {
        let name = self.by_name.get(joined)?;
        Some(Found {
            known: self.known.get(name.known)?,
            care: name.care,
            written: &name.written,
            slashed: name.slashed,
        })
    }
}

/// The words of a name; full stops end a word, but begin ".NET".
fn words_of(name: &str) -> Vec<String> {
    name.split(|c| !is_of_word(c))
        .map(|word| word.trim_end_matches('.').to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// All skills of the curated dictionary.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    Dictionary::curated().entries()
}

/// The curated skill with this name, in any case.
#[must_use]
pub fn find(name: &str) -> Option<&'static Entry> {
    Dictionary::curated().find(name)
}
