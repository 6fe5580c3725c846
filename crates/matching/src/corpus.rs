//! How often skills, words and n-grams occur in all postings: what is rare says more.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::prepared::Posting;

/// Terms in fewer postings than this are left out of a stored corpus; they count as rare.
const MENTIONS_MIN: u32 = 2;

/// Counts over all postings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Corpus {
    /// The number of postings.
    pub postings: u32,
    /// The average number of words.
    pub length: f64,
    skills: FxHashMap<String, u32>,
    words: FxHashMap<u32, u32>,
    grams: FxHashMap<u32, u32>,
}

impl Corpus {
    /// Counts postings.
    #[must_use]
    pub fn of<'a>(postings: impl IntoIterator<Item = &'a Posting>) -> Self {
        let mut counted = Self::default();
        for posting in postings {
            counted.add(posting);
        }
        counted.finish();
        counted
    }

    /// Counts one more posting. After the last one, [`Self::finish`] must be called.
    pub fn add(&mut self, posting: &Posting) {
        self.postings += 1;
        self.length += f64::from(posting.words.total());
        for demand in &posting.skills {
            match self.skills.get_mut(&demand.skill) {
                Some(count) => *count += 1,
                None => {
                    self.skills.insert(demand.skill.clone(), 1);
                }
            }
        }
        for (word, _) in &posting.words.0 {
            *self.words.entry(*word).or_default() += 1;
        }
        for (gram, _) in &posting.title_grams.0 {
            *self.grams.entry(*gram).or_default() += 1;
        }
    }

    /// Ends the count: computes the average length and leaves out what is in one posting only.
    pub fn finish(&mut self) {
        self.length /= f64::from(self.postings.max(1));
        self.words.retain(|_, count| *count >= MENTIONS_MIN);
        self.grams.retain(|_, count| *count >= MENTIONS_MIN);
    }

    /// How much a skill says, at least a half and at most 2: a skill of every posting says little.
    #[must_use]
    pub fn skill_idf(&self, skill: &str) -> f64 {
        let count = self.skills.get(skill).copied().unwrap_or_default();
        let share = self.idf(count) / self.idf(0).max(f64::MIN_POSITIVE);
        if self.postings == 0 {
            1.0
        } else {
            0.5 + 1.5 * share.clamp(0.0, 1.0)
        }
    }

    /// How much a word says.
    #[must_use]
    pub fn word_idf(&self, word: u32) -> f64 {
        self.idf(self.words.get(&word).copied().unwrap_or(1))
    }

    /// How much an n-gram of a title says.
    #[must_use]
    pub fn gram_idf(&self, gram: u32) -> f64 {
        self.idf(self.grams.get(&gram).copied().unwrap_or(1))
    }

    fn idf(&self, count: u32) -> f64 {
        let (all, count) = (f64::from(self.postings), f64::from(count));
        (1.0 + (all - count.min(all) + 0.5) / (count + 0.5)).ln()
    }
}
