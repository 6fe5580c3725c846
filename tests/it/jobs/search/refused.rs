//! Values of a filter that do not exist are refused by their names; names that are written in another way are taken.

use super::{record, search, store};
use crate::{jobs::titles, kit::Setup};

#[tokio::test]
async fn unknown_values_are_refused_by_name_with_those_that_look_like_them() {
    let app = Setup::new().workers(0).start().await;
    for (filter, parts) in [
        (
            "countries: [\"PT\", \"XX\"]",
            &["\\\"XX\\\"", "country"][..],
        ),
        (
            "none: { countries: [\"Portugall\"] }",
            &["\\\"Portugall\\\"", "Portugal (PT)?"],
        ),
        ("all: { countries: [\"ZZ\"] }", &["\\\"ZZ\\\""]),
        (
            "skills: [\"rust\", \"kubernets\"]",
            &["\\\"kubernets\\\"", "Did you mean Kubernetes"],
        ),
        (
            "all: { skills: [\"Pyhton\"] }",
            &["\\\"Pyhton\\\"", "Did you mean Python"],
        ),
        ("none: { skills: [\"quillwork\"] }", &["\\\"quillwork\\\""]),
        ("languages: [\"Germn\"]", &["\\\"Germn\\\"", "German"]),
        ("languages: [\"xx\"]", &["\\\"xx\\\"", "language"]),
        (
            "pay: { yearlyMin: 1, currency: \"EUX\" }",
            &["\\\"EUX\\\"", "EUR"],
        ),
        (
            "pay: { yearlyMin: 1, currency: \"XYZ\" }",
            &["\\\"XYZ\\\"", "currency"],
        ),
        ("cities: [\"\"]", &["1 to 100 characters"]),
        ("industries: [\"a\\u0000b\"]", &["control character"]),
        ("near: { latitude: 1 }", &["latitude", "longitude"]),
        (
            "near: { place: \"Lisbon\", latitude: 1, longitude: 1 }",
            &["either"],
        ),
        (
            "near: { latitude: 91, longitude: 0 }",
            &["between -90 and 90"],
        ),
        (
            "near: { latitude: 1, longitude: 1, radiusKm: 0 }",
            &["radiusKm"],
        ),
        (
            "near: { latitude: 1, longitude: 1, radiusKm: 1001 }",
            &["radiusKm"],
        ),
        (
            "near: { latitude: 1, longitude: 1, radiusKm: 1e300 }",
            &["radiusKm"],
        ),
    ] {
        let answer = search(&app, &format!("filter: {{ {filter} }}"), "nodes { id }").await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{filter}: {}", answer.text);
        for part in parts {
            assert!(answer.text.contains(part), "{filter}: {}", answer.text);
        }
    }
    let answer = search(&app, "order: DISTANCE", "nodes { id }").await;
    assert_eq!(answer.code(), "BAD_USER_INPUT");
    assert!(answer.text.contains("filter.near"), "{}", answer.text);
}

#[tokio::test]
async fn each_list_has_at_most_fifty_values() {
    let app = Setup::new().workers(0).start().await;
    for list in ["countries", "skills", "companySizes"] {
        let value = match list {
            "countries" => "\"PT\",",
            "skills" => "\"rust\",",
            _ => "\"51-200\",",
        };
        for part in ["", "none"] {
            let of = |number: usize| {
                let list = format!("{list}: [{}]", value.repeat(number));
                if part.is_empty() {
                    format!("filter: {{ {list} }}")
                } else {
                    format!("filter: {{ {part}: {{ {list} }} }}")
                }
            };
            search(&app, &of(50), "nodes { id }")
                .await
                .data("jobs.nodes");
            let answer = search(&app, &of(51), "nodes { id }").await;
            assert_eq!(answer.code(), "BAD_USER_INPUT");
            assert!(answer.text.contains(list), "{}", answer.text);
        }
    }
}

#[tokio::test]
async fn values_have_several_names() {
    let app = Setup::new().workers(0).start().await;
    let mut posting = record("Clerk", "You know PostgreSQL.");
    posting.language = Some("de-CH".to_owned());
    posting.locations = vec![careergraph::features::jobs::source::Place {
        raw: "London".to_owned(),
        city: Some("London".to_owned()),
        country: Some("GB".to_owned()),
        ..careergraph::features::jobs::source::Place::default()
    }];
    store(&app, "Fernhill", &[posting]).await;
    for filter in [
        "countries: [\"GB\"]",
        "countries: [\"UK\"]",
        "countries: [\"uk\"]",
        "countries: [\"United Kingdom\"]",
        "languages: [\"de\"]",
        "languages: [\"DE\"]",
        "languages: [\"de-AT\"]",
        "languages: [\"German\"]",
        "languages: [\"Deutsch\"]",
        "skills: [\"postgresql\"]",
        "skills: [\"PostgreSQL\"]",
        "skills: [\"Postgres\"]",
    ] {
        let answer = search(&app, &format!("filter: {{ {filter} }}"), "nodes { title }").await;
        assert_eq!(titles(answer.data("jobs")), ["Clerk"], "{filter}");
        let none = format!("filter: {{ none: {{ {filter} }} }}");
        let answer = search(&app, &none, "nodes { title }").await;
        assert!(titles(answer.data("jobs")).is_empty(), "{none}");
    }
}
