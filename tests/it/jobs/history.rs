//! What a reader learns of a posting over time: changes, age, signals, possible duplicates; and what admins learn of skipped entries.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{
    Bench,
    identity::{ABROAD, HOME, job, listed, with},
    reprocessing::before_migration,
};
use crate::kit::board::{greenhouse, greenhouse_job};

/// The changes of a posting, oldest first, as `WHAT from to`.
async fn changes(bench: &Bench, id: &Value) -> Vec<String> {
    let query = "query($id: ID!) { node(id: $id) { ... on Posting { changes { totalCount nodes { what from to at } } } } }";
    let answer = bench.app.anonymous().gql(query, json!({ "id": id })).await;
    let nodes = answer
        .data("node.changes.nodes")
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(answer.data("node.changes.totalCount"), &json!(nodes.len()));
    let mut lines: Vec<String> = nodes
        .iter()
        .map(|node| {
            let text = |name: &str| node[name].as_str().unwrap_or("-").to_owned();
            format!("{} {} {}", text("what"), text("from"), text("to"))
        })
        .collect();
    lines.reverse();
    lines
}

#[tokio::test]
async fn changes_tell_what_changed_from_what_to_what() {
    let bench = Bench::start().await;
    let first = listed(&bench, HOME, &[job(1, "Roses.")]).await;
    let id = &first[0]["id"];
    assert!(changes(&bench, id).await.is_empty());
    let edited = with(
        greenhouse_job(1, "Head Gardener", "Roses."),
        &json!({ "location": { "name": "Porto, Portugal" } }),
    );
    listed(&bench, HOME, std::slice::from_ref(&edited)).await;
    let mut told = changes(&bench, id).await;
    told.sort();
    assert_eq!(
        told,
        [
            "PLACES Lisbon, Portugal Porto, Portugal",
            "TITLE Gardener Head Gardener"
        ]
    );
    listed(&bench, HOME, &[]).await;
    listed(&bench, HOME, &[]).await;
    listed(&bench, HOME, &[edited]).await;
    assert_eq!(
        changes(&bench, id).await[2..],
        ["CLOSED - REMOVED", "REOPENED REMOVED -"]
    );
}

#[tokio::test]
async fn changes_come_in_pages() {
    let bench = Bench::start().await;
    let mut id = Value::Null;
    for number in 0..5 {
        let jobs = [greenhouse_job(1, &format!("Gardener {number}"), "Roses.")];
        id = listed(&bench, HOME, &jobs).await[0]["id"].clone();
    }
    let query = "query($id: ID!, $after: String) { node(id: $id) { ... on Posting { changes(first: 3, after: $after) { nodes { to } pageInfo { hasNextPage endCursor } } } } }";
    let client = bench.app.anonymous();
    let first = client.gql(query, json!({ "id": id })).await;
    let after = first.data("node.changes.pageInfo.endCursor").clone();
    assert_eq!(first.data("node.changes.nodes.0.to"), "Gardener 4");
    let second = client.gql(query, json!({ "id": id, "after": after })).await;
    assert_eq!(
        second.data("node.changes.nodes"),
        &json!([{ "to": "Gardener 1" }])
    );
    assert_eq!(second.data("node.changes.pageInfo.hasNextPage"), false);
}

#[tokio::test]
async fn a_signal_needs_two_facts() {
    let bench = Bench::start().await;
    let signals = async || {
        let found = bench
            .jobs(
                "first: 1",
                "nodes { age repostCount signals { kind value } }",
            )
            .await;
        found["nodes"][0].clone()
    };
    listed(&bench, HOME, &[job(1, "Roses.")]).await;
    bench.clock.advance(TimeDelta::days(100));
    listed(&bench, HOME, &[job(1, "Roses.")]).await;
    let old = signals().await;
    assert!(old["age"].as_i64().unwrap() > 100);
    assert_eq!(old["signals"], Value::Null, "age alone says nothing");
    for id in [2, 3] {
        listed(&bench, HOME, &[job(id, "Roses.")]).await;
    }
    let both = signals().await;
    assert_eq!(both["repostCount"], 2);
    assert_eq!(
        both["signals"],
        json!([{ "kind": "OPEN_FOR_LONG", "value": both["age"] }, { "kind": "REPOSTED_OFTEN", "value": 2 }])
    );
}

#[tokio::test]
async fn possible_duplicates_are_shown_and_not_merged() {
    let bench = Bench::start().await;
    let words: Vec<String> = (0..200).map(|n| format!("word{}", n % 71)).collect();
    let text = words.join(" ");
    let agency = with(
        job(2, &format!("{text} now")),
        &json!({ "company_name": "Marrowbrook" }),
    );
    let elsewhere = with(
        job(3, &text),
        &json!({ "location": { "name": "Berlin, Germany" } }),
    );
    listed(&bench, HOME, &[job(1, &text), elsewhere]).await;
    assert_eq!(listed(&bench, ABROAD, &[agency]).await.len(), 3);
    let found = bench
        .jobs(
            "first: 10",
            "nodes { location company { name } possibleDuplicates { company { name } } }",
        )
        .await;
    for node in found["nodes"].as_array().unwrap() {
        let others = &node["possibleDuplicates"];
        match (
            node["location"].as_str().unwrap(),
            node["company"]["name"].as_str().unwrap(),
        ) {
            ("Berlin, Germany", _) => assert_eq!(others, &json!([])),
            (_, "Fernhill") => {
                assert_eq!(others, &json!([{ "company": { "name": "Marrowbrook" } }]));
            }
            _ => assert_eq!(others, &json!([{ "company": { "name": "Fernhill" } }])),
        }
    }
}

#[tokio::test]
async fn possible_duplicates_of_postings_of_an_earlier_version_are_found() {
    let bench = Bench::start().await;
    let words: Vec<String> = (0..200).map(|n| format!("word{}", n % 71)).collect();
    let text = words.join(" ");
    let agency = with(job(2, &text), &json!({ "company_name": "Marrowbrook" }));
    listed(&bench, HOME, &[job(1, &text)]).await;
    listed(&bench, ABROAD, &[agency]).await;
    let delete = "DELETE FROM posting_fingerprints";
    before_migration(&bench.app, "_payloads_of_entries", delete).await;
    let fields = "nodes { possibleDuplicates { title } }";
    let missing = bench.jobs("first: 10", fields).await;
    assert_eq!(missing["nodes"][0]["possibleDuplicates"], json!([]));
    bench.app.jobs.index_waiting().await.unwrap();
    let found = bench
        .jobs("first: 10", &format!("totalCount {fields}"))
        .await;
    for node in found["nodes"].as_array().unwrap() {
        assert_eq!(node["possibleDuplicates"], json!([{ "title": "Gardener" }]));
    }
}

#[tokio::test]
async fn every_skipped_entry_is_counted_with_its_reason() {
    let bench = Bench::start().await;
    let admin = bench.app.admin("root").await;
    let jobs = [
        job(1, "Roses."),
        job(1, "Roses."),
        with(job(2, "Roses."), &json!({ "title": "" })),
        with(job(3, "Roses."), &json!({ "absolute_url": "ftp://x" })),
        with(job(5, "Roses."), &json!({ "internal_job_id": null })),
        with(job(6, "Roses."), &json!({ "id": null })),
    ];
    bench.boards.set(HOME.0, greenhouse(&jobs));
    let source = bench.add(HOME.1).await;
    let run = bench.read(source).await;
    assert_eq!(
        usize::try_from(run.added + run.skipped).unwrap(),
        jobs.len(),
        "{run:?}"
    );
    let query = "{ sources { lastRun { skipped skippedByReason { reason count examples } } } }";
    let answer = admin.client.gql(query, json!({})).await;
    let counted = answer.data("sources.0.lastRun.skippedByReason");
    for (reason, examples) in [
        ("DUPLICATE_ID", json!(["1"])),
        ("NO_TITLE", json!(["2"])),
        ("NO_ADDRESS", json!(["3"])),
        ("PROSPECT", json!(["5"])),
        ("NO_ID", json!([])),
    ] {
        let expected = json!({ "reason": reason, "count": 1, "examples": examples });
        assert!(
            counted.as_array().unwrap().contains(&expected),
            "{expected}: {counted}"
        );
    }
}
