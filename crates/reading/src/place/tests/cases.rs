//! The table of cases: a name and what it says.

use super::super::{Place, read, read_all};

/// Name, city, region, and country or `@` and the part of the world; empty for none.
#[rustfmt::skip]
const ONE: &[(&str, &str, &str, &str)] = &[
    ("Lisbon, Portugal", "Lisbon", "PT-11", "PT"),
    ("Setúbal, Portugal", "Setúbal", "PT-15", "PT"),
    ("Setúbal, Setúbal, Portugal", "Setúbal", "PT-15", "PT"),
    ("Germany - Berlin", "Berlin", "DE-BE", "DE"),
    ("Zürich", "Zürich", "CH-ZH", "CH"),
    ("ZURICH", "ZURICH", "CH-ZH", "CH"),
    ("Montevideo", "Montevideo", "", "UY"),
    ("Berlin, DE", "Berlin", "DE-BE", "DE"),
    ("Remote - Europe", "", "", "@EUROPE"),
    ("Remote, EMEA", "", "", "@EMEA"),
    ("Remote (APAC)", "", "", "@APAC"),
    ("LATAM", "", "", "@LATAM"),
    ("Remote - DACH", "", "", "@DACH"),
    ("Nordics", "", "", "@NORDICS"),
    ("Remote, EU", "", "", "@EU"),
    ("European Union", "", "", "@EU"),
    ("Remote - Americas", "", "", "@AMERICAS"),
    ("Remote", "", "", ""),
    ("Hybrid", "", "", ""),
    ("Remote - Germany", "", "", "DE"),
    ("Remote (US only)", "", "", "US"),
    ("US Remote", "", "", "US"),
    ("Remote-US", "", "", "US"),
    ("Remote in the UK", "", "", "GB"),
    ("Anywhere in the U.S.", "", "", "US"),
    ("100% Remote (Deutschland)", "", "", "DE"),
    ("Home Office, Deutschland", "", "", "DE"),
    ("Berlin, Germany (Hybrid)", "Berlin", "DE-BE", "DE"),
    ("Hybrid - London", "London", "GB-ENG", "GB"),
    ("Hybrid - Amsterdam", "Amsterdam", "NL-NH", "NL"),
    ("Berlin (no remote)", "Berlin", "DE-BE", "DE"),
    ("Berlin (Hybrid)", "Berlin", "DE-BE", "DE"),
    ("Berlin - kein Homeoffice", "Berlin", "DE-BE", "DE"),
    ("kein Homeoffice, Köln", "Köln", "DE-NW", "DE"),
    ("No remote, Lyon", "Lyon", "FR-ARA", "FR"),
    ("Remote (not in California, Colorado)", "", "", ""),
    ("Remote - US (except California)", "", "", "US"),
    ("US (excluding CA and NY)", "", "", "US"),
    ("Remote (not in Germany)", "", "", ""),
    ("Anywhere except Germany", "", "", ""),
    ("London, England, United Kingdom", "London", "GB-ENG", "GB"),
    ("London, Ontario", "London", "CA-ON", "CA"),
    ("London, ON", "London", "CA-ON", "CA"),
    ("Toronto, ON, CA", "Toronto", "CA-ON", "CA"),
    ("Toronto, Ontario, Canada", "Toronto", "CA-ON", "CA"),
    ("Austin, TX", "Austin", "US-TX", "US"),
    ("Austin TX", "Austin", "US-TX", "US"),
    ("Bend, OR", "Bend", "US-OR", "US"),
    ("Indianapolis, IN, USA", "Indianapolis", "US-IN", "US"),
    ("Portland, ME", "Portland", "US-ME", "US"),
    ("Portland, OR", "Portland", "US-OR", "US"),
    ("Fresno, CA", "Fresno", "US-CA", "US"),
    ("US-CA-San Francisco", "San Francisco", "US-CA", "US"),
    ("New York, New York, United States", "New York", "US-NY", "US"),
    ("New York", "New York", "US-NY", "US"),
    ("New York, NY", "New York", "US-NY", "US"),
    ("NYC", "NYC", "US-NY", "US"),
    ("Washington, DC", "Washington", "US-DC", "US"),
    ("Washington, D.C.", "Washington", "US-DC", "US"),
    ("Washington", "", "", "US"),
    ("Seattle, Washington", "Seattle", "US-WA", "US"),
    ("California", "", "US-CA", "US"),
    ("Atlanta, Georgia", "Atlanta", "US-GA", "US"),
    ("Tbilisi, Georgia", "Tbilisi", "", "GE"),
    ("Georgia", "", "", ""),
    ("Georgia, USA", "", "US-GA", "US"),
    ("Remote - Georgia", "", "", ""),
    ("Athens, GA", "Athens", "US-GA", "US"),
    ("Athens", "Athens", "", "GR"),
    ("Cambridge, MA", "Cambridge", "US-MA", "US"),
    ("Cambridge, Massachusetts", "Cambridge", "US-MA", "US"),
    ("Cambridge, UK", "Cambridge", "GB-ENG", "GB"),
    ("Cambridge (UK)", "Cambridge", "GB-ENG", "GB"),
    ("Cambridge", "", "", ""),
    ("Birmingham, AL", "Birmingham", "US-AL", "US"),
    ("Birmingham, England", "Birmingham", "GB-ENG", "GB"),
    ("Birmingham", "", "", ""),
    ("Lake Worth, TX 76135", "Lake Worth", "US-TX", "US"),
    ("Lake Worth TX 76135", "Lake Worth", "US-TX", "US"),
    ("TX-Houston", "Houston", "US-TX", "US"),
    ("Houston, Texas", "Houston", "US-TX", "US"),
    ("Houston, TX, USA", "Houston", "US-TX", "US"),
    ("TX - Houston", "Houston", "US-TX", "US"),
    ("Texas", "", "US-TX", "US"),
    ("Paris, TX", "Paris", "US-TX", "US"),
    ("Paris, Texas", "Paris", "US-TX", "US"),
    ("Paris, ID", "Paris", "US-ID", "US"),
    ("Paris", "Paris", "FR-IDF", "FR"),
    ("75009 Paris", "Paris", "FR-IDF", "FR"),
    ("10117 Berlin", "Berlin", "DE-BE", "DE"),
    ("Friedrichstraße 123, 10117 Berlin, Germany", "Berlin", "DE-BE", "DE"),
    ("1600 Amphitheatre Pkwy, Mountain View, CA 94043, USA", "Mountain View", "US-CA", "US"),
    ("Mobile, AL", "Mobile", "US-AL", "US"),
    ("Mobile", "", "", ""),
    ("Reading, PA", "Reading", "US-PA", "US"),
    ("Reading, UK", "Reading", "GB-ENG", "GB"),
    ("Reading", "", "", ""),
    ("Nice", "Nice", "FR-PAC", "FR"),
    ("Nice, France", "Nice", "FR-PAC", "FR"),
    ("Bath, UK", "Bath", "GB-ENG", "GB"),
    ("Most, Czechia", "Most", "", "CZ"),
    ("Lebanon, TN", "Lebanon", "US-TN", "US"),
    ("Lebanon", "", "", "LB"),
    ("Ontario, California", "Ontario", "US-CA", "US"),
    ("Ontario", "", "CA-ON", "CA"),
    ("Quebec", "", "CA-QC", "CA"),
    ("Montréal, QC", "Montréal", "CA-QC", "CA"),
    ("Vancouver, BC", "Vancouver", "CA-BC", "CA"),
    ("Vancouver, WA", "Vancouver", "US-WA", "US"),
    ("St. John's, Newfoundland and Labrador", "St. John's", "CA-NL", "CA"),
    ("Bosnia and Herzegovina", "", "", "BA"),
    ("Trinidad & Tobago", "", "", "TT"),
    ("Singapore", "Singapore", "", "SG"),
    ("Singapore Office", "Singapore", "", "SG"),
    ("Hong Kong", "Hong Kong", "", "HK"),
    ("Luxembourg", "Luxembourg", "", "LU"),
    ("Luxembourg, Luxembourg", "Luxembourg", "", "LU"),
    ("Monaco", "Monaco", "", "MC"),
    ("Vatican City", "Vatican City", "", "VA"),
    ("Remote (ET)", "", "", ""),
    ("Remote - PT", "", "", ""),
    ("Remote (CT)", "", "", ""),
    ("Remote - MT", "", "", ""),
    ("Remote (EST)", "", "", ""),
    ("Remote - CET", "", "", ""),
    ("Remote (PST)", "", "", ""),
    ("Remote (GMT+2)", "", "", ""),
    ("Remote, UTC-5 to UTC+1", "", "", ""),
    ("Remote (Eastern Time)", "", "", ""),
    ("Remote (US Pacific Time)", "", "", ""),
    ("Remote - US (ET)", "", "", "US"),
    ("Lisbon, PT", "Lisbon", "PT-11", "PT"),
    ("Hartford, CT", "Hartford", "US-CT", "US"),
    ("Addis Ababa, ET", "Addis Ababa", "", "ET"),
    ("Remote - CA", "", "", ""),
    ("US", "", "", "US"),
    ("USA", "", "", "US"),
    ("U.S.", "", "", "US"),
    ("UK", "", "", "GB"),
    ("Deutschland", "", "", "DE"),
    ("España", "", "", "ES"),
    ("Österreich", "", "", "AT"),
    ("Suisse", "", "", "CH"),
    ("日本", "", "", "JP"),
    ("東京", "東京", "JP-13", "JP"),
    ("Москва", "Москва", "", "RU"),
    ("München", "München", "DE-BY", "DE"),
    ("Muenchen", "Muenchen", "DE-BY", "DE"),
    ("Köln", "Köln", "DE-NW", "DE"),
    ("Cologne, Germany", "Cologne", "DE-NW", "DE"),
    ("Frankfurt", "Frankfurt", "DE-HE", "DE"),
    ("Frankfurt am Main", "Frankfurt am Main", "DE-HE", "DE"),
    ("Łódź", "Łódź", "PL-10", "PL"),
    ("Lodz, Poland", "Lodz", "PL-10", "PL"),
    ("København", "København", "DK-84", "DK"),
    ("Århus", "Århus", "DK-82", "DK"),
    ("Aarhus, Denmark", "Aarhus", "DK-82", "DK"),
    ("Malmö, Sweden", "Malmö", "SE-M", "SE"),
    ("Diyarbakır", "Diyarbakır", "", "TR"),
    ("Bengaluru, Karnataka, India", "Bengaluru", "IN-KA", "IN"),
    ("Bangalore", "Bangalore", "IN-KA", "IN"),
    ("São Paulo, SP", "São Paulo", "BR-SP", "BR"),
    ("São Paulo - SP, Brasil", "São Paulo", "BR-SP", "BR"),
    ("Sydney, NSW", "Sydney", "AU-NSW", "AU"),
    ("Melbourne VIC", "Melbourne", "AU-VIC", "AU"),
    ("Cluj-Napoca, Romania", "Cluj-Napoca", "", "RO"),
    ("Aix-en-Provence", "Aix-en-Provence", "FR-PAC", "FR"),
    ("Winston-Salem, NC", "Winston-Salem", "US-NC", "US"),
    ("Berlin Germany", "Berlin", "DE-BE", "DE"),
    ("London UK", "London", "GB-ENG", "GB"),
    ("Greater Munich Area", "Munich", "DE-BY", "DE"),
    ("San Francisco Bay Area", "San Francisco Bay Area", "US-CA", "US"),
    ("Setúbal HQ", "Setúbal", "PT-15", "PT"),
    ("Fooville", "", "", ""),
    ("Headquarters", "", "", ""),
    ("Building 7, Germany", "", "", "DE"),
    ("Kleinstadt, Germany", "Kleinstadt", "", "DE"),
    ("Engineering", "", "", ""),
    ("Bavaria", "", "DE-BY", "DE"),
    ("Bayern, Deutschland", "", "DE-BY", "DE"),
    ("Catalonia", "", "ES-CT", "ES"),
    ("England", "", "GB-ENG", "GB"),
    ("Santiago de Chile", "Santiago de Chile", "CL-RM", "CL"),
    ("Valencia", "Valencia", "ES-VC", "ES"),
    ("Manchester", "Manchester", "GB-ENG", "GB"),
    ("Springfield, IL", "Springfield", "US-IL", "US"),
    ("Springfield", "Springfield", "", "US"),
    ("San Jose, CA", "San Jose", "US-CA", "US"),
    ("San José, Costa Rica", "San José", "", "CR"),
    ("Naples, FL", "Naples", "US-FL", "US"),
    ("Naples, Italy", "Naples", "IT-72", "IT"),
    ("Tel Aviv", "Tel Aviv", "IL-TA", "IL"),
    ("Tel Aviv, IL", "Tel Aviv", "IL-TA", "IL"),
    ("Cork, Ireland", "Cork", "IE-M", "IE"),
    ("24/7 Remote", "", "", ""),
    ("N/A", "", "", ""),
    ("", "", "", ""),
];

/// A name of several places, and city and country of each.
#[rustfmt::skip]
const SEVERAL: &[(&str, &[(&str, &str)])] = &[
    ("Remote - US, Canada", &[("", "US"), ("", "CA")]),
    ("London / Berlin", &[("London", "GB"), ("Berlin", "DE")]),
    ("London/Berlin", &[("London", "GB"), ("Berlin", "DE")]),
    ("Paris & Lyon", &[("Paris", "FR"), ("Lyon", "FR")]),
    ("Paris et Lyon", &[("Paris", "FR"), ("Lyon", "FR")]),
    ("Berlin und München", &[("Berlin", "DE"), ("München", "DE")]),
    ("Madrid y Barcelona", &[("Madrid", "ES"), ("Barcelona", "ES")]),
    ("Berlin, Munich or Hamburg", &[("Berlin", "DE"), ("Munich", "DE"), ("Hamburg", "DE")]),
    ("New York, NY / San Francisco, CA", &[("New York", "US"), ("San Francisco", "US")]),
    ("Austin, TX, Denver, CO", &[("Austin", "US"), ("Denver", "US")]),
    ("London, UK; Berlin | Remote", &[("London", "GB"), ("Berlin", "DE"), ("", "")]),
    ("London, Paris, New York", &[("London", "GB"), ("Paris", "FR"), ("New York", "US")]),
    ("Berlin, Germany, Paris, France", &[("Berlin", "DE"), ("Paris", "FR")]),
    ("Germany or France", &[("", "DE"), ("", "FR")]),
    ("Germany, France and Spain", &[("", "DE"), ("", "FR"), ("", "ES")]),
    ("US/Canada", &[("", "US"), ("", "CA")]),
    ("UK & Ireland", &[("", "GB"), ("", "IE")]),
    ("UK/EU", &[("", "GB"), ("", "@EU")]),
    ("Remote (Germany, Austria)", &[("", "DE"), ("", "AT")]),
    ("Cambridge or Boston, MA", &[("Cambridge", "US"), ("Boston", "US")]),
    ("Remote - US, UK, CA", &[("", "US"), ("", "GB"), ("", "CA")]),
    ("Remote - LATAM, US", &[("", "@LATAM"), ("", "US")]),
    ("Wien / Vienna", &[("Wien", "AT")]),
    ("Biel/Bienne", &[("Biel/Bienne", "CH")]),
    ("San Francisco and New York City", &[("San Francisco", "US"), ("New York City", "US")]),
    ("Berlin / Remote", &[("Berlin", "DE"), ("", "")]),
    ("Amsterdam, Netherlands or Remote - EU", &[("Amsterdam", "NL"), ("", "@EU")]),
    ("Zürich, Genf", &[("Zürich", "CH"), ("Genf", "CH")]),
    ("Toronto, Vancouver, Montreal", &[("Toronto", "CA"), ("Vancouver", "CA"), ("Montreal", "CA")]),
    ("Bangalore / Hyderabad / Pune", &[("Bangalore", "IN"), ("Hyderabad", "IN"), ("Pune", "IN")]),
    ("Remote - CA, NY, TX, WA", &[("", "US"), ("", "US"), ("", "US"), ("", "US")]),
    ("Dublin, Ireland; London, UK; Remote - EMEA", &[("Dublin", "IE"), ("London", "GB"), ("", "@EMEA")]),
    ("London, Germany", &[("London", "GB"), ("", "DE")]),
];

mod properties {
    use super::super::super::{Address, PLACES_MAX, country, read, read_all, settle};
    use proptest::prelude::*;

    /// Words that places are made of, and separators.
    fn name() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            Just("Berlin".to_owned()),
            Just("Cambridge".to_owned()),
            Just("TX".to_owned()),
            Just("CA".to_owned()),
            Just("Remote".to_owned()),
            Just("Germany".to_owned()),
            Just("EMEA".to_owned()),
            Just(", ".to_owned()),
            Just(" / ".to_owned()),
            Just(" or ".to_owned()),
            Just("(".to_owned()),
            Just(")".to_owned()),
            Just(" - ".to_owned()),
            Just(" & ".to_owned()),
            Just("no ".to_owned()),
            Just("-".to_owned()),
            "\\PC{0,6}",
        ];
        prop::collection::vec(word, 0..12).prop_map(|words| words.concat())
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_inventing(name in name()) {
            let places = read_all([name.as_str()]);
            prop_assert!(places.len() <= PLACES_MAX);
            for mut place in places {
                prop_assert!(place.country.as_deref().is_none_or(|code| country(code) == Some(code)));
                prop_assert!(place.city.as_ref().is_none_or(|city| name.contains(city.as_str()) && place.country.is_some()));
                prop_assert!(place.point.is_none() || place.city.is_some());
                prop_assert!(place.region.as_ref().is_none_or(|region| region.code.starts_with(place.country.as_deref().unwrap_or("-"))));
                settle(&mut place, Address { city: Some("Lyon"), region: None, country: Some("FR") });
            }
            prop_assert_eq!(read(&name), read(&name));
        }

        #[test]
        fn separators_alone_never_fail(name in "[,;|/&() -]{0,30}") {
            prop_assert!(read(&name).country.is_none());
        }
    }
}

fn country(place: &Place) -> String {
    let area = place.area.map(|area| format!("@{area}"));
    place.country.clone().or(area).unwrap_or_default()
}

#[test]
fn a_name_says_city_region_and_country() {
    let mut wrong = Vec::new();
    for (raw, city, region, expected) in ONE {
        let place = read(raw);
        let code = place.region.as_ref().map_or("", |region| &region.code);
        let city_read = place.city.as_deref().unwrap_or_default();
        if (city_read, code, country(&place).as_str()) != (*city, *region, *expected) {
            wrong.push(format!(
                "{raw}: {:?} {code} {}",
                place.city,
                country(&place)
            ));
        }
        assert_eq!(place.raw, *raw);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_city_is_a_part_of_the_name_as_written() {
    for (raw, expected) in [
        ("(Berlin(no )", Some("Berlin")),
        ("(Berlin(", Some("Berlin")),
        ("(Berlin)", Some("Berlin")),
        ("Frankfurt (Oder)", Some("Frankfurt (Oder)")),
    ] {
        let place = read(raw);
        assert_eq!(place.city.as_deref(), expected, "{raw}");
        assert!(place.country.is_some(), "{raw}");
    }
}

#[test]
fn a_name_of_several_places_says_each() {
    let mut wrong = Vec::new();
    for (raw, expected) in SEVERAL {
        let places = read_all([*raw]);
        let read: Vec<(String, String)> = places
            .iter()
            .map(|place| (place.city.clone().unwrap_or_default(), country(place)))
            .collect();
        let same = read.len() == expected.len()
            && read
                .iter()
                .zip(*expected)
                .all(|(read, expected)| (read.0.as_str(), read.1.as_str()) == *expected);
        if !same {
            wrong.push(format!("{raw}: {read:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn parts_of_a_name_are_kept_as_they_are_written() {
    let raws = |name: &str| {
        let places = read_all([name]);
        places
            .into_iter()
            .map(|place| place.raw)
            .collect::<Vec<_>>()
    };
    assert_eq!(raws("Remote - US, Canada"), ["Remote - US", "Canada"]);
    assert_eq!(
        raws("London, UK; Berlin | Remote"),
        ["London, UK", "Berlin", "Remote"]
    );
    assert_eq!(
        raws("New York, NY / San Francisco, CA"),
        ["New York, NY", "San Francisco, CA"]
    );
    assert_eq!(
        raws("Remote (Germany, Austria)"),
        ["Remote (Germany)", "Austria"]
    );
    assert_eq!(raws("Wien / Vienna"), ["Wien / Vienna"]);
}
