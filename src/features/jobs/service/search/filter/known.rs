//! The values that a field can have: an input is resolved to one of them, or refused by its name, with those that look like it.

use std::collections::BTreeSet;

use reading::{
    place::{self, Kind},
    skill as dictionary,
};

use super::{
    field::{Field, Item},
    languages,
};
use crate::{
    error::{Error, Result},
    features::jobs::service::search::near::Near,
    types::{currency, text::forbidden_char},
};

/// Maximum number of characters of a value.
const CHARS_MAX: usize = 100;
/// Maximum number of values that a refusal proposes.
const PROPOSALS_MAX: usize = 3;

/// Maximum radius in kilometres.
const RADIUS_KM_MAX: f64 = 1_000.0;

/// The values of a field with this name: one, or several places.
pub(super) fn items(field: Field, name: &str) -> Result<Vec<Item>> {
    let name = name.trim();
    if name.is_empty()
        || name.chars().count() > CHARS_MAX
        || name.chars().any(|c| c.is_control() || forbidden_char(c))
    {
        return Err(Error::bad_input(format!(
            "A value of the filter has 1 to {CHARS_MAX} characters, none of them a control character."
        )));
    }
    Ok(match field {
        Field::City => return cities(name),
        Field::Region => return regions(name),
        Field::Country => vec![Item::Text(country(name)?.to_owned())],
        Field::Language => vec![Item::Text(language(name)?.to_owned())],
        Field::Skill => vec![Item::Text(skill(name)?.to_owned())],
        _ => vec![Item::Text(name.to_owned())],
    })
}

/// The code of a country, by its code or name.
fn country(name: &str) -> Result<&'static str> {
    place::country(name).ok_or_else(|| {
        let like = place::similar(name, Kind::Country);
        unknown(name, "a country", "a code of ISO 3166-1, such as PT", &like)
    })
}

/// The codes of the regions with this code or name.
fn regions(name: &str) -> Result<Vec<Item>> {
    let code = name.to_ascii_uppercase();
    if place::region_name(&code).is_some() {
        return Ok(vec![Item::Text(code)]);
    }
    let found: BTreeSet<String> = place::find(name)
        .into_iter()
        .filter(|spot| spot.kind == Kind::Region)
        .filter_map(|spot| spot.region)
        .map(|region| region.code)
        .collect();
    if found.is_empty() {
        let like = place::similar(name, Kind::Region);
        return Err(unknown(
            name,
            "a region",
            "a code of ISO 3166-2 or a name, such as US-TX or Texas",
            &like,
        ));
    }
    Ok(found.into_iter().map(Item::Text).collect())
}

/// The cities with this name or GeoNames id. A name that several cities have means all of them, unless a country or region follows it.
fn cities(name: &str) -> Result<Vec<Item>> {
    if let Ok(id) = name.parse::<u32>() {
        return Ok(vec![Item::Number(id.into())]);
    }
    let ids: Vec<Item> = place::find(name)
        .into_iter()
        .filter(|spot| spot.kind == Kind::City)
        .filter_map(|spot| spot.geoname)
        .map(|id| Item::Number(id.into()))
        .collect();
    if ids.is_empty() {
        return Err(unknown_city(name));
    }
    Ok(ids)
}

fn unknown_city(name: &str) -> Error {
    let like = place::similar(name, Kind::City);
    unknown(
        name,
        "a known city",
        "the name of a city, such as Lisbon or \"Cambridge, GB\"",
        &like,
    )
}

/// Places within a radius around a city or a point, whichever the input states.
pub fn near(
    place: Option<&str>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    radius_km: f64,
) -> Result<Near> {
    if !(radius_km > 0.0 && radius_km <= RADIUS_KM_MAX) {
        return Err(Error::bad_input(format!(
            "\"near.radiusKm\" must be above 0 and at most {RADIUS_KM_MAX}."
        ))
        .at("filter.near.radiusKm"));
    }
    let (latitude, longitude) = match (place, latitude, longitude) {
        (Some(name), None, None) => {
            coordinates(name).map_err(|error| error.at("filter.near.place"))?
        }
        (None, Some(latitude), Some(longitude))
            if (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude) =>
        {
            (latitude, longitude)
        }
        (None, Some(_), Some(_)) => {
            return Err(Error::bad_input(
                "\"near.latitude\" must be between -90 and 90 and \"near.longitude\" between -180 and 180.",
            )
            .at("filter.near"));
        }
        _ => {
            return Err(Error::bad_input(
                "\"near\" takes either \"place\", or \"latitude\" and \"longitude\".",
            )
            .at("filter.near"));
        }
    };
    Ok(Near::new(latitude, longitude, radius_km))
}

/// The latitude and longitude of a city, the largest of its name.
fn coordinates(name: &str) -> Result<(f64, f64)> {
    place::find(name)
        .into_iter()
        .find_map(|spot| spot.point)
        .map(|point| (point.latitude(), point.longitude()))
        .ok_or_else(|| unknown_city(name))
}

/// The code of a language, by its tag or name.
fn language(name: &str) -> Result<&'static str> {
    let folded = lower(name);
    let primary = folded.split(['-', '_']).next().unwrap_or_default();
    languages::all()
        .find(|(code, _)| *code == primary)
        .map(|(code, _)| code)
        .or_else(|| {
            languages::all()
                .find(|(_, names)| names.clone().any(|name| lower(name) == folded))
                .map(|(code, _)| code)
        })
        .ok_or_else(|| {
            let names = languages::all().flat_map(|(_, names)| names);
            let like = nearest(&folded, names.map(|name| (name, name)));
            unknown(name, "a language", "a code of ISO 639-1, such as pt", &like)
        })
}

/// The slug of a skill, by its slug, label or another name.
fn skill(name: &str) -> Result<&'static str> {
    let folded = lower(name);
    dictionary::entries()
        .find(|entry| entry.slug == folded)
        .or_else(|| dictionary::find(name))
        .map(|entry| entry.slug.as_str())
        .ok_or_else(|| {
            let names = dictionary::entries().flat_map(|entry| {
                let label = entry.label.as_str();
                [entry.slug.as_str(), label].map(|name| (name, label))
            });
            let like = nearest(&folded, names);
            unknown(name, "a known skill", "the slug or label of a skill", &like)
        })
}

/// The code of a currency, by its code.
pub fn currency(code: &str) -> Result<String> {
    let upper = code.trim().to_ascii_uppercase();
    if currency::is_code(&upper) {
        return Ok(upper);
    }
    let like = nearest(&upper, currency::codes().map(|known| (known, known)));
    Err(unknown(
        code,
        "a currency",
        "a code of ISO 4217, such as EUR",
        &like,
    ))
}

/// The name that people read of a value.
pub(in crate::features::jobs::service::search) fn label(field: Field, value: &str) -> String {
    let name = match field {
        Field::Language => languages::name(value),
        Field::Country => place::country_name(value),
        Field::Region => place::region_name(value),
        _ => None,
    };
    name.map_or_else(|| value.to_owned(), str::to_owned)
}

fn unknown(name: &str, what: &str, expected: &str, like: &[impl AsRef<str>]) -> Error {
    let shown: String = name
        .chars()
        .take(CHARS_MAX)
        .filter(|c| !c.is_control())
        .collect();
    let like: Vec<&str> = like.iter().map(AsRef::as_ref).collect();
    let proposal = if like.is_empty() {
        String::new()
    } else {
        format!(" Did you mean {}?", like.join("; "))
    };
    Error::bad_input(format!(
        "\"{shown}\" is not {what}; use {expected}.{proposal}"
    ))
}

/// The values whose names look most like an unknown name.
fn nearest<'a>(name: &str, known: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<&'a str> {
    let length = name.chars().count();
    let most = 1 + length / 4;
    let mut found: Vec<(usize, &str)> = known
        .filter_map(|(known, value)| {
            let known = if name.chars().any(char::is_lowercase) {
                lower(known)
            } else {
                known.to_owned()
            };
            let starts = length >= 3 && known.starts_with(name);
            let apart = strsim::osa_distance(name, &known);
            (starts || apart <= most).then_some((apart, value))
        })
        .collect();
    found.sort_unstable();
    let mut values: Vec<&str> = Vec::new();
    for (_, value) in found {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values.truncate(PROPOSALS_MAX);
    values
}

fn lower(text: &str) -> String {
    text.trim().to_lowercase()
}
