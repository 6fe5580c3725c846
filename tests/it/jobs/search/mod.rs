//! Searching for words, phrases and excluded words (`-word`).

mod filters;
mod laws;
mod model;
mod newcomers;
mod places;
mod refused;
mod table;
mod totals;

use careergraph::{
    features::jobs::{Board, BoardFields, CompanyFacts, source::PostingRecord},
    types::work::{EmploymentType, RemoteMode, Seniority},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::titles;
use crate::kit::{Answer, Setup, TestApp};

/// The latest publication date of these postings.
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
        board_fields: BoardFields::default(),
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
        ("plat", &["Senior Platform Engineer"]),
        ("plat ", &[]),
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
        // "and", "a" and other stop words of one of the engines.
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
    for query in ["", "   ", "\"\"", "!!!", "()", "*", "\u{1F600}"] {
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

#[tokio::test]
async fn the_total_is_the_same_on_every_page_also_behind_the_last() {
    let app = library().await;
    for arguments in [
        "query: \"engineer\"",
        "query: \"engineer\", order: NEWEST",
        "first: 1",
    ] {
        let all = search(&app, arguments, "totalCount").await;
        let total = all.data("jobs.totalCount").as_u64().expect("a number");
        assert!(total >= 3, "{arguments}");
        let (mut after, mut pages) = (String::new(), 0);
        loop {
            let first = if arguments.contains("first") {
                ""
            } else {
                ", first: 1"
            };
            let page = search(
                &app,
                &format!("{arguments}{first}{after}"),
                "totalCount pageInfo { endCursor }",
            )
            .await;
            assert_eq!(page.data("jobs.totalCount"), total, "{arguments}{after}");
            let Some(end) = page.data("jobs.pageInfo.endCursor").as_str() else {
                break;
            };
            (after, pages) = (format!(", after: \"{end}\""), pages + 1);
        }
        assert_eq!(pages, total, "{arguments}");
    }
    let none = search(&app, "query: \"zeppelin\"", "totalCount nodes { id }").await;
    assert_eq!(none.data("jobs.totalCount"), 0);
}
