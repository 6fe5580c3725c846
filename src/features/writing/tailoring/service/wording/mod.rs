//! What language models are asked for a tailoring: other words for the statements that it proposes to reword, and for the summary. They are only sent facts
//! that proposals cite, the statements, and what the posting asks for, not its text. What they write is verified like the sentences of letters.

mod answer;
pub(in crate::features::writing::tailoring) mod request;
mod write;

use std::{collections::HashMap, sync::Arc};

use ::models::{
    Task,
    lines::Line,
    prompt::{self, Prompt, repair},
};
use chrono::Datelike;
use writing::{
    fact::{Fact, PartialDate},
    knowledge::Knowledge,
    language::Language,
    posting::Posting,
    refusal::{Refusal, Rule},
    sentence::{Paragraph, Sentence, SentenceKind},
    tailor::{Operation, is_in_usual_form, joined},
    verifier::{Guarded, Verifier},
};

use super::propose::{distinct, without_version};
use crate::{
    error::{Error, Result},
    features::{
        matching,
        users::{Today, UserRow},
        writing::{
            self as documents,
            letters::posting_of,
            models::{
                AiTask, Data, RefusedLine, Subject, broken_rules, instructions, names_nobody,
                with_codes,
            },
            tailoring::{Body, Proposal},
        },
    },
};

/// Maximum requests for one tailoring, without repairs.
const ASKED_MAX: usize = 8;
/// Maximum words of a statement.
const STATEMENT_WORDS_MAX: usize = 40;
/// The least and most sentences of a summary.
const SUMMARY_SENTENCES: std::ops::RangeInclusive<usize> = 2..=4;

/// What a tailoring is worded with.
pub(super) struct Wording {
    knowledge: Arc<matching::Knowledge>,
    today: PartialDate,
    language: &'static Language,
    posting: Posting,
    facts: Vec<Fact>,
    /// The ids of facts with their versions, by those without.
    versions: HashMap<String, String>,
    /// What is asked, in the order of the proposals.
    pub asked: Vec<Asked>,
}

/// What the words are for.
pub(super) struct About<'a> {
    pub title: &'a str,
    pub company: &'a str,
    pub language: documents::Language,
}

/// What a model is asked for one proposal.
pub(super) struct Asked {
    /// The proposal.
    pub proposal: Proposal,
    data: Data,
    /// The statement that gets other words; none for a summary.
    statement: Option<String>,
}

impl Wording {
    /// What is asked for these proposals.
    pub fn new(
        about: &About<'_>,
        body: &Body,
        user: &UserRow,
        (knowledge, today): (Arc<matching::Knowledge>, Today),
    ) -> Result<Self> {
        let tag = about.language.tag();
        let language = Language::of(tag)
            .ok_or_else(|| Error::internal(format!("there are no words of the language {tag}")))?;
        let day = today.day();
        let facts: Vec<Fact> = body.grounds.facts.iter().map(without_version).collect();
        let mut wording = Self {
            posting: posting_of(about.title, about.company, &body.grounds, &knowledge),
            versions: facts
                .iter()
                .zip(&body.grounds.facts)
                .map(|(plain, fact)| (plain.id.clone(), fact.id.clone()))
                .collect(),
            facts,
            today: PartialDate::month(day.year(), day.month()),
            asked: Vec::new(),
            knowledge,
            language,
        };
        let verifier = wording.verifier(Guarded::default());
        let asked = |proposal: &Proposal| wording.asked_for(proposal, &verifier, user);
        wording.asked = body
            .proposals
            .iter()
            .filter_map(asked)
            .take(ASKED_MAX)
            .collect();
        Ok(wording)
    }

    /// What is asked for a proposal; none if it has no new words, or if what would be sent says who the person is.
    fn asked_for(
        &self,
        proposal: &Proposal,
        verifier: &Verifier<'_>,
        user: &UserRow,
    ) -> Option<Asked> {
        let (statement, facts) = match &proposal.operation {
            Operation::RephraseBullet { fact_id, .. } => {
                let statement = proposal.before.first()?;
                if !names_nobody(statement, verifier, user) {
                    return None;
                }
                let facts = self.facts.iter().filter(|fact| fact.id == *fact_id);
                (Some(statement.clone()), facts.cloned().collect())
            }
            Operation::SetSummary { .. } => (None, self.facts.clone()),
            _ => return None,
        };
        let subject = Subject {
            purpose: "boundary of a tailoring",
            facts: &facts,
            posting: &self.posting,
            text: "",
            language: self.language,
        };
        let data = Data::new(&subject, verifier, user);
        (!data.is_empty()).then(|| Asked {
            proposal: proposal.clone(),
            data,
            statement,
        })
    }

    /// The sentence of a line, and the rules that it breaks; none if it is accepted.
    pub fn judged(&self, asked: &Asked, line: &Line) -> (Sentence, Vec<Rule>) {
        let sentence = asked.sentence(line);
        let prompts = [asked.prompt(), asked.repair(&[])];
        let texts = instructions(&prompts);
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let verifier = self.verifier(Guarded {
            texts: &texts,
            boundaries: &[asked.data.boundary().as_str()],
        });
        let mut rules = broken_rules(&verifier, &asked.data, &sentence);
        if rules.is_empty() && asked.is_statement() && !self.is_statement(&sentence.text) {
            rules.push(Rule::Form);
        }
        (sentence, rules)
    }

    /// True for the form of a statement in a résumé.
    fn is_statement(&self, text: &str) -> bool {
        let words = text.split_whitespace().count();
        words <= STATEMENT_WORDS_MAX && is_in_usual_form(text, &self.knowledge.taxonomy)
    }

    /// The proposal with these sentences of a model; none if they are too few or too many, or say what is there already.
    pub fn worded(&self, asked: &Asked, sentences: &[Sentence]) -> Option<Proposal> {
        let mut proposal = asked.proposal.clone();
        match &mut proposal.operation {
            Operation::RephraseBullet { new_text, .. } => {
                new_text.clone_from(&sentences.first()?.text);
                proposal.after = vec![new_text.clone()];
            }
            Operation::SetSummary { sentences: new } => {
                if !SUMMARY_SENTENCES.contains(&sentences.len()) {
                    return None;
                }
                *new = sentences.to_vec();
                proposal.after = vec![joined(new)];
            }
            _ => return None,
        }
        let is_known = proposal.after == asked.proposal.after || proposal.after == proposal.before;
        if is_known {
            return None;
        }
        let said = if asked.is_statement() {
            sentences.get(..1).unwrap_or_default()
        } else {
            sentences
        };
        let (verifier, mut at) = (self.verifier(Guarded::default()), 0);
        proposal.warnings.clear();
        for sentence in said {
            let found = verifier.verify(sentence).into_iter();
            proposal.warnings.extend(found.map(|one| Refusal {
                start: at + one.start,
                end: at + one.end,
                ..one
            }));
            at += sentence.text.len() + 1;
        }
        proposal.facts = self.cited(said);
        Some(proposal)
    }

    /// The facts that sentences cite, in their versions, each once.
    fn cited(&self, sentences: &[Sentence]) -> Vec<String> {
        let cited = sentences.iter().flat_map(|one| &one.facts);
        let versions = cited.filter_map(|id| self.versions.get(id).cloned());
        distinct(versions.collect())
    }

    fn verifier(&self, guarded: Guarded<'_>) -> Verifier<'_> {
        let knowledge = Knowledge {
            taxonomy: &self.knowledge.taxonomy,
            dictionary: &self.knowledge.dictionary,
        };
        Verifier::new(
            &self.facts,
            &self.posting,
            self.language,
            knowledge,
            guarded,
            self.today,
        )
    }
}

impl Asked {
    /// True if a statement gets other words, false for a summary.
    pub const fn is_statement(&self) -> bool {
        self.statement.is_some()
    }

    /// What it is in the ledger, whom it is sent to, and the version of its prompt.
    pub const fn task(&self) -> (AiTask, Task, u32) {
        if self.is_statement() {
            (AiTask::Rephrase, Task::Rephrase, prompt::rephrase::VERSION)
        } else {
            (AiTask::Summary, Task::Summary, prompt::summary::VERSION)
        }
    }

    /// The prompt.
    pub fn prompt(&self) -> Prompt {
        let (language, boundary) = (self.data.language(), self.data.boundary());
        self.data.prompt(|facts, posting| match &self.statement {
            Some(text) => prompt::rephrase::prompt(text, facts, Some(posting), language, boundary),
            None => prompt::summary::prompt(facts, Some(posting), language, boundary),
        })
    }

    /// The prompt for other lines in place of refused ones.
    pub fn repair(&self, refused: &[RefusedLine<'_>]) -> Prompt {
        with_codes(refused, |refused| {
            repair::again(self.prompt(), refused, self.data.boundary())
        })
    }

    /// The data that is sent.
    pub const fn data(&self) -> &Data {
        &self.data
    }

    /// A line as a claim: whatever the model calls it, it needs facts.
    fn sentence(&self, line: &Line) -> Sentence {
        Sentence {
            kind: SentenceKind::Claim,
            paragraph: Paragraph::Evidence,
            posting: Vec::new(),
            ..self.data.sentence(line)
        }
    }
}
