//! Searching: words, phrases and -words; filters alone and together; what is refused.

use careergraph::{
    features::jobs::{
        Board, CompanyFacts,
        source::{Pay, Place, PostingRecord},
    },
    types::work::{EmploymentType, PayOrigin, PayPeriod, RemoteMode, Seniority},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::titles;
use crate::kit::{Answer, Setup, TestApp};

/// When these postings were published, at the latest.
pub(super) fn day() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-01T12:00:00Z")
        .unwrap()
        .to_utc()
}

/// A posting with this title and description.
pub fn record(title: &str, description: &str) -> PostingRecord {
    PostingRecord {
        external_id: title.to_owned(),
        requisition_id: None,
        url: "https://example.org/jobs/1".to_owned(),
        apply_url: None,
        title: title.to_owned(),
        company: None,
        description: description.to_owned(),
        locations: Vec::new(),
        remote_mode: RemoteMode::Unknown,
        employment_type: EmploymentType::Unknown,
        seniority: Seniority::Unknown,
        pay: None,
        posted_at: Some(day()),
        deadline: None,
        language: None,
    }
}

/// Stores postings of one company.
pub async fn store(app: &TestApp, company: &str, records: &[PostingRecord]) {
    let company = CompanyFacts {
        name: company.to_owned(),
        ..CompanyFacts::default()
    };
    app.jobs
        .store(
            &Board {
                connector: "test",
                board: &company.name.clone(),
                company,
            },
            records,
        )
        .await
        .unwrap();
}

pub(super) async fn search(app: &TestApp, arguments: &str, fields: &str) -> Answer {
    app.anonymous()
        .gql(
            &format!("{{ jobs({arguments}) {{ {fields} }} }}"),
            json!({}),
        )
        .await
}

async fn found(app: &TestApp, query: &str) -> Vec<String> {
    let query = json!(query);
    let answer = search(
        app,
        &format!("query: {query}, first: 100"),
        "totalCount nodes { title }",
    )
    .await;
    let mut titles = titles(answer.data("jobs"));
    assert_eq!(answer.data("jobs.totalCount"), titles.len(), "{query}");
    titles.sort();
    titles
}

async fn library() -> TestApp {
    let app = Setup::new().workers(0).start().await;
    let records = [
        record(
            "Senior Platform Engineer",
            "You run Kubernetes clusters. Site reliability is our craft.",
        ),
        record(
            "Data Engineer",
            "Pipelines in Python; our site is in Lisbon. Reliability matters.",
        ),
        record("Engineering Manager", "You lead engineers."),
        record("Café Manager", "Crème brûlée and Straßenfest in Málaga."),
        record(
            "Night Porter",
            "Nothing near a computer. C++ not needed, email a:b.",
        ),
    ];
    store(&app, "Quillfoss Logistics", &records).await;
    app
}

#[tokio::test]
async fn words_are_found_in_title_company_and_description_in_all_their_forms() {
    let app = library().await;
    for (query, expected) in [
        ("platform", &["Senior Platform Engineer"][..]),
        ("PLATFORMS", &["Senior Platform Engineer"]),
        (
            "engineers",
            &[
                "Data Engineer",
                "Engineering Manager",
                "Senior Platform Engineer",
            ],
        ),
        (
            "engineer",
            &[
                "Data Engineer",
                "Engineering Manager",
                "Senior Platform Engineer",
            ],
        ),
        ("clustering", &["Senior Platform Engineer"]),
        ("kubernetes engineer", &["Senior Platform Engineer"]),
        ("kubernetes manager", &[]),
        (
            "quillfoss manager",
            &["Café Manager", "Engineering Manager"],
        ),
        ("nobody", &[]),
        ("plat", &[]),
    ] {
        assert_eq!(found(&app, query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn phrases_stay_together_and_minus_words_do_not_occur() {
    let app = library().await;
    for (query, expected) in [
        (
            "site reliability",
            &["Data Engineer", "Senior Platform Engineer"][..],
        ),
        ("\"site reliability\"", &["Senior Platform Engineer"]),
        ("\"reliability site\"", &[]),
        ("\"site reliability", &["Senior Platform Engineer"]),
        (
            "engineer -manager",
            &["Data Engineer", "Senior Platform Engineer"],
        ),
        ("engineer -managers -senior", &["Data Engineer"]),
        ("manager -engineers", &["Café Manager"]),
        (
            "-manager engineer",
            &["Data Engineer", "Senior Platform Engineer"],
        ),
        (
            "engineer -",
            &[
                "Data Engineer",
                "Engineering Manager",
                "Senior Platform Engineer",
            ],
        ),
    ] {
        assert_eq!(found(&app, query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn words_with_marks_are_found_as_they_are_written() {
    let app = library().await;
    for query in ["café", "Crème Brûlée", "straßenfest", "málaga", "MÁLAGA"] {
        assert_eq!(found(&app, query).await, ["Café Manager"], "{query}");
    }
}

#[tokio::test]
async fn operators_in_a_text_are_words() {
    let app = library().await;
    for (query, expected) in [
        ("NEAR(platform, engineer)", &[][..]),
        ("NEAR(", &["Night Porter"]),
        ("near computer", &["Night Porter"]),
        ("platform*", &["Senior Platform Engineer"]),
        ("title:platform", &[]),
        ("a:b", &["Night Porter"]),
        ("platform AND engineer", &["Senior Platform Engineer"]),
        ("^platform", &["Senior Platform Engineer"]),
        ("(platform", &["Senior Platform Engineer"]),
        ("platform)", &["Senior Platform Engineer"]),
        ("{platform}", &["Senior Platform Engineer"]),
        ("platform | manager", &[]),
        ("platform & !manager", &[]),
        ("!platform", &["Senior Platform Engineer"]),
        ("platform:*", &["Senior Platform Engineer"]),
        ("'platform'", &["Senior Platform Engineer"]),
        ("'; DROP TABLE postings; --", &[]),
        ("c++", &["Night Porter"]),
    ] {
        let known_difference = query.contains("AND")
            || query.contains(['|', '&'])
            || query.starts_with("NEAR(p")
            || query == "a:b";
        let titles = found(&app, query).await;
        // "and", "a" and the like are words that one of the engines passes over.
        assert!(
            titles == expected || known_difference,
            "{query}: {titles:?}"
        );
    }
    assert_eq!(found(&app, "engineer").await.len(), 3);
}

#[tokio::test]
async fn a_text_without_a_word_to_find_is_no_text() {
    let app = library().await;
    for query in [
        "",
        "   ",
        "\"\"",
        "-engineer",
        "!!!",
        "()",
        "*",
        "\u{1F600}",
    ] {
        assert_eq!(found(&app, query).await.len(), 5, "{query}");
        let highlights = search(
            &app,
            &format!("query: {}", json!(query)),
            "nodes { highlights { title { text } } }",
        )
        .await;
        assert!(
            highlights.data("jobs.nodes.0.highlights").is_null(),
            "{query}"
        );
    }
}

#[tokio::test]
async fn hits_are_marked_in_title_and_description() {
    let app = library().await;
    let answer = search(
        &app,
        "query: \"platform clusters\", first: 1",
        "nodes { title highlights { title { text matched } description { text matched } } }",
    );
    let answer = answer.await;
    let marks = answer.data("jobs.nodes.0.highlights");
    let title = json!([
        { "text": "Senior ", "matched": false }, { "text": "Platform", "matched": true }, { "text": " Engineer", "matched": false }
    ]);
    assert_eq!(marks["title"], title);
    let matched: Vec<&Value> = marks["description"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|span| span["matched"] == true)
        .map(|span| &span["text"])
        .collect();
    assert_eq!(matched, ["clusters"]);
}

#[tokio::test]
async fn the_best_match_comes_first_and_the_newest_when_asked() {
    let app = Setup::new().workers(0).start().await;
    let filler = "We sell plants and pots and seeds to people who love them. ".repeat(5);
    let mut records = [
        record("Botanist", &format!("{filler} You may meet a gardener.")),
        record("Head Gardener", &filler),
        record(
            "Gardener of gardeners",
            &format!("{filler} A gardener is a gardener."),
        ),
    ];
    for (hours, record) in (0..).zip(&mut records) {
        record.posted_at = Some(day() - TimeDelta::hours(hours));
    }
    store(&app, "Fernhill", &records).await;
    for (arguments, first, last) in [
        ("query: \"gardener\"", "Gardener of gardeners", "Botanist"),
        (
            "query: \"gardener\", order: RELEVANCE",
            "Gardener of gardeners",
            "Botanist",
        ),
        (
            "query: \"gardener\", order: NEWEST",
            "Botanist",
            "Gardener of gardeners",
        ),
        ("order: RELEVANCE", "Botanist", "Gardener of gardeners"),
        ("first: 10", "Botanist", "Gardener of gardeners"),
    ] {
        let answer = search(&app, arguments, "nodes { title }").await;
        let titles = titles(answer.data("jobs"));
        assert_eq!(
            (
                titles.first().unwrap().as_str(),
                titles.last().unwrap().as_str()
            ),
            (first, last),
            "{arguments}"
        );
    }
}

/// Four postings that differ in everything that a filter looks at.
async fn gallery() -> (TestApp, String) {
    let app = Setup::new().workers(0).start().await;
    let place = |city: &str, country: &str| Place {
        raw: city.to_owned(),
        city: Some(city.to_owned()),
        country: Some(country.to_owned()),
    };
    let pay = |min, max, currency: &str, period| {
        Some(Pay {
            min: Some(min),
            max,
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
    let (app, fernhill) = gallery().await;
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
        ("pay: { yearlyMin: 0, currency: \"EUR\" }", "AB"),
        ("pay: { yearlyMin: 72000, currency: \"eur\" }", "AB"),
        ("pay: { yearlyMin: 72001, currency: \"EUR\" }", "A"),
        ("pay: { yearlyMin: 90000, currency: \"USD\" }", "C"),
        ("pay: { yearlyMin: 80001, currency: \"EUR\" }", ""),
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
        "filter: { countries: [\"PRT\"] }",
        "filter: { countries: [\"\"] }",
        "filter: { countries: [\"P1\"] }",
        "filter: { countries: [\"ÜÖ\"] }",
        &many,
        "filter: { pay: { yearlyMin: 1, currency: \"EURO\" } }",
        "filter: { pay: { yearlyMin: 1, currency: \"E1R\" } }",
        "filter: { pay: { yearlyMin: -1, currency: \"EUR\" } }",
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
