//! Terms of texts: stems with their counts, and character n-grams of titles, both hashed.

use std::{collections::BTreeMap, ops::RangeInclusive};

use analysis::{Language, Shape, analyse, fold, is_function_word};
use serde::{Deserialize, Serialize};

/// The longest text that is read, in bytes; the rest of a longer one is left out.
const BYTES_MAX: usize = 60_000;
/// The lengths of n-grams.
const GRAM_LENGTHS: RangeInclusive<usize> = 3..=5;

/// Smaller weights of a unit vector are left out.
const WEIGHT_MIN: f32 = 0.005;

/// Hashed terms with their weights, in ascending order of the hash.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Terms(pub Vec<(u32, f32)>);

impl Terms {
    /// Counts hashes.
    #[must_use]
    pub fn of(hashes: impl IntoIterator<Item = u32>) -> Self {
        let mut counts: BTreeMap<u32, f32> = BTreeMap::new();
        for hash in hashes {
            *counts.entry(hash).or_default() += 1.0;
        }
        Self(counts.into_iter().collect())
    }

    /// Weights as a vector of unit length; those that are too small to matter are left out.
    #[must_use]
    pub fn of_unit_length(weights: BTreeMap<u32, f64>) -> Self {
        let norm = weights
            .values()
            .map(|weight| weight * weight)
            .sum::<f64>()
            .sqrt();
        let all = weights
            .into_iter()
            .map(|(hash, weight)| (hash, single(weight / norm.max(f64::MIN_POSITIVE))));
        Self(all.filter(|(_, weight)| *weight >= WEIGHT_MIN).collect())
    }

    /// The sum of all weights.
    #[must_use]
    pub fn total(&self) -> f32 {
        self.0.iter().map(|(_, weight)| weight).sum()
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The cosine with others, each term weighted by a function of its hash: 0 if either has none.
    #[must_use]
    pub fn cosine(&self, other: &Self, idf: impl Fn(u32) -> f64) -> f64 {
        let squares = |terms: &Self| -> f64 {
            let weighted = terms
                .0
                .iter()
                .map(|(hash, weight)| f64::from(*weight) * idf(*hash));
            weighted.map(|weight| weight * weight).sum()
        };
        let mut product = 0.0;
        for (hash, left, right) in self.shared(other) {
            let idf = idf(hash);
            product += f64::from(left) * f64::from(right) * idf * idf;
        }
        let norm = (squares(self) * squares(other)).sqrt();
        if norm > 0.0 { product / norm } else { 0.0 }
    }

    /// The sum of the products of shared weights: the cosine of vectors of unit length.
    #[must_use]
    pub fn product(&self, other: &Self) -> f64 {
        let shared = self.shared(other);
        shared
            .map(|(_, left, right)| f64::from(left) * f64::from(right))
            .sum()
    }

    /// The terms that both have, with both weights.
    pub fn shared<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (u32, f32, f32)> + 'a {
        let mut rest = other.0.iter().peekable();
        self.0.iter().filter_map(move |(hash, left)| {
            while rest.next_if(|(next, _)| next < hash).is_some() {}
            rest.next_if(|(next, _)| next == hash)
                .map(|(_, right)| (*hash, *left, *right))
        })
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "seven digits do for a weight"
)]
const fn single(exact: f64) -> f32 {
    exact as f32
}

/// A hash that is the same on every machine and in every version (FNV-1a).
#[must_use]
pub fn hash(term: &str) -> u32 {
    term.bytes().fold(0x811c_9dc5, |hash: u32, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// The stem of a folded word. Words of different languages that have the same stem are the same: *python* in a German text is *python*.
#[must_use]
pub fn stem(word: &str, language: Language) -> String {
    let key = language.key(word);
    let plain = key.strip_prefix("~en").or_else(|| key.strip_prefix("~xx"));
    plain.map_or_else(|| key.clone(), str::to_owned)
}

/// The stems of a text without function words and figures, in order.
#[must_use]
pub fn stems(text: &str, language: Language) -> Vec<String> {
    words(text)
        .into_iter()
        .map(|word| stem(&word, language))
        .collect()
}

/// The folded words of a text without function words and figures, in order.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let text = text
        .get(..text.floor_char_boundary(BYTES_MAX))
        .unwrap_or(text);
    let tokens = analyse(text).tokens.into_iter();
    tokens
        .filter(|token| token.shape != Shape::Fragment && counts(&token.word))
        .map(|token| token.word)
        .collect()
}

/// True for words that say something: no function words, no figures.
#[must_use]
pub fn counts(word: &str) -> bool {
    !is_function_word(word) && !word.chars().all(|c| c.is_ascii_digit())
}

/// The stems of a text with their counts.
#[must_use]
pub fn text(text: &str, language: Language) -> Terms {
    Terms::of(stems(text, language).iter().map(|stem| hash(stem)))
}

/// The n-grams of the words of a title. All words weigh the same, however long they are: else "UI Engineer" would be a "Data Engineer".
#[must_use]
pub fn grams(title: &str) -> Terms {
    grams_of(title, GRAM_LENGTHS)
}

/// The same of these lengths.
#[must_use]
pub fn grams_of(title: &str, lengths: RangeInclusive<usize>) -> Terms {
    let mut weights: BTreeMap<u32, f64> = BTreeMap::new();
    for grams in grams_by_word(title, lengths) {
        let count = u32::try_from(grams.len()).unwrap_or(u32::MAX);
        for gram in grams {
            // A word whose n-grams all differ is a vector of unit length.
            *weights.entry(gram).or_default() += f64::from(count).sqrt().recip();
        }
    }
    let weights = weights.into_iter();
    Terms(
        weights
            .map(|(gram, weight)| (gram, single(weight)))
            .collect(),
    )
}

/// The n-grams of a text with their counts.
#[must_use]
pub fn counted_grams(text: &str) -> Terms {
    Terms::of(grams_by_word(text, GRAM_LENGTHS).into_iter().flatten())
}

/// The n-grams of each word, with a space before and after it.
fn grams_by_word(text: &str, lengths: RangeInclusive<usize>) -> Vec<Vec<u32>> {
    let folded = fold(text);
    let words = folded
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '#')))
        .filter(|word| !word.is_empty());
    let grams = words.map(|word| {
        let letters: Vec<char> = format!(" {word} ").chars().collect();
        let of_length = |length: usize| {
            let grams = letters.windows(length);
            let hashes = grams.map(|gram| hash(&gram.iter().collect::<String>()));
            hashes.collect::<Vec<u32>>()
        };
        lengths.clone().flat_map(of_length).collect()
    });
    grams.collect()
}

/// The language with this tag of BCP 47; English if it has no stemmer or is not known.
#[must_use]
pub fn language(tag: Option<&str>) -> Language {
    tag.and_then(Language::of_tag).unwrap_or(Language::English)
}

#[cfg(test)]
mod tests {
    use analysis::Language;

    use super::{Terms, grams, stems, text};

    #[test]
    fn stems_join_forms_and_leave_out_function_words() {
        assert_eq!(
            stems("The managers of 3 engineers", Language::English),
            stems("manager engineer", Language::English)
        );
        assert_eq!(
            text("Python", Language::English),
            text("Python", Language::German)
        );
    }

    #[test]
    fn equal_titles_have_cosine_one_and_others_less() {
        let cosine = |left: &str, right: &str| grams(left).cosine(&grams(right), |_| 1.0);
        assert!((cosine("Data Engineer", "data engineer") - 1.0).abs() < 1e-9);
        assert!(cosine("Data Engineer", "Data Engineering") > 0.7);
        // One of two words, however long it is.
        assert!((cosine("UI Engineer", "Data Engineer") - 0.5).abs() < 1e-3);
        assert!(cosine("Data Engineer", "Nurse") < 0.1);
        assert!(cosine("", "Nurse").abs() < 1e-9);
    }

    #[test]
    fn shared_terms_are_found_in_order() {
        let left = Terms(vec![(1, 1.0), (3, 2.0), (7, 1.0)]);
        let right = Terms(vec![(2, 1.0), (3, 5.0), (7, 4.0), (9, 1.0)]);
        let shared: Vec<_> = left.shared(&right).collect();
        assert_eq!(shared, [(3, 2.0, 5.0), (7, 1.0, 4.0)]);
    }
}
