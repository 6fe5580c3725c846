//! English verbs and their forms.

use std::collections::{HashMap, HashSet};

/// The verbs of the table.
#[derive(Debug)]
pub(super) struct Verbs {
    /// The base forms; true for those that are usual nouns as well.
    bases: HashMap<String, bool>,
    pasts: HashSet<String>,
    /// "manages" → "manage".
    thirds: HashMap<String, String>,
}

impl Verbs {
    /// Reads the table: "lead? led".
    pub fn read(table: &str) -> Self {
        let (mut bases, mut pasts, mut thirds) = (HashMap::new(), HashSet::new(), HashMap::new());
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let (base, past) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
            let noun = base.ends_with('?');
            let base = base.trim_end_matches('?');
            if base.is_empty() {
                continue;
            }
            if past.is_empty() {
                pasts.insert(regular_past(base));
            }
            pasts.extend(
                past.split('|')
                    .filter(|past| !past.is_empty())
                    .map(str::to_owned),
            );
            thirds.insert(third(base), base.to_owned());
            bases.insert(base.to_owned(), noun);
        }
        Self {
            bases,
            pasts,
            thirds,
        }
    }

    /// True for a word in the past.
    pub fn is_past(&self, word: &str) -> bool {
        if self.pasts.contains(word) {
            return true;
        }
        word.len() > 4
            && word.ends_with("ed")
            && !super::LISTS.has("not_past", word)
            && !word.contains('-')
    }

    /// True for a base form that is hardly a noun.
    pub fn is_verb(&self, word: &str) -> bool {
        self.bases.get(word).is_some_and(|noun| !noun)
    }

    /// True for a base form; one that may be a noun needs an object behind it.
    pub fn is_base(&self, word: &str, object: bool) -> bool {
        self.bases.get(word).is_some_and(|noun| !noun || object)
    }

    /// The base form of a verb in the third person.
    pub fn base_of_third(&self, word: &str) -> Option<&str> {
        self.thirds.get(word).map(String::as_str)
    }

    /// True if one of the words may be a verb in the third person, after "and" or a comma.
    pub fn has_third(&self, words: &[&str]) -> bool {
        words.windows(2).any(|pair| match pair {
            [before, word] => {
                let joined = ["and", "&", "or"].contains(before) || before.ends_with(',');
                joined && self.thirds.contains_key(&super::bare(word))
            }
            _ => false,
        })
    }
}

fn regular_past(base: &str) -> String {
    if base.ends_with('e') {
        return format!("{base}d");
    }
    format!("{base}ed")
}

fn third(base: &str) -> String {
    let vowel_before_y = base
        .chars()
        .rev()
        .nth(1)
        .is_some_and(|c| "aeiou".contains(c));
    if base.ends_with('y') && !vowel_before_y {
        return format!("{}ies", base.trim_end_matches('y'));
    }
    let hissing = ["s", "sh", "ch", "x", "z", "o"]
        .iter()
        .any(|end| base.ends_with(end));
    if hissing {
        format!("{base}es")
    } else {
        format!("{base}s")
    }
}
