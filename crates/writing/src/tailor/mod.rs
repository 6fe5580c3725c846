//! Tailors a résumé to a posting: proposals that a person accepts one by one. Nothing is written that is in no fact, and nothing is proposed for
//! names, employers, titles, dates, degrees and numbers of licences.

pub mod model;

mod operation;
mod order;
mod rephrase;
mod summary;

use serde::{Deserialize, Serialize};
use taxonomy::Taxonomy;

pub use self::operation::{Mismatch, Operation};
use self::{
    model::{Bullet, Resume},
    order::Worth,
    rephrase::{is_of_person, rephrased},
};
use crate::{
    fact::Fact,
    knowledge::Knowledge,
    language::Language,
    posting::Posting,
    refusal::Refusal,
    selection::{judged, rate},
    sentence::{Paragraph, Sentence, SentenceKind},
};

/// Why a change is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Reason {
    /// What the posting asks for comes first.
    ShowsRequirementFirst,
    /// The other statements of the item show what is asked, and it has nothing to do with the posting.
    NotRelevant,
    /// The other words name more of what the posting asks for.
    NamesMoreRequirements,
    /// It is in the usual form of a résumé then.
    UsualForm,
    /// The facts that matter most for the posting.
    SummarisesEvidence,
}

/// A proposed change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The change.
    pub operation: Operation,
    /// The hash of what it changes, as it was.
    pub base_hash: String,
    /// Why.
    pub reason: Reason,
    /// The ids of the requirements that it is about.
    pub requirements: Vec<String>,
    /// What the verifier says about new words; refused ones are not proposed, so these are warnings. Their places are in the sentences joined by spaces.
    pub warnings: Vec<Refusal>,
}

impl Proposal {
    /// The résumé with the change.
    pub fn apply(&self, resume: &Resume) -> Result<Resume, Mismatch> {
        self.operation.apply(resume, &self.base_hash)
    }
}

/// Proposals for a posting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tailoring {
    /// The changes, in the order of the résumé.
    pub proposals: Vec<Proposal>,
    /// The ids of the requirements that facts show.
    pub supported: Vec<String>,
    /// The ids of the requirements that no fact shows. They are never written into the résumé.
    pub missing: Vec<String>,
}

/// What the verifier finds in a sentence.
pub type Verify<'a> = dyn Fn(&Sentence) -> Vec<Refusal> + 'a;

/// A change, why it is proposed, and the requirements that it is about.
type Change = (Operation, Reason, Vec<String>);

/// What is tailored, to what.
pub struct Tailor<'a> {
    /// The skills.
    pub knowledge: Knowledge<'a>,
    /// All facts of the person.
    pub facts: &'a [Fact],
    /// The posting.
    pub posting: &'a Posting,
    /// The language of the résumé.
    pub language: &'static Language,
    /// The verifier.
    pub verify: &'a Verify<'a>,
}

impl Tailor<'_> {
    /// Proposals for a résumé.
    #[must_use]
    pub fn propose(&self, resume: &Resume) -> Tailoring {
        let ratings = rate(&self.knowledge, self.facts, self.posting, self.language);
        let worth = Worth::new(self.facts, &ratings);
        let shown = |id: &String| {
            ratings
                .iter()
                .any(|rating| rating.requirements.contains(id))
        };
        let judged = judged(&self.knowledge, self.posting, self.language, &ratings).into_iter();
        let (supported, missing): (Vec<String>, Vec<String>) = judged.partition(shown);
        let mut proposals = Vec::new();
        let mut add = |(operation, reason, requirements): Change| {
            if let (Some(base_hash), Some(warnings)) = (
                operation.base_hash(resume),
                self.verdict(resume, &operation),
            ) {
                proposals.push(Proposal {
                    operation,
                    base_hash,
                    reason,
                    requirements,
                    warnings,
                });
            }
        };
        self.summary(resume, &ratings)
            .into_iter()
            .for_each(&mut add);
        self.skills(resume, &supported)
            .into_iter()
            .for_each(&mut add);
        for section in &resume.sections {
            order::of_section(section, &worth)
                .into_iter()
                .for_each(&mut add);
            for item in section.items.iter().filter(|item| !item.hidden) {
                order::of_item(item, &worth).into_iter().for_each(&mut add);
                for bullet in item.bullets.iter().filter(|bullet| !bullet.hidden) {
                    self.words(bullet).into_iter().for_each(&mut add);
                }
            }
        }
        Tailoring {
            proposals,
            supported,
            missing,
        }
    }

    /// The warnings about new words; none if they are refused.
    fn verdict(&self, resume: &Resume, operation: &Operation) -> Option<Vec<Refusal>> {
        let claim = |fact: &str, text: &str| Sentence {
            text: text.to_owned(),
            kind: SentenceKind::Claim,
            paragraph: Paragraph::Evidence,
            facts: vec![fact.to_owned()],
            posting: Vec::new(),
        };
        let new = match operation {
            Operation::RephraseBullet {
                fact_id, new_text, ..
            } => vec![claim(fact_id, new_text)],
            Operation::PickVariant { bullet, text } => {
                vec![claim(&resume.bullet(bullet)?.fact, text)]
            }
            Operation::SetSummary { sentences } => sentences.clone(),
            _ => Vec::new(),
        };
        let (mut found, mut at) = (Vec::new(), 0);
        for sentence in &new {
            let of_sentence = (self.verify)(sentence).into_iter();
            found.extend(of_sentence.map(|refusal| Refusal {
                start: at + refusal.start,
                end: at + refusal.end,
                ..refusal
            }));
            at += sentence.text.len() + 1;
        }
        found
            .iter()
            .all(|refusal| refusal.rule.is_warning())
            .then_some(found)
    }

    /// Better words of a statement.
    fn words(&self, bullet: &Bullet) -> Option<Change> {
        let named = |text: &str| -> Vec<String> {
            let skills: Vec<_> = self
                .knowledge
                .dictionary
                .mentions(text)
                .into_iter()
                .map(|mention| mention.entry.slug.clone())
                .collect();
            let asked = self.posting.requirements.iter().filter(|one| {
                one.skill
                    .as_ref()
                    .is_some_and(|id| skills.iter().any(|have| have == id.as_str()))
            });
            asked.map(|one| one.id.clone()).collect()
        };
        let own = named(&bullet.text);
        let better = bullet
            .variants
            .iter()
            .map(|text| (named(text), text))
            .filter(|(found, _)| found.len() > own.len());
        if let Some((found, text)) = better.max_by_key(|(found, _)| found.len()) {
            let operation = Operation::PickVariant {
                bullet: bullet.id.clone(),
                text: text.clone(),
            };
            return Some((operation, Reason::NamesMoreRequirements, found));
        }
        let new_text = rephrased(&bullet.text, self.knowledge.taxonomy)?;
        let operation = Operation::RephraseBullet {
            bullet: bullet.id.clone(),
            fact_id: bullet.fact.clone(),
            new_text,
        };
        Some((operation, Reason::UsualForm, own))
    }
}

/// True if a statement is in the usual form of a résumé: no "I" and no "my", no fillers, no capitals only.
#[must_use]
pub fn is_in_usual_form(text: &str, taxonomy: &Taxonomy) -> bool {
    !is_of_person(text) && rephrased(text, taxonomy).is_none()
}

/// The text of sentences in a row.
#[must_use]
pub fn joined(sentences: &[Sentence]) -> String {
    let texts: Vec<&str> = sentences.iter().map(|one| one.text.as_str()).collect();
    texts.join(" ")
}

#[cfg(test)]
mod tests;
