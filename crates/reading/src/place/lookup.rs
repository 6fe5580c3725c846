//! Lookups for filters: the name of a code, and names that look like an unknown one.

use super::{Kind, names::key, table};

/// The English name of a region by its code (ISO 3166-2).
#[must_use]
pub fn region_name(code: &str) -> Option<&'static str> {
    let (country, short) = code.split_once('-')?;
    table::region(country, short).map(|region| region.name)
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
    use super::{Kind, region_name, similar};

    #[test]
    fn codes_of_regions_have_names() {
        assert_eq!(region_name("US-TX"), Some("Texas"));
        assert_eq!(region_name("DE-BY"), Some("Bavaria"));
        for unknown in ["", "US", "US-", "US-ZZ", "texas"] {
            assert_eq!(region_name(unknown), None, "{unknown}");
        }
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
