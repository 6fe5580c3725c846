//! Parses the name of a place into city and country where they are certain: "Lisbon, Portugal", "Remote (US)", "Austin, TX".
//! A continent or an unknown name gives none: an empty country is better than a wrong one.

mod table;

use reading::{
    text,
    words::{fold, words},
};

use super::record::Place;
use table::TABLE;

/// Maximum length of a stored name.
pub const RAW_CHARS_MAX: usize = 200;
/// Maximum number of places of a posting.
pub const PLACES_MAX: usize = 50;

/// Words for a mode of work or without a certain place; a name of only these is not a place.
const VAGUE: &[&str] = &[
    "remote",
    "remotely",
    "hybrid",
    "onsite",
    "on",
    "site",
    "in",
    "office",
    "offices",
    "person",
    "flexible",
    "anywhere",
    "various",
    "multiple",
    "several",
    "locations",
    "location",
    "worldwide",
    "global",
    "globally",
    "distributed",
    "home",
    "based",
    "wfh",
    "work",
    "from",
    "within",
    "the",
    "or",
    "and",
    "any",
    "only",
    "fully",
    "first",
    "friendly",
    "option",
    "optional",
    "possible",
    "tbd",
    "other",
    "virtual",
    "n",
    "a",
];
/// Regions of several countries. A place with one of these names has no country, whatever the address says.
const WIDE: &[&str] = &[
    "europe",
    "eu",
    "eea",
    "emea",
    "dach",
    "nordics",
    "benelux",
    "americas",
    "america",
    "latam",
    "apac",
    "asia",
    "africa",
    "oceania",
    "mena",
    "cet",
    "middle",
    "east",
    "west",
    "north",
    "south",
    "central",
    "eastern",
    "western",
    "northern",
    "southern",
    "latin",
    "pacific",
    "european",
    "union",
    "european",
    "time",
    "zone",
    "timezone",
    "international",
    "iberia",
    "balkans",
    "caribbean",
    "uk/eu",
    "cest",
    "gmt",
    "utc",
    "est",
    "pst",
];
/// Words that are not part of a city's name.
const NO_CITY: &[&str] = &[
    "region",
    "area",
    "campus",
    "headquarters",
    "hq",
    "metro",
    "county",
    "district",
    "state",
    "states",
    "countries",
    "country",
];

/// Parses a name as one place.
#[must_use]
pub fn read(raw: &str) -> Place {
    let parts = parts(raw);
    let named = country_of(&parts);
    let mut cities: Vec<(&String, &'static str)> = parts
        .iter()
        .filter_map(|part| {
            if let Part::City(name, country) = part {
                Some((name, *country))
            } else {
                None
            }
        })
        .collect();
    // "New York, New York" is one city; "London / Berlin" are two, so none is chosen.
    cities.dedup_by_key(|(name, _)| fold(name));
    let (city, country) = match cities.as_slice() {
        [] => (named.and_then(|_| unknown_city(&parts)), named),
        _ if named.is_none() && names_country(&parts) => (None, None),
        [(name, country)] => (Some((*name).clone()), named.or(Some(country))),
        [(_, first), rest @ ..] => (
            None,
            named.or_else(|| {
                rest.iter()
                    .all(|(_, country)| country == first)
                    .then_some(*first)
            }),
        ),
    };
    Place {
        raw: raw.to_owned(),
        city,
        country: country.map(str::to_owned),
    }
}

/// Parses names as places: a name with several ("London; Berlin") is split, duplicates are dropped.
#[must_use]
pub fn read_all<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let parts = names
        .into_iter()
        .flat_map(|name| name.split([';', '|', '•', '\n']))
        .flat_map(|name| name.split(" or "))
        .map(str::trim);
    for part in parts.filter(|part| !part.is_empty()) {
        if places.len() < PLACES_MAX && !places.iter().any(|place| place.raw == part) {
            places.push(read(part));
        }
    }
    places
}

/// Fills city and country from other fields of the record (an ISO code, the city of an address) where the name leaves them open. Names of a
/// region, or of no place, stay without: their address is that of an office.
pub fn settle(place: &mut Place, city: Option<&str>, country: Option<&str>) {
    let wide = words(&place.raw)
        .iter()
        .any(|word| WIDE.contains(&word.as_str()));
    let parts = parts(&place.raw);
    let named = country_of(&parts);
    if wide || is_vague(&place.raw) || (named.is_some() && country.is_some() && named != country) {
        return;
    }
    if let Some(country) = country.filter(|code| TABLE.is_country(code)) {
        // A field of the record outranks a guess from a city's name: this London may be in Canada.
        place.country = Some(country.to_owned());
        if place.city.is_none() && named.is_none() {
            place.city = unknown_city(&parts);
        }
    }
    if place.city.is_none() {
        place.city = city
            .filter(|city| is_city_name(city))
            .map(|city| text::tidy(city, RAW_CHARS_MAX));
    }
}

/// True if the name is empty or says only a mode of work: "Hybrid", "Remote", "Multiple locations".
#[must_use]
pub fn is_vague(raw: &str) -> bool {
    words(raw).iter().all(|word| VAGUE.contains(&word.as_str()))
}

/// The ISO 3166-1 alpha-2 code of a country by its English name or code.
#[must_use]
pub fn country(name: &str) -> Option<&'static str> {
    let name = name.trim();
    TABLE.country(&fold(name)).or_else(|| {
        Some(name)
            .filter(|name| name.len() == 2)
            .and_then(|name| TABLE.code(&name.to_ascii_uppercase()))
    })
}

/// The kind of a part of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Country(&'static str),
    /// A state or province, by code ("CA") or name, with its country.
    State(&'static str),
    /// A code that several countries share.
    Either(Vec<&'static str>),
    City(String, &'static str),
    Unknown(String),
}

fn parts(raw: &str) -> Vec<Part> {
    segments(raw)
        .iter()
        .map(|segment| classify(segment))
        .collect()
}

/// The parts of a name without words for the mode: "Remote - Berlin, Germany (Hybrid)" → "Berlin", "Germany".
fn segments(raw: &str) -> Vec<String> {
    let spaced = raw
        .replace(" - ", ",")
        .replace([':', '(', ')', '[', ']', '/', '–', '—', '·', '>'], ",");
    let pieces = spaced.split(',').flat_map(|piece| {
        // "Remote-US", "US-CA": a dash joins codes; in names it is kept ("Aix-en-Provence").
        let joins = piece
            .trim()
            .split('-')
            .any(|part| is_vague(part) || TABLE.code(part.trim()).is_some());
        if joins {
            piece.split('-').map(str::to_owned).collect()
        } else {
            vec![piece.to_owned()]
        }
    });
    let stripped = pieces.map(|piece| {
        let kept: Vec<&str> = piece.split_whitespace().collect();
        // "Bend, OR": a single code is a state, not a word.
        if matches!(kept.as_slice(), [only] if is_code(only)) {
            return kept.concat();
        }
        let start = kept
            .iter()
            .position(|word| !is_vague(word))
            .unwrap_or(kept.len());
        let end = kept
            .iter()
            .rposition(|word| !is_vague(word))
            .map_or(start, |last| last + 1);
        kept.get(start..end).unwrap_or_default().join(" ")
    });
    stripped
        .filter(|piece| !piece.is_empty())
        .take(10)
        .collect()
}

fn classify(segment: &str) -> Part {
    let folded = fold(segment).replace('.', "");
    let folded = folded.strip_prefix("greater ").unwrap_or(&folded).trim();
    if let Some(country) = TABLE.city(folded) {
        return Part::City(segment.to_owned(), country);
    }
    if folded == "georgia" {
        return Part::Either(vec!["GE", "US"]);
    }
    if let Some(country) = TABLE.country(folded) {
        return Part::Country(country);
    }
    if let Some(country) = TABLE.state(folded) {
        return Part::State(country);
    }
    let code = segment.replace('.', "");
    if is_code(&code) {
        let mut meant: Vec<&'static str> = TABLE
            .code(&code)
            .into_iter()
            .chain(TABLE.state_code(&code))
            .collect();
        meant.dedup();
        return match meant.as_slice() {
            [] => Part::Unknown(segment.to_owned()),
            [only] if TABLE.code(&code) == Some(only) => Part::Country(only),
            [only] => Part::State(only),
            _ => Part::Either(meant),
        };
    }
    Part::Unknown(segment.to_owned())
}

/// The country that the parts name explicitly; none if they name several.
fn country_of(parts: &[Part]) -> Option<&'static str> {
    let mut sure: Vec<&'static str> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Country(country) | Part::State(country) => Some(*country),
            _ => None,
        })
        .collect();
    sure.dedup();
    let cities = || {
        parts.iter().filter_map(|part| {
            if let Part::City(_, country) = part {
                Some(*country)
            } else {
                None
            }
        })
    };
    for part in parts {
        if let Part::Either(meant) = part {
            // The city or a country beside it decides; "CA" alone is taken as California.
            let told = sure
                .first()
                .copied()
                .filter(|country| meant.contains(country))
                .or_else(|| cities().find(|country| meant.contains(country)));
            let usual = || (parts.len() == 2 && meant.first() == Some(&"CA")).then_some("US");
            sure.extend(told.or_else(usual));
        }
    }
    sure.dedup();
    if let [only] = sure.as_slice() {
        Some(only)
    } else {
        None
    }
}

/// True if the parts name countries, certain or not.
fn names_country(parts: &[Part]) -> bool {
    parts
        .iter()
        .any(|part| matches!(part, Part::Country(_) | Part::State(_) | Part::Either(_)))
}

/// The first unknown part beside a country, which must be its city ("Setúbal, Setúbal, Portugal": the region comes second).
fn unknown_city(parts: &[Part]) -> Option<String> {
    let mut unknown = parts.iter().filter_map(|part| {
        if let Part::Unknown(name) = part {
            Some(name)
        } else {
            None
        }
    });
    unknown.find(|name| is_city_name(name)).cloned()
}

fn is_code(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_city_name(name: &str) -> bool {
    let words = words(name);
    let strange = |word: &String| {
        NO_CITY.contains(&word.as_str())
            || WIDE.contains(&word.as_str())
            || VAGUE.contains(&word.as_str())
    };
    let letters = name
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.'));
    letters
        && (1..=4).contains(&words.len())
        && name.chars().count() <= 60
        && !words.iter().any(strange)
        && !name.chars().all(char::is_uppercase)
}
