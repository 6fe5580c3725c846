//! Postings whose words are special to a search: names with signs, accents, other scripts. The format of `demo/special.toml`.

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use serde::Deserialize;

use super::{
    data::{Catalogue, parse},
    error::{CatalogueError, unknown},
    posting::DemoPosting,
};
use crate::{
    features::jobs::{
        BoardFields,
        source::record::{Place, PostingRecord},
    },
    types::work::{EmploymentType, RemoteMode, Seniority},
};

const FILE: &str = "special.toml";
const TEXT: &str = include_str!("../../../demo/special.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    postings: Vec<Special>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Special {
    company: String,
    title: String,
    language: String,
    place: String,
    country: String,
    text: String,
}

/// The postings of the file, published one a day before `now`.
pub(super) fn postings(
    catalogue: &Catalogue,
    now: DateTime<Utc>,
) -> Result<Vec<DemoPosting>, CatalogueError> {
    let file: File = parse(FILE, TEXT)?;
    let made = (1..).zip(file.postings).map(|(number, special)| {
        let company = catalogue
            .companies
            .iter()
            .find(|company| company.slug == special.company)
            .ok_or_else(|| unknown("company", &special.company))?;
        let id = format!("special-{number:02}");
        let record = PostingRecord {
            requisition_id: None,
            url: format!("https://jobs.{}/{id}", company.domain),
            apply_url: None,
            title: special.title,
            company: Some(company.name.clone()),
            description: special.text,
            locations: vec![Place {
                raw: special.place.clone(),
                city: Some(special.place),
                country: Some(special.country),
                ..Place::default()
            }],
            remote_mode: RemoteMode::Onsite,
            employment_type: EmploymentType::FullTime,
            seniority: Seniority::Unknown,
            pay: None,
            posted_at: Some((now - TimeDelta::days(number)).trunc_subsecs(0)),
            deadline: None,
            language: Some(special.language),
            board_fields: BoardFields::default(),
            external_id: id,
        };
        Ok(DemoPosting {
            company: company.clone(),
            record,
        })
    });
    made.collect()
}
