//! Which statements of two lists are the same: first those with the same words, then those that rest on a common fact, then those with most
//! words in common. Each choice is the same in both directions.

use std::collections::BTreeSet;

use super::lists::{Pairs, pairs_by, without};
use crate::features::writing::resumes::Statement;

/// Lists beyond this product of their lengths are not compared word by word.
const COMPARISONS_MAX: usize = 10_000;

/// The pairs of statements that are the same.
pub(super) fn pairs_of_statements(before: &[Statement], after: &[Statement]) -> Pairs {
    let mut pairs = pairs_by(before, after, |statement| statement.text.as_str());
    add(&mut pairs, before, after, common_facts);
    add(&mut pairs, before, after, common_words);
    pairs
}

/// Adds pairs of statements that are alike and in no pair yet, the most alike first.
fn add(
    pairs: &mut Pairs,
    before: &[Statement],
    after: &[Statement],
    likeness: fn(&Statement, &Statement) -> Option<usize>,
) {
    let one = without(before, pairs.iter().map(|pair| pair.0));
    let other = without(after, pairs.iter().map(|pair| pair.1));
    if one.len().saturating_mul(other.len()) > COMPARISONS_MAX {
        return;
    }
    let mut alike = Vec::new();
    for (i, statement) in &one {
        for (j, next) in &other {
            if let Some(likeness) = likeness(statement, next) {
                let mut texts = [statement.text.as_str(), next.text.as_str()];
                texts.sort_unstable();
                let rank = (usize::MAX - likeness, i + j, i.abs_diff(*j), texts);
                alike.push((rank, (*i, *j)));
            }
        }
    }
    alike.sort_unstable();
    for (_, (i, j)) in alike {
        if pairs.iter().all(|pair| pair.0 != i && pair.1 != j) {
            pairs.push((i, j));
        }
    }
}

/// The number of facts that both cite, if there are any.
fn common_facts(one: &Statement, other: &Statement) -> Option<usize> {
    let facts = |of: &Statement| -> BTreeSet<_> {
        of.citations
            .iter()
            .map(|citation| citation.evidence)
            .collect()
    };
    let count = facts(one).intersection(&facts(other)).count();
    (count > 0).then_some(count)
}

/// The share of words that both have in percent, if it is at least half.
fn common_words(one: &Statement, other: &Statement) -> Option<usize> {
    let words = |of: &Statement| -> BTreeSet<String> {
        let words = of.text.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (one, other) = (words(one), words(other));
    let all = one.len() + other.len();
    let share = (200 * one.intersection(&other).count()).checked_div(all)?;
    (share >= 50).then_some(share)
}
