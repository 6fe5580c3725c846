//! Filters, alone and combined; and refused ones.

use careergraph::{
    features::jobs::source::{Pay, Place, PostingRecord},
    types::work::{EmploymentType, PayOrigin, PayPeriod, RemoteMode, Seniority},
};
use chrono::TimeDelta;

use super::{day, library, record, search, store};
use crate::{
    jobs::titles,
    kit::{Setup, TestApp},
};

/// Four postings that differ in every filtered property.
async fn four_postings() -> (TestApp, String) {
    let app = Setup::new().workers(0).start().await;
    let place = |city: &str, country: &str| Place {
        raw: city.to_owned(),
        city: Some(city.to_owned()),
        country: Some(country.to_owned()),
        ..Place::default()
    };
    let pay = |min: i64, max: Option<i64>, currency: &str, period| {
        Some(Pay {
            min: Some(min * 100),
            max: max.map(|max| max * 100),
            currency: currency.to_owned(),
            period,
            origin: PayOrigin::Stated,
        })
    };
    let all = [
        PostingRecord {
            locations: vec![place("Lisbon", "PT"), place("Berlin", "DE")],
            remote_mode: RemoteMode::Remote,
            employment_type: EmploymentType::FullTime,
            seniority: Seniority::Senior,
            pay: pay(60_000, Some(80_000), "EUR", PayPeriod::Year),
            ..record("A", "Alpha rust.")
        },
        PostingRecord {
            locations: vec![place("Berlin", "DE")],
            remote_mode: RemoteMode::Hybrid,
            employment_type: EmploymentType::PartTime,
            seniority: Seniority::Senior,
            pay: pay(5_000, Some(6_000), "EUR", PayPeriod::Month),
            posted_at: Some(day() - TimeDelta::days(1)),
            ..record("B", "Beta rust.")
        },
        PostingRecord {
            locations: vec![place("Austin", "US")],
            remote_mode: RemoteMode::Onsite,
            employment_type: EmploymentType::FullTime,
            seniority: Seniority::Junior,
            pay: pay(90_000, None, "USD", PayPeriod::Year),
            posted_at: Some(day() - TimeDelta::days(2)),
            ..record("C", "Gamma.")
        },
    ];
    store(&app, "Fernhill", &all).await;
    store(
        &app,
        "Cargolane",
        &[PostingRecord {
            posted_at: Some(day() - TimeDelta::days(3)),
            ..record("D", "Delta.")
        }],
    )
    .await;
    let answer = search(&app, "first: 1", "nodes { company { id } }").await;
    let company = answer.text_at("jobs.nodes.0.company.id");
    (app, company)
}

#[tokio::test]
async fn each_filter_narrows_alone_and_together() {
    let (app, fernhill) = four_postings().await;
    let of_company = format!("companyId: \"{fernhill}\"");
    for (filter, expected) in [
        ("", "ABCD"),
        ("remoteModes: [REMOTE]", "A"),
        ("remoteModes: [REMOTE, ONSITE]", "AC"),
        ("remoteModes: [UNKNOWN]", "D"),
        ("remoteModes: []", "ABCD"),
        ("remoteModes: null", "ABCD"),
        ("countries: [\"DE\"]", "AB"),
        ("countries: [\"de\", \"us\", \"DE\"]", "ABC"),
        ("countries: [\"FR\"]", ""),
        ("employmentTypes: [FULL_TIME]", "AC"),
        ("seniorities: [SENIOR, LEAD]", "AB"),
        ("pay: { yearlyMin: 0, currency: \"EUR\" }", "ABC"),
        ("pay: { yearlyMin: 72000, currency: \"eur\" }", "ABC"),
        ("pay: { yearlyMin: 72000.01, currency: \"EUR\" }", "AC"),
        ("pay: { yearlyMin: 90000, currency: \"USD\" }", "C"),
        ("pay: { yearlyMin: \"80000.01\", currency: \"EUR\" }", "C"),
        ("pay: { yearlyMin: 90000.01, currency: \"USD\" }", ""),
        ("pay: { yearlyMin: 0, currency: \"VND\" }", ""),
        ("postedSince: \"2026-10-31T12:00:00Z\"", "AB"),
        ("postedSince: \"2026-10-31T12:00:00.000001Z\"", "A"),
        ("postedSince: \"2026-10-31T13:00:00+01:00\"", "AB"),
        (of_company.as_str(), "ABC"),
        (
            "remoteModes: [REMOTE, HYBRID], countries: [\"DE\"], seniorities: [SENIOR], pay: { yearlyMin: 75000, currency: \"EUR\" }",
            "A",
        ),
        ("countries: [\"DE\"], employmentTypes: [CONTRACT]", ""),
    ] {
        for order in ["NEWEST", "RELEVANCE"] {
            let answer = search(
                &app,
                &format!("filter: {{ {filter} }}, order: {order}"),
                "totalCount nodes { title }",
            )
            .await;
            assert_eq!(titles(answer.data("jobs")).concat(), expected, "{filter}");
            assert_eq!(answer.data("jobs.totalCount"), expected.len(), "{filter}");
        }
        let with_text = search(
            &app,
            &format!("query: \"rust\", filter: {{ {filter} }}, order: NEWEST"),
            "nodes { title }",
        )
        .await;
        assert_eq!(
            titles(with_text.data("jobs")).concat(),
            expected.replace(['C', 'D'], ""),
            "rust and {filter}"
        );
    }
}

#[tokio::test]
async fn arguments_that_make_no_sense_are_refused() {
    let app = library().await;
    let long = "x".repeat(200);
    assert_eq!(
        search(&app, &format!("query: \"{long}\""), "nodes { id }")
            .await
            .status,
        200
    );
    assert_eq!(
        search(
            &app,
            &format!("query: \"{}\"", "ü".repeat(200)),
            "nodes { id }"
        )
        .await
        .status,
        200
    );
    let many = format!("filter: {{ countries: [{}] }}", "\"PT\",".repeat(51));
    for arguments in [
        &format!("query: \"{long}y\""),
        &format!("query: \"{}\"", "ü".repeat(201)),
        &format!("query: \"{}\"", "\u{1F600}".repeat(201)),
        "query: \"a\\u0000b\"",
        "query: \"a\\u202Eb\"",
        "query: \"\\u2066\"",
        "first: 0",
        "first: -1",
        "first: 101",
        "first: 2147483647",
        "first: -2147483648",
        "after: \"\"",
        "after: \"x\"",
        "after: \"AQEAAAAAAAAAAQ\"",
        &format!("after: \"{}\"", "A".repeat(35)),
        &format!("after: \"{}\"", "A".repeat(10_000)),
        "filter: { countries: [\"PRTX\"] }",
        "filter: { countries: [\"\"] }",
        "filter: { countries: [\"P1\"] }",
        "filter: { countries: [\"ÜÖ\"] }",
        &many,
        "filter: { pay: { yearlyMin: 1, currency: \"EURO\" } }",
        "filter: { pay: { yearlyMin: 1, currency: \"E1R\" } }",
        "filter: { pay: { yearlyMin: -1, currency: \"EUR\" } }",
        "filter: { pay: { yearlyMin: 19.195, currency: \"EUR\" } }",
        "filter: { pay: { yearlyMin: 1000000000000.01, currency: \"EUR\" } }",
        "filter: { pay: { yearlyMin: \"many\", currency: \"EUR\" } }",
    ] {
        let answer = search(&app, arguments, "nodes { id }").await;
        assert_eq!(
            answer.code(),
            "BAD_USER_INPUT",
            "{arguments}: {}",
            answer.text
        );
    }
}
