//! The demo's user: a profile, and applications in the middle of a job search. The format of `demo/job_seeker.toml`.

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

/// The job seeker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobSeeker {
    /// The e-mail address, used to sign in.
    pub email: String,
    /// The display name.
    pub name: String,
    /// The locale (BCP 47).
    pub locale: String,
    /// The time zone (IANA name).
    pub time_zone: String,
    /// The profile.
    pub profile: DemoProfile,
    /// The people whom the user knows.
    pub connections: Vec<DemoConnection>,
    /// The applications, oldest first.
    pub applications: Vec<DemoApplication>,
}

/// The profile of the demo's user.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoProfile {
    /// The headline, one line.
    pub headline: String,
    /// The summary, one paragraph.
    pub summary: String,
    /// The city of residence.
    pub city: String,
    /// The country of residence, ISO 3166-1 alpha-2.
    pub country: String,
    /// URLs of personal pages.
    pub links: Vec<String>,
    /// Countries with work authorisation, ISO 3166-1 alpha-2.
    pub work_authorisation: Vec<String>,
    /// The targets of the search.
    pub targets: DemoTargets,
    /// Employments, latest first.
    pub employments: Vec<DemoEmployment>,
    /// Educations, latest first.
    pub educations: Vec<DemoEducation>,
    /// Projects, latest first.
    pub projects: Vec<DemoProject>,
    /// Certifications, latest first.
    pub certifications: Vec<DemoCertification>,
    /// Skills, strongest first.
    pub skills: Vec<DemoSkill>,
    /// Languages, first language first.
    pub languages: Vec<DemoLanguage>,
}

/// The targets of the search.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoTargets {
    /// Job titles.
    pub titles: Vec<String>,
    /// Seniority levels.
    pub seniority: Vec<Seniority>,
    /// Countries, ISO 3166-1 alpha-2.
    pub countries: Vec<String>,
    /// Workplaces.
    pub remote: Vec<RemoteMode>,
    /// Minimum pay per year.
    pub pay_min: i64,
    /// The currency, ISO 4217.
    pub pay_currency: String,
    /// Skills that exclude a posting.
    pub excluded_skills: Vec<String>,
    /// Employers that are not wanted.
    pub excluded_companies: Vec<String>,
    /// The notice period in months.
    pub notice_months: i32,
}

/// A past or present employment.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoEmployment {
    /// The employer.
    pub company: String,
    /// The title.
    pub title: String,
    /// The city.
    pub city: String,
    /// The country, ISO 3166-1 alpha-2.
    pub country: String,
    /// The first month, `YYYY-MM`.
    pub start: String,
    /// The last month, `YYYY-MM`; `None` for a present employment.
    pub end: Option<String>,
    /// Achievements, one each.
    pub highlights: Vec<String>,
}

/// An education.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoEducation {
    /// The school.
    pub institution: String,
    /// The degree.
    pub degree: String,
    /// The subject.
    pub field: String,
    /// The first month, `YYYY-MM`.
    pub start: String,
    /// The last month, `YYYY-MM`.
    pub end: String,
}

/// A project.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoProject {
    /// The name.
    pub name: String,
    /// Its web page.
    pub url: String,
    /// The first month, `YYYY-MM`.
    pub start: String,
    /// Achievements, one each.
    pub highlights: Vec<String>,
}

/// A certification.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoCertification {
    /// The name.
    pub name: String,
    /// The body that issued it.
    pub authority: String,
    /// The month of issue, `YYYY-MM`.
    pub issued: String,
    /// The month of expiry, `YYYY-MM`.
    pub expires: String,
}

/// A skill of the user.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoSkill {
    /// The name, as in the skill dictionary.
    pub name: String,
    /// Years of experience.
    pub years: i32,
}

/// A language of the user.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoLanguage {
    /// The language (BCP 47).
    pub code: String,
    /// The level: `A1` to `C2`, or `NATIVE`.
    pub level: String,
}

/// A person whom the user knows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoConnection {
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: String,
    /// The company.
    pub company: String,
    /// The position.
    pub position: String,
    /// How many days ago they connected.
    pub days_ago: i64,
    /// Tags.
    pub tags: Vec<String>,
    /// Notes.
    #[serde(default)]
    pub notes: String,
    /// In how many days the user wants to get in touch.
    pub follow_up_in_days: Option<i64>,
}

/// An application and its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoApplication {
    /// The employer's name.
    pub company: String,
    /// The title as advertised.
    pub title: String,
    /// The posting in the demo data; `None` if it is not among them.
    pub external_id: Option<String>,
    /// How the user found the posting.
    pub source: String,
    /// The name of the referrer.
    pub referrer: Option<String>,
    /// The priority, from 1 (low) to 3 (high).
    pub priority: i32,
    /// The next action.
    pub next_action: Option<DemoAction>,
    /// The stage changes, oldest first; the first one creates the application.
    pub moves: Vec<DemoMove>,
}

/// A next action.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoAction {
    /// Days from now until it is due.
    pub in_days: i64,
    /// The text.
    pub text: String,
}

/// A stage change of an application.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoMove {
    /// The date, in days before now.
    pub days_ago: i64,
    /// The new stage.
    pub stage: Stage,
    /// The outcome; only with CLOSED.
    pub outcome: Option<Outcome>,
    /// The user's note.
    pub note: Option<String>,
}

/// A posting that the applications require.
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
    connections: Vec<DemoConnection>,
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

/// The postings that the applications refer to, in the order of the applications.
pub fn pins() -> Result<Vec<Pin>, CatalogueError> {
    Ok(file()?
        .applications
        .iter()
        .filter_map(ApplicationEntry::pin)
        .collect())
}

/// The job seeker, with the applications' references to postings resolved.
pub fn load(catalogue: &Catalogue) -> Result<JobSeeker, CatalogueError> {
    let SeekerFile {
        email,
        name,
        locale,
        time_zone,
        profile,
        connections,
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
        connections,
        applications,
    })
}

fn file() -> Result<SeekerFile, CatalogueError> {
    parse(FILE, TEXT)
}
