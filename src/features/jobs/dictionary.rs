//! Finds the skills that a text names: a dictionary of labels and aliases (`skills.tsv`), matched word by word.

use std::{collections::HashMap, sync::LazyLock};

use super::entity::posting_skill::Requirement;

/// The dictionary: slug, label and aliases separated by tabs; aliases separated by bars.
const TABLE: &str = include_str!("skills.tsv");
/// The length of the longest alias, in words.
const WORDS_MAX: usize = 4;
/// The maximum length of a quoted line.
const QUOTE_MAX: usize = 200;
/// Phrases that make the skills of their line, or of the section below them, preferred instead of required.
const WISHES: [&str; 12] = [
    "nice to have",
    "nice-to-have",
    "preferred",
    "bonus",
    "a plus",
    "ideally",
    "desirable",
    "advantage",
    "von vorteil",
    "wünschenswert",
    "idealerweise",
    "un plus",
];

/// A skill of the dictionary.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// Lower case, unique.
    pub slug: &'static str,
    /// The label, in its usual spelling.
    pub label: &'static str,
}

/// A skill that a text names, with the line that names it.
#[derive(Debug, PartialEq, Eq)]
pub struct Mention {
    /// The skill.
    pub entry: &'static Entry,
    /// Required or preferred.
    pub need: Requirement,
    /// The line that names it.
    pub quote: String,
}

static ENTRIES: LazyLock<Vec<(Entry, Vec<String>)>> =
    LazyLock::new(|| TABLE.lines().filter_map(entry).collect());

static BY_ALIAS: LazyLock<HashMap<String, &'static Entry>> = LazyLock::new(|| {
    let pairs = ENTRIES
        .iter()
        .flat_map(|(entry, aliases)| aliases.iter().map(move |alias| (alias.clone(), entry)));
    pairs.collect()
});

/// The skill with this slug, label or alias, in any letter case.
#[must_use]
pub fn find(name: &str) -> Option<&'static Entry> {
    let slug = name.trim().to_lowercase();
    let by_slug = ENTRIES.iter().map(|(entry, _)| entry);
    by_slug
        .into_iter()
        .find(|entry| entry.slug == slug)
        .or_else(|| BY_ALIAS.get(&plain(name)).copied())
}

/// The slugs, labels and aliases of all skills.
pub fn names() -> impl Iterator<Item = (&'static str, &'static Entry)> {
    ENTRIES.iter().flat_map(|(entry, aliases)| {
        let aliases = aliases.iter().map(move |alias| (alias.as_str(), entry));
        [(entry.slug, entry)].into_iter().chain(aliases)
    })
}

/// Every skill that the text names, each once, in the order of first mention; required outranks preferred.
#[must_use]
pub fn mentions(text: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut under_wishes = false;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let lower = line.to_lowercase();
        let wishes = WISHES.iter().any(|wish| lower.contains(wish));
        if is_heading(line) {
            under_wishes = wishes;
        }
        let need = if wishes || under_wishes {
            Requirement::Preferred
        } else {
            Requirement::Required
        };
        for entry in named(&lower) {
            match found.iter_mut().find(|mention| mention.entry == entry) {
                Some(known) if known.need > need => (known.need, known.quote) = (need, quote(line)),
                Some(_) => {}
                None => found.push(Mention {
                    entry,
                    need,
                    quote: quote(line),
                }),
            }
        }
    }
    found
}

/// The skills that a lower-case line names; the longest alias wins.
fn named(line: &str) -> Vec<&'static Entry> {
    let words: Vec<&str> = line
        .split(|c: char| !is_of_word(c))
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| !word.is_empty())
        .collect();
    let (mut rest, mut found) = (words.as_slice(), Vec::new());
    while !rest.is_empty() {
        let longest = rest.len().min(WORDS_MAX);
        let hit = (1..=longest).rev().find_map(|length| {
            let (phrase, after) = rest.split_at_checked(length)?;
            BY_ALIAS.get(&phrase.join(" ")).map(|entry| (*entry, after))
        });
        rest = match hit {
            Some((entry, after)) => {
                found.push(entry);
                after
            }
            None => rest.split_first().map_or(&[][..], |(_, after)| after),
        };
    }
    found
}

fn entry(line: &'static str) -> Option<(Entry, Vec<String>)> {
    let mut columns = line.split('\t');
    let (slug, label) = (columns.next()?, columns.next()?);
    if slug.is_empty() || slug.starts_with('#') {
        return None;
    }
    let aliases = columns
        .next()
        .unwrap_or_default()
        .split('|')
        .chain([label])
        .filter(|alias| !alias.trim().is_empty());
    Some((Entry { slug, label }, aliases.map(plain).collect()))
}

fn plain(alias: &str) -> String {
    alias
        .trim()
        .to_lowercase()
        .split(|c: char| !is_of_word(c))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// True for characters of a word, which include those of `c++`, `c#` and `node.js`.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '+' | '#' | '.')
}

fn is_heading(line: &str) -> bool {
    line.starts_with('#') || line.ends_with(':') || (line.starts_with("**") && line.ends_with("**"))
}

fn quote(line: &str) -> String {
    line.trim_start_matches(['-', '*', '#', ' '])
        .chars()
        .take(QUOTE_MAX)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{ENTRIES, Requirement, mentions};

    #[test]
    fn the_dictionary_is_sound() {
        let mut slugs: Vec<_> = ENTRIES.iter().map(|(entry, _)| entry.slug).collect();
        assert!(slugs.len() > 100, "only {} entries", slugs.len());
        slugs.sort_unstable();
        let all = slugs.len();
        slugs.dedup();
        assert_eq!(slugs.len(), all, "a slug stands twice");
    }

    #[test]
    fn skills_are_found_with_their_need_and_line() {
        let text = "You write Rust and C++.\n\n## Nice to have\n- Kubernetes\n- rust\n\n## Requirements\n- PostgreSQL, node.js";
        let found: Vec<_> = mentions(text)
            .into_iter()
            .map(|mention| (mention.entry.label, mention.need))
            .collect();
        for expected in [
            ("Rust", Requirement::Required),
            ("C++", Requirement::Required),
            ("Kubernetes", Requirement::Preferred),
            ("PostgreSQL", Requirement::Required),
        ] {
            assert!(
                found.contains(&expected),
                "{expected:?} is not in {found:?}"
            );
        }
    }

    #[test]
    fn words_inside_words_are_no_skills() {
        assert!(
            mentions("We trust in javanese rustic food.")
                .iter()
                .all(|mention| !["Rust", "Java"].contains(&mention.entry.label))
        );
    }
}
