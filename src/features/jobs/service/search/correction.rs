//! Words that no posting has: while the last word is being typed, words that begin with it; else words that are spelled alike.

use analysis::distance_within;
use sea_orm::ConnectionTrait;

use super::{
    fulltext,
    pattern::{Pattern, alternatives_of},
    text::{Need, Reading, SearchText, Term},
    window::Windows,
};
use crate::{
    error::Result,
    features::jobs::{Jobs, entity::search_word},
};

/// Shortest word that typing errors are looked for in, and shortest with two of them.
const ONE_ERROR: usize = 4;
const TWO_ERRORS: usize = 8;
/// Shortest beginning that is completed.
const BEGINNING: usize = 2;
/// Most words that replace one.
const WORDS_MAX: usize = 5;

/// Words that a search took instead of one that no posting has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The word as typed.
    pub typed: String,
    /// The words that were searched for instead, any of them; with a `*` behind a beginning.
    pub words: Vec<String>,
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

    /// Words of open postings with the fewest errors.
    async fn spelled_like(&self, word: &str) -> Result<Vec<String>> {
        let max = match word.chars().count() {
            TWO_ERRORS.. => 2,
            ONE_ERROR.. => 1,
            _ => return Ok(Vec::new()),
        };
        let known = search_word::like(self.platform.db.conn(), word, max).await?;
        let allowed = usize::try_from(max).unwrap_or_default();
        let mut near: Vec<(usize, String)> = known
            .into_iter()
            .filter_map(|other| Some((distance_within(word, &other, allowed)?, other)))
            .filter(|(distance, _)| *distance > 0)
            .collect();
        near.sort();
        let mut found: Vec<String> = Vec::new();
        let mut nearest = None;
        for (distance, other) in near.into_iter().take(WORDS_MAX * 4) {
            if found.len() == WORDS_MAX || nearest.is_some_and(|nearest| distance > nearest) {
                break;
            }
            // The list also has words of postings that are closed.
            if self.occurs(vec![Pattern::word(&other)]).await? {
                nearest = Some(distance);
                found.push(other);
            }
        }
        Ok(found)
    }

    /// True if an open posting has one of these.
    async fn occurs(&self, patterns: Vec<Pattern>) -> Result<bool> {
        let db = &self.platform.db;
        let text = SearchText::of_patterns(patterns);
        let wanted = fulltext::Wanted {
            text: &text,
            narrowed: None,
            by_rank: false,
            most: 1,
            windows: &Windows::default(),
        };
        let one = fulltext::matches(&wanted, db.backend());
        Ok(db.conn().query_one(&one).await?.is_some())
    }
}

fn correct(term: &mut Term, words: Vec<String>) {
    term.reading = Reading::Corrected;
    term.patterns = words
        .iter()
        .flat_map(|word| alternatives_of(word))
        .collect();
    term.instead = words;
}
