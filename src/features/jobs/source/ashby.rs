//! Ashby posting API: `GET /posting-api/job-board/{board}?includeCompensation=true` (developers.ashbyhq.com).
//! The response holds the complete board, including unlisted postings. It is slow: about ten seconds for a large board.

use reading::{
    contract,
    markdown::markdown,
    mode,
    pay::Period,
    place::{self, Address},
    text,
};
use serde_json::Value;
use url::Url;

use super::{
    board::{self, BoardError},
    board_fields,
    connector::{Connector, Recognised},
    conversions,
    entries::{Form, ListAt},
    field,
    listing::{Listing, ParseError, Skipped},
    pay,
    record::{Pay, Place, PostingRecord},
    request::BoardRequest,
};
use crate::features::jobs::entity::skip::SkipReason;

const LABEL: &str = "Ashby";

/// The payloads of the API.
const FORM: Form = Form {
    board: LABEL,
    expected: "an object with a list `jobs`",
    list: ListAt::Field("jobs"),
    is_single,
    read: posting,
};

/// Boards at Ashby.
pub(super) struct Ashby;

impl Connector for Ashby {
    fn name(&self) -> &'static str {
        "ashby"
    }

    fn label(&self) -> &'static str {
        LABEL
    }

    fn base(&self) -> &'static str {
        "https://api.ashbyhq.com"
    }

    fn detect(&self, url: &Url) -> Option<String> {
        if board::is_at(url, &["api.ashbyhq.com"])
            && url.path().starts_with("/posting-api/job-board/")
        {
            return board::token_in_segment(url, 2);
        }
        if board::is_at(url, &["jobs.ashbyhq.com"]) {
            board::token_in_path(url)
        } else {
            None
        }
    }

    fn start(&self, base: &Url, board: &str) -> Result<Vec<BoardRequest>, BoardError> {
        let url = board::api_url(
            base,
            &["posting-api", "job-board"],
            board,
            &[],
            &[("includeCompensation", "true")],
        )?;
        Ok(vec![BoardRequest::get(url)])
    }

    fn parse(&self, payload: &[u8]) -> Result<Listing, ParseError> {
        FORM.listing(payload)
    }

    fn recognise(&self, payload: &Value) -> Option<Recognised> {
        let job = field::list(payload, "/jobs").first()?;
        let url = Url::parse(field::raw(job, "/jobUrl")?).ok()?;
        Some(Recognised {
            board: self.detect(&url),
        })
    }
}

/// A stored entry of the list. The API has no such response.
fn is_single(payload: &Value) -> bool {
    payload.get("jobs").is_none() && payload.get("id").is_some() && payload.get("jobUrl").is_some()
}

fn posting(job: &Value) -> Result<PostingRecord, Skipped> {
    if job.get("isListed") == Some(&Value::Bool(false)) {
        return Err(Skipped::withheld(
            field::id(job, "/id"),
            SkipReason::Withheld,
        ));
    }
    let head = field::head(job, "/title", "/jobUrl")?;
    let locations = locations(job);
    let html = field::raw(job, "/descriptionHtml").map(str::to_owned);
    let html = html
        .or_else(|| field::raw(job, "/descriptionPlain").map(text::html_of_plain))
        .unwrap_or_default();
    let description = markdown(&html);
    Ok(PostingRecord {
        requisition_id: None,
        apply_url: field::web_url(job, "/applyUrl").filter(|apply_url| *apply_url != head.url),
        company: None,
        description: description.text,
        remote_mode: conversions::remote_mode(mode::settle(
            field::raw(job, "/workplaceType"),
            locations.iter().map(|place| place.raw.as_str()),
            &head.title,
            job.get("isRemote") == Some(&Value::Bool(true)),
        )),
        pay: advertised_pay(job, &locations),
        locations,
        employment_type: conversions::employment_type(contract::settle(
            contract::of_list(field::texts(job, "/employmentType")),
            &head.title,
        )),
        seniority: conversions::seniority(&head.title),
        posted_at: field::time(job, "/publishedAt"),
        deadline: None,
        language: None,
        board_fields: board_fields::ASHBY.read(job, description.hidden),
        external_id: head.external_id,
        url: head.url,
        title: head.title,
    })
}

/// The main location and the secondary ones, each with an address that may know more than its name.
fn locations(job: &Value) -> Vec<Place> {
    let entries = std::iter::once(job).chain(field::list(job, "/secondaryLocations"));
    let mut places: Vec<Place> = Vec::new();
    for entry in entries {
        let Some(name) = field::line(entry, "/location", place::RAW_CHARS_MAX) else {
            continue;
        };
        let part = |name: &str| {
            let line = |prefix: &str| {
                field::line(entry, &format!("{prefix}/{name}"), place::RAW_CHARS_MAX)
            };
            line("/address/postalAddress").or_else(|| line("/address"))
        };
        let (city, region, country) = (
            part("addressLocality"),
            part("addressRegion"),
            part("addressCountry"),
        );
        let plain = field::line(entry, "/address/postalAddress", place::RAW_CHARS_MAX)
            .or_else(|| field::line(entry, "/address", place::RAW_CHARS_MAX))
            .map(|address| place::read(&address));
        let plain = plain.unwrap_or_default();
        let mut read = place::read_all([name.as_str()]);
        if let [only] = read.as_mut_slice() {
            let address = Address {
                city: city.as_deref().or(plain.city.as_deref()),
                region: region.as_deref(),
                country: country.as_deref().or(plain.country.as_deref()),
            };
            place::settle(only, address);
        }
        places.extend(
            read.into_iter()
                .filter(|place| !places.iter().any(|known| known.raw == place.raw))
                .collect::<Vec<_>>(),
        );
    }
    places.truncate(place::PLACES_MAX);
    places
}

/// The salary component, or else the summary line for search engines; none if the employer hides the pay.
fn advertised_pay(job: &Value, locations: &[Place]) -> Option<Pay> {
    if job.get("shouldDisplayCompensationOnJobPostings") == Some(&Value::Bool(false)) {
        return None;
    }
    let compensation = job.get("compensation")?;
    let salaries = field::list(compensation, "/summaryComponents")
        .iter()
        .filter_map(salary);
    pay::span(salaries).or_else(|| {
        let summary = field::raw(compensation, "/scrapeableCompensationSalarySummary")?;
        pay::read(summary, locations)
    })
}

fn salary(component: &Value) -> Option<Pay> {
    if field::raw(component, "/compensationType")? != "Salary" {
        return None;
    }
    let period = match field::raw(component, "/interval")? {
        "1 YEAR" => Period::Year,
        "1 MONTH" => Period::Month,
        "1 WEEK" => Period::Week,
        "1 DAY" => Period::Day,
        "1 HOUR" => Period::Hour,
        _ => return None,
    };
    let bound = |name| pay::hundredths(component.get(name));
    pay::stated(
        bound("minValue"),
        bound("maxValue"),
        field::raw(component, "/currencyCode")?,
        period,
    )
}
