//! The possible meanings of one part of a name: a city, a region, a country or an area, each as an [`Atom`].

use super::{
    area,
    names::key,
    table::{self, City, District, RegionRow},
};

/// One thing that a part of a name may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Atom {
    City(City),
    Region {
        row: &'static RegionRow,
        /// By its code, such as "MA".
        coded: bool,
    },
    Country {
        code: &'static str,
        /// By its code, such as "DE".
        coded: bool,
    },
    Area(&'static str),
    District(District),
    /// A city that the gazetteer has not.
    Unlisted,
}

/// Names that are cities only beside their region or country: ordinary words, or parts of another city.
const NEED_CONTEXT: &[&str] = &[
    "airport",
    "bank",
    "bar",
    "bell",
    "best",
    "bow",
    "bush",
    "can",
    "center",
    "central",
    "clay",
    "come",
    "commerce",
    "date",
    "deal",
    "dining",
    "drama",
    "east london",
    "ende",
    "enterprise",
    "federal",
    "home",
    "hook",
    "hope",
    "independence",
    "industry",
    "male",
    "man",
    "march",
    "metro",
    "mine",
    "mobile",
    "most",
    "name",
    "normal",
    "of",
    "officer",
    "opera",
    "oral",
    "orange",
    "papa",
    "park",
    "plum",
    "police",
    "pop",
    "reading",
    "reservoir",
    "same",
    "save",
    "sale",
    "son",
    "sun",
    "surprise",
    "take",
    "tank",
    "tape",
    "than",
    "time",
    "to",
    "tour",
    "toy",
    "union",
    "university",
    "van",
    "victoria",
    "walker",
    "wedding",
];

/// Abbreviations of time zones that are also codes of countries or states. They are places only beside a city in them.
pub(super) const ZONES_OR_CODES: &[&str] = &["ET", "PT", "CT", "MT"];

/// City states, and the like: the name is that of the country and of its only city.
pub(super) const CITY_STATES: &[&str] = &["SG", "HK", "MO", "MC", "LU", "VA", "GI", "SM"];

/// The possible meanings of this part; empty if no place has this name.
pub(super) fn atoms(part: &str) -> Vec<Atom> {
    let key = key(part);
    let code: String = part.chars().filter(|c| *c != '.').collect();
    let is_code = (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_uppercase());
    let mut found = Vec::new();
    let mut country = table::country_named(&key).filter(|_| key.len() > 2 || is_code);
    let mut coded = false;
    if country.is_none() && is_code {
        country = table::country_coded(&code);
        coded = true;
    }
    if let Some(country) = country {
        found.push(Atom::Country {
            code: country.code,
            coded,
        });
    }
    found.extend(table::regions_named(&key).map(|row| Atom::Region { row, coded: false }));
    if is_code {
        found.extend(
            table::regions_coded(&code)
                .filter(|row| !found_region(&found, row))
                .map(|row| Atom::Region { row, coded: true })
                .collect::<Vec<_>>(),
        );
    }
    let districts = table::districts_named(&key).iter().copied();
    found.extend(
        districts
            .filter(|district| !found_region(&found, district.region))
            .map(Atom::District)
            .collect::<Vec<_>>(),
    );
    if let Some(area) = area::named(&key) {
        found.push(Atom::Area(area));
    }
    let area = found.iter().any(|atom| matches!(atom, Atom::Area(_)));
    if !area && (!is_code || key.len() > 2 || code == "SF") {
        found.extend(table::cities_named(&key).into_iter().map(Atom::City));
    }
    found
}

fn found_region(found: &[Atom], row: &'static RegionRow) -> bool {
    found
        .iter()
        .any(|atom| matches!(atom, Atom::Region { row: known, .. } if known.code == row.code))
}

/// True if a name is that of a city only beside its region or country.
pub(super) fn needs_context(part: &str) -> bool {
    NEED_CONTEXT.contains(&key(part).as_str())
}
