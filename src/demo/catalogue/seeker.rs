//! The demo's user: a profile, and applications that are half-way through a search. The shape of `demo/job_seeker.toml`.

use serde::Deserialize;

use crate::features::applications::{Outcome, Stage};
use crate::types::work::{EmploymentType, RemoteMode, Seniority};

use super::choice::pinned;
use super::data::{Catalogue, parse};
use super::error::{CatalogueError, unknown};
use super::posting::external_id;
use super::prose;

const FILE: &str = "job_seeker.toml";
const TEXT: &str = include_str!("../../../demo/job_seeker.toml");

/// Who looks for work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobSeeker {
    /// The address to sign in with.
    pub email: String,
    /// The name shown.
    pub name: String,
    /// BCP 47.
    pub locale: String,
    /// IANA name.
    pub time_zone: String,
    /// What they can and want.
    pub profile: DemoProfile,
    /// Where they applied, the oldest first.
    pub applications: Vec<DemoApplication>,
}

/// What somebody can and wants.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoProfile {
    /// One line.
    pub headline: String,
    /// A paragraph.
    pub summary: String,
    /// Where they live.
    pub city: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Pages of their own.
    pub links: Vec<String>,
    /// Countries they may work in, ISO 3166-1 alpha-2.
    pub work_authorisation: Vec<String>,
    /// What they look for.
    pub targets: DemoTargets,
    /// The latest first.
    pub employments: Vec<DemoEmployment>,
    /// The latest first.
    pub educations: Vec<DemoEducation>,
    /// The strongest first.
    pub skills: Vec<DemoSkill>,
    /// First language first.
    pub languages: Vec<DemoLanguage>,
}

/// What somebody looks for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoTargets {
    /// Titles of roles.
    pub titles: Vec<String>,
    /// How senior.
    pub seniority: Vec<Seniority>,
    /// ISO 3166-1 alpha-2.
    pub countries: Vec<String>,
    /// Where the work should be done.
    pub remote: Vec<RemoteMode>,
    /// The least pay, a year.
    pub pay_min: i64,
    /// ISO 4217.
    pub pay_currency: String,
    /// Skills that rule a posting out.
    pub excluded_skills: Vec<String>,
}

/// A job that somebody had or has.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoEmployment {
    /// The employer.
    pub company: String,
    /// The title.
    pub title: String,
    /// Where.
    pub city: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// `YYYY-MM`.
    pub start: String,
    /// `YYYY-MM`; none while it lasts.
    pub end: Option<String>,
    /// What came of it, one claim each.
    pub highlights: Vec<String>,
}

/// A course of study.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoEducation {
    /// The school.
    pub institution: String,
    /// The degree.
    pub degree: String,
    /// The subject.
    pub field: String,
    /// `YYYY-MM`.
    pub start: String,
    /// `YYYY-MM`.
    pub end: String,
}

/// Something that somebody can do.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoSkill {
    /// As in the product's list of skills.
    pub name: String,
    /// For how long.
    pub years: i32,
}

/// A language that somebody speaks.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoLanguage {
    /// BCP 47.
    pub code: String,
    /// `A1` to `C2`, or `NATIVE`.
    pub level: String,
}

/// One application and its life until now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoApplication {
    /// The employer's name.
    pub company: String,
    /// The title as advertised.
    pub title: String,
    /// The posting among those of the catalogue; none for one that only the job seeker knows.
    pub external_id: Option<String>,
    /// Where the job seeker came across it.
    pub source: String,
    /// Who recommended them.
    pub referrer: Option<String>,
    /// From 1 (some day) to 3 (this one).
    pub priority: i32,
    /// What to do next.
    pub next_action: Option<DemoAction>,
    /// In order of time; the first one creates the application.
    pub moves: Vec<DemoMove>,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoAction {
    /// Days from now until it is due.
    pub in_days: i64,
    /// What to do.
    pub text: String,
}

/// A step of an application.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoMove {
    /// When.
    pub days_ago: i64,
    /// The stage it reached.
    pub stage: Stage,
    /// How it ended; only with CLOSED.
    pub outcome: Option<Outcome>,
    /// What the job seeker noted.
    pub note: Option<String>,
}

/// A posting that must be in the catalogue.
pub struct Pin {
    pub slug: String,
    pub role: String,
    pub level: Seniority,
    pub days_ago: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeekerFile {
    email: String,
    name: String,
    locale: String,
    time_zone: String,
    profile: DemoProfile,
    applications: Vec<ApplicationEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ApplicationEntry {
    slug: Option<String>,
    role: Option<String>,
    level: Option<Seniority>,
    company: Option<String>,
    title: Option<String>,
    source: String,
    referrer: Option<String>,
    priority: i32,
    next_action: Option<DemoAction>,
    moves: Vec<DemoMove>,
}

impl ApplicationEntry {
    fn pin(&self) -> Option<Pin> {
        let days_ago = self.moves.first().map_or(0, |first| first.days_ago);
        Some(Pin {
            slug: self.slug.clone()?,
            role: self.role.clone()?,
            level: self.level?,
            days_ago,
        })
    }

    fn with(self, company: String, title: String, external_id: Option<String>) -> DemoApplication {
        let Self {
            source,
            referrer,
            priority,
            next_action,
            moves,
            ..
        } = self;
        DemoApplication {
            company,
            title,
            external_id,
            source,
            referrer,
            priority,
            next_action,
            moves,
        }
    }
}

/// The postings that the applications name, in the order of the applications.
pub fn pins() -> Result<Vec<Pin>, CatalogueError> {
    Ok(file()?
        .applications
        .iter()
        .filter_map(ApplicationEntry::pin)
        .collect())
}

/// The whole job seeker, applications tied to their postings.
pub fn load(catalogue: &Catalogue) -> Result<JobSeeker, CatalogueError> {
    let SeekerFile {
        email,
        name,
        locale,
        time_zone,
        profile,
        applications: entries,
    } = file()?;
    let mut applications = Vec::with_capacity(entries.len());
    let mut number = 0;
    for entry in entries {
        applications.push(if let Some(pin) = entry.pin() {
            number += 1;
            let choice = pinned(catalogue, &pin.slug, &pin.role, pin.level)?;
            let title = prose::title(
                catalogue.texts(&choice.role.language)?,
                &choice,
                EmploymentType::FullTime,
            )?;
            entry.with(
                choice.company.name.clone(),
                title,
                Some(external_id(number)),
            )
        } else {
            let company = entry
                .company
                .clone()
                .ok_or_else(|| unknown("company of the application by", &entry.source))?;
            let title = entry
                .title
                .clone()
                .ok_or_else(|| unknown("title at", &company))?;
            entry.with(company, title, None)
        });
    }
    Ok(JobSeeker {
        email,
        name,
        locale,
        time_zone,
        profile,
        applications,
    })
}

fn file() -> Result<SeekerFile, CatalogueError> {
    parse(FILE, TEXT)
}
