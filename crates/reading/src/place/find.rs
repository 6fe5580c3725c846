//! The places that a person may mean by some words, for searches and filters.

use super::{Region, area, atom::atoms, group::Meaning, point::Point, table};

/// Whether a place is a city, a region, a country or a part of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A city of the gazetteer.
    City,
    /// A region of the first level: a state, province, Land or canton.
    Region,
    /// A country.
    Country,
    /// A part of the world, such as `EMEA`.
    Area,
}

/// A place that words may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundPlace {
    /// The kind of place.
    pub kind: Kind,
    /// The English or usual name; of an area its code.
    pub name: &'static str,
    /// The region that it is, or lies in, if known.
    pub region: Option<Region>,
    /// ISO 3166-1 alpha-2; none for an area.
    pub country: Option<&'static str>,
    /// The coordinates of a city.
    pub point: Option<Point>,
    /// The inhabitants of a city; 0 for others.
    pub population: u32,
    /// The GeoNames id of a city, which places of postings have as well.
    pub geoname: Option<u32>,
}

/// The most words of a place that a person names.
const CHARS_MAX: usize = 100;

/// The places that these words may mean, the likeliest first: "Munich", "cambridge, ma", "Bavaria", "UK", "EMEA". Names must be complete. Parts
/// after a comma narrow the first one. Empty if nothing has this name.
#[must_use]
pub fn find(text: &str) -> Vec<FoundPlace> {
    if text.chars().count() > CHARS_MAX {
        return Vec::new();
    }
    let mut meanings: Vec<Meaning> = vec![Meaning::default()];
    for part in text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let upper = part.to_uppercase();
        let mut found = atoms(part);
        if part.len() <= 3 {
            found.extend(
                atoms(&upper)
                    .into_iter()
                    .filter(|atom| !found.contains(atom))
                    .collect::<Vec<_>>(),
            );
        }
        meanings = meanings
            .iter()
            .flat_map(|meaning| found.iter().filter_map(|atom| meaning.with(atom)))
            .collect();
    }
    meanings.sort_by_key(|meaning| std::cmp::Reverse(meaning.weight()));
    let mut places: Vec<FoundPlace> = Vec::new();
    for place in meanings.iter().filter_map(found_place) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

fn found_place(meaning: &Meaning) -> Option<FoundPlace> {
    let region = meaning.region.map(Region::of);
    let bare = FoundPlace {
        kind: Kind::Country,
        name: "",
        region,
        country: meaning.country,
        point: None,
        population: 0,
        geoname: None,
    };
    Some(if let Some(city) = meaning.city {
        FoundPlace {
            kind: Kind::City,
            name: city.name,
            region: table::region(city.country, city.region).map(Region::of),
            point: Some(city.point),
            population: city.population,
            geoname: Some(city.id),
            ..bare
        }
    } else if meaning.district {
        // A county is no region, and the region is not what is sought.
        return None;
    } else if let Some(row) = meaning.region {
        FoundPlace {
            kind: Kind::Region,
            name: row.name,
            ..bare
        }
    } else if let Some(country) = meaning.country {
        FoundPlace {
            name: table::country_coded(country)?.name,
            ..bare
        }
    } else {
        FoundPlace {
            kind: Kind::Area,
            name: area::areas().find(|code| Some(*code) == meaning.area)?,
            ..bare
        }
    })
}
