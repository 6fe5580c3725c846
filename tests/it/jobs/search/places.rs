//! Filters of places: cities in any language, regions, and distances.

use careergraph::features::jobs::source::{Place, PostingRecord};
use serde_json::{Value, json};

use super::{record, search, store};
use crate::{
    jobs::titles,
    kit::{Setup, TestApp},
};

fn place(city: &str, country: &str) -> Place {
    Place {
        raw: format!("{city}, {country}"),
        city: Some(city.to_owned()),
        country: Some(country.to_owned()),
        ..Place::default()
    }
}

/// Postings whose titles name their places.
async fn atlas() -> TestApp {
    let app = Setup::new().workers(0).start().await;
    let at = |title: &str, places: &[(&str, &str)]| PostingRecord {
        locations: places
            .iter()
            .map(|(city, country)| place(city, country))
            .collect(),
        ..record(title, &format!("A kettle at {title}."))
    };
    let records = [
        at("Lisbon", &[("Lisbon", "PT")]),
        at("Lisboa", &[("Lisboa", "PT")]),
        at("Porto", &[("Porto", "PT")]),
        at("Madrid", &[("Madrid", "ES")]),
        at("Austin", &[("Austin", "US")]),
        at("Munich", &[("München", "DE")]),
        at("Berlin or Porto", &[("Berlin", "DE"), ("Porto", "PT")]),
        at("Suva", &[("Suva", "FJ")]),
        at("Nowhere", &[]),
        at("Village", &[("Hinterquillfoss", "DE")]),
    ];
    store(&app, "Fernhill", &records).await;
    app
}

async fn found(app: &TestApp, arguments: &str) -> Vec<String> {
    let answer = search(
        app,
        &format!("{arguments}, first: 100"),
        "totalCount nodes { title }",
    )
    .await;
    let titles = titles(answer.data("jobs"));
    assert_eq!(answer.data("jobs.totalCount"), titles.len(), "{arguments}");
    titles
}

#[tokio::test]
async fn cities_and_regions_are_filtered_by_their_names_in_any_language() {
    let app = atlas().await;
    for (filter, expected) in [
        ("cities: [\"Lisbon\"]", &["Lisboa", "Lisbon"][..]),
        ("cities: [\"lisboa\"]", &["Lisboa", "Lisbon"]),
        ("cities: [\"Lisbon, Portugal\"]", &["Lisboa", "Lisbon"]),
        (
            "cities: [\"Lissabon\", \"Munich\"]",
            &["Lisboa", "Lisbon", "Munich"],
        ),
        ("cities: [\"Porto\"]", &["Berlin or Porto", "Porto"]),
        ("cities: [\"Porto\"], countries: [\"DE\"]", &[]),
        (
            "all: { cities: [\"Porto\", \"Berlin\"] }",
            &["Berlin or Porto"],
        ),
        (
            "cities: [\"Porto\"], none: { cities: [\"Berlin\"] }",
            &["Porto"],
        ),
        ("regions: [\"Texas\"]", &["Austin"]),
        ("regions: [\"US-TX\"]", &["Austin"]),
        ("regions: [\"us-tx\", \"Bavaria\"]", &["Austin", "Munich"]),
        ("regions: [\"Bayern\"]", &["Munich"]),
        (
            "none: { countries: [\"PT\", \"DE\", \"ES\"] }",
            &["Austin", "Nowhere", "Suva"],
        ),
    ] {
        for text in ["", "query: \"kettle\", "] {
            let mut titles = found(&app, &format!("{text}filter: {{ {filter} }}")).await;
            titles.sort();
            assert_eq!(titles, expected, "{text}{filter}");
        }
    }
}

#[tokio::test]
async fn places_within_a_radius_are_found_the_nearest_first() {
    let app = atlas().await;
    for (near, expected) in [
        ("place: \"Lisbon\", radiusKm: 1", &["Lisboa", "Lisbon"][..]),
        ("place: \"Lisbon\"", &["Lisboa", "Lisbon"]),
        ("place: \"Lisbon\", radiusKm: 200", &["Lisboa", "Lisbon"]),
        (
            "latitude: 38.72, longitude: -9.14, radiusKm: 300",
            &["Lisboa", "Lisbon", "Berlin or Porto", "Porto"],
        ),
        (
            "place: \"Lissabon\", radiusKm: 510",
            &["Lisboa", "Lisbon", "Berlin or Porto", "Porto", "Madrid"],
        ),
        // Across the line where the date changes.
        ("latitude: -18, longitude: -179.5, radiusKm: 300", &["Suva"]),
        ("latitude: 90, longitude: 0, radiusKm: 1000", &[]),
    ] {
        for text in ["", "query: \"kettle\", "] {
            let arguments = format!("{text}filter: {{ near: {{ {near} }} }}, order: DISTANCE");
            let titles = found(&app, &arguments).await;
            let mut sorted = titles.clone();
            let mut right = expected.to_vec();
            sorted.sort();
            right.sort_unstable();
            assert_eq!(sorted, right, "{arguments}");
            // Two at the same place are in no particular order.
            let place = |title: &str| match title {
                "Lisbon" | "Lisboa" => 0,
                "Madrid" => 2,
                _ => 1,
            };
            assert!(titles.is_sorted_by_key(|title| place(title)), "{titles:?}");
        }
    }
}

#[tokio::test]
async fn the_distance_is_shown_and_pages_follow_it() {
    let app = atlas().await;
    let base = "filter: { near: { place: \"Lisbon\", radiusKm: 1000 } }, order: DISTANCE";
    let whole = search(&app, base, "nodes { title distanceKm }").await;
    let nodes = whole.data("jobs.nodes").as_array().unwrap().clone();
    let km: Vec<f64> = nodes
        .iter()
        .map(|node| node["distanceKm"].as_f64().unwrap())
        .collect();
    assert!(km.is_sorted() && km.len() == 5, "{km:?}");
    assert!(
        (km[2] - 274.0).abs() < 5.0 && (km[4] - 503.0).abs() < 5.0,
        "{km:?}"
    );
    let (mut all, mut after) = (Vec::new(), String::new());
    while all.len() < 5 {
        let page = search(
            &app,
            &format!("{base}, first: 2{after}"),
            "nodes { title } pageInfo { endCursor }",
        )
        .await;
        all.extend(titles(page.data("jobs")));
        after = format!(", after: {}", page.data("jobs.pageInfo.endCursor"));
    }
    assert_eq!(all, titles(whole.data("jobs")));
    let elsewhere = search(&app, "first: 1", "nodes { distanceKm }").await;
    assert!(elsewhere.data("jobs.nodes.0.distanceKm").is_null());
}

#[tokio::test]
async fn unknown_places_are_refused_by_name_with_those_that_look_like_them() {
    let app = atlas().await;
    for (filter, parts) in [
        (
            "cities: [\"Lissbon\"]",
            &["\\\"Lissbon\\\"", "Did you mean", "Lisbon, PT"][..],
        ),
        (
            "near: { place: \"Berlni\" }",
            &["\\\"Berlni\\\"", "Berlin, DE"],
        ),
        (
            "near: { place: \"Portugal\" }",
            &["\\\"Portugal\\\"", "city"],
        ),
        ("cities: [\"Xqzzkwv\"]", &["\\\"Xqzzkwv\\\"", "city"]),
        ("regions: [\"Texsa\"]", &["\\\"Texsa\\\"", "US-TX"]),
        ("regions: [\"US-ZZ\"]", &["\\\"US-ZZ\\\"", "region"]),
    ] {
        let answer = search(&app, &format!("filter: {{ {filter} }}"), "nodes { id }").await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{filter}: {}", answer.text);
        for part in parts {
            assert!(answer.text.contains(part), "{filter}: {}", answer.text);
        }
    }
}

#[tokio::test]
async fn the_values_of_facets_are_values_of_filters() {
    let app = atlas().await;
    let fields = "facets { cities { value label count } regions { value label count } countries { value label count } }";
    let answer = search(&app, "first: 1", fields).await;
    for list in ["cities", "regions", "countries"] {
        let values = answer
            .data(&format!("jobs.facets.{list}"))
            .as_array()
            .unwrap()
            .clone();
        assert!(values.len() >= 4, "{list}: {}", answer.text);
        for value in values {
            let filter = format!("filter: {{ {list}: [{}] }}", value["value"]);
            let found = found(&app, &filter).await;
            assert_eq!(value["count"], found.len(), "{value}");
        }
    }
}

#[tokio::test]
async fn a_place_is_shown_with_its_region_and_its_coordinates() {
    let app = atlas().await;
    let region = PostingRecord {
        locations: vec![Place {
            raw: "EMEA".to_owned(),
            area: Some("EMEA"),
            ..Place::default()
        }],
        ..record("Everywhere", "A kettle at Everywhere.")
    };
    store(&app, "Cargolane", &[region]).await;
    let fields = "nodes { title locations { raw city country area region { code name } latitude longitude } }";
    let answer = search(&app, "first: 100", fields).await;
    let nodes = answer.data("jobs.nodes").as_array().unwrap();
    let places = |title: &str| {
        let mut found = nodes.iter().filter(|node| node["title"] == title);
        found.next().unwrap()["locations"].clone()
    };
    let austin = &places("Austin")[0];
    assert_eq!(
        (&austin["city"], &austin["country"], &austin["area"]),
        (&json!("Austin"), &json!("US"), &Value::Null)
    );
    assert_eq!(
        austin["region"],
        json!({ "code": "US-TX", "name": "Texas" })
    );
    let degrees = |place: &Value| {
        let of = |name: &str| place[name].as_f64().unwrap();
        (of("latitude"), of("longitude"))
    };
    for (title, at, latitude, longitude, region) in [
        ("Austin", 0, 30.27, -97.74, "US-TX"),
        ("Munich", 0, 48.14, 11.58, "DE-BY"),
        ("Berlin or Porto", 0, 52.52, 13.41, "DE-BE"),
        ("Berlin or Porto", 1, 41.15, -8.61, "PT-13"),
    ] {
        let place = &places(title)[at];
        let (north, east) = degrees(place);
        assert!(
            (north - latitude).abs() < 0.1 && (east - longitude).abs() < 0.1,
            "{place}"
        );
        assert_eq!(place["region"]["code"], region, "{place}");
    }
    assert_eq!(places("Nowhere"), json!([]));
    let unknown = json!({
        "raw": "Hinterquillfoss, DE", "city": "Hinterquillfoss", "country": "DE", "area": null, "region": null, "latitude": null,
        "longitude": null
    });
    assert_eq!(places("Village"), json!([unknown]));
    let area = json!({
        "raw": "EMEA", "city": null, "country": null, "area": "EMEA", "region": null, "latitude": null, "longitude": null
    });
    assert_eq!(places("Everywhere"), json!([area]));
}

#[tokio::test]
async fn facets_of_places_count_what_the_same_place_would_match() {
    let app = atlas().await;
    for filter in [
        "near: { place: \"Berlin\", radiusKm: 20 }",
        "cities: [\"Porto\"]",
        "countries: [\"DE\"]",
        "regions: [\"PT-13\"], none: { countries: [\"ES\"] }",
        "all: { cities: [\"Berlin\"] }",
    ] {
        let fields =
            "facets { cities { value count } regions { value count } countries { value count } }";
        let answer = search(&app, &format!("filter: {{ {filter} }}"), fields).await;
        for list in ["cities", "regions", "countries"] {
            if filter.contains(&format!("{list}:")) {
                continue;
            }
            for value in answer
                .data(&format!("jobs.facets.{list}"))
                .as_array()
                .unwrap()
            {
                let both = format!("filter: {{ {filter}, {list}: [{}] }}", value["value"]);
                assert_eq!(value["count"], found(&app, &both).await.len(), "{both}");
            }
        }
    }
}
