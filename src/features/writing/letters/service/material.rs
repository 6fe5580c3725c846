//! What a letter is written with: its facts, its posting, its options, and what is known about skills.

use std::{collections::BTreeSet, sync::Arc};

use chrono::Datelike;
use writing::{
    compose::{Composer, Options},
    fact::{Fact, FactKind, PartialDate},
    knowledge::Knowledge,
    language::Language,
    posting::{Posting, Requirement},
    selection::{Insufficient, Selection, select},
    verifier::{Guarded, Verifier},
};

use crate::{
    error::{Error, Result},
    features::{
        matching,
        users::Today,
        writing::letters::{Asked, Grounds, LetterRow},
    },
};

/// What a letter is written with.
pub(super) struct Material {
    knowledge: Arc<matching::Knowledge>,
    facts: Vec<Fact>,
    posting: Posting,
    options: Options,
    selection: Selection,
    today: PartialDate,
}

impl Material {
    /// The material of a letter with these grounds.
    pub(super) fn new(
        letter: &LetterRow,
        grounds: &Grounds,
        knowledge: Arc<matching::Knowledge>,
        today: Today,
    ) -> Result<Self> {
        let tag = letter.language.tag();
        let language = Language::of(tag)
            .ok_or_else(|| Error::internal(format!("there are no words of the language {tag}")))?;
        let (title, company) = (&letter.posting_title, &letter.company_name);
        let posting = posting_of(title, company, grounds, &knowledge);
        Ok(Self {
            facts: grounds.facts.clone(),
            posting,
            options: Options {
                language,
                tone: letter.tone.into(),
                length: letter.length.into(),
                recipient: Some(letter.recipient.clone()).filter(|name| !name.is_empty()),
                seed: letter.seed.unsigned_abs(),
            },
            selection: grounds.selection.clone(),
            today: PartialDate::month(today.day().year(), today.day().month()),
            knowledge,
        })
    }

    /// Chooses facts for the letter. Afterwards it has those that may be cited, and no others.
    pub(super) fn select(&mut self) -> std::result::Result<(), Insufficient> {
        let knowledge = self.knowledge();
        let language = self.options.language;
        self.selection = select(&knowledge, &self.facts, &self.posting, language)?;
        let chosen: BTreeSet<&str> = self
            .selection
            .choices
            .iter()
            .map(|one| &*one.fact)
            .collect();
        // Roles and studies say what the person does now.
        let is_kept = |fact: &Fact| {
            matches!(fact.kind, FactKind::Role | FactKind::Education)
                || chosen.contains(fact.id.as_str())
        };
        let kept: Vec<Fact> = self
            .facts
            .iter()
            .filter(|fact| is_kept(fact))
            .cloned()
            .collect();
        self.facts = kept;
        Ok(())
    }

    /// The facts.
    pub(super) fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// The facts that were chosen, and the requirements that they show.
    pub(super) const fn selection(&self) -> &Selection {
        &self.selection
    }

    /// What the posting is, and asks for.
    pub(super) const fn posting(&self) -> &Posting {
        &self.posting
    }

    /// What the letter shall be like.
    pub(super) const fn options(&self) -> &Options {
        &self.options
    }

    /// The verifier of the letter's sentences.
    pub(super) fn verifier(&self) -> Verifier<'_> {
        self.guarded_verifier(Guarded::default())
    }

    /// The same, which also refuses sentences that repeat guarded texts.
    pub(super) fn guarded_verifier(&self, guarded: Guarded<'_>) -> Verifier<'_> {
        Verifier::new(
            &self.facts,
            &self.posting,
            self.options.language,
            self.knowledge(),
            guarded,
            self.today,
        )
    }

    /// The composer of the letter; none if it cannot write the language.
    pub(super) fn composer(&self) -> Option<Composer<'_>> {
        let options = self.options.clone();
        Composer::new(self.knowledge(), &self.facts, &self.posting, options)
    }

    fn knowledge(&self) -> Knowledge<'_> {
        Knowledge {
            taxonomy: &self.knowledge.taxonomy,
            dictionary: &self.knowledge.dictionary,
        }
    }
}

#[cfg(test)]
impl Material {
    /// The material of these facts and this posting, in English.
    pub(super) fn of_test(facts: Vec<Fact>, posting: Posting) -> Self {
        use writing::compose::{Length, Tone};

        Self {
            knowledge: Arc::new(matching::Knowledge {
                taxonomy: matching::Shared::Own(taxonomy::Taxonomy::curated()),
                dictionary: matching::Shared::Own(reading::skill::Dictionary::curated()),
                corpus: ::matching::corpus::Corpus::default(),
                version: String::new(),
                score_version: String::new(),
            }),
            facts,
            posting,
            options: Options {
                language: Language::of("en").unwrap(),
                tone: Tone::Plain,
                length: Length::Medium,
                recipient: None,
                seed: 1,
            },
            selection: Selection::default(),
            today: PartialDate::month(2026, 11),
        }
    }
}

/// A posting as writing needs it.
pub fn posting_of(
    title: &str,
    company: &str,
    grounds: &Grounds,
    knowledge: &matching::Knowledge,
) -> Posting {
    let requirement = |asked: &Asked| {
        let skill = asked.skill.as_deref();
        let skill = skill.and_then(|id| knowledge.taxonomy.skill(id));
        Requirement {
            id: asked.id.clone(),
            text: asked.text.clone(),
            skill: skill.map(|skill| skill.id().clone()),
            required: asked.required,
        }
    };
    Posting {
        title: title.to_owned(),
        company: company.to_owned(),
        locations: grounds.locations.clone(),
        requirements: grounds.asked.iter().map(requirement).collect(),
    }
}
