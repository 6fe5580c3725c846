//! Words that no posting has: while the last word is being typed, words that begin with it; else words that are spelled alike. Beside a word
//! that only few postings have, words that are spelled alike and much more frequent.

use analysis::{distance_within, is_function_word};
use reading::{place, skill};
use sea_orm::{Condition, ConnectionTrait};

use super::{
    fulltext,
    pattern::{Pattern, alternatives_of},
    statement,
    text::{Need, Reading, SearchText, Term},
};
use crate::{
    error::{Error, Result},
    features::jobs::{Jobs, entity::search_word},
};

/// Shortest word that typing errors are looked for in, and shortest with two of them.
const ONE_ERROR: usize = 4;
const TWO_ERRORS: usize = 8;
/// Shortest beginning that is completed.
const BEGINNING: usize = 2;
/// Most words that replace one.
const WORDS_MAX: usize = 5;
/// The same two lengths for a word that occurs: its two first letters must be right.
const RARE_ONE_ERROR: usize = 6;
const RARE_TWO_ERRORS: usize = 10;
/// Most postings that have a rare word.
const RARE_MAX: u64 = 20;
/// A word is much more frequent if at least this many times as many postings have it: the first number beside a word of one or two
/// postings, else the second.
const MORE_FREQUENT: [u64; 2] = [10, 100];

/// Words that a search took instead of one that no posting has, or beside one that few have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The word as typed.
    pub typed: String,
    /// The words that were searched for instead, any of them; with a `*` behind a beginning.
    pub words: Vec<String>,
    /// True if the word as typed was searched for as well.
    pub is_kept: bool,
}

impl SearchText {
    /// What was corrected.
    #[must_use]
    pub fn corrections(&self) -> Vec<Correction> {
        let corrected = self.terms.iter().filter(|term| !term.instead.is_empty());
        corrected
            .map(|term| Correction {
                typed: term.typed.clone(),
                words: term.instead.clone(),
                is_kept: term.reading == Reading::Widened,
            })
            .collect()
    }
}

impl Jobs {
    /// The query with other words for those that no posting has; `None` if every word occurs or nothing is like one.
    pub(super) async fn corrected(&self, text: &SearchText) -> Result<Option<SearchText>> {
        let mut corrected = text.clone();
        let mut any = false;
        for term in &mut corrected.terms {
            let Some(word) = term
                .word
                .clone()
                .filter(|_| term.need == Need::Must && term.reading == Reading::Word)
            else {
                continue;
            };
            if self.occurs(term.patterns.clone()).await? {
                continue;
            }
            if term.is_open
                && word.chars().count() >= BEGINNING
                && self.occurs(vec![Pattern::prefix(&word)]).await?
            {
                term.reading = Reading::Prefix;
                term.patterns = vec![Pattern::prefix(&word)];
                term.instead = vec![format!("{word}*")];
                any = true;
                continue;
            }
            let words = self.spelled_like(&word).await?;
            if !words.is_empty() {
                correct(term, words);
                any = true;
            }
        }
        Ok(any.then_some(corrected))
    }

    /// The query with words that are spelled alike beside its rare ones; `None` if none is rare or has such words. The words alone decide,
    /// not the page, so that all pages are of one list. `found` is the number of rows of a page, and `all` that of all matches, if known.
    pub(super) async fn widened(
        &self,
        text: &SearchText,
        found: usize,
        all: Option<u64>,
    ) -> Result<Option<SearchText>> {
        // A query has at most as many matches as each of its words.
        if u64::try_from(found).is_ok_and(|found| found > RARE_MAX) {
            return Ok(None);
        }
        let mut widened = text.clone();
        let mut any = false;
        let is_alone = text.terms.len() == 1;
        for term in &mut widened.terms {
            let Some(word) = term.word.clone().filter(|word| may_be_typo(term, word)) else {
                continue;
            };
            let known = all.filter(|_| is_alone);
            let count = match known {
                Some(count) => count,
                None => {
                    self.postings_with(term.patterns.clone(), RARE_MAX + 1)
                        .await?
                }
            };
            let [few, some] = MORE_FREQUENT;
            let wanted = match count {
                1 | 2 => few * count,
                3..=RARE_MAX => some * count,
                _ => continue,
            };
            let words = self.much_more_frequent(term, &word, wanted).await?;
            if !words.is_empty() {
                let patterns = words.iter().flat_map(|word| alternatives_of(word));
                term.patterns.extend(patterns);
                term.reading = Reading::Widened;
                term.instead = words;
                any = true;
            }
        }
        Ok(any.then_some(widened))
    }

    /// Words that begin like this one, with the fewest errors, that at least this many postings have.
    async fn much_more_frequent(
        &self,
        term: &Term,
        word: &str,
        wanted: u64,
    ) -> Result<Vec<String>> {
        let max = if word.chars().count() >= RARE_TWO_ERRORS {
            2
        } else {
            1
        };
        let head: String = word.chars().take(2).collect();
        let near = self
            .near(word, max, false)
            .await?
            .into_iter()
            .filter(|(_, other)| {
                let others = alternatives_of(other);
                other.starts_with(&head) && !term.patterns.iter().any(|own| others.contains(own))
            });
        self.nearest(near, alternatives_of, wanted).await
    }

    /// Words of open postings with the fewest errors.
    async fn spelled_like(&self, word: &str) -> Result<Vec<String>> {
        let max = match word.chars().count() {
            TWO_ERRORS.. => 2,
            ONE_ERROR.. => 1,
            _ => return Ok(Vec::new()),
        };
        let near = self.near(word, max, true).await?.into_iter();
        // The list also has words of postings that are closed.
        self.nearest(near, |other| vec![Pattern::word(other)], 1)
            .await
    }

    /// Of words with their numbers of errors, fewest first, those with the fewest that at least this many open postings have.
    async fn nearest(
        &self,
        near: impl Iterator<Item = (usize, String)> + Send,
        patterns_of: fn(&str) -> Vec<Pattern>,
        wanted: u64,
    ) -> Result<Vec<String>> {
        let mut found: Vec<String> = Vec::new();
        let mut nearest = None;
        for (distance, other) in near.take(WORDS_MAX * 4) {
            if found.len() == WORDS_MAX || nearest.is_some_and(|nearest| distance > nearest) {
                break;
            }
            if self.postings_with(patterns_of(&other), wanted).await? >= wanted {
                nearest = Some(distance);
                found.push(other);
            }
        }
        Ok(found)
    }

    /// Words within this number of errors of a word, with their numbers, fewest first; those with an error at the beginning only `by_end`.
    async fn near(&self, word: &str, max: i32, by_end: bool) -> Result<Vec<(usize, String)>> {
        let known = search_word::like(self.platform.db.conn(), word, max, by_end).await?;
        let allowed = usize::try_from(max).unwrap_or_default();
        let own = letters(word);
        let mut near: Vec<(usize, String)> = known
            .into_iter()
            // An error takes one letter away and adds one, at most.
            .filter(|other| (letters(other) ^ own).count_ones().cast_signed() <= 2 * max)
            .filter_map(|other| Some((distance_within(word, &other, allowed)?, other)))
            .filter(|(distance, _)| *distance > 0)
            .collect();
        near.sort();
        Ok(near)
    }

    /// True if an open posting has one of these.
    async fn occurs(&self, patterns: Vec<Pattern>) -> Result<bool> {
        Ok(self.postings_with(patterns, 1).await? > 0)
    }

    /// The number of open postings that have one of these, at most `limit`.
    async fn postings_with(&self, patterns: Vec<Pattern>, limit: u64) -> Result<u64> {
        let db = &self.platform.db;
        let text = SearchText::of_patterns(patterns);
        let wanted = fulltext::Wanted {
            text: Some(&text),
            clauses: Vec::new(),
            rows: Condition::all(),
            narrowed: None,
            by_rank: false,
            newest: false,
            most: limit,
            windows: &self.windows(),
        };
        let counted = statement::number_of(fulltext::matches(&wanted, db.backend()));
        let row = db.conn().query_one(&counted).await?;
        let number: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
        u64::try_from(number).map_err(Error::internal)
    }
}

/// True for a demanded word that is long enough and no name of a skill, a place or a language, and no function word.
fn may_be_typo(term: &Term, word: &str) -> bool {
    term.need == Need::Must
        && term.reading == Reading::Word
        && word.chars().count() >= RARE_ONE_ERROR
        && !is_function_word(word)
        && skill::find(&term.typed).is_none()
        && place::country(&term.typed).is_none()
        && place::find(&term.typed).is_empty()
}

/// The set of the letters of a word.
fn letters(word: &str) -> u64 {
    word.chars()
        .fold(0, |letters, c| letters | 1 << (u32::from(c) % 64))
}

fn correct(term: &mut Term, words: Vec<String>) {
    term.reading = Reading::Corrected;
    term.patterns = words
        .iter()
        .flat_map(|word| alternatives_of(word))
        .collect();
    term.instead = words;
}
