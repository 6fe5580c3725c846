//! Prepares a profile for matches and for suggestions. Names, photos, ages, genders and nationalities are not read.

use chrono::{Datelike, NaiveDate};
use matching::{
    advice,
    extraction::{self, Cefr, Degree, Source},
    prepared::{
        Authorisation, EmploymentSource, FactSource, Level, Mode, Month, Pay, Person, PersonSource,
        Preferences, TargetSource,
    },
};
use reading::{place, skill::Dictionary};

use super::source::{level, mode, pay};
use crate::{
    features::matching::Knowledge,
    features::profiles::{Proficiency, Profile, Sections, Targets},
    types::{partial_date::PartialDate, rates::Rates},
};

/// A profile with its sections.
pub(super) struct Whole {
    pub profile: Profile,
    pub sections: Sections,
}

impl Whole {
    /// The person, prepared for matches.
    pub(super) fn person(&self, knowledge: &Knowledge, rates: &Rates, today: NaiveDate) -> Person {
        let Self { profile, sections } = self;
        let ids: Vec<String> = sections
            .evidence
            .iter()
            .map(|fact| fact.id.to_string())
            .collect();
        let facts = sections
            .evidence
            .iter()
            .zip(&ids)
            .map(|(fact, id)| FactSource {
                id,
                text: &fact.text,
                skills: fact.skills.0.iter().map(String::as_str).collect(),
            });
        let proofs = self.proofs(today);
        let proofs = proofs.iter().map(|(id, text)| FactSource {
            id,
            text,
            skills: vec![text],
        });
        let summary = self.said();
        let employments = sections.employments.iter().map(|one| EmploymentSource {
            title: &one.title,
            from: one.started_on.as_ref().map(first_month),
            to: one.ended_on.as_ref().map(last_month),
        });
        let degrees = sections.educations.iter();
        let languages = sections.languages.iter();
        let levels: Vec<Level> = profile
            .targets
            .seniority
            .iter()
            .filter_map(|one| level(*one))
            .collect();
        let targets = profile.targets.titles.iter().map(|title| TargetSource {
            title,
            levels: levels.clone(),
        });
        let source = PersonSource {
            facts: facts.chain(proofs).collect(),
            skills: sections
                .skills
                .iter()
                .map(|skill| skill.name.as_str())
                .collect(),
            employments: employments.collect(),
            summary: &summary,
            language: None,
            degree: degrees.filter_map(|one| degree(&one.degree)).max(),
            languages: languages
                .map(|one| (one.name.as_str(), one.proficiency.map(cefr)))
                .collect(),
            targets: targets.collect(),
            preferences: preferences(&profile.targets, &profile.location, rates),
        };
        Person::read(&knowledge.taxonomy, &knowledge.dictionary, &source)
    }

    /// What shows skills as facts do: certificates that have not expired, and degrees with their fields, each with the id of its item. The
    /// names of schools are not read.
    fn proofs(&self, today: NaiveDate) -> Vec<(String, String)> {
        let certificates = self.sections.certifications.iter();
        let valid = certificates.filter(|one| {
            let expires = one.expires_on.as_ref().map(last_month);
            expires.is_none_or(|last| last >= month_of(today))
        });
        let valid = valid.map(|one| (one.id.to_string(), one.name.clone()));
        let degrees = self.sections.educations.iter();
        let degrees = degrees.map(|one| {
            let text = format!("{} {}", one.degree, one.field);
            (one.id.to_string(), text.trim().to_owned())
        });
        valid
            .chain(degrees)
            .filter(|(_, text)| !text.is_empty())
            .collect()
    }

    /// What the profile says beside its facts: what it names counts as listed.
    fn said(&self) -> String {
        let Self { profile, sections } = self;
        let employments = sections.employments.iter().map(|one| &one.description);
        let projects = sections.projects.iter().map(|one| &one.description);
        let texts = [&profile.headline, &profile.summary].into_iter();
        let texts: Vec<&str> = texts
            .chain(employments)
            .chain(projects)
            .map(String::as_str)
            .collect();
        texts.join("\n")
    }

    /// The profile as the rules of suggestions see it.
    pub(super) fn advised(&self, person: &Person, rates: &Rates) -> advice::Profile {
        let Self { profile, sections } = self;
        let targets = &profile.targets;
        let period = |from: &Option<PartialDate>, to: &Option<PartialDate>| {
            (from.as_ref().map(first_month), to.as_ref().map(last_month))
        };
        let educations = sections
            .educations
            .iter()
            .map(|one| period(&one.started_on, &one.ended_on));
        let projects = sections
            .projects
            .iter()
            .map(|one| period(&one.started_on, &one.ended_on));
        let volunteerings = sections
            .volunteerings
            .iter()
            .map(|one| period(&one.started_on, &one.ended_on));
        advice::Profile {
            headline: profile.headline.clone(),
            summary: profile.summary.clone(),
            roles: self.roles(person),
            other_periods: educations.chain(projects).chain(volunteerings).collect(),
            skills: sections
                .skills
                .iter()
                .map(|skill| advice::ListedSkill {
                    id: skill.id.to_string(),
                    name: skill.name.clone(),
                })
                .collect(),
            certificates: sections
                .certifications
                .iter()
                .map(|one| advice::Certificate {
                    id: one.id.to_string(),
                    name: one.name.clone(),
                    expires: one.expires_on.as_ref().map(PartialDate::latest),
                })
                .collect(),
            languages: sections
                .languages
                .iter()
                .map(|one| advice::LanguageRow {
                    id: one.id.to_string(),
                    name: one.name.clone(),
                    has_level: one.proficiency.is_some(),
                })
                .collect(),
            links: profile.links.iter().map(|link| link.url.clone()).collect(),
            target_titles: targets.titles.clone(),
            target_levels: targets
                .seniority
                .iter()
                .filter_map(|one| level(*one))
                .collect(),
            places: targets.countries.clone(),
            modes: targets
                .remote_modes
                .iter()
                .filter_map(|one| mode(*one))
                .collect(),
            pay_floor: floor(targets, rates),
            has_authorisations: !targets.work_authorizations.is_empty(),
            imported: None,
            edited: profile.updated_at.map(|at| at.date_naive()),
        }
    }

    fn roles(&self, person: &Person) -> Vec<advice::Role> {
        let employments = self.sections.employments.iter();
        let role = |one: &crate::features::profiles::EmploymentRow| {
            let facts = self.sections.evidence.iter();
            let own = facts.filter(|fact| fact.item_id == one.id.0).map(|fact| {
                let id = fact.id.to_string();
                let prepared = person.facts.iter().find(|fact| fact.id == id);
                advice::FactRow {
                    skills: prepared.map(|fact| fact.skills.clone()).unwrap_or_default(),
                    text: fact.text.clone(),
                    id,
                }
            });
            advice::Role {
                id: one.id.to_string(),
                title: one.title.clone(),
                company: one.company.clone(),
                from: one.started_on.as_ref().map(first_month),
                to: one.ended_on.as_ref().map(last_month),
                description: one.description.clone(),
                facts: own.collect(),
            }
        };
        employments.map(role).collect()
    }
}

fn preferences(targets: &Targets, location: &str, rates: &Rates) -> Preferences {
    let home = place::read(location).city;
    let authorisations = targets.work_authorizations.iter();
    Preferences {
        countries: targets.countries.clone(),
        cities: home.into_iter().collect(),
        modes: targets
            .remote_modes
            .iter()
            .filter_map(|one| mode(*one))
            .collect::<Vec<Mode>>(),
        pay_floor: floor(targets, rates),
        authorisations: authorisations
            .map(|one| Authorisation {
                country: one.country.clone(),
                needs_sponsorship: one.needs_sponsorship,
            })
            .collect(),
        excluded_companies: targets.excluded_companies.clone(),
        excluded_skills: Vec::new(),
    }
}

fn floor(targets: &Targets, rates: &Rates) -> Option<Pay> {
    let floor = targets.pay_floor.as_ref()?;
    pay(
        rates,
        (floor.amount, floor.amount),
        &floor.currency,
        floor.period,
    )
}

/// The first month that a date covers.
fn first_month(date: &PartialDate) -> Month {
    month_of(date.earliest())
}

/// The last month that a date covers: December, of a year.
fn last_month(date: &PartialDate) -> Month {
    let first = month_of(date.earliest());
    let month = if date.has_month() { first.month } else { 12 };
    Month { month, ..first }
}

fn month_of(day: NaiveDate) -> Month {
    Month {
        year: day.year(),
        month: day.month(),
    }
}

/// The degree that a text names.
fn degree(text: &str) -> Option<Degree> {
    let source = Source {
        title: "",
        text,
        language: None,
    };
    let read = extraction::read(Dictionary::curated(), &source);
    read.degree.map(|found| found.value.level)
}

/// The level of the Common European Framework that comes closest to a proficiency of LinkedIn's.
const fn cefr(proficiency: Proficiency) -> Cefr {
    match proficiency {
        Proficiency::Native => Cefr::Native,
        Proficiency::FullProfessional => Cefr::C1,
        Proficiency::ProfessionalWorking => Cefr::B2,
        Proficiency::LimitedWorking => Cefr::B1,
        Proficiency::Elementary => Cefr::A2,
    }
}
