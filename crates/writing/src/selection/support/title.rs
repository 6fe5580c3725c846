//! Titles that a posting asks for.

use taxonomy::{Taxonomy, TitleId};

use crate::fact::{Fact, FactKind};

/// The longest title, in words.
const WORDS_MAX: usize = 5;
/// Levels that a title without them does not show.
const LEVELS: &str = "senior lead head principal chief staff director leiter leiterin leitende leitender oberarzt chef";

/// A title.
pub(super) struct Wanted {
    id: TitleId,
    levels: Vec<String>,
}

impl Wanted {
    /// The title that a text is.
    pub fn of(text: &str, taxonomy: &Taxonomy) -> Option<Self> {
        let text = text.trim().trim_end_matches(['.', ',', ';']);
        if text.split_whitespace().count() > WORDS_MAX {
            return None;
        }
        let title = taxonomy.named_title(text)?;
        Some(Self {
            id: title.id().clone(),
            levels: levels(text),
        })
    }

    /// True if a fact is a role with it.
    pub fn is_shown_by(&self, fact: &Fact, taxonomy: &Taxonomy) -> bool {
        if fact.kind != FactKind::Role {
            return false;
        }
        let titles = [fact.title.as_deref(), Some(fact.text.as_str())];
        titles.into_iter().flatten().any(|held| {
            let same = taxonomy
                .named_title(held)
                .is_some_and(|title| *title.id() == self.id);
            let has = levels(held);
            same && self.levels.iter().all(|level| has.contains(level))
        })
    }
}

fn levels(title: &str) -> Vec<String> {
    let read = analysis::analyse(title);
    let words = read.tokens.into_iter().map(|token| token.word);
    words
        .filter(|word| LEVELS.split_ascii_whitespace().any(|one| one == word))
        .collect()
}
