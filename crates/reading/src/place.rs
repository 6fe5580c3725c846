//! Places: the city, region and country that the name of a place of work says, with coordinates, by the gazetteer in `data`. What is
//! uncertain is left out: an empty country is better than a wrong one.

mod area;
mod atom;
mod find;
mod group;
mod lookup;
mod names;
mod point;
mod table;

use self::table::RegionRow;
pub use self::{
    area::{areas, countries_of},
    find::{Kind, Spot, find},
    lookup::{region_name, similar},
    point::Point,
};

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

/// The currency of a country (ISO 4217) by its code.
#[must_use]
pub fn currency_of(country: &str) -> Option<&'static str> {
    table::country_coded(country).map(|row| row.currency)
}

#[cfg(test)]
mod tests;
