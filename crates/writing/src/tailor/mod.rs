//! Tailors a résumé to a posting: proposals that a person accepts one by one. Nothing is written that is in no fact, and nothing is proposed for
//! names, employers, titles, dates, degrees and numbers of licences.

pub mod model;

mod operation;
mod rephrase;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::operation::{Mismatch, Operation};
use self::{
    model::{Bullet, Item, Resume, Section},
    rephrase::rephrased,
};
use crate::{
    compose::{Composer, Length, Options},
    fact::{Fact, FactKind},
    knowledge::Knowledge,
    language::Language,
    posting::Posting,
    refusal::Refusal,
    selection::{Rating, judged, rate},
    sentence::{Paragraph, Sentence, SentenceKind},
};

/// An item keeps at least so many statements.
const BULLETS_MIN: usize = 3;
const SUMMARY_MAX: usize = 3;

/// Why a change is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Reason {
    /// What the posting asks for comes first.
    ShowsRequirementFirst,
    /// It has nothing to do with the posting.
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
        let by_fact: BTreeMap<&str, &Rating> = ratings
            .iter()
            .map(|rating| (rating.fact.as_str(), rating))
            .collect();
        let shown = |id: &String| {
            ratings
                .iter()
                .any(|rating| rating.requirements.contains(id))
        };
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
        self.skills(resume).into_iter().for_each(&mut add);
        for section in &resume.sections {
            section_changes(section, &by_fact)
                .into_iter()
                .for_each(&mut add);
            for item in section.items.iter().filter(|item| !item.hidden) {
                item_changes(item, &by_fact).into_iter().for_each(&mut add);
                for bullet in item.bullets.iter().filter(|bullet| !bullet.hidden) {
                    self.words(bullet).into_iter().for_each(&mut add);
                }
            }
        }
        let judged = judged(&self.knowledge, self.posting, self.language, &ratings).into_iter();
        let (supported, missing) = judged.partition(shown);
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

    /// The skills that the posting asks for, first.
    fn skills(&self, resume: &Resume) -> Option<Change> {
        let taxonomy = self.knowledge.taxonomy;
        let shows = |name: &String| -> Vec<String> {
            let have = taxonomy.named_skill(name).map(taxonomy::Skill::id);
            let asked = self
                .posting
                .requirements
                .iter()
                .filter(|one| one.skill.is_some() && one.skill.as_ref() == have);
            asked.map(|one| one.id.clone()).collect()
        };
        let mut order = resume.skills.clone();
        order.sort_by_key(|name| shows(name).is_empty());
        let requirements: Vec<String> = order.iter().flat_map(shows).collect();
        (order != resume.skills).then_some((
            Operation::ReorderSkills { order },
            Reason::ShowsRequirementFirst,
            requirements,
        ))
    }

    fn summary(&self, resume: &Resume, ratings: &[Rating]) -> Option<Change> {
        let options = Options {
            language: self.language,
            tone: crate::compose::Tone::Plain,
            length: Length::Short,
            recipient: None,
            seed: 0,
        };
        let passes = |sentence: &Sentence| {
            (self.verify)(sentence)
                .iter()
                .all(|refusal| refusal.rule.is_warning())
        };
        let composer =
            Composer::new(self.knowledge, self.facts, self.posting, options)?.checked_by(&passes);
        let statement = |rating: &&Rating| {
            let fact = self.facts.iter().find(|fact| fact.id == rating.fact);
            fact.is_some_and(|fact| fact.kind == FactKind::Achievement)
                && !rating.requirements.is_empty()
        };
        let role = composer.role().into_iter();
        let mut chosen: Vec<&Rating> = ratings.iter().filter(statement).collect();
        chosen.sort_by_key(|rating| std::cmp::Reverse(rating.requirements.len()));
        let said = chosen.iter().filter_map(|rating| {
            composer.sentence(std::slice::from_ref(&rating.fact), Paragraph::Evidence, 0)
        });
        let sentences: Vec<Sentence> = role.chain(said).take(SUMMARY_MAX).collect();
        let requirements = chosen
            .iter()
            .take(SUMMARY_MAX)
            .flat_map(|rating| rating.requirements.clone())
            .collect();
        (sentences.len() >= 2 && joined(&sentences) != joined(&resume.summary)).then_some((
            Operation::SetSummary { sentences },
            Reason::SummarisesEvidence,
            requirements,
        ))
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

/// The text of sentences in a row.
#[must_use]
pub fn joined(sentences: &[Sentence]) -> String {
    let texts: Vec<&str> = sentences.iter().map(|one| one.text.as_str()).collect();
    texts.join(" ")
}

type Change = (Operation, Reason, Vec<String>);
type Ratings<'a> = BTreeMap<&'a str, &'a Rating>;

fn worth(bullet: &Bullet, ratings: &Ratings<'_>) -> f64 {
    let rating = ratings.get(bullet.fact.as_str());
    rating.map_or(0.0, |rating| {
        let shown = f64::from(u32::try_from(rating.requirements.len()).unwrap_or(u32::MAX));
        shown + rating.relevance
    })
}

fn shown(bullets: &[Bullet], ratings: &Ratings<'_>) -> Vec<String> {
    let found = bullets
        .iter()
        .filter_map(|bullet| ratings.get(bullet.fact.as_str()));
    let mut all: Vec<String> = found
        .flat_map(|rating| rating.requirements.clone())
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Items without dates, in another order: those with dates stay in the order of time.
fn section_changes(section: &Section, ratings: &Ratings<'_>) -> Option<Change> {
    let dated = section
        .items
        .iter()
        .any(|item| !item.record.dates.is_empty());
    if dated || section.items.len() < 2 {
        return None;
    }
    let worth_of = |item: &Item| {
        item.bullets
            .iter()
            .map(|bullet| worth(bullet, ratings))
            .fold(0.0, f64::max)
    };
    let mut sorted: Vec<&Item> = section.items.iter().collect();
    sorted.sort_by(|one, other| worth_of(other).total_cmp(&worth_of(one)));
    let order: Vec<String> = sorted.iter().map(|item| item.id.clone()).collect();
    let first = sorted
        .first()
        .map(|item| shown(&item.bullets, ratings))
        .unwrap_or_default();
    let changed = section.items.iter().map(|item| &item.id).ne(&order);
    changed.then(|| {
        (
            Operation::ReorderItems {
                parent: section.id.clone(),
                order,
            },
            Reason::ShowsRequirementFirst,
            first,
        )
    })
}

/// The statements that show most, first; those that have nothing to do with the posting are hidden while enough are left. One whose fact is not known
/// stays where it is: nothing tells what it is worth.
fn item_changes(item: &Item, ratings: &Ratings<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    let is_rated = |bullet: &&Bullet| ratings.contains_key(bullet.fact.as_str());
    let mut rated: Vec<&Bullet> = item.bullets.iter().filter(is_rated).collect();
    rated.sort_by(|one, other| worth(other, ratings).total_cmp(&worth(one, ratings)));
    let mut next = rated.into_iter();
    let sorted: Vec<&Bullet> = item
        .bullets
        .iter()
        .filter_map(|bullet| {
            if is_rated(&bullet) {
                next.next()
            } else {
                Some(bullet)
            }
        })
        .collect();
    let order: Vec<String> = sorted.iter().map(|bullet| bullet.id.clone()).collect();
    if item.bullets.iter().map(|bullet| &bullet.id).ne(&order) {
        let operation = Operation::ReorderItems {
            parent: item.id.clone(),
            order,
        };
        changes.push((
            operation,
            Reason::ShowsRequirementFirst,
            shown(&item.bullets, ratings),
        ));
    }
    let visible = sorted.iter().filter(|bullet| !bullet.hidden);
    let last = visible
        .skip(BULLETS_MIN)
        .filter(|bullet| is_rated(bullet) && worth(bullet, ratings) < f64::EPSILON);
    changes.extend(last.map(|bullet| {
        (
            Operation::HideItem {
                id: bullet.id.clone(),
            },
            Reason::NotRelevant,
            Vec::new(),
        )
    }));
    changes
}

#[cfg(test)]
mod tests;
