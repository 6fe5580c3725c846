//! Reads one `JobPosting`.

use chrono::NaiveTime;
use reading::{
    contract,
    markdown::markdown,
    mode,
    place::{self, Address},
    text,
};
use serde_json::Value;
use url::Url;

use super::{date, pay};
use crate::{
    features::jobs::{
        BoardFields,
        entity::skip::SkipReason,
        source::{
            conversions,
            field::{self, first},
            listing::Skipped,
            record::{Place, PostingRecord},
        },
    },
    platform::hashing::content_hash,
    types::work::{EmploymentType, RemoteMode},
};

/// Reads a posting of this page; `only` is true if the page has no other one.
pub(super) fn read(
    entry: &Value,
    page: Option<&Url>,
    only: bool,
) -> Result<PostingRecord, Skipped> {
    let stated = address(entry, "/url", page).or_else(|| address(entry, "/mainEntityOfPage", page));
    let number = identifier(entry);
    let title = ["/title", "/title/@value", "/name", "/name/@value"]
        .iter()
        .find_map(|pointer| field::line(entry, pointer, field::TITLE_CHARS_MAX));
    let url = stated.or_else(|| page.cloned().and_then(field::web_address));
    let locations = locations(entry);
    let external_id = match (&number, &url, &title) {
        (Some(number), _, _) => number.clone(),
        (None, Some(url), _) if only || Some(url.as_str()) != page.map(Url::as_str) => {
            short(url.clone())
        }
        (None, _, Some(title)) => {
            let places: Vec<&str> = locations.iter().map(|place| place.raw.as_str()).collect();
            short(format!("{title} | {}", places.join("; ")))
        }
        _ => return Err(Skipped::bad(None, SkipReason::NoId)),
    };
    let Some(title) =
        title.map(|title| text::line(&text::unescape(&title), field::TITLE_CHARS_MAX))
    else {
        return Err(Skipped::bad(Some(external_id), SkipReason::NoTitle));
    };
    let Some(url) = url else {
        return Err(Skipped::bad(Some(external_id), SkipReason::NoAddress));
    };
    let apply_url = [
        "/potentialAction/target/urlTemplate",
        "/potentialAction/target",
    ]
    .iter()
    .find_map(|pointer| address(entry, pointer, page))
    .filter(|apply_url| *apply_url != url);
    let html = ["/description", "/description/@value"]
        .iter()
        .find_map(|pointer| field::raw(entry, pointer));
    let description = markdown(&text::unescape(html.unwrap_or_default()));
    Ok(PostingRecord {
        requisition_id: number,
        apply_url,
        company: company(entry),
        description: description.text,
        remote_mode: remote_mode(entry, &locations, &title),
        pay: pay::advertised(entry, &locations),
        locations,
        employment_type: employment_type(entry, &title),
        seniority: conversions::seniority(&title),
        posted_at: date::time(entry, "/datePosted", NaiveTime::MIN),
        deadline: date::time(entry, "/validThrough", END_OF_DAY),
        language: field::language(entry, "/inLanguage"),
        board_fields: BoardFields {
            hidden_text: description.hidden,
            ..BoardFields::default()
        },
        external_id,
        url,
        title,
    })
}

/// A date without a time ends with its day.
const END_OF_DAY: NaiveTime = match NaiveTime::from_hms_opt(23, 59, 59) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// An id of any length, short enough to be stored.
fn short(id: String) -> String {
    if id.chars().count() <= field::ID_CHARS_MAX && text::line(&id, field::ID_CHARS_MAX) == id {
        id
    } else {
        content_hash(id.as_bytes())
    }
}

/// A URL, also relative to the page; `mainEntityOfPage` may be an object.
fn address(entry: &Value, pointer: &str, page: Option<&Url>) -> Option<String> {
    let value = entry.pointer(pointer)?;
    let value = value.get("@id").unwrap_or(value);
    let text = value
        .as_str()
        .map(str::trim)
        .filter(|text| !text.is_empty())?;
    let text = text.replace("&amp;", "&");
    let url = match page {
        Some(page) => page.join(&text).ok()?,
        None => Url::parse(&text).ok()?,
    };
    field::web_address(url)
}

/// The employer's number: a `PropertyValue`, a string or a number.
fn identifier(entry: &Value) -> Option<String> {
    let value = first(entry.get("identifier")?)?;
    let pointer = if value.is_object() { "/value" } else { "" };
    field::id(value, pointer)
}

/// A list, or a single value as a list.
fn many(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Array(list)) => list,
        Some(value) => std::slice::from_ref(value),
        None => &[],
    }
}

/// A text, or the name of an object.
fn named(value: &Value) -> Option<String> {
    field::line(value, "", place::RAW_CHARS_MAX)
        .or_else(|| field::line(value, "/name", place::RAW_CHARS_MAX))
}

fn company(entry: &Value) -> Option<String> {
    let organisation = first(entry.get("hiringOrganization")?)?;
    let name = named(organisation)
        .or_else(|| field::line(organisation, "/legalName", place::RAW_CHARS_MAX))?;
    // Some pages state "confidential" in the words of schema.org.
    (!name.eq_ignore_ascii_case("confidential")).then_some(name)
}

/// The addresses of `jobLocation`; without one, the places that applicants may live in.
fn locations(entry: &Value) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for location in many(entry.get("jobLocation")) {
        let address = location.get("address").unwrap_or(location);
        let part = |name: &str| address.get(name).and_then(first).and_then(named);
        let (city, region, country) = (
            part("addressLocality"),
            part("addressRegion"),
            part("addressCountry"),
        );
        let mut parts: Vec<String> = Vec::new();
        for part in [city.clone(), region.clone(), country.clone()]
            .into_iter()
            .flatten()
        {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        let raw = if parts.is_empty() {
            named(address).or_else(|| named(location))
        } else {
            Some(text::line(&parts.join(", "), place::RAW_CHARS_MAX))
        };
        let Some(raw) = raw else {
            continue;
        };
        let mut read = place::read_all([raw.as_str()]);
        if let [only] = read.as_mut_slice() {
            let address = Address {
                city: city.as_deref(),
                region: region.as_deref(),
                country: country.as_deref(),
            };
            place::settle(only, address);
        }
        places.extend(read);
    }
    if places.is_empty() {
        let names: Vec<String> = many(entry.get("applicantLocationRequirements"))
            .iter()
            .filter_map(named)
            .collect();
        places = place::read_all(names.iter().map(String::as_str));
    }
    let mut known = Vec::new();
    places.retain(|place| {
        let is_new = !known.contains(&place.raw);
        known.push(place.raw.clone());
        is_new
    });
    places.truncate(place::PLACES_MAX);
    places
}

fn remote_mode(entry: &Value, locations: &[Place], title: &str) -> RemoteMode {
    let telecommute = many(entry.get("jobLocationType")).iter().any(|kind| {
        kind.as_str()
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("TELECOMMUTE"))
    });
    if telecommute {
        return RemoteMode::Remote;
    }
    let places = locations.iter().map(|place| place.raw.as_str());
    conversions::remote_mode(mode::settle(None, places, title, false))
}

/// The terms of schema.org, as a text or a list; the contract decides before the hours.
fn employment_type(entry: &Value, title: &str) -> EmploymentType {
    let stated: Vec<String> = many(entry.get("employmentType"))
        .iter()
        .filter_map(Value::as_str)
        .flat_map(|kinds| kinds.split(','))
        .map(|kind| kind.trim().replace(['_', '-', ' '], "").to_uppercase())
        .collect();
    let term = |names: &[&str]| stated.iter().any(|kind| names.contains(&kind.as_str()));
    if term(&["INTERN", "INTERNSHIP"]) {
        EmploymentType::Intern
    } else if term(&["CONTRACTOR", "CONTRACT", "FREELANCE"]) {
        EmploymentType::Contract
    } else if term(&["TEMPORARY", "TEMP", "PERDIEM", "SEASONAL"]) {
        EmploymentType::Temporary
    } else if term(&["FULLTIME"]) {
        EmploymentType::FullTime
    } else if term(&["PARTTIME"]) {
        EmploymentType::PartTime
    } else if term(&["VOLUNTEER", "OTHER"]) {
        EmploymentType::Other
    } else {
        let words = many(entry.get("employmentType"))
            .iter()
            .filter_map(Value::as_str);
        conversions::employment_type(contract::settle(contract::of_list(words), title))
    }
}
