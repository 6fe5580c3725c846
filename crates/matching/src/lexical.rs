//! Search in short texts: TF-IDF with cosine, and BM25, over words, stems or n-grams of characters.

use std::collections::HashMap;

use analysis::{Language, fold};

use crate::terms::{self, Terms};

/// How a text becomes terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Folded words.
    Words,
    /// Stems without function words.
    Stems(Language),
    /// N-grams of three to five characters within words.
    Grams,
    /// The same, with the same weight for each word, however long it is.
    EvenGrams,
}

impl Unit {
    /// The terms of a text with their counts or weights.
    fn terms(self, text: &str) -> Terms {
        match self {
            Self::Words => {
                let folded = fold(text);
                let words =
                    folded.split(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '#')));
                Terms::of(words.filter(|word| !word.is_empty()).map(terms::hash))
            }
            Self::Stems(language) => terms::text(text, language),
            Self::Grams => terms::counted_grams(text),
            Self::EvenGrams => terms::grams(text),
        }
    }

    /// What a count weighs in a text: the tenth occurrence of a term says less than the first.
    fn damped(self, count: f64) -> f64 {
        match self {
            Self::EvenGrams => count,
            _ => 1.0 + count.ln(),
        }
    }
}

/// Documents with an inverted index.
#[derive(Debug)]
pub(crate) struct Space {
    unit: Unit,
    size: usize,
    idf: HashMap<u32, f64>,
    /// Weights of unit length.
    vectors: HashMap<u32, Vec<(usize, f64)>>,
    /// Counts, for BM25.
    counts: HashMap<u32, Vec<(usize, f64)>>,
    lengths: Vec<f64>,
    rare: f64,
}

impl Space {
    pub(crate) fn of<'a>(unit: Unit, texts: impl IntoIterator<Item = &'a str>) -> Self {
        let documents: Vec<HashMap<u32, f64>> =
            texts.into_iter().map(|text| counted(unit, text)).collect();
        let all = f64::from(u32::try_from(documents.len()).unwrap_or(u32::MAX));
        let mut frequency: HashMap<u32, f64> = HashMap::new();
        for term in documents.iter().flat_map(HashMap::keys) {
            *frequency.entry(*term).or_default() += 1.0;
        }
        let idf: HashMap<u32, f64> = frequency
            .iter()
            .map(|(term, count)| (*term, ((1.0 + all) / (1.0 + count)).ln() + 1.0))
            .collect();
        let mut space = Self {
            unit,
            size: documents.len(),
            rare: (1.0 + all).ln() + 1.0,
            idf,
            vectors: HashMap::new(),
            counts: HashMap::new(),
            lengths: documents
                .iter()
                .map(|counts| counts.values().sum())
                .collect(),
        };
        for (index, counts) in documents.iter().enumerate() {
            for (term, weight) in space.unit_vector(counts) {
                space.vectors.entry(term).or_default().push((index, weight));
            }
            for (term, count) in counts {
                space.counts.entry(*term).or_default().push((index, *count));
            }
        }
        space
    }

    fn unit_vector(&self, counts: &HashMap<u32, f64>) -> Vec<(u32, f64)> {
        let mut weights: Vec<(u32, f64)> = counts
            .iter()
            .map(|(term, count)| {
                (
                    *term,
                    self.unit.damped(*count) * self.idf.get(term).copied().unwrap_or(self.rare),
                )
            })
            .collect();
        // In one order, so that sums are the same in each run.
        weights.sort_unstable_by_key(|(term, _)| *term);
        let norm = weights
            .iter()
            .map(|(_, weight)| weight * weight)
            .sum::<f64>()
            .sqrt();
        for (_, weight) in &mut weights {
            *weight /= norm.max(f64::MIN_POSITIVE);
        }
        weights
    }

    /// The cosine of a text with each document.
    pub(crate) fn cosines(&self, text: &str) -> Vec<f64> {
        let mut sums = vec![0.0; self.size];
        for (term, weight) in self.unit_vector(&counted(self.unit, text)) {
            for (document, own) in self.vectors.get(&term).into_iter().flatten() {
                if let Some(sum) = sums.get_mut(*document) {
                    *sum += weight * own;
                }
            }
        }
        sums
    }

    /// BM25 of a text with each document.
    pub(crate) fn bm25(&self, text: &str) -> Vec<f64> {
        let average = self.lengths.iter().sum::<f64>()
            / f64::from(u32::try_from(self.size.max(1)).unwrap_or(u32::MAX));
        let all = f64::from(u32::try_from(self.size).unwrap_or(u32::MAX));
        let mut sums = vec![0.0; self.size];
        let mut terms: Vec<u32> = counted(self.unit, text).into_keys().collect();
        terms.sort_unstable();
        for term in terms {
            let Some(list) = self.counts.get(&term) else {
                continue;
            };
            let count = f64::from(u32::try_from(list.len()).unwrap_or(u32::MAX));
            let idf = (1.0 + (all - count + 0.5) / (count + 0.5)).ln();
            for (document, count) in list {
                let length = self.lengths.get(*document).copied().unwrap_or_default();
                if let Some(sum) = sums.get_mut(*document) {
                    *sum += idf * count * 2.2
                        / (count + 1.2 * (0.25 + 0.75 * length / average.max(f64::MIN_POSITIVE)));
                }
            }
        }
        sums
    }
}

fn counted(unit: Unit, text: &str) -> HashMap<u32, f64> {
    let terms = unit.terms(text).0.into_iter();
    terms
        .map(|(term, count)| (term, f64::from(count)))
        .collect()
}

/// Adds scores with a weight.
pub(crate) fn add(sums: &mut [f64], scores: &[f64], weight: f64) {
    for (sum, score) in sums.iter_mut().zip(scores) {
        *sum += weight * score;
    }
}

/// The positions of the documents, the best first; of equal ones the first.
pub(crate) fn ranked(scores: &[f64]) -> Vec<usize> {
    let mut ranking: Vec<(usize, f64)> = scores.iter().copied().enumerate().collect();
    ranking.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    ranking.into_iter().map(|(document, _)| document).collect()
}
