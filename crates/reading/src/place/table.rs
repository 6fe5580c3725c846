//! The gazetteer: cities, regions and countries by name. The texts of `data` are part of the program; cities are looked up in them by
//! binary search and take no memory, countries and regions are indexed at their first use.

use std::{cmp::Ordering, collections::HashMap, sync::LazyLock};

use super::{names::key, point::Point};

/// One city each; see `data/make_places.py`.
const PLACES: &str = include_str!("../../data/places.tsv");
/// Folded names with the offsets of their cities, sorted.
const NAMES: &str = include_str!("../../data/names.tsv");
const REGIONS: &str = include_str!("../../data/regions.tsv");
/// Counties, departments and provinces.
const DISTRICTS: &str = include_str!("../../data/districts.tsv");
const COUNTRIES: &str = include_str!("../../data/countries.tsv");

/// A city of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct City {
    pub id: u32,
    pub country: &'static str,
    /// The ISO 3166-2 code after the dash; empty if the table of regions has none.
    pub region: &'static str,
    pub point: Point,
    pub population: u32,
    pub name: &'static str,
}

/// A region of the first level: a state, province, Land or canton.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RegionRow {
    pub country: &'static str,
    /// ISO 3166-2, such as `US-MA`.
    pub code: &'static str,
    pub name: &'static str,
}

impl RegionRow {
    /// The code after the dash.
    pub fn short(&self) -> &'static str {
        self.code.get(3..).unwrap_or_default()
    }
}

/// A country.
#[derive(Debug)]
pub(super) struct CountryRow {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// The English name.
    pub name: &'static str,
}

struct Countries {
    rows: Vec<CountryRow>,
    by_name: HashMap<String, usize>,
    /// Alpha-2 and alpha-3.
    by_code: HashMap<&'static str, usize>,
}

struct Regions {
    rows: Vec<RegionRow>,
    by_name: HashMap<String, Vec<usize>>,
    by_short: HashMap<&'static str, Vec<usize>>,
}

static ALL_COUNTRIES: LazyLock<Countries> = LazyLock::new(|| {
    let mut all = Countries {
        rows: Vec::new(),
        by_name: HashMap::new(),
        by_code: HashMap::new(),
    };
    for line in COUNTRIES.lines() {
        let mut fields = line.split('\t');
        let (Some(code), Some(alpha3), Some(_currency), Some(names)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let index = all.rows.len();
        all.by_code.insert(code, index);
        all.by_code.insert(alpha3, index);
        for name in names.split(';') {
            all.by_name.entry(key(name)).or_insert(index);
        }
        all.rows.push(CountryRow {
            code,
            name: names.split(';').next().unwrap_or_default(),
        });
    }
    all.by_code
        .get("GB")
        .copied()
        .map(|index| all.by_code.insert("UK", index));
    all
});

static ALL_REGIONS: LazyLock<Regions> = LazyLock::new(|| {
    let mut all = Regions {
        rows: Vec::new(),
        by_name: HashMap::new(),
        by_short: HashMap::new(),
    };
    for line in REGIONS.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let (Some(country), Some(_), Some(code), Some(names)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let index = all.rows.len();
        let row = RegionRow {
            country,
            code,
            name: names.split(';').next().unwrap_or_default(),
        };
        all.by_short.entry(row.short()).or_default().push(index);
        for name in names.split(';') {
            all.by_name.entry(key(name)).or_default().push(index);
        }
        all.rows.push(row);
    }
    all
});

/// A county, department or province.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct District {
    /// The region that it lies in.
    pub region: &'static RegionRow,
    /// True if its name says where it is by itself; others only narrow a city.
    pub known: bool,
    /// True for a code, such as "TO".
    pub coded: bool,
}

static ALL_DISTRICTS: LazyLock<HashMap<String, Vec<District>>> = LazyLock::new(|| {
    let mut all: HashMap<String, Vec<District>> = HashMap::new();
    for line in DISTRICTS.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [country, short, known, narrow] = fields.as_slice() else {
            continue;
        };
        let Some(region) = region(country, short) else {
            continue;
        };
        for (names, known) in [(known, true), (narrow, false)] {
            for name in names.split(';').filter(|name| !name.is_empty()) {
                let coded = name.len() == 2;
                let district = District {
                    region,
                    known,
                    coded,
                };
                all.entry(key(name)).or_default().push(district);
            }
        }
    }
    all
});

/// The districts with this folded name or code.
pub(super) fn districts_named(key: &str) -> &'static [District] {
    ALL_DISTRICTS.get(key).map_or(&[], Vec::as_slice)
}

/// The country with this folded name.
pub(super) fn country_named(key: &str) -> Option<&'static CountryRow> {
    ALL_COUNTRIES.rows.get(*ALL_COUNTRIES.by_name.get(key)?)
}

/// The country with this ISO code (alpha-2 or alpha-3, upper case); `UK` is `GB`.
pub(super) fn country_coded(code: &str) -> Option<&'static CountryRow> {
    ALL_COUNTRIES.rows.get(*ALL_COUNTRIES.by_code.get(code)?)
}

/// The regions with this folded name.
pub(super) fn regions_named(key: &str) -> impl Iterator<Item = &'static RegionRow> {
    let found = ALL_REGIONS.by_name.get(key).into_iter().flatten();
    found.filter_map(|index| ALL_REGIONS.rows.get(*index))
}

/// The regions whose code ends with this part, upper case.
pub(super) fn regions_coded(short: &str) -> impl Iterator<Item = &'static RegionRow> {
    let found = ALL_REGIONS.by_short.get(short).into_iter().flatten();
    found.filter_map(|index| ALL_REGIONS.rows.get(*index))
}

/// The region of a country by the part of its code after the dash.
pub(super) fn region(country: &str, short: &str) -> Option<&'static RegionRow> {
    regions_coded(short).find(|region| region.country == country)
}

/// The cities with this folded name, the largest first.
pub(super) fn cities_named(key: &str) -> Vec<City> {
    let Some(offsets) = line_of(NAMES, key) else {
        return Vec::new();
    };
    offsets
        .split(',')
        .filter_map(|offset| usize::from_str_radix(offset, 36).ok())
        .filter_map(city_at)
        .collect()
}

/// Each folded name of a city, and where its cities are.
pub(super) fn city_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMES.lines().filter_map(|line| line.split_once('\t'))
}

/// The largest of the cities of a name.
pub(super) fn largest_at(offsets: &str) -> Option<City> {
    let first = offsets.split(',').next()?;
    city_at(usize::from_str_radix(first, 36).ok()?)
}

/// All regions.
pub(super) fn regions() -> impl Iterator<Item = &'static RegionRow> {
    ALL_REGIONS.rows.iter()
}

/// All countries.
pub(super) fn countries() -> impl Iterator<Item = &'static CountryRow> {
    ALL_COUNTRIES.rows.iter()
}

/// Each folded name of a city; for tests.
#[cfg(test)]
pub(super) fn all_names() -> impl Iterator<Item = (&'static str, Vec<City>)> {
    NAMES.lines().filter_map(|line| {
        let (name, offsets) = line.split_once('\t')?;
        let cities = offsets.split(',');
        let cities = cities.filter_map(|at| city_at(usize::from_str_radix(at, 36).ok()?));
        Some((name, cities.collect()))
    })
}

/// All cities.
pub(super) fn cities() -> impl Iterator<Item = City> {
    PLACES.lines().filter_map(city_of)
}

fn city_at(offset: usize) -> Option<City> {
    city_of(PLACES.get(offset..)?.lines().next()?)
}

fn city_of(line: &'static str) -> Option<City> {
    let mut fields = line.split('\t');
    let id = u32::from_str_radix(fields.next()?, 36).ok()?;
    let (country, region) = (fields.next()?, fields.next()?);
    let point = Point::new(fields.next()?.parse().ok()?, fields.next()?.parse().ok()?)?;
    Some(City {
        id,
        country,
        region,
        point,
        population: fields.next()?.parse().ok()?,
        name: fields.next()?,
    })
}

/// What follows the tab in the line that begins with `name`; the lines of `text` are sorted by their bytes.
fn line_of(text: &'static str, name: &str) -> Option<&'static str> {
    let bytes = text.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes
            .get(low..middle)?
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(low, |at| low + at + 1);
        let line = bytes.get(start..)?.split(|byte| *byte == b'\n').next()?;
        let tab = line.iter().position(|byte| *byte == b'\t')?;
        match line.get(..tab)?.cmp(name.as_bytes()) {
            Ordering::Equal => return text.get(start + tab + 1..start + line.len()),
            Ordering::Less => low = start + line.len() + 1,
            Ordering::Greater => high = start,
        }
    }
    None
}
