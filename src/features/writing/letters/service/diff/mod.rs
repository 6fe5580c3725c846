//! What differs between two revisions of a letter.

use std::collections::BTreeSet;

use async_graphql::Enum;

use crate::features::writing::letters::{Content, WrittenSentence};

/// The kind of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Enum)]
#[graphql(name = "LetterChangeKind")]
pub enum DifferenceKind {
    /// Only the later revision has it.
    Added,
    /// Only the earlier revision has it.
    Removed,
    /// It says something else, or is in another paragraph.
    Changed,
}

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The kind.
    pub kind: DifferenceKind,
    /// The place in the earlier revision; none if it was added.
    pub place_before: Option<String>,
    /// The place in the later revision; none if it was removed.
    pub place_after: Option<String>,
    /// What was there.
    pub before: Option<String>,
    /// What is there.
    pub after: Option<String>,
}

/// The differences from one content to another: greeting, sentences in the order of the later, sentences that are gone, closing words.
#[must_use]
pub fn diff(before: &Content, after: &Content) -> Vec<Difference> {
    let mut found = Vec::new();
    found.extend(line("greeting", &before.greeting, &after.greeting));
    found.extend(sentences(&before.sentences, &after.sentences));
    found.extend(line("signOff", &before.sign_off, &after.sign_off));
    found
}

fn line(place: &str, before: &str, after: &str) -> Option<Difference> {
    (before != after).then(|| Difference {
        kind: DifferenceKind::Changed,
        place_before: Some(place.to_owned()),
        place_after: Some(place.to_owned()),
        before: Some(before.to_owned()),
        after: Some(after.to_owned()),
    })
}

fn place(index: usize) -> String {
    format!("sentences.{index}")
}

/// Sentences are the same if they say the same; else if they have the same place in the plan of the letter, and neither is taken.
fn sentences(before: &[WrittenSentence], after: &[WrittenSentence]) -> Vec<Difference> {
    let pairs = pairs(before, after);
    let taken: BTreeSet<usize> = pairs.iter().filter_map(|pair| *pair).collect();
    let mut found = Vec::new();
    for (index, (new, pair)) in after.iter().zip(&pairs).enumerate() {
        let old = pair.and_then(|at| Some((at, before.get(at)?)));
        let Some((at, old)) = old else {
            found.push(Difference {
                kind: DifferenceKind::Added,
                place_before: None,
                place_after: Some(place(index)),
                before: None,
                after: Some(new.text.clone()),
            });
            continue;
        };
        if old.text != new.text || old.begins != new.begins {
            found.push(Difference {
                kind: DifferenceKind::Changed,
                place_before: Some(place(at)),
                place_after: Some(place(index)),
                before: Some(old.text.clone()),
                after: Some(new.text.clone()),
            });
        }
    }
    let gone = before.iter().enumerate();
    let gone = gone.filter(|(at, _)| !taken.contains(at));
    found.extend(gone.map(|(at, old)| Difference {
        kind: DifferenceKind::Removed,
        place_before: Some(place(at)),
        place_after: None,
        before: Some(old.text.clone()),
        after: None,
    }));
    found
}

/// For each later sentence the index of the earlier one.
fn pairs(before: &[WrittenSentence], after: &[WrittenSentence]) -> Vec<Option<usize>> {
    let mut taken = BTreeSet::new();
    let mut pairs: Vec<Option<usize>> = vec![None; after.len()];
    let rules: [fn(&WrittenSentence, &WrittenSentence) -> bool; 2] = [
        |old, new| old.text == new.text,
        |old, new| old.slot.is_some() && old.slot == new.slot,
    ];
    for is_same in rules {
        for (new, pair) in after.iter().zip(&mut pairs) {
            if pair.is_some() {
                continue;
            }
            let mut others = before.iter().enumerate();
            let other = others.find(|(at, old)| !taken.contains(at) && is_same(old, new));
            *pair = other.map(|(at, _)| at);
            taken.extend(*pair);
        }
    }
    pairs
}

#[cfg(test)]
mod tests;
