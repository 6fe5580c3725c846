//! The gazetteer.

mod cases;

use super::{Kind, country, find, names, table};

#[test]
fn every_name_of_the_gazetteer_is_found_by_itself() {
    let mut last = "";
    for (name, cities) in table::all_names() {
        assert!(last < name, "{last} {name}");
        assert_eq!(names::key(name), name);
        assert_eq!(table::cities_named(name), cities, "{name}");
        assert!(!cities.is_empty(), "{name}");
        for city in cities.iter().filter(|_| name.len() % 7 == 0) {
            let own = table::cities_named(&names::key(city.name));
            assert!(own.iter().any(|own| own.id == city.id), "{}", city.name);
        }
        last = name;
    }
}

#[test]
fn a_person_finds_places_by_their_names() {
    let first = |text: &str| {
        let spots = find(text);
        let spot = spots.first().unwrap_or_else(|| panic!("{text}"));
        let region = spot.region.as_ref().map(|region| region.code.clone());
        (spot.kind, spot.name, spot.country, region)
    };
    let some = |code: &str| Some(code.to_owned());
    for munich in [
        "Munich",
        "münchen",
        "MUENCHEN",
        "Munich, Germany",
        "munich, bavaria",
    ] {
        assert_eq!(
            first(munich),
            (Kind::City, "Munich", Some("DE"), some("DE-BY")),
            "{munich}"
        );
    }
    assert_eq!(
        first("cambridge, ma"),
        (Kind::City, "Cambridge", Some("US"), some("US-MA"))
    );
    assert_eq!(
        first("Bayern"),
        (Kind::Region, "Bavaria", Some("DE"), some("DE-BY"))
    );
    assert_eq!(
        first("uk"),
        (Kind::Country, "United Kingdom", Some("GB"), None)
    );
    assert_eq!(first("EMEA"), (Kind::Area, "EMEA", None, None));
    assert_eq!(
        first("Singapore"),
        (Kind::City, "Singapore", Some("SG"), None)
    );
    assert!(find("Fooville").is_empty() && find("").is_empty() && find("Berl").is_empty());
    let cambridges = find("Cambridge");
    assert!(cambridges.iter().any(|spot| spot.country == Some("GB")));
    assert!(cambridges.iter().any(|spot| spot.country == Some("US")));
}

#[test]
fn countries_have_names_and_codes() {
    for (name, code) in [
        ("UK", "GB"),
        ("uk", "GB"),
        ("GBR", "GB"),
        ("U.S.", "US"),
        ("u.s.a.", "US"),
        ("Deutschland", "DE"),
        ("España", "ES"),
        ("espana", "ES"),
        ("Österreich", "AT"),
        ("Pays-Bas", "NL"),
        ("日本", "JP"),
        ("Германия", "DE"),
        ("Côte d’Ivoire", "CI"),
        ("Singapore", "SG"),
        ("Hong Kong", "HK"),
        ("pt", "PT"),
        ("Türkiye", "TR"),
        ("Bosnia & Herzegovina", "BA"),
        ("Bosnia and Herzegovina", "BA"),
    ] {
        assert_eq!(country(name), Some(code), "{name}");
    }
    for none in ["", "XX", "Europe", "EU", "Berlin", "ZZZ"] {
        assert_eq!(country(none), None, "{none}");
    }
}

/// A place as `boards.tsv` writes it.
fn written(place: &super::Place) -> String {
    let region = place.region.as_ref().map(|region| region.code.as_str());
    let within = region.or(place.country.as_deref());
    match place.area {
        Some(area) => format!("~{area}"),
        None => format!(
            "{}@{}",
            place.city.as_deref().unwrap_or_default(),
            within.unwrap_or_default()
        ),
    }
}

#[test]
fn places_of_job_boards() {
    crate::assert_table(include_str!("boards.tsv"), |cells| {
        let places = super::read_all([cells[0]]);
        let said = places.iter().map(written).filter(|place| place != "@");
        let said: Vec<String> = said.collect();
        if said.is_empty() {
            return "-".to_owned();
        }
        said.join(";")
    });
}
