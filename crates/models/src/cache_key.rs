//! The key under which an answer may be kept: SHA-256 over all that it depends on. Answers rest on personal data, so whoever keeps them keeps
//! them apart for each user.

use sha2::{Digest, Sha256};

use crate::router::Task;

/// All that an answer depends on.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// The task.
    pub task: Task,
    /// The version of its prompt.
    pub prompt_version: u32,
    /// The name of the model.
    pub model: &'a str,
    /// The language of the answer.
    pub language: &'a str,
    /// The hashes of the facts with their ids, in the order in which they are sent.
    pub facts: &'a [&'a str],
    /// The hash of the posting; empty if there is none.
    pub posting: &'a str,
    /// Everything else that the caller can choose, in one fixed form.
    pub options: &'a str,
}

/// A key, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CacheKey(String);

impl CacheKey {
    /// The key of these parts.
    #[must_use]
    pub fn new(parts: &Parts<'_>) -> Self {
        let mut hash = Sha256::new();
        let mut add = |part: &str| {
            // The length first: otherwise "ab" and "c" would be as "a" and "bc".
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        };
        add(parts.task.name());
        add(&parts.prompt_version.to_string());
        add(parts.model);
        add(parts.language);
        add(&parts.facts.len().to_string());
        parts.facts.iter().for_each(|fact| add(fact));
        add(parts.posting);
        add(parts.options);
        Self(format!("{:x}", hash.finalize()))
    }

    /// Its 64 hexadecimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PARTS: Parts<'_> = Parts {
        task: Task::Letter,
        prompt_version: 1,
        model: "m",
        language: "en",
        facts: &["a", "b"],
        posting: "p",
        options: "o",
    };

    #[test]
    fn a_key_stays_the_same() {
        assert_eq!(CacheKey::new(&PARTS), CacheKey::new(&PARTS));
        assert_eq!(CacheKey::new(&PARTS).as_str().len(), 64);
    }

    #[test]
    fn each_part_changes_the_key() {
        let keys = [
            PARTS,
            Parts {
                task: Task::Summary,
                ..PARTS
            },
            Parts {
                prompt_version: 2,
                ..PARTS
            },
            Parts {
                model: "n",
                ..PARTS
            },
            Parts {
                language: "de",
                ..PARTS
            },
            Parts {
                facts: &["b", "a"],
                ..PARTS
            },
            Parts {
                facts: &["ab"],
                ..PARTS
            },
            Parts {
                facts: &["a", "b", "p"],
                posting: "",
                ..PARTS
            },
            Parts {
                posting: "po",
                options: "",
                ..PARTS
            },
            Parts {
                options: "p",
                ..PARTS
            },
        ];
        let mut keys: Vec<CacheKey> = keys.iter().map(CacheKey::new).collect();
        let count = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), count);
    }

    proptest! {
        #[test]
        fn different_facts_have_different_keys(
            one in proptest::collection::vec("[a-c0-9]{0,3}", 0..4),
            other in proptest::collection::vec("[a-c0-9]{0,3}", 0..4),
        ) {
            let key = |facts: &[String]| {
                let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
                CacheKey::new(&Parts { facts: &facts, ..PARTS })
            };
            prop_assert_eq!(one == other, key(&one) == key(&other));
        }
    }
}
