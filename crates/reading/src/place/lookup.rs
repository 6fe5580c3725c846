//! Lookups for filters: the name of a code, the cities, and names that look like an unknown one.

use std::{collections::HashMap, sync::LazyLock};

use super::{Kind, Point, names::key, table};

/// A city of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct City {
    /// The usual name.
    pub name: &'static str,
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// The coordinates.
    pub point: Point,
}

static CITIES: LazyLock<HashMap<u32, City>> = LazyLock::new(|| {
    let cities = table::cities().map(|city| {
        let table::City {
            id,
            name,
            country,
            point,
            ..
        } = city;
        (
            id,
            City {
                name,
                country,
                point,
            },
        )
    });
    cities.collect()
});

/// All cities by their GeoNames ids.
#[must_use]
pub fn cities() -> &'static HashMap<u32, City> {
    &CITIES
}

/// The English name of a region by its code (ISO 3166-2).
#[must_use]
pub fn region_name(code: &str) -> Option<&'static str> {
    let (country, short) = code.split_once('-')?;
    table::region(country, short).map(|region| region.name)
}

/// Smallest city whose name in another language is known without a country.
const LARGE: u32 = 100_000;
/// Names of cities in other languages that are usual words.
const WORDS: &[&str] = &["name", "dual", "caller"];
/// Abbreviations of countries that are known as such.
const ABBREVIATIONS: &[&str] = &["us", "usa", "uk", "uae"];

/// The usual name of the country, region or large city that has this name in another language: `Deutschland` is `Germany`. `None` if the
/// name is the usual one, or unknown.
#[must_use]
pub fn usual_name(text: &str) -> Option<&'static str> {
    let wanted = key(text);
    let coded = || {
        let is_known = ABBREVIATIONS.contains(&wanted.as_str());
        is_known.then(|| table::country_coded(&wanted.to_ascii_uppercase()))?
    };
    let country = || {
        table::country_named(&wanted)
            .or_else(coded)
            .map(|row| row.name)
    };
    let region = || table::regions_named(&wanted).next().map(|row| row.name);
    let city = || {
        let found = table::cities_named(&wanted).first().copied()?;
        (found.population >= LARGE).then_some(found.name)
    };
    let is_word = wanted.chars().count() < 4 || WORDS.contains(&wanted.as_str());
    let found = country().or_else(|| {
        if is_word {
            None
        } else {
            region().or_else(city)
        }
    });
    found.filter(|name| key(name) != wanted)
}

/// The usual name of the largest city of a country that has this name.
#[must_use]
pub fn city_name(name: &str, country: &str) -> Option<&'static str> {
    let cities = table::cities_named(&key(name));
    let found = cities.iter().find(|city| city.country == country)?;
    Some(found.name)
}

/// The names of up to three places of a kind that look like an unknown name, most similar first: cities with their country, regions with
/// their code.
#[must_use]
pub fn similar(text: &str, kind: Kind) -> Vec<String> {
    let wanted = key(text.split(',').next().unwrap_or_default());
    let length = wanted.chars().count();
    let most = 1 + length / 4;
    let Some(first) = wanted.chars().next() else {
        return Vec::new();
    };
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut consider = |name: &str, shown: &dyn Fn() -> Option<String>| {
        let close = name.starts_with(first) && name.chars().count().abs_diff(length) <= most;
        let apart = if close {
            strsim::osa_distance(&wanted, name)
        } else {
            usize::MAX
        };
        if apart <= most
            && let Some(shown) = shown()
        {
            found.push((apart, shown));
        }
    };
    match kind {
        Kind::City => {
            for (name, at) in table::city_names() {
                consider(name, &|| {
                    table::largest_at(at).map(|city| format!("{}, {}", city.name, city.country))
                });
            }
        }
        Kind::Region => {
            for row in table::regions() {
                consider(&key(row.name), &|| {
                    Some(format!("{} ({})", row.name, row.code))
                });
            }
        }
        Kind::Country | Kind::Area => {
            for row in table::countries() {
                consider(&key(row.name), &|| {
                    Some(format!("{} ({})", row.name, row.code))
                });
            }
        }
    }
    found.sort();
    let mut names: Vec<String> = Vec::new();
    for (_, name) in found {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.truncate(3);
    names
}

#[cfg(test)]
mod tests {
    use super::{Kind, city_name, region_name, similar, usual_name};

    #[test]
    fn codes_of_regions_have_names() {
        assert_eq!(region_name("US-TX"), Some("Texas"));
        assert_eq!(region_name("DE-BY"), Some("Bavaria"));
        for unknown in ["", "US", "US-", "US-ZZ", "texas"] {
            assert_eq!(region_name(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn names_in_other_languages_have_a_usual_one() {
        for (name, usual) in [
            ("deutschland", Some("Germany")),
            ("uk", Some("United Kingdom")),
            ("usa", Some("United States")),
            ("bayern", Some("Bavaria")),
            ("münchen", Some("Munich")),
            ("genf", Some("Geneva")),
            ("munich", None),
            ("germany", None),
            ("in", None),
            ("it", None),
            ("name", None),
            ("xqzzkwv", None),
            ("", None),
        ] {
            assert_eq!(usual_name(name), usual, "{name}");
        }
        assert_eq!(city_name("Kraków", "PL"), city_name("Cracow", "PL"));
        assert_eq!(city_name("Munich", "US"), None);
    }

    #[test]
    fn misspelt_names_are_similar_to_the_right_ones() {
        for (text, kind, right) in [
            ("Lissbon", Kind::City, "Lisbon, PT"),
            ("Berlni", Kind::City, "Berlin, DE"),
            ("Münchenn", Kind::City, "Munich, DE"),
            ("Portugall", Kind::Country, "Portugal (PT)"),
            ("Bavria", Kind::Region, "Bavaria (DE-BY)"),
        ] {
            let found = similar(text, kind);
            assert!(found.iter().any(|name| name == right), "{text}: {found:?}");
        }
        for text in ["", "xqzzkwv", "!!!", "\u{0}"] {
            assert!(similar(text, Kind::City).is_empty(), "{text}");
        }
    }
}
