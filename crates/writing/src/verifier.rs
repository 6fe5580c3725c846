//! The verifier: what is refused in a sentence about a person, by the facts that it cites.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    check::Check,
    fact::{Fact, PartialDate},
    job_title::JobTitle,
    knowledge::Knowledge,
    language::Language,
    posting::Posting,
    prepared::{Prepared, Source, folded_words},
    refusal::{Refusal, Rule},
    reworded, rule,
    sentence::{Paragraph, Sentence, SentenceKind},
};

/// Words in a row that a guarded text and a sentence may not share.
pub(crate) const GRAM_WORDS: usize = 8;

/// Texts that no sentence may repeat.
#[derive(Clone, Copy, Debug, Default)]
pub struct Guarded<'g> {
    /// Instructions to a language model; eight words of them in a row are refused.
    pub texts: &'g [&'g str],
    /// Strings that mark the bounds of data.
    pub boundaries: &'g [&'g str],
}

/// Verifies sentences by facts that were read once.
#[derive(Debug)]
pub struct Verifier<'k> {
    pub(crate) facts: Vec<Prepared>,
    by_id: FxHashMap<String, usize>,
    pub(crate) posting: Posting,
    pub(crate) requirements: FxHashMap<String, Source>,
    pub(crate) title: JobTitle,
    /// Company and locations, each as folded words.
    pub(crate) company: Vec<String>,
    pub(crate) locations: Vec<Vec<String>>,
    pub(crate) posting_words: FxHashSet<String>,
    pub(crate) language: &'static Language,
    pub(crate) knowledge: Knowledge<'k>,
    pub(crate) grams: FxHashSet<Vec<String>>,
    pub(crate) boundaries: Vec<String>,
    pub(crate) today: PartialDate,
}

impl<'k> Verifier<'k> {
    /// Reads the facts of a person and what a posting says. Sentences are in one language; `today` ends what is current.
    #[must_use]
    pub fn new(
        facts: &[Fact],
        posting: &Posting,
        language: &'static Language,
        knowledge: Knowledge<'k>,
        guarded: Guarded<'_>,
        today: PartialDate,
    ) -> Self {
        let read = |raw: &str| Source::read(raw, language, &knowledge, today);
        let requirements = posting.requirements.iter().map(|requirement| {
            let mut source = read(&requirement.text);
            if let Some(skill) = &requirement.skill {
                knowledge.closure(skill.as_str(), &mut source.skills);
            }
            (requirement.id.clone(), source)
        });
        let company = folded_words(&posting.company);
        let title = JobTitle::new(&posting.title, language);
        let locations: Vec<Vec<String>> = posting
            .locations
            .iter()
            .map(|name| folded_words(name))
            .collect();
        let posting_words = company
            .iter()
            .chain(title.words())
            .chain(locations.iter().flatten());
        let grams = guarded.texts.iter().flat_map(|text| {
            let words = folded_words(text);
            let grams: Vec<Vec<String>> =
                words.windows(GRAM_WORDS).map(<[String]>::to_vec).collect();
            grams
        });
        let prepared: Vec<Prepared> = facts
            .iter()
            .map(|fact| Prepared::read(fact.clone(), language, &knowledge, today))
            .collect();
        let boundaries = guarded.boundaries.iter();
        Self {
            by_id: facts
                .iter()
                .enumerate()
                .map(|(index, fact)| (fact.id.clone(), index))
                .collect(),
            requirements: requirements.collect(),
            posting_words: posting_words.cloned().collect(),
            grams: grams.collect(),
            boundaries: boundaries
                .map(|text| analysis::fold(text))
                .filter(|text| !text.is_empty())
                .collect(),
            facts: prepared,
            posting: posting.clone(),
            company,
            title,
            locations,
            language,
            knowledge,
            today,
        }
    }

    /// The fact with this id.
    pub(crate) fn fact(&self, id: &str) -> Option<&Prepared> {
        self.facts.get(*self.by_id.get(id)?)
    }

    /// What is refused in a sentence, the gravest first; nothing if it may stay. Only [`Rule::Style`] is a warning.
    #[must_use]
    pub fn verify(&self, sentence: &Sentence) -> Vec<Refusal> {
        self.checked(sentence).into_refusals()
    }

    fn checked<'s>(&'s self, sentence: &'s Sentence) -> Check<'s> {
        let mut check = Check::new(self, sentence);
        rule::form(&mut check);
        if check.is_refused() {
            return check;
        }
        rule::instruction_leak(&mut check);
        rule::contact(&mut check);
        rule::language(&mut check);
        rule::unknown_fact(&mut check);
        if check.is_refused() {
            return check;
        }
        rule::no_citation(&mut check);
        if !check.has_rule(Rule::NoCitation) {
            rule::title(&mut check);
            rule::scope(&mut check);
            rule::date(&mut check);
            rule::tenure(&mut check);
            rule::number(&mut check);
            rule::skill(&mut check);
            rule::entity(&mut check);
            rule::degree(&mut check);
            rule::join(&mut check);
            rule::negation(&mut check);
            rule::anachronism(&mut check);
            rule::unsupported(&mut check);
            rule::limit(&mut check);
        }
        rule::style(&mut check);
        check
    }

    /// What is refused in other words for one fact, the first that they cite: what is refused in any sentence, and what says something else than
    /// the fact, or more.
    #[must_use]
    pub fn verify_rewording(&self, sentence: &Sentence) -> Vec<Refusal> {
        let mut check = self.checked(sentence);
        let fact = check.cited.first().copied();
        if let Some(fact) = fact.filter(|_| !check.is_rejected()) {
            reworded::meaning(&mut check, fact);
        }
        check.into_refusals()
    }

    /// What is refused in a sentence that a model words for a letter or a summary: what is refused in any sentence, and what its claims say
    /// otherwise than their facts, or more.
    #[must_use]
    pub fn verify_drafted(&self, sentence: &Sentence) -> Vec<Refusal> {
        let mut check = self.checked(sentence);
        if !check.is_rejected() {
            reworded::claim(&mut check);
        }
        check.into_refusals()
    }

    /// True if a text has an address, a phone number or a link.
    #[must_use]
    pub fn has_contact(&self, text: &str) -> bool {
        let sentence = Sentence {
            text: text.to_owned(),
            kind: SentenceKind::Courtesy,
            paragraph: Paragraph::Evidence,
            facts: Vec::new(),
            posting: Vec::new(),
        };
        let mut check = Check::new(self, &sentence);
        rule::contact(&mut check);
        check.is_refused()
    }

    /// True if a sentence may stay; warnings do not count.
    #[must_use]
    pub fn accepts(&self, sentence: &Sentence) -> bool {
        self.verify(sentence)
            .iter()
            .all(|refusal| refusal.rule.is_warning())
    }
}
