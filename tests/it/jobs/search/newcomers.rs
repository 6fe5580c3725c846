//! Searches as newcomers type them, each kind in a small catalogue of its own, on both databases.

use careergraph::features::jobs::source::PostingRecord;
use serde_json::json;

use super::{search, store, table::posting};
use crate::{jobs::titles, kit::Setup};

const TABLE: &str = include_str!("newcomers.txt");

#[tokio::test]
async fn each_kind_of_query_finds_its_postings() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for section in TABLE.split("\n=== ").skip(1) {
        let app = Setup::new().workers(0).start().await;
        let (postings, queries): (Vec<&str>, Vec<&str>) = section
            .lines()
            .skip(1)
            .partition(|line| line.starts_with("+ "));
        let records = postings.iter().filter_map(|line| line.strip_prefix("+ "));
        let records: Vec<PostingRecord> = records.map(posting).collect();
        store(&app, "Quillfoss", &records).await;
        for (query, expected) in queries.iter().filter_map(|line| line.rsplit_once(" => ")) {
            let mut expected: Vec<&str> = expected.split(" | ").collect();
            expected.retain(|title| *title != "none");
            let arguments = format!("query: {}, first: 100", json!(query));
            let answer = search(&app, &arguments, "totalCount nodes { title why { term } }").await;
            let page = answer.data("jobs");
            let mut found = titles(page);
            found.sort();
            tried += 1;
            if found != expected || page["totalCount"] != found.len() {
                wrong.push(format!("{query}: {found:?} instead of {expected:?}"));
            }
            for node in page["nodes"].as_array().unwrap() {
                assert!(
                    !node["why"].as_array().unwrap().is_empty(),
                    "{query}: {node}"
                );
            }
        }
    }
    assert!(tried >= 350, "{tried}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
