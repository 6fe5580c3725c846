//! The words of a language.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Phrases, source::Source};

type Set = FxHashSet<String>;
type Values<T> = FxHashMap<String, T>;

/// A unit of time with its length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Span {
    Seconds(f64),
    Months(f64),
}

impl std::str::FromStr for Span {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let months = text.strip_prefix('m').and_then(|value| value.parse().ok());
        let seconds = text.strip_prefix('s').and_then(|value| value.parse().ok());
        months
            .map(Self::Months)
            .or(seconds.map(Self::Seconds))
            .ok_or(())
    }
}

macro_rules! words {
    (sets: $($set:ident)*; phrases: $($phrases:ident)*; numbers: $($number:ident)*;) => {
        /// The words of a language; each field is a section of its file.
        #[derive(Debug)]
        pub(crate) struct Words {
            pub(crate) stemmer: analysis::Language,
            /// The sign before decimals.
            pub(crate) decimal: char,
            pub(crate) spans: Values<Span>,
            pub(crate) span_suffixes: Vec<(String, Span)>,
            pub(crate) money: Values<String>,
            pub(crate) rank_families: Vec<Vec<String>>,
            pub(crate) degree_families: Vec<Vec<String>>,
            concepts: Values<&'static str>,
            /// What a word means in all its forms, and in other words that mean the same.
            pub(crate) forms: Values<&'static str>,
            /// Prepositions, each with the first of those that mean the same.
            pub(crate) prepositions: Values<&'static str>,
            concept_stems: Values<&'static str>,
            neutral_stems: Set,
            $(pub(crate) $set: Set,)*
            $(pub(crate) $phrases: Phrases,)*
            $(pub(crate) $number: Values<f64>,)*
        }

        impl Words {
            pub(super) fn read(text: &'static str, stemmer: analysis::Language, decimal: char) -> Self {
                let source = Source::parse(text);
                let mut concepts = Values::default();
                let mut concept_stems = Values::default();
                for entry in source.entries("concepts") {
                    let Some((concept, words)) = entry.split_once(" = ") else { continue };
                    for word in words.split_whitespace().map(analysis::fold) {
                        concept_stems.entry(stemmer.key(&word)).or_insert(concept);
                        concepts.entry(word).or_insert(concept);
                    }
                }
                let spans: Values<Span> = source.values("span_suffixes");
                let groups = |section| -> Values<&'static str> {
                    let entries = source.entries(section).map(|entry| entry.split_whitespace());
                    let words = entries.flat_map(|group| {
                        let first = group.clone().next().unwrap_or_default();
                        group.map(move |word| (analysis::fold(word), first))
                    });
                    words.collect()
                };
                Self {
                    stemmer,
                    decimal,
                    spans: source.values("spans"),
                    span_suffixes: spans.into_iter().collect(),
                    money: source.values("money"),
                    rank_families: Source::families(text, "rank_families"),
                    degree_families: Source::families(text, "degree_families"),
                    concepts,
                    concept_stems,
                    forms: groups("forms"),
                    prepositions: groups("prepositions"),
                    neutral_stems: source.entries("neutral").map(|word| stemmer.key(&analysis::fold(word))).collect(),
                    $($set: source.set(stringify!($set)),)*
                    $($phrases: source.phrases(stringify!($phrases)),)*
                    $($number: source.values(stringify!($number)),)*
                }
            }
        }
    };
}

words! {
    sets: function weighty telling wishing praising partial boasting feeling present perfect past adverbs indirect shared every articles relatives own_things wishes asked_things naming studying certifying others works presenting whose governing containing using subject conditions effects being particles free joining turning fillers possessive claim_nouns addressee first_person referring instead neutral vocabulary clause one number_joiner factor_words frequency percent doubtful_months date_at ago ago_before
        completed began date_softeners decades people collective ranks posting_context title_nouns applying wish capital employer_prepositions bare_after_at name_prepositions
        organisation_words name_adjectives legal_forms glued_and point capital_nouns factor_suffixes percent_suffixes people_suffixes rank_prefixes rank_suffixes not_rank_suffixes;
    phrases: second magnitude half_more over under about to by from date_since date_until relative recent now not_now praised pleasantries long relative_years negators
        negation_idioms denials limits lead not_lead manage not_manage run own not_own alone not_alone hire not_hire found mentor not_mentor architect expert
        not_expert headcount not_ranks self_title degrees not_degrees claim posting_claim contact increase decrease cliches;
    numbers: ones tens scales suffix_scales indefinite ordinals fractions factors half_numbers months digits;
}

impl Words {
    /// What a folded word means: a concept, or else its stem.
    pub(crate) fn term(&self, folded: &str) -> String {
        if let Some(concept) = self.concept(folded) {
            return format!("={concept}");
        }
        let key = self.stemmer.key(folded);
        match self.concept_stems.get(&key) {
            Some(concept) => format!("={concept}"),
            None => key,
        }
    }

    /// The concept that a folded word names as it is written.
    pub(crate) fn concept(&self, folded: &str) -> Option<&'static str> {
        self.concepts.get(folded).copied()
    }

    /// True for words that say nothing which needs evidence.
    pub(crate) fn is_neutral(&self, folded: &str) -> bool {
        self.function.contains(folded)
            || self.neutral.contains(folded)
            || self.neutral_stems.contains(&self.stemmer.key(folded))
    }

    /// True for usual words of the language.
    pub(crate) fn knows(&self, folded: &str) -> bool {
        self.function.contains(folded)
            || self.neutral.contains(folded)
            || self.vocabulary.contains(folded)
            || self.concepts.contains_key(folded)
            || self.capital.contains(folded)
            || self.ones.contains_key(folded)
            || self.tens.contains_key(folded)
    }
}
