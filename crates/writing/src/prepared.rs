//! Facts and other sources of words, read once.

use rustc_hash::FxHashSet;

use crate::{
    date::{self, DateMention},
    fact::{Fact, FactKind, PartialDate},
    knowledge::Knowledge,
    language::{Language, Words},
    quantity::{self, Quantities},
    reworded::Parts,
    scope::{self, Class},
    text::Text,
};

/// How many words after a negator are denied by it.
const DENIED_MAX: usize = 4;
/// How many of them a sentence may not affirm.
const DENIED_FIRST: usize = 2;

/// Whether something grows or falls in a text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Trends {
    pub(crate) up: bool,
    pub(crate) down: bool,
}

/// What a text says: of a fact, or of words of a posting.
#[derive(Debug, Default)]
pub(crate) struct Source {
    pub(crate) text: Text,
    /// Folded words.
    pub(crate) words: FxHashSet<String>,
    /// Concepts and stems.
    pub(crate) terms: FxHashSet<String>,
    pub(crate) quantities: Quantities,
    pub(crate) dates: Vec<DateMention>,
    /// The skills that it shows, with all broader ones.
    pub(crate) skills: FxHashSet<String>,
    pub(crate) classes: Vec<Class>,
    pub(crate) has_people: bool,
    /// The terms that it denies.
    pub(crate) denied: FxHashSet<String>,
    /// Those right after a negator: what a sentence may not affirm.
    pub(crate) denied_first: FxHashSet<String>,
    pub(crate) denies: bool,
    pub(crate) trends: Trends,
    /// Words of titles that the text gives to the person: "promoted to Senior Engineer".
    pub(crate) self_titles: FxHashSet<String>,
}

impl Source {
    /// Reads a text, which may be in any of the languages, for sentences in one of them.
    pub(crate) fn read(
        raw: &str,
        language: &Language,
        known: &Knowledge<'_>,
        today: PartialDate,
    ) -> Self {
        let mut source = Self::default();
        let others = Language::ALL.iter().filter(|other| ***other != *language);
        for one in std::iter::once(&language).chain(others) {
            source.add(raw, one.words(), language.words(), today);
        }
        for mention in known.dictionary.mentions(raw) {
            known.closure(&mention.entry.slug, &mut source.skills);
        }
        if let Some(entry) = known.dictionary.find(raw) {
            known.closure(&entry.slug, &mut source.skills);
        }
        source
    }

    fn add(&mut self, raw: &str, words: &Words, of_sentences: &Words, today: PartialDate) {
        let text = Text::read(raw, |suffix| quantity::is_suffix(suffix, words));
        let dates = date::read(&text, words, today);
        let is_date = |at: usize| {
            dates
                .iter()
                .any(|date| date.tokens.contains(&at) && date.tokens.len() > 1)
        };
        self.quantities
            .extend(quantity::read(&text, words, is_date));
        self.classes.extend(
            scope::read(&text, words)
                .into_iter()
                .map(|(class, _)| class),
        );
        for token in &text.tokens {
            self.words.insert(token.folded.clone());
            self.terms.insert(of_sentences.term(&token.folded));
            if let Some(concept) = words.concept(&token.folded) {
                self.terms.insert(format!("={concept}"));
            }
            self.has_people |=
                words.people.contains(&token.folded) || words.collective.contains(&token.folded);
        }
        for (range, _) in words.negators.find(&text) {
            if words.negation_idioms.at(&text, range.start).is_some() {
                continue;
            }
            self.denies = true;
            let after = text.tokens.iter().skip(range.end);
            let content = after.filter(|token| !words.function.contains(&token.folded));
            for (step, token) in content.take(DENIED_MAX).enumerate() {
                let concept = words.concept(&token.folded).map(|one| format!("={one}"));
                let terms = concept
                    .into_iter()
                    .chain(std::iter::once(of_sentences.term(&token.folded)));
                for term in terms {
                    if step < DENIED_FIRST {
                        self.denied_first.insert(term.clone());
                    }
                    self.denied.insert(term);
                }
            }
        }
        self.trends.up |= !words.increase.find(&text).is_empty();
        self.trends.down |= !words.decrease.find(&text).is_empty();
        for (range, _) in words.self_title.find(&text) {
            let after = text.tokens.iter().skip(range.end).take(5);
            self.self_titles
                .extend(after.map(|token| token.folded.clone()));
        }
        self.dates.extend(dates);
        if self.text.tokens.is_empty() {
            self.text = text;
        }
    }
}

/// A fact, read once.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) fact: Fact,
    /// What text, title and organisation say.
    pub(crate) source: Source,
    pub(crate) organisation: Vec<String>,
    pub(crate) title: Vec<String>,
    pub(crate) title_terms: FxHashSet<String>,
    /// The terms of the text and of the title, without the organisation.
    pub(crate) terms: FxHashSet<String>,
    /// The text as the parts that other words for it keep.
    pub(crate) parts: Parts,
}

impl Prepared {
    pub(crate) fn read(
        fact: Fact,
        language: &Language,
        known: &Knowledge<'_>,
        today: PartialDate,
    ) -> Self {
        let mut source = Source::read(&fact.text, language, known, today);
        let words = language.words();
        let title = folded_words(fact.title.as_deref().unwrap_or_default());
        let organisation = folded_words(fact.organisation.as_deref().unwrap_or_default());
        let mut title_terms = FxHashSet::default();
        for word in &title {
            title_terms.insert(words.term(word));
            for one in Language::ALL {
                title_terms.extend(
                    one.words()
                        .concept(word)
                        .map(|concept| format!("={concept}")),
                );
            }
        }
        source.terms.extend(title_terms.iter().cloned());
        let terms = source.terms.clone();
        for word in title.iter().chain(&organisation) {
            source.words.insert(word.clone());
            source.terms.insert(words.term(word));
        }
        if let Some(title) = &fact.title {
            for mention in known.dictionary.mentions(title) {
                known.closure(&mention.entry.slug, &mut source.skills);
            }
        }
        Self {
            parts: Parts::read(&fact.text, language, known),
            fact,
            source,
            organisation,
            title,
            title_terms,
            terms,
        }
    }

    /// The months of a role, from its first to the one after its last.
    pub(crate) fn months(&self, today: PartialDate) -> Option<(i32, i32)> {
        if !matches!(
            self.fact.kind,
            FactKind::Role | FactKind::Achievement | FactKind::Volunteering
        ) {
            return None;
        }
        let from = self.fact.from?;
        let open = self.is_open();
        let to = if open { today } else { self.fact.to? };
        let end = date::months(to) + i32::from(to.month.is_some() && !open);
        let start = date::months(from);
        (end > start).then_some((start, end))
    }

    /// True if it has begun and not ended.
    pub(crate) fn is_open(&self) -> bool {
        self.fact.current || (self.fact.from.is_some() && self.fact.to.is_none())
    }
}

/// The folded words of a name.
pub(crate) fn folded_words(name: &str) -> Vec<String> {
    Text::read(name, |_| false).words()
}
