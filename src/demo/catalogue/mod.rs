//! The demo data: employers, postings and a job seeker, all fictitious. The texts are in `demo/*.toml`, compiled in; the
//! generated postings depend only on the given time, so two runs at the same time produce the same postings.

mod choice;
mod data;
mod error;
mod posting;
mod prose;
mod random;
mod seeker;
mod special;

use chrono::{DateTime, Utc};

pub use self::data::DemoCompany;
pub use self::error::CatalogueError;
pub use self::posting::DemoPosting;
pub use self::seeker::{
    DemoAction, DemoApplication, DemoCertification, DemoConnection, DemoEducation, DemoEmployment,
    DemoLanguage, DemoMove, DemoProfile, DemoProject, DemoSkill, DemoTargets, JobSeeker,
};

use self::data::Catalogue;
use self::random::Random;
use self::{
    choice::{Choice, pinned},
    error::unknown,
    posting::Maker,
};

/// The number of generated postings.
pub const POSTINGS: usize = 320;

/// All employers, in the order of the file.
pub fn companies() -> Result<Vec<DemoCompany>, CatalogueError> {
    Ok(Catalogue::load()?.companies)
}

/// All postings, published within the 60 days before `now`, starting with those that the job seeker applied to.
pub fn postings(now: DateTime<Utc>) -> Result<Vec<DemoPosting>, CatalogueError> {
    let catalogue = Catalogue::load()?;
    let maker = Maker {
        catalogue: &catalogue,
        now,
    };
    let mut made = Vec::with_capacity(POSTINGS);
    let mut open = openings(&catalogue);
    for pin in seeker::pins()? {
        let choice = pinned(&catalogue, &pin.slug, &pin.role, pin.level)?;
        open.retain(|(other, _)| !other.is(&choice));
        let number = made.len() + 1;
        made.push(maker.pinned(
            number,
            &choice,
            pin.days_ago,
            &mut Random::for_posting(number),
        )?);
    }
    let wanted = wanted(&catalogue);
    let mut wanted = wanted.iter();
    while made.len() < POSTINGS {
        let number = made.len() + 1;
        let mut random = Random::for_posting(number);
        let name = wanted.next();
        let fitting: Vec<_> = open
            .iter()
            .filter(|(choice, _)| name.is_none_or(|name| choice.has_key(name)))
            .copied()
            .collect();
        let choice = random
            .weighted(&fitting)
            .ok_or_else(|| unknown("opening for", name.map_or("anybody", |name| name)))?;
        open.retain(|(other, _)| !other.is(&choice));
        made.push(maker.posting(number, &choice, &mut random)?);
    }
    Ok(made)
}

/// Postings whose words are special to a search, beside the generated ones.
pub fn special(now: DateTime<Utc>) -> Result<Vec<DemoPosting>, CatalogueError> {
    special::postings(&Catalogue::load()?, now)
}

/// The demo's user, with profile and applications.
pub fn job_seeker() -> Result<JobSeeker, CatalogueError> {
    seeker::load(&Catalogue::load()?)
}

/// All combinations that can be advertised, with their relative frequencies.
fn openings(catalogue: &Catalogue) -> Vec<(Choice<'_>, u64)> {
    let pairs = catalogue
        .companies
        .iter()
        .flat_map(|company| catalogue.roles.iter().map(move |role| (company, role)));
    let fitting = pairs.filter(|(company, role)| company.may_advertise(role));
    let choices = fitting.flat_map(|(company, role)| {
        role.levels.iter().map(move |level| Choice {
            company,
            role,
            level: *level,
        })
    });
    choices.map(|choice| (choice, choice.weight())).collect()
}

/// Every role once and every company twice, so that none is missing; the rest is random.
fn wanted(catalogue: &Catalogue) -> Vec<&str> {
    let slugs = || {
        catalogue
            .companies
            .iter()
            .map(|company| company.slug.as_str())
    };
    catalogue
        .roles
        .iter()
        .map(|role| role.key.as_str())
        .chain(slugs())
        .chain(slugs())
        .collect()
}

#[cfg(test)]
mod tests;
