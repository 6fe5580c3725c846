//! Generates one posting: locations, contract, pay and date.

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

use crate::features::jobs::BoardFields;
use crate::features::jobs::source::record::{Pay, Place, PostingRecord};
use crate::types::work::{EmploymentType, PayOrigin, PayPeriod, RemoteMode, Seniority};

use super::choice::Choice;
use super::data::{Catalogue, Country, DemoCompany, Office, Texts, WorkPlace};
use super::error::CatalogueError;
use super::prose;
use super::random::Random;

/// One posting and the company that published it.
#[derive(Clone, Debug, PartialEq)]
pub struct DemoPosting {
    /// The employer.
    pub company: DemoCompany,
    /// The posting, as a connector would return it.
    pub record: PostingRecord,
}

/// The external id of a posting, by its one-based position in the list.
pub(super) fn external_id(number: usize) -> String {
    format!("demo-{number:04}")
}

const DAYS: i64 = 60;
const MINUTES_A_DAY: i64 = 24 * 60;

/// The data that all postings of one run share.
pub struct Maker<'a> {
    pub catalogue: &'a Catalogue,
    pub now: DateTime<Utc>,
}

impl Maker<'_> {
    /// A posting with a random age up to 60 days.
    pub fn posting(
        &self,
        number: usize,
        choice: &Choice,
        random: &mut Random,
    ) -> Result<DemoPosting, CatalogueError> {
        let minutes = random.between(45, DAYS * MINUTES_A_DAY - 1);
        let kind = employment_type(choice, random);
        self.make(number, choice, (kind, minutes), random)
    }

    /// A posting that was published before an application of this many days ago.
    pub fn pinned(
        &self,
        number: usize,
        choice: &Choice,
        days_ago: i64,
        random: &mut Random,
    ) -> Result<DemoPosting, CatalogueError> {
        let minutes =
            days_ago * MINUTES_A_DAY + random.between(MINUTES_A_DAY / 2, 6 * MINUTES_A_DAY);
        self.make(number, choice, (EmploymentType::FullTime, minutes), random)
    }

    fn make(
        &self,
        number: usize,
        choice: &Choice,
        shape: (EmploymentType, i64),
        random: &mut Random,
    ) -> Result<DemoPosting, CatalogueError> {
        let (kind, minutes) = shape;
        let (company, role) = (choice.company, choice.role);
        let texts = self.catalogue.texts(&role.language)?;
        let remote_mode = remote_mode(choice, random);
        let sites = sites(company, remote_mode, random);
        let country = self
            .catalogue
            .country(sites.first().map_or(&company.country, |site| &site.country))?;
        let pay = random
            .percent(62)
            .then(|| pay(choice, kind, country, random));
        let posted_at = (self.now - TimeDelta::minutes(minutes)).trunc_subsecs(0);
        let record = PostingRecord {
            external_id: external_id(number),
            requisition_id: random
                .percent(40)
                .then(|| format!("R-{:05}", 10_000 + number * 7)),
            url: format!("https://jobs.{}/{}-{number:04}", company.domain, role.key),
            apply_url: random
                .percent(30)
                .then(|| format!("https://apply.{}/{number:04}", company.domain)),
            title: prose::title(texts, choice, kind)?,
            company: Some(company.name.clone()),
            description: prose::description(texts, choice, pay.as_ref(), random)?,
            locations: self.locations(&sites, remote_mode, texts, random)?,
            remote_mode,
            employment_type: kind,
            seniority: choice.level,
            pay,
            posted_at: Some(posted_at),
            deadline: random
                .percent(25)
                .then(|| (self.now + TimeDelta::days(random.between(5, 40))).trunc_subsecs(0)),
            language: (role.language != "en" || random.percent(85)).then(|| role.language.clone()),
            board_fields: BoardFields {
                department: Some(role.family.clone()),
                team: None,
                hidden_text: None,
            },
        };
        Ok(DemoPosting {
            company: company.clone(),
            record,
        })
    }

    /// The locations as the board's text.
    fn locations(
        &self,
        sites: &[Office],
        mode: RemoteMode,
        texts: &Texts,
        random: &mut Random,
    ) -> Result<Vec<Place>, CatalogueError> {
        let mut places: Vec<Place> = Vec::new();
        let style = random.between(0, 2);
        for site in sites {
            let country = &self.catalogue.country(&site.country)?.name;
            let raw = match (mode, style) {
                (RemoteMode::Remote, _) => random.pick(&texts.remote).map_or_else(
                    || country.clone(),
                    |text| text.replace("{country}", country),
                ),
                (_, 0) => site.city.clone(),
                (_, 1) => format!("{}, {}", site.city, site.country),
                _ => format!("{}, {country}", site.city),
            };
            let city = (mode != RemoteMode::Remote).then(|| site.city.clone());
            places.push(Place {
                raw,
                city,
                country: Some(site.country.clone()),
                ..Place::default()
            });
        }
        Ok(places)
    }
}

fn employment_type(choice: &Choice, random: &mut Random) -> EmploymentType {
    use EmploymentType::{Contract, FullTime, Intern, PartTime, Temporary, Unknown};
    let odds = match (choice.level, choice.role.place) {
        (Seniority::Intern, _) => return Intern,
        (Seniority::Executive, _) => return FullTime,
        (_, WorkPlace::Site) => [
            (FullTime, 68),
            (PartTime, 22),
            (Contract, 0),
            (Temporary, 8),
            (Unknown, 2),
        ],
        (Seniority::Junior, _) => [
            (FullTime, 86),
            (PartTime, 6),
            (Contract, 0),
            (Temporary, 4),
            (Unknown, 4),
        ],
        _ => [
            (FullTime, 79),
            (PartTime, 7),
            (Contract, 8),
            (Temporary, 2),
            (Unknown, 4),
        ],
    };
    random.weighted(&odds).unwrap_or_default()
}

fn remote_mode(choice: &Choice, random: &mut Random) -> RemoteMode {
    use RemoteMode::{Hybrid, Onsite, Remote, Unknown};
    let odds = match (choice.role.place, choice.company.remote_first) {
        (WorkPlace::Desk, true) => [(Remote, 85), (Hybrid, 15), (Onsite, 0), (Unknown, 0)],
        (WorkPlace::Desk, false) => [(Remote, 26), (Hybrid, 46), (Onsite, 16), (Unknown, 12)],
        (WorkPlace::Mixed, _) => [(Remote, 4), (Hybrid, 42), (Onsite, 40), (Unknown, 14)],
        (WorkPlace::Site, _) => [(Remote, 0), (Hybrid, 0), (Onsite, 86), (Unknown, 14)],
    };
    random.weighted(&odds).unwrap_or_default()
}

/// One office, sometimes several; for remote work at most one per country.
fn sites(company: &DemoCompany, mode: RemoteMode, random: &mut Random) -> Vec<Office> {
    let all = company.sites();
    if mode == RemoteMode::Remote {
        let mut countries = all;
        countries.dedup_by(|a, b| a.country == b.country);
        let count = if random.percent(40) {
            countries.len()
        } else {
            1
        };
        countries.truncate(count);
        return countries;
    }
    let several = if random.percent(20) {
        2 + usize::from(random.percent(30))
    } else {
        1
    };
    if several == 1 && random.percent(65) {
        return all.into_iter().take(1).collect();
    }
    random.sample(&all, several).into_iter().cloned().collect()
}

fn pay(choice: &Choice, kind: EmploymentType, country: &Country, random: &mut Random) -> Pay {
    let level = match choice.level {
        Seniority::Intern => 40,
        Seniority::Junior => 78,
        Seniority::Senior => 125,
        Seniority::Lead => 148,
        Seniority::Executive => 200,
        Seniority::Mid | Seniority::Unknown => 100,
    };
    let (period, premium) = match kind {
        EmploymentType::Contract => (PayPeriod::Day, 140),
        EmploymentType::Intern => (PayPeriod::Month, 100),
        _ => (choice.role.period.unwrap_or(country.period), 100),
    };
    let percent = [country.percent, level, premium, random.between(93, 110)];
    let amount = |euros: i64| {
        rounded(
            percent
                .iter()
                .fold(euros, |sum, percent| sum * percent / 100)
                / period.per_year(),
        )
    };
    let (min, max) = (amount(choice.role.pay.0), amount(choice.role.pay.1));
    let origin = if random.percent(15) {
        PayOrigin::Parsed
    } else {
        PayOrigin::Stated
    };
    let (min, max) = match (origin, random.between(1, 100)) {
        (PayOrigin::Stated, 1..=8) => (Some(min), None),
        (PayOrigin::Stated, 9..=12) => (None, Some(max)),
        _ => (Some(min), Some(max)),
    };
    let hundredths = |units| units * 100;
    Pay {
        min: min.map(hundredths),
        max: max.map(hundredths),
        currency: country.currency.clone(),
        period,
        origin,
    }
}

/// Rounds an amount of pay: the larger, the coarser.
fn rounded(value: i64) -> i64 {
    let step = match value {
        ..200 => 1,
        200..2_000 => 10,
        2_000..20_000 => 50,
        _ => 500,
    };
    (value + step / 2) / step * step
}
