//! A prepared posting.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use reading::{
    place,
    skill::{Dictionary, Need},
};
use serde::{Deserialize, Serialize};
use taxonomy::Taxonomy;

use super::{Level, Mode, Pay, Quote, Span, job::Job};
use crate::{
    extraction::{self, Cefr, Found, Requirements, Source, Sponsorship, Years},
    terms::{self, Terms},
};

/// The most words of a posting that are kept as they are written.
const NAMED_MAX: usize = 48;

/// A posting as it is stored.
#[derive(Clone, Debug, Default)]
pub struct PostingSource<'a> {
    /// The title, as advertised.
    pub title: &'a str,
    /// The description, in Markdown.
    pub text: &'a str,
    /// The language of the text, BCP 47.
    pub language: Option<&'a str>,
    /// The name of the employer.
    pub company: &'a str,
    /// The level, if a field states it; else the title is read.
    pub level: Option<Level>,
    /// The pay.
    pub pay: Option<Pay>,
    /// The countries of its places (ISO 3166-1 alpha-2), or codes of parts of the world, such as `EU`.
    pub countries: Vec<&'a str>,
    /// The cities of its places.
    pub cities: Vec<&'a str>,
    /// The mode of work, if it is known.
    pub mode: Option<Mode>,
    /// The day of publication.
    pub posted: Option<NaiveDate>,
}

/// A skill that a posting asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// The id of the skill.
    pub skill: String,
    /// True if it is required, false if it is preferred.
    pub required: bool,
    /// The level, of a language.
    pub level: Option<Cefr>,
    /// Where the posting names it.
    pub quote: Quote,
    /// The number of the group of alternatives that it is one of: one of them does.
    #[serde(default)]
    pub group: Option<u16>,
}

/// A language that a posting asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageDemand {
    /// ISO 639-1.
    pub code: String,
    /// The level, if the posting states one.
    pub level: Option<Cefr>,
    /// True if it is required.
    pub required: bool,
    /// Where the posting says so.
    pub quote: Quote,
}

/// A posting, prepared for matches.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Posting {
    /// The title, as advertised.
    pub title: String,
    /// The id of the title in the taxonomy.
    pub title_id: Option<String>,
    /// True if the taxonomy names the title itself, and not only a part of it.
    #[serde(default)]
    pub title_is_named: bool,
    /// The n-grams of the title.
    pub title_grams: Terms,
    /// The occupations that the title is close to, as a vector of unit length.
    pub title_profile: Terms,
    /// The level.
    pub level: Option<Level>,
    /// The skills, each once.
    pub skills: Vec<Demand>,
    /// The languages, each once.
    pub languages: Vec<LanguageDemand>,
    /// The stems of title and text with their counts, without benefits and what is about the employer.
    pub words: Terms,
    /// The number of words of the text that count, those of the title left out.
    #[serde(default)]
    pub text_words: u32,
    /// Words of the text with the hashes of their stems, the longest ones: a reason names those that are shared.
    #[serde(default)]
    pub named: Vec<(u32, Quote)>,
    /// The years of experience.
    pub years: Option<(Years, Quote)>,
    /// The pay per year.
    pub pay: Option<Pay>,
    /// The countries of its places, ISO 3166-1 alpha-2, sorted; parts of the world are written out.
    pub countries: Vec<String>,
    /// The folded names of its cities.
    pub cities: Vec<String>,
    /// The mode of work.
    pub mode: Option<Mode>,
    /// The days a week at the employer's site.
    pub onsite_days: Option<(u8, Quote)>,
    /// Whether the employer sponsors a visa.
    pub sponsorship: Option<(Sponsorship, Quote)>,
    /// The countries in which a person must live or be allowed to work, if the text says so.
    pub residence: Option<(Vec<String>, Quote)>,
    /// The day of publication.
    pub posted: Option<NaiveDate>,
    /// The employer's name without its legal form.
    pub company: String,
}

impl Posting {
    /// Reads a posting.
    #[must_use]
    pub fn read(taxonomy: &Taxonomy, dictionary: &Dictionary, source: &PostingSource<'_>) -> Self {
        let read = extraction::read_of(
            dictionary,
            &Source {
                title: source.title,
                text: source.text,
                language: source.language,
            },
            source.company,
        );
        Self::of(taxonomy, source, &read)
    }

    /// Puts together what was read of a posting.
    #[must_use]
    pub fn of(taxonomy: &Taxonomy, source: &PostingSource<'_>, read: &Requirements) -> Self {
        let quote = |span: Span| Quote {
            span,
            text: span
                .of_source(source.title, source.text)
                .unwrap_or_default()
                .to_owned(),
        };
        let language = terms::language(source.language);
        let title = taxonomy::without_marks(source.title);
        let mut text = title.clone();
        for section in read.sections.iter().filter(|section| section.asks()) {
            text.push('\n');
            text.push_str(source.text.get(section.range.clone()).unwrap_or_default());
        }
        let stems = terms::stems(&text, language);
        let text_words = stems.len().saturating_sub(terms::words(&title).len());
        let days = read.onsite_days.as_ref();
        let job = Job::read(taxonomy, source.title);
        Self {
            title: source.title.to_owned(),
            title_id: job.id,
            title_is_named: job.is_named,
            title_grams: job.grams,
            title_profile: job.profile,
            level: source.level.or_else(|| Level::of_title(source.title)),
            skills: demands(taxonomy, read, &quote),
            languages: languages(read, &quote),
            text_words: u32::try_from(text_words).unwrap_or(u32::MAX),
            named: named(read, source, language, &quote),
            words: Terms::of(stems.iter().map(|stem| terms::hash(stem))),
            years: read.years.as_ref().map(|found| with(found, &quote)),
            pay: source.pay.clone(),
            countries: countries(&source.countries),
            cities: source.cities.iter().map(|city| city_key(city)).collect(),
            mode: source
                .mode
                .or_else(|| days.and_then(|days| mode_of_days(days.value))),
            onsite_days: days.map(|found| with(found, &quote)),
            sponsorship: read.sponsorship.as_ref().map(|found| with(found, &quote)),
            residence: read.residence.as_ref().map(|found| with(found, &quote)),
            posted: source.posted,
            company: reading::company::Name::read(source.company).base,
        }
    }
}

/// The longest words of what asks, each once, with their places.
fn named(
    read: &Requirements,
    source: &PostingSource<'_>,
    language: analysis::Language,
    quote: &impl Fn(Span) -> Quote,
) -> Vec<(u32, Quote)> {
    let mut words: BTreeMap<String, Span> = BTreeMap::new();
    for section in read.sections.iter().filter(|section| section.asks()) {
        for (word, range) in extraction::words_of(source.text, section.range.clone()) {
            if terms::counts(&word) {
                words.entry(word).or_insert_with(|| Span::text(range));
            }
        }
    }
    let mut words: Vec<(String, Span)> = words.into_iter().collect();
    words.sort_by_key(|(word, _)| std::cmp::Reverse(word.chars().count()));
    words.truncate(NAMED_MAX);
    let hashed =
        |(word, span): (String, Span)| (terms::hash(&terms::stem(&word, language)), quote(span));
    words.into_iter().map(hashed).collect()
}

fn with<T: Clone>(found: &Found<T>, quote: &impl Fn(Span) -> Quote) -> (T, Quote) {
    (found.value.clone(), quote(found.span))
}

const fn mode_of_days(days: u8) -> Option<Mode> {
    match days {
        0 => None,
        1..=4 => Some(Mode::Hybrid),
        _ => Some(Mode::Onsite),
    }
}

fn demands(
    taxonomy: &Taxonomy,
    read: &Requirements,
    quote: &impl Fn(Span) -> Quote,
) -> Vec<Demand> {
    let mut demands: BTreeMap<String, Demand> = BTreeMap::new();
    for found in &read.skills {
        let demand = Demand {
            skill: found.id.clone(),
            required: found.need == Need::Required,
            level: None,
            quote: quote(found.span),
            group: found.group,
        };
        demands.insert(found.id.clone(), demand);
    }
    // Sentences about languages are more exact than their names.
    for language in &read.languages {
        let Some(skill) =
            extraction::language_name(&language.code).and_then(|name| taxonomy.named_skill(name))
        else {
            continue;
        };
        let id = skill.id().to_string();
        let group = demands.get(&id).and_then(|demand| demand.group);
        let demand = Demand {
            skill: id.clone(),
            required: language.need == Need::Required,
            level: language.level,
            quote: quote(language.span),
            group,
        };
        demands.insert(id, demand);
    }
    let mut demands: Vec<Demand> = demands.into_values().collect();
    // Alternatives are required together or not at all.
    let required: BTreeSet<u16> = demands
        .iter()
        .filter(|demand| demand.required)
        .filter_map(|demand| demand.group)
        .collect();
    for demand in &mut demands {
        demand.required |= demand.group.is_some_and(|group| required.contains(&group));
    }
    demands
}

fn languages(read: &Requirements, quote: &impl Fn(Span) -> Quote) -> Vec<LanguageDemand> {
    let all = read.languages.iter();
    all.map(|language| LanguageDemand {
        code: language.code.clone(),
        level: language.level,
        required: language.need == Need::Required,
        quote: quote(language.span),
    })
    .collect()
}

/// Country codes, sorted, with parts of the world written out.
pub(super) fn countries(codes: &[&str]) -> Vec<String> {
    let mut countries: Vec<String> = codes
        .iter()
        .flat_map(|code| {
            let area: Vec<&str> = place::countries_of(code).collect();
            if area.is_empty() { vec![*code] } else { area }
        })
        .map(str::to_uppercase)
        .collect();
    countries.sort_unstable();
    countries.dedup();
    countries
}

/// The form in which cities are compared: the usual name, folded.
pub(super) fn city_key(city: &str) -> String {
    reading::words::simplified(place::usual_name(city).unwrap_or(city))
}
