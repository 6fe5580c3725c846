//! Places: the city, region and country that the name of a place of work says, with coordinates, by the gazetteer in `data`. What is
//! uncertain is left out: an empty country is better than a wrong one.

mod area;
mod atom;
mod find;
mod group;
mod lookup;
mod names;
mod non_places;
mod pieces;
mod point;
mod postcode;
mod read;
mod table;

use self::table::RegionRow;
pub use self::{
    area::{areas, countries_of},
    find::{FoundPlace, Kind, find},
    lookup::{City, cities, city_name, region_name, similar, usual_name},
    non_places::is_vague,
    point::Point,
};
use crate::text;

/// Maximum length of a stored name.
pub const RAW_CHARS_MAX: usize = 200;
/// Maximum number of places of a posting.
pub const PLACES_MAX: usize = 50;

/// A region of the first level: a state, province, Land or canton.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// ISO 3166-2, such as `US-MA`.
    pub code: String,
    /// The English name.
    pub name: String,
}

impl Region {
    fn of(row: &RegionRow) -> Self {
        Self {
            code: row.code.to_owned(),
            name: row.name.to_owned(),
        }
    }
}

/// One place of work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The place, as the board names it.
    pub raw: String,
    /// The city, as the board writes it, if recognised.
    pub city: Option<String>,
    /// The region, if recognised.
    pub region: Option<Region>,
    /// The country, ISO 3166-1 alpha-2 in upper case, if recognised.
    pub country: Option<String>,
    /// The part of the world, such as `EMEA`, if it names no country.
    pub area: Option<&'static str>,
    /// The coordinates of the city, if the gazetteer has it.
    pub point: Option<Point>,
    /// The GeoNames id of the city, which is the same in every language.
    pub geoname: Option<u32>,
}

/// Parses a name as one place. A name of several has no city, and a country only if they share it.
#[must_use]
pub fn read(raw: &str) -> Place {
    let mut places = read::places(raw, None);
    if places.len() == 1 {
        return places.pop().unwrap_or_default();
    }
    let first = places.first().and_then(|place| place.country.clone());
    let shared = places.iter().all(|place| place.country == first);
    Place {
        raw: raw.trim().to_owned(),
        country: first.filter(|_| shared),
        ..Place::default()
    }
}

/// Parses names as places: a name with several ("London; Berlin", "Paris & Lyon") is split, duplicates are dropped.
#[must_use]
pub fn read_all<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for place in names.into_iter().flat_map(|name| read::places(name, None)) {
        let known = |known: &Place| known.raw == place.raw;
        if places.len() < PLACES_MAX && !place.raw.is_empty() && !places.iter().any(known) {
            places.push(place);
        }
    }
    places
}

/// What other fields of a record say of a place: an address.
#[derive(Clone, Copy, Debug, Default)]
pub struct Address<'a> {
    /// The city.
    pub city: Option<&'a str>,
    /// The region, by name or code.
    pub region: Option<&'a str>,
    /// The country, by name or code.
    pub country: Option<&'a str>,
}

/// Fills what the name leaves open from an address. Names of a part of the world, or of no place, stay without: their address is that of an
/// office. A name that states another country is left as it is.
pub fn settle(place: &mut Place, address: Address<'_>) {
    let country = address.country.and_then(country);
    if place.area.is_some() || is_vague(&place.raw) || place.raw.is_empty() {
        return;
    }
    let mut hinted = match read::places(&place.raw, country).as_slice() {
        [one] => one.clone(),
        _ => return,
    };
    match (hinted.country.as_deref(), country) {
        (Some(named), Some(stated)) if named != stated => {
            // A field outranks a guess from a city's name alone: this London may be in Canada.
            let explicit = format!(
                "{}, {}",
                hinted.raw,
                country_name(stated).unwrap_or_default()
            );
            let city = hinted
                .city
                .clone()
                .filter(|city| city.len() + 2 >= hinted.raw.len());
            let Some(city) = city else { return };
            hinted = match read::places(&explicit, Some(stated)).as_slice() {
                [one] if one.country.as_deref() == Some(stated) => one.clone(),
                _ => Place {
                    city: Some(city),
                    country: Some(stated.to_owned()),
                    ..Place::default()
                },
            };
        }
        (None, Some(stated)) => {
            let city = address
                .city
                .filter(|city| non_places::is_city_name(city))
                .map(|city| text::line(city, RAW_CHARS_MAX));
            let own = non_places::is_city_name(non_places::bare(&place.raw))
                .then(|| non_places::bare(&place.raw).to_owned());
            hinted.country = Some(stated.to_owned());
            hinted.city = city.or(own);
        }
        _ => {}
    }
    hinted.raw.clone_from(&place.raw);
    *place = hinted;
    if place.city.is_none() {
        place.city = address
            .city
            .filter(|city| non_places::is_city_name(city))
            .map(|city| text::line(city, RAW_CHARS_MAX));
    }
    locate(place, address.region);
}

/// Fills region and coordinates of a city whose country is known.
pub fn locate(place: &mut Place, region: Option<&str>) {
    let (Some(city), Some(country), None) = (&place.city, &place.country, place.point) else {
        return;
    };
    let name = match region.or(place.region.as_ref().map(|region| region.name.as_str())) {
        Some(region) => format!("{city}, {region}, {country}"),
        None => format!("{city}, {country}"),
    };
    if let [found] = read::places(&name, Some(country)).as_slice()
        && found.country.as_ref() == Some(country)
    {
        place.region = place.region.take().or_else(|| found.region.clone());
        (place.point, place.geoname) = (found.point, found.geoname);
    }
}

/// The code of a country (ISO 3166-1 alpha-2) by its name in a large language or its code, of two or three letters, in any case. `UK` is `GB`.
#[must_use]
pub fn country(name: &str) -> Option<&'static str> {
    let name = name.trim();
    let named = table::country_named(&names::key(name));
    named
        .or_else(|| table::country_coded(&name.to_ascii_uppercase()))
        .map(|row| row.code)
}

/// The English name of a country by its code.
#[must_use]
pub fn country_name(code: &str) -> Option<&'static str> {
    table::country_coded(code).map(|row| row.name)
}

#[cfg(test)]
mod tests;
