//! Companies, skills and postings.

use careergraph::{
    features::jobs::{
        CompanyRow, LocationRow, PostingRow, Requirement,
        entity::{posting_skill, skill},
    },
    types::{
        id::{CompanyId, PostingId, SkillId},
        work::{EmploymentType, PayOrigin, PayPeriod, RemoteMode, Seniority},
    },
};

use serde_json::json;

use super::{Source, instant};
use crate::words::{CITIES, INDUSTRIES, KINDS, NAMES, ROLES, SENTENCES, SKILLS};

const LEVELS: [(&str, Seniority); 4] = [
    ("Junior ", Seniority::Junior),
    ("", Seniority::Mid),
    ("Senior ", Seniority::Senior),
    ("Lead ", Seniority::Lead),
];
const MODES: [RemoteMode; 3] = [RemoteMode::Onsite, RemoteMode::Hybrid, RemoteMode::Remote];
const KINDS_OF_WORK: [EmploymentType; 4] = [
    EmploymentType::FullTime,
    EmploymentType::FullTime,
    EmploymentType::PartTime,
    EmploymentType::Contract,
];

/// The public part of the data set.
#[derive(Default)]
pub(super) struct Catalogue {
    pub companies: Vec<CompanyRow>,
    pub skills: Vec<skill::Model>,
    pub postings: Vec<PostingRow>,
    pub locations: Vec<LocationRow>,
    pub needs: Vec<posting_skill::Model>,
}

/// The copy of a posting in an application.
#[derive(Clone)]
pub(super) struct Opening {
    pub id: PostingId,
    pub company: String,
    pub role: String,
}

impl Catalogue {
    /// All postings.
    pub(super) fn openings(&self) -> Vec<Opening> {
        let opening = |row: &PostingRow| Opening {
            id: row.id,
            company: row.company_name.clone(),
            role: row.title.clone(),
        };
        self.postings.iter().map(opening).collect()
    }
}

pub(super) fn make(source: &mut Source, postings: usize) -> serde_json::Result<Catalogue> {
    let mut catalogue = Catalogue::default();
    for label in SKILLS {
        catalogue.skills.push(skill::Model {
            id: source.id(),
            slug: label.to_lowercase(),
            label: label.to_owned(),
        });
    }
    for first in NAMES {
        for second in KINDS {
            let company = company(source, &format!("{first} {second}"));
            catalogue.companies.push(company);
        }
    }
    for number in 0..postings {
        let at = source.random.below(catalogue.companies.len());
        let company = catalogue
            .companies
            .get(at)
            .map(|company| (company.id, company.name.clone()));
        if let Some((company, name)) = company {
            posting(source, &mut catalogue, number, company, &name)?;
        }
    }
    Ok(catalogue)
}

fn company(source: &mut Source, name: &str) -> CompanyRow {
    let slug = name.to_lowercase().replace(' ', "-");
    CompanyRow {
        id: source.id(),
        name: name.to_owned(),
        domain: Some(format!("{slug}.example")),
        slug,
        industry: Some(source.random.pick(&INDUSTRIES).to_owned()),
        size_band: Some("51-200".to_owned()),
        created_at: instant(0),
        version: 1,
    }
}

fn posting(
    source: &mut Source,
    catalogue: &mut Catalogue,
    number: usize,
    company: CompanyId,
    company_name: &str,
) -> serde_json::Result<()> {
    let id: PostingId = source.id();
    let skills = needs(source, catalogue, id);
    let random = &mut source.random;
    let level = random.pick(&LEVELS);
    let role = random.pick(&ROLES);
    let title = format!(
        "{}{role} ({})",
        level.0,
        skills.first().copied().unwrap_or_default()
    );
    let (city, country) = random.pick(&CITIES);
    let pay = random.percent(60).then(|| random.between(35, 120) * 1_000);
    let posted_at = instant(random.between(0, 300 * 24 * 60));
    catalogue.locations.push(LocationRow {
        posting_id: id,
        position: 0,
        raw: format!("{city}, {country}"),
        city: Some(city.to_owned()),
        country: Some(country.to_owned()),
        latitude: None,
        longitude: None,
        area: None,
        city_id: None,
        region_code: None,
        x: None,
        y: None,
        z: None,
    });
    let pay = pay.map(|min| (min, min * 13 / 10));
    // Columns that are not named are empty.
    let row = json!({
        "id": id,
        "company_id": company,
        "company_name": company_name,
        "title_key": title.to_lowercase(),
        "description": description(random, role, &skills),
        "title": title,
        "description_hash": format!("{number:043}"),
        "url": format!("https://jobs.example/{number}"),
        "location": format!("{city}, {country}"),
        "remote_mode": random.pick(&MODES),
        "employment_type": random.pick(&KINDS_OF_WORK),
        "seniority": level.1,
        "pay_min": pay.map(|pay| pay.0),
        "pay_max": pay.map(|pay| pay.1),
        "pay_currency": pay.map(|_| "EUR"),
        "pay_period": pay.map(|_| PayPeriod::Year),
        "pay_origin": pay.map(|_| PayOrigin::Stated),
        "pay_yearly_max": pay.map(|pay| pay.1),
        "pay_yearly_eur": pay.map(|pay| pay.1),
        "language": "en",
        "posted_at": posted_at,
        "posted_at_inferred": false,
        "first_seen_at": posted_at,
        "last_seen_at": posted_at,
        "updated_at": posted_at,
        "moderation_version": 0,
    });
    catalogue.postings.push(serde_json::from_value(row)?);
    Ok(())
}

/// Adds three to seven skills; returns their names.
fn needs(
    source: &mut Source,
    catalogue: &mut Catalogue,
    posting_id: PostingId,
) -> Vec<&'static str> {
    let first = source.random.below(SKILLS.len());
    let step = 1 + source.random.below(7);
    let count = 3 + source.random.below(5);
    let mut names = Vec::with_capacity(count);
    // Sixty skills and at most seven steps of at most seven: none is repeated.
    for nth in 0..count {
        let at = (first + nth * step) % SKILLS.len();
        let skill: Option<SkillId> = catalogue.skills.get(at).map(|skill| skill.id);
        if let (Some(skill_id), Some(name)) = (skill, SKILLS.get(at)) {
            let need = if nth < 3 {
                Requirement::Required
            } else {
                Requirement::Preferred
            };
            catalogue.needs.push(posting_skill::Model {
                posting_id,
                skill_id,
                need,
                quote: format!("You know {name}."),
            });
            names.push(*name);
        }
    }
    names
}

fn description(random: &mut crate::random::Random, role: &str, skills: &[&str]) -> String {
    let mut text = format!("We look for a {role}.\n\n## Tasks\n\n");
    for _ in 0..6 {
        text.push_str("- ");
        text.push_str(random.pick(&SENTENCES));
        text.push('\n');
    }
    text.push_str("\n## Profile\n\n");
    for skill in skills {
        text.push_str("- You know ");
        text.push_str(skill);
        text.push_str(".\n");
    }
    text
}
