//! A prepared person. There is no field for a name, a photo, an age, a gender or a nationality, and the words of texts are chosen so that
//! names, pronouns and years are none of them.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use reading::skill::Dictionary;
use serde::{Deserialize, Serialize};
use taxonomy::Taxonomy;

use super::{
    Level, Mode, Month, Pay,
    job::Job,
    posting::{city_key, countries},
    words,
};
use crate::{
    extraction::{self, Cefr, Degree},
    terms::Terms,
};

/// A person as the profile has it.
#[derive(Clone, Debug, Default)]
pub struct PersonSource<'a> {
    /// Statements about what the person did.
    pub facts: Vec<FactSource<'a>>,
    /// The names of the skills that the person lists.
    pub skills: Vec<&'a str>,
    /// Employments, in any order.
    pub employments: Vec<EmploymentSource<'a>>,
    /// The headline and the summary.
    pub summary: &'a str,
    /// The language of the texts, BCP 47.
    pub language: Option<&'a str>,
    /// The highest degree.
    pub degree: Option<Degree>,
    /// Languages: the code of ISO 639-1 or the name, and the level.
    pub languages: Vec<(&'a str, Option<Cefr>)>,
    /// The jobs that the person looks for.
    pub targets: Vec<TargetSource<'a>>,
    /// What the person prefers.
    pub preferences: Preferences,
}

/// A statement with its id.
#[derive(Clone, Debug, Default)]
pub struct FactSource<'a> {
    /// The id.
    pub id: &'a str,
    /// The statement.
    pub text: &'a str,
    /// Skills that the person linked to it.
    pub skills: Vec<&'a str>,
}

/// An employment.
#[derive(Clone, Debug, Default)]
pub struct EmploymentSource<'a> {
    /// The title.
    pub title: &'a str,
    /// The first month; none if it is not known.
    pub from: Option<Month>,
    /// The last month; none if it goes on.
    pub to: Option<Month>,
}

/// A job that a person looks for.
#[derive(Clone, Debug, Default)]
pub struct TargetSource<'a> {
    /// The title.
    pub title: &'a str,
    /// The levels wanted; none for any that fits.
    pub levels: Vec<Level>,
}

/// A statement of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The id.
    pub id: String,
    /// The statement.
    pub text: String,
    /// The ids of its skills.
    pub skills: Vec<String>,
}

/// An employment of a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Employment {
    /// The title.
    pub title: String,
    /// The id of the title in the taxonomy.
    pub title_id: Option<String>,
    /// True if the taxonomy names the title itself, and not only a part of it.
    #[serde(default)]
    pub title_is_named: bool,
    /// The n-grams of the title.
    pub grams: Terms,
    /// The occupations that the title is close to.
    pub profile: Terms,
    /// The first month.
    pub from: Option<Month>,
    /// The last month; none if it goes on.
    pub to: Option<Month>,
}

/// A language that a person speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpokenLanguage {
    /// ISO 639-1.
    pub code: String,
    /// The level, if it is known.
    pub level: Option<Cefr>,
}

/// A job that a person looks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// The title.
    pub title: String,
    /// The id of the title in the taxonomy.
    pub title_id: Option<String>,
    /// True if the taxonomy names the title itself, and not only a part of it.
    #[serde(default)]
    pub title_is_named: bool,
    /// The n-grams of the title.
    pub grams: Terms,
    /// The occupations that the title is close to.
    pub profile: Terms,
    /// The levels wanted; none for any that fits.
    pub levels: Vec<Level>,
}

/// Whether a person may work in a country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorisation {
    /// ISO 3166-1 alpha-2, or the code of a part of the world such as `EU`.
    pub country: String,
    /// True if an employer must sponsor a visa or permit.
    pub needs_sponsorship: bool,
}

/// What a person prefers. Nothing said is no preference.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Countries wanted, or codes of parts of the world.
    pub countries: Vec<String>,
    /// The cities in which the person would work on site.
    pub cities: Vec<String>,
    /// Modes wanted.
    pub modes: Vec<Mode>,
    /// The lowest pay per year that the person takes.
    pub pay_floor: Option<Pay>,
    /// Where the person may work.
    pub authorisations: Vec<Authorisation>,
    /// Employers that the person does not want, whatever their legal form.
    pub excluded_companies: Vec<String>,
    /// Skills that the person does not want to work with: ids or names.
    pub excluded_skills: Vec<String>,
}

/// A person, prepared for matches.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// Statements.
    pub facts: Vec<Fact>,
    /// The ids of listed skills, sorted.
    pub listed: Vec<String>,
    /// Employments, the latest first.
    pub employments: Vec<Employment>,
    /// The highest degree.
    pub degree: Option<Degree>,
    /// Languages.
    pub languages: Vec<SpokenLanguage>,
    /// The language in which the profile is written, ISO 639-1, if it is certain.
    #[serde(default)]
    pub written: Option<String>,
    /// The jobs that the person looks for, each scored apart.
    pub targets: Vec<Target>,
    /// What the person prefers, with countries written out and folded cities.
    pub preferences: Preferences,
    /// The stems of facts, summary, skills and titles.
    pub words: Terms,
    /// The value of BM25 that counts as half of the feature of text: that of [`crate::score::Matcher::text_scale`]. Without it, a share of the posting's own
    /// words does.
    pub text_scale: Option<f64>,
}

impl Person {
    /// Prepares a person.
    #[must_use]
    pub fn read(taxonomy: &Taxonomy, dictionary: &Dictionary, source: &PersonSource<'_>) -> Self {
        let id_of = |name: &str| {
            let skill = taxonomy.skill(name).or_else(|| taxonomy.named_skill(name));
            skill.map(|skill| skill.id().to_string())
        };
        let facts: Vec<Fact> = source
            .facts
            .iter()
            .map(|fact| {
                let linked = fact.skills.iter().filter_map(|name| id_of(name));
                let named = extraction::skills_of(dictionary, fact.text);
                let skills: BTreeSet<String> = linked.chain(named).collect();
                Fact {
                    id: fact.id.to_owned(),
                    text: fact.text.to_owned(),
                    skills: skills.into_iter().collect(),
                }
            })
            .collect();
        // A title that names a skill says it as a list does.
        let titles = source.employments.iter().map(|one| one.title);
        let named = [source.summary]
            .into_iter()
            .chain(titles)
            .flat_map(|text| extraction::skills_of(dictionary, text));
        let listed: BTreeSet<String> = source
            .skills
            .iter()
            .filter_map(|name| id_of(name))
            .chain(named)
            .collect();
        let mut employments: Vec<Employment> = source
            .employments
            .iter()
            .map(|one| employment(taxonomy, one))
            .collect();
        employments.sort_by_key(|one| {
            let last = one.to.map_or(i64::MAX, Month::count);
            std::cmp::Reverse((last, one.from.map_or(i64::MIN, Month::count)))
        });
        Self {
            words: words::words(source),
            written: words::written(source),
            facts,
            listed: listed.into_iter().collect(),
            employments,
            degree: source.degree,
            languages: source.languages.iter().filter_map(spoken).collect(),
            targets: source
                .targets
                .iter()
                .map(|one| target(taxonomy, one))
                .collect(),
            preferences: preferences(&source.preferences, id_of),
            text_scale: None,
        }
    }

    /// Years of work in total; none if no employment has dates. Months that overlap count once.
    #[must_use]
    pub fn years(&self, today: NaiveDate) -> Option<f64> {
        years_of(self.employments.iter(), today)
    }

    /// Years of work with titles that fit.
    #[must_use]
    pub fn years_where(&self, today: NaiveDate, fits: impl Fn(&Employment) -> bool) -> Option<f64> {
        years_of(self.employments.iter().filter(|one| fits(one)), today)
    }

    /// True if the person has a skill, by a fact or listed.
    #[must_use]
    pub fn has(&self, skill: &str) -> bool {
        self.listed.iter().any(|one| one == skill) || self.shows(skill)
    }

    /// True if a fact shows a skill.
    #[must_use]
    pub fn shows(&self, skill: &str) -> bool {
        self.facts
            .iter()
            .any(|fact| fact.skills.iter().any(|one| one == skill))
    }
}

fn years_of<'a>(all: impl Iterator<Item = &'a Employment>, today: NaiveDate) -> Option<f64> {
    let now = Month::from(today).count();
    let mut spans: Vec<(i64, i64)> = all
        .filter_map(|one| {
            let from = one.from?.count();
            let to = one.to.map_or(now, |to| to.count() + 1).min(now.max(from));
            (to > from).then_some((from, to))
        })
        .collect();
    spans.sort_unstable();
    let (mut months, mut reached, any) = (0, i64::MIN, !spans.is_empty());
    for (from, to) in spans {
        let start = from.max(reached);
        months += (to - start).max(0);
        reached = reached.max(to);
    }
    let months = u32::try_from(months).unwrap_or(u32::MAX);
    any.then(|| f64::from(months) / 12.0)
}

fn employment(taxonomy: &Taxonomy, source: &EmploymentSource<'_>) -> Employment {
    let job = Job::read(taxonomy, source.title);
    Employment {
        title: source.title.to_owned(),
        title_id: job.id,
        title_is_named: job.is_named,
        grams: job.grams,
        profile: job.profile,
        from: source.from,
        to: source.to,
    }
}

fn target(taxonomy: &Taxonomy, source: &TargetSource<'_>) -> Target {
    let job = Job::read(taxonomy, source.title);
    Target {
        title: source.title.to_owned(),
        title_id: job.id,
        title_is_named: job.is_named,
        grams: job.grams,
        profile: job.profile,
        levels: source.levels.clone(),
    }
}

fn spoken((name, level): &(&str, Option<Cefr>)) -> Option<SpokenLanguage> {
    let code = extraction::language_code(name)?;
    Some(SpokenLanguage {
        code: code.to_owned(),
        level: *level,
    })
}

fn preferences(source: &Preferences, id_of: impl Fn(&str) -> Option<String>) -> Preferences {
    let codes: Vec<&str> = source.countries.iter().map(String::as_str).collect();
    let authorisations = source.authorisations.iter().flat_map(|one| {
        let written_out = countries(&[one.country.as_str()]);
        written_out.into_iter().map(|country| Authorisation {
            country,
            needs_sponsorship: one.needs_sponsorship,
        })
    });
    Preferences {
        countries: countries(&codes),
        cities: source.cities.iter().map(|city| city_key(city)).collect(),
        authorisations: authorisations.collect(),
        excluded_companies: source
            .excluded_companies
            .iter()
            .map(|name| reading::company::Name::read(name).base)
            .collect(),
        excluded_skills: source
            .excluded_skills
            .iter()
            .map(|name| id_of(name).unwrap_or_else(|| name.clone()))
            .collect(),
        ..source.clone()
    }
}
