//! Makes proposals. The facts are those of the profile as it is now; what a résumé says beyond them is neither reworded nor hidden.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use chrono::Datelike;
use writing::{
    fact::{Fact, PartialDate},
    knowledge::Knowledge,
    language::Language,
    selection::Selection,
    tailor::{self, Operation, Tailor, model::Resume},
    verifier::{Guarded, Verifier},
};

use super::{describe::described, model};
use crate::{
    error::{Error, Result},
    features::{
        jobs::PostingRow,
        matching,
        users::Today,
        writing::{
            letters::{Grounds, posting_of, version_of},
            resumes::Content,
            tailoring::{Body, Proposal, entity::content::FORM},
        },
    },
    platform::clock::Clock,
    types::id::ProposalId,
};

/// Maximum proposals of a tailoring.
const PROPOSALS_MAX: usize = 100;

/// What proposals are made of.
pub(super) struct Subject {
    pub content: Arc<Content>,
    /// True if the summary of the content was proposed earlier.
    pub summary_is_proposed: bool,
    pub posting: PostingRow,
    /// All facts of the profile, and what the posting asks for.
    pub grounds: Grounds,
    pub knowledge: Arc<matching::Knowledge>,
    pub today: Today,
}

/// The proposals for a résumé.
pub(super) fn proposed(subject: Subject, clock: &Clock) -> Result<Body> {
    let Subject {
        content,
        summary_is_proposed,
        posting,
        mut grounds,
        knowledge,
        today,
    } = subject;
    let tag = content.language.tag();
    let language = Language::of(tag)
        .ok_or_else(|| Error::internal(format!("there are no words of the language {tag}")))?;
    let posting = posting_of(&posting.title, &posting.company_name, &grounds, &knowledge);
    let known = Knowledge {
        taxonomy: &knowledge.taxonomy,
        dictionary: &knowledge.dictionary,
    };
    let facts: Vec<Fact> = grounds.facts.iter().map(without_version).collect();
    let day = today.day();
    let today = PartialDate::month(day.year(), day.month());
    let guarded = Guarded::default();
    let verifier = Verifier::new(&facts, &posting, language, known, guarded, today);
    let resume = Resume {
        summary_is_proposed,
        ..with_variants(model::of(&content), &facts)
    };
    let tailor = Tailor {
        knowledge: known,
        facts: &facts,
        posting: &posting,
        language,
        verify: &|sentence| verifier.verify(sentence),
    };
    let found = tailor.propose(&resume);
    let ids: HashMap<&str, &str> = facts
        .iter()
        .zip(&grounds.facts)
        .map(|(plain, fact)| (plain.id.as_str(), fact.id.as_str()))
        .collect();
    let stored = |proposal: tailor::Proposal| {
        let facts = cited(&proposal.operation, &resume).into_iter();
        let facts = facts.filter_map(|id| ids.get(id.as_str()));
        let about = described(&proposal.operation, &resume);
        Proposal {
            id: ProposalId(clock.new_id()),
            facts: facts.map(|id| (*id).to_owned()).collect(),
            operation: proposal.operation,
            base_hash: proposal.base_hash,
            reason: proposal.reason,
            requirements: distinct(proposal.requirements),
            warnings: proposal.warnings,
            place: about.place,
            before: about.before,
            after: about.after,
            model: None,
        }
    };
    let proposals = found.proposals.into_iter().take(PROPOSALS_MAX).map(stored);
    let proposals: Vec<Proposal> = proposals.collect();
    let kept: BTreeSet<&String> = proposals.iter().flat_map(|one| &one.facts).collect();
    grounds.facts.retain(|fact| kept.contains(&fact.id));
    grounds.selection = Selection {
        choices: Vec::new(),
        supported: found.supported,
        missing: found.missing,
    };
    Ok(Body {
        form: FORM,
        proposals,
        grounds,
    })
}

/// A fact whose id has no version, as statements name it.
pub(super) fn without_version(fact: &Fact) -> Fact {
    let id = version_of(&fact.id).map(|(evidence, _)| evidence.to_string());
    Fact {
        id: id.unwrap_or_else(|| fact.id.clone()),
        ..fact.clone()
    }
}

/// The résumé with what the profile says in other words than a statement.
fn with_variants(mut resume: Resume, facts: &[Fact]) -> Resume {
    let texts: HashMap<&str, &str> = facts
        .iter()
        .map(|fact| (fact.id.as_str(), fact.text.as_str()))
        .collect();
    let items = resume
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.items);
    for bullet in items.flat_map(|item| &mut item.bullets) {
        let other = texts.get(bullet.fact.as_str());
        let other = other.filter(|text| **text != bullet.text);
        bullet.variants.extend(other.map(|text| (*text).to_owned()));
    }
    resume
}

/// The facts that new words rest on.
fn cited(operation: &Operation, resume: &Resume) -> Vec<String> {
    let facts = match operation {
        Operation::RephraseBullet { fact_id, .. } => vec![fact_id.clone()],
        Operation::PickVariant { bullet, .. } => resume
            .bullet(bullet)
            .map(|bullet| bullet.fact.clone())
            .into_iter()
            .collect(),
        Operation::SetSummary { sentences } => {
            sentences.iter().flat_map(|one| one.facts.clone()).collect()
        }
        Operation::ReorderItems { .. }
        | Operation::HideItem { .. }
        | Operation::ReorderSkills { .. } => Vec::new(),
    };
    distinct(facts)
}

/// The values, each once.
pub(super) fn distinct(values: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let is_new = |value: &String| seen.insert(value.clone());
    values.into_iter().filter(is_new).collect()
}
