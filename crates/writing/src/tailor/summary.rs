//! The summary of a résumé.

use std::collections::BTreeSet;

use super::{Change, Operation, Reason, Tailor, joined, model::Resume, order::is_strong};
use crate::{
    compose::{Composer, Length, Options, Tone},
    fact::{Fact, FactKind},
    selection::Rating,
    sentence::Sentence,
};

const STATEMENTS_MAX: usize = 2;

impl Tailor<'_> {
    /// A summary of the facts that show most, if there is none or only one that was proposed earlier: the words of a person stay.
    pub(super) fn summary(&self, resume: &Resume, ratings: &[Rating]) -> Option<Change> {
        if !resume.summary.is_empty() && !resume.summary_is_proposed {
            return None;
        }
        let (facts, requirements) = self.best(ratings);
        let passes = |sentence: &Sentence| {
            let mut found = (self.verify)(sentence).into_iter();
            found.all(|refusal| refusal.rule.is_warning())
        };
        let options = Options {
            language: self.language,
            tone: Tone::Plain,
            length: Length::Short,
            recipient: None,
            seed: seed(&self.posting.title, &self.posting.company),
        };
        let composer = Composer::new(self.knowledge, self.facts, self.posting, options)?;
        let sentences = composer.checked_by(&passes).summary(&facts);
        let cited = |id: &String| sentences.iter().any(|sentence| sentence.facts.contains(id));
        let is_enough = sentences.len() >= 2 && facts.iter().any(cited);
        (is_enough && joined(&sentences) != joined(&resume.summary)).then_some((
            Operation::SetSummary { sentences },
            Reason::SummarisesEvidence,
            requirements,
        ))
    }

    /// The statements that together show most requirements, those with a number or a result first, and what they show.
    fn best(&self, ratings: &[Rating]) -> (Vec<String>, Vec<String>) {
        let statement = |rating: &&Rating| -> Option<&Fact> {
            let mut facts = self.facts.iter();
            let fact = facts.find(|fact| fact.id == rating.fact)?;
            (fact.kind == FactKind::Achievement && !rating.requirements.is_empty()).then_some(fact)
        };
        let mut open: Vec<(&Rating, &Fact)> = ratings
            .iter()
            .filter_map(|rating| Some((rating, statement(&rating)?)))
            .collect();
        let mut shown: BTreeSet<&String> = BTreeSet::new();
        let mut facts = Vec::new();
        while facts.len() < STATEMENTS_MAX {
            let new = |rating: &Rating| {
                let requirements = rating.requirements.iter();
                requirements.filter(|id| !shown.contains(id)).count()
            };
            // The first of the best.
            let best = open
                .iter()
                .enumerate()
                .rev()
                .max_by_key(|(_, (rating, fact))| {
                    (new(rating), is_strong(&fact.text), fact.current, fact.to)
                });
            let Some((at, (rating, _))) = best.filter(|(_, (rating, _))| new(rating) > 0) else {
                break;
            };
            facts.push(rating.fact.clone());
            shown.extend(&rating.requirements);
            open.remove(at);
        }
        (facts, shown.into_iter().cloned().collect())
    }
}

/// The same posting gives the same words.
fn seed(title: &str, company: &str) -> u64 {
    let bytes = title.bytes().chain(company.bytes());
    bytes.fold(17, |seed: u64, byte| {
        seed.wrapping_mul(31).wrapping_add(u64::from(byte))
    })
}
