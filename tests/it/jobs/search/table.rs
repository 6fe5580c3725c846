//! One table of postings and queries for both databases.

use careergraph::features::jobs::source::{Place, PostingRecord};
use serde_json::json;

use super::{record, search, store};
use crate::{
    jobs::titles,
    kit::{Setup, TestApp},
};

const TABLE: &str = include_str!("cases.txt");

/// A posting of the table: title, language, place, description.
pub(super) fn posting(line: &str) -> PostingRecord {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [title, language, place, description] = parts[..] else {
        panic!("four parts: {line}")
    };
    // As the board names it, and the country that was recognised.
    let locations = place.split_once(" / ").map(|(raw, country)| Place {
        raw: raw.to_owned(),
        city: raw.split(',').next().map(str::to_owned),
        country: Some(country.to_owned()),
        ..Place::default()
    });
    PostingRecord {
        language: Some(language.to_owned()),
        locations: locations.into_iter().collect(),
        ..record(title, description)
    }
}

async fn filled() -> TestApp {
    let app = Setup::new().workers(0).start().await;
    let lines = TABLE.lines().filter_map(|line| line.strip_prefix("+ "));
    let records: Vec<PostingRecord> = lines.map(posting).collect();
    store(&app, "Quillfoss", &records).await;
    app
}

fn queries() -> Vec<(&'static str, Vec<&'static str>)> {
    let lines = TABLE.lines().filter(|line| !line.starts_with(['#', '+']));
    let queries = lines.filter_map(|line| line.split_once(" => "));
    queries
        .map(|(query, titles)| {
            let mut titles: Vec<&str> = titles.split(" | ").map(str::trim).collect();
            titles.retain(|title| *title != "none");
            titles.sort_unstable();
            (query, titles)
        })
        .collect()
}

#[tokio::test]
async fn every_query_of_the_table_finds_its_postings() {
    let app = filled().await;
    let queries = queries();
    assert!(queries.len() >= 200, "{}", queries.len());
    let mut wrong = Vec::new();
    for (query, expected) in queries {
        let text = json!(query);
        let answer = search(
            &app,
            &format!("query: {text}, first: 100"),
            "totalCount nodes { title highlights { title { text matched } description { text matched } } why { term field } }",
        )
        .await;
        let page = answer.data("jobs");
        let mut found = titles(page);
        found.sort();
        if found != expected || page["totalCount"] != found.len() {
            wrong.push(format!("{query}: {found:?} instead of {expected:?}"));
        }
        for node in page["nodes"].as_array().unwrap() {
            let marked = node["highlights"].to_string().contains("\"matched\":true");
            let why = node["why"].as_array().unwrap();
            assert!(!why.is_empty(), "{query}: {node}");
            let in_text = why
                .iter()
                .any(|why| ["TITLE", "DESCRIPTION"].contains(&why["field"].as_str().unwrap()));
            assert_eq!(marked, in_text, "{query}: {node}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn only_exclusions_find_all_other_postings() {
    let app = filled().await;
    let all = search(&app, "first: 1", "totalCount").await;
    let all = all.data("jobs.totalCount").as_i64().unwrap();
    for (query, without) in [
        ("-keeper", 2),
        ("-\"site reliability\"", 1),
        ("-keeper -zebra", 3),
    ] {
        let answer = search(&app, &format!("query: {}", json!(query)), "totalCount").await;
        assert_eq!(answer.data("jobs.totalCount"), all - without, "{query}");
    }
}

#[tokio::test]
async fn an_answer_tells_how_it_read_the_query() {
    let app = filled().await;
    for (query, corrections, matched_as) in [
        ("zebra", json!([]), "EXACT"),
        ("zebras", json!([]), "STEM"),
        ("zeb*", json!([]), "PREFIX"),
        (
            "zeb",
            json!([{ "typed": "zeb", "words": ["zeb*"], "keepsTyped": false }]),
            "PREFIX",
        ),
        (
            "zebar",
            json!([{ "typed": "zebar", "words": ["zebra"], "keepsTyped": false }]),
            "TYPO",
        ),
        ("\"zebra groomer\"", json!([]), "PHRASE"),
        ("Zürich", json!([]), "EXACT"),
        ("zuerich", json!([]), "EXACT"),
        ("zurich", json!([]), "EXACT"),
        ("strassenbau", json!([]), "EXACT"),
        (
            "machinst",
            json!([{ "typed": "machinst", "words": ["machinist"], "keepsTyped": true }]),
            "EXACT",
        ),
    ] {
        let fields =
            "corrections { typed words keepsTyped } nodes { why { term field matchedAs text } }";
        let answer = search(&app, &format!("query: {}", json!(query)), fields).await;
        assert_eq!(answer.data("jobs.corrections"), &corrections, "{query}");
        let why = answer.data("jobs.nodes.0.why.0");
        assert_eq!(why["matchedAs"], matched_as, "{query}");
        assert_eq!(why["field"], "TITLE", "{query}");
    }
}

#[tokio::test]
async fn postings_with_a_rare_word_as_typed_come_first_and_pages_go_on() {
    let app = filled().await;
    let base = "query: \"machinst\"";
    let fields = "totalCount corrections { words } nodes { title why { matchedAs } }";
    let whole = search(&app, &format!("{base}, first: 100"), fields).await;
    let nodes = whole.data("jobs.nodes").as_array().unwrap();
    assert_eq!(whole.data("jobs.totalCount"), 11);
    assert_eq!(nodes[0]["title"], "Machinst Apprentice");
    assert_eq!(nodes[0]["why"], json!([{ "matchedAs": "EXACT" }]));
    for node in &nodes[1..] {
        assert_eq!(node["why"], json!([{ "matchedAs": "TYPO" }]), "{node}");
    }
    for size in [1, 2, 5, 11] {
        let (mut all, mut after) = (Vec::new(), String::new());
        loop {
            let arguments = format!("{base}, first: {size}{after}");
            let fields = "corrections { words } nodes { title } pageInfo { hasNextPage endCursor }";
            let page = search(&app, &arguments, fields).await;
            let corrections = json!([{ "words": ["machinist"] }]);
            assert_eq!(page.data("jobs.corrections"), &corrections, "{arguments}");
            all.extend(titles(page.data("jobs")));
            if page.data("jobs.pageInfo.hasNextPage") == false {
                break;
            }
            after = format!(", after: {}", page.data("jobs.pageInfo.endCursor"));
        }
        assert_eq!(all, titles(whole.data("jobs")), "{size}");
    }
}

#[tokio::test]
async fn all_words_of_a_query_count() {
    let app = filled().await;
    let fields = "nodes { title }";
    let zebras = "zebra ".repeat(30);
    for (last, expected) in [("groomer", 1), ("warden", 0)] {
        let answer = search(&app, &format!("query: \"{zebras}{last}\""), fields).await;
        assert_eq!(titles(answer.data("jobs")).len(), expected, "{last}");
    }
    let letters = "x ".repeat(100);
    let answer = search(&app, &format!("query: \"{letters}\""), fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}
