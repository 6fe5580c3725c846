//! One posting over time: renumbered, edited, reposted, on two boards; and what only looks alike stays apart.

use careergraph::features::jobs::entity::posting_source;
use chrono::{DateTime, Utc};
use proptest::{
    prelude::{Strategy, any},
    strategy::ValueTree,
    test_runner::TestRunner,
};
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use super::Bench;
use crate::kit::board::{greenhouse, greenhouse_job};

pub(super) const HOME: (&str, &str) = (
    "greenhouse/fernhill",
    "https://boards.greenhouse.io/fernhill",
);
pub(super) const ABROAD: (&str, &str) = (
    "greenhouse/fernhill-eu",
    "https://boards.eu.greenhouse.io/fernhill-eu",
);

pub(super) fn job(id: u32, text: &str) -> Value {
    greenhouse_job(id, "Gardener", text)
}

/// The same job with these fields.
pub(super) fn with(mut job: Value, fields: &Value) -> Value {
    for (name, value) in fields.as_object().unwrap() {
        job[name] = value.clone();
    }
    job
}

/// Reads this listing of a board after twelve hours; the nodes of all open postings.
pub(super) async fn listed(bench: &Bench, board: (&str, &str), jobs: &[Value]) -> Vec<Value> {
    bench.boards.set(board.0, greenhouse(jobs));
    let source = bench.add(board.1).await;
    bench.read_after(12, source).await;
    let found = bench
        .jobs(
            "first: 100",
            "nodes { id title url postedAt repostCount requisitionId }",
        )
        .await;
    found["nodes"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_renumbered_and_edited_posting_keeps_its_id_and_date_and_has_the_address_that_works() {
    let bench = Bench::start().await;
    let first = listed(&bench, HOME, &[job(501, "Roses and tulips.")]).await;
    let later = json!({ "first_published": "2026-11-20T09:00:00Z" });
    let renumbered = with(job(502, "Roses and tulips."), &later);
    let second = listed(&bench, HOME, &[renumbered]).await;
    let edited = with(job(502, "Roses, tulips and hedges."), &later);
    let third = listed(&bench, HOME, &[edited]).await;
    for nodes in [&second, &third] {
        assert_eq!(nodes.len(), 1, "{nodes:?}");
        assert_eq!(nodes[0]["id"], first[0]["id"]);
        assert_eq!(nodes[0]["postedAt"], "2026-11-01T09:00:00Z");
        assert!(
            nodes[0]["url"].as_str().unwrap().ends_with("/502"),
            "{nodes:?}"
        );
        assert_eq!(nodes[0]["repostCount"], 1);
    }
}

#[tokio::test]
async fn an_id_that_returns_instead_of_a_later_one_is_a_repost_with_its_old_address() {
    let bench = Bench::start().await;
    let first = listed(&bench, HOME, &[job(1, "Roses.")]).await;
    listed(&bench, HOME, &[job(2, "Roses.")]).await;
    let back = listed(&bench, HOME, &[job(1, "Roses.")]).await;
    assert_eq!((back.len(), &back[0]["id"]), (1, &first[0]["id"]));
    assert_eq!(
        (&back[0]["url"], &back[0]["repostCount"]),
        (&first[0]["url"], &json!(2))
    );
    let query =
        "query($id: ID!) { node(id: $id) { ... on Posting { changes { nodes { what to } } } } }";
    let id = json!({ "id": first[0]["id"] });
    let answer = bench.app.anonymous().gql(query, id).await;
    let moved = json!({ "what": "URL", "to": first[0]["url"] });
    let changes = answer
        .data("node.changes.nodes")
        .as_array()
        .unwrap()
        .clone();
    assert!(changes.contains(&moved), "{changes:?}");
    // An id that was only missing for a while is none.
    listed(&bench, HOME, &[]).await;
    let again = listed(&bench, HOME, &[job(1, "Roses.")]).await;
    assert_eq!(again[0]["repostCount"], 2);
}

#[tokio::test]
async fn an_edit_under_the_same_id_keeps_the_posting_whatever_it_changes() {
    let bench = Bench::start().await;
    let first = listed(&bench, HOME, &[job(1, "Roses.")]).await;
    let edited = with(
        greenhouse_job(1, "Head Gardener", "Hedges."),
        &json!({ "location": { "name": "Porto, Portugal" } }),
    );
    let second = listed(&bench, HOME, &[edited]).await;
    assert_eq!((second.len(), &second[0]["id"]), (1, &first[0]["id"]));
    assert_eq!(second[0]["title"], "Head Gardener");
    assert_eq!(second[0]["postedAt"], first[0]["postedAt"]);
}

#[tokio::test]
async fn a_posting_that_returns_with_another_id_and_date_after_closing_is_the_same() {
    let bench = Bench::start().await;
    let first = listed(&bench, HOME, &[job(1, "Roses.")]).await;
    assert_eq!(listed(&bench, HOME, &[]).await.len(), 1);
    assert_eq!(listed(&bench, HOME, &[]).await.len(), 0);
    let again = with(
        job(9, "Roses."),
        &json!({ "first_published": "2026-11-24T20:00:00Z" }),
    );
    let second = listed(&bench, HOME, &[again]).await;
    assert_eq!((second.len(), &second[0]["id"]), (1, &first[0]["id"]));
    assert_eq!(second[0]["postedAt"], first[0]["postedAt"]);
    assert_eq!(second[0]["repostCount"], 1);
}

#[tokio::test]
async fn another_id_and_another_text_are_one_posting_by_address_or_by_requisition() {
    for same in [
        json!({ "absolute_url": "https://fernhill.example/jobs/gardener-lisbon?utm_source=x" }),
        json!({ "requisition_id": "R-77" }),
    ] {
        let bench = Bench::start().await;
        let first = listed(&bench, HOME, &[with(job(1, "Roses."), &same)]).await;
        let mut other = with(job(2, "Hedges, lawns and trees."), &same);
        if same.get("requisition_id").is_some() {
            other["requisition_id"] = json!("r 77");
        }
        let second = listed(&bench, HOME, &[other]).await;
        assert_eq!(
            (second.len(), &second[0]["id"]),
            (1, &first[0]["id"]),
            "{same}"
        );
    }
}

#[tokio::test]
async fn what_only_looks_alike_stays_apart() {
    let number = |id, number: &str| with(job(id, "Roses."), &json!({ "requisition_id": number }));
    let at = |id, url: &str, text: &str| with(job(id, text), &json!({ "absolute_url": url }));
    let general = "https://fernhill.example/careers";
    for (what, jobs) in [
        ("two numbers", vec![number(1, "R-1"), number(2, "R-2")]),
        (
            "signs between digits",
            vec![number(1, "R-1-2"), number(2, "R-12")],
        ),
        (
            "one page for all",
            vec![at(1, general, "Roses."), at(2, general, "Hedges.")],
        ),
        (
            "two texts at once",
            vec![job(1, "Roses."), job(2, "Hedges.")],
        ),
    ] {
        let bench = Bench::start().await;
        assert_eq!(listed(&bench, HOME, &jobs).await.len(), 2, "{what}");
        assert_eq!(
            listed(&bench, HOME, &jobs).await.len(),
            2,
            "{what}, read again"
        );
    }
    // One after the other, too.
    for (first, then) in [
        (number(1, "R-1"), number(2, "R-2")),
        (at(1, general, "Roses."), at(2, general, "Hedges.")),
    ] {
        let bench = Bench::start().await;
        let before = listed(&bench, HOME, &[first]).await;
        let after = listed(&bench, HOME, &[then]).await;
        assert!(
            after.iter().any(|node| node["id"] != before[0]["id"]),
            "{after:?}"
        );
    }
}

#[tokio::test]
async fn two_entries_that_were_equal_part_when_one_becomes_another_job() {
    let bench = Bench::start().await;
    let both = listed(&bench, HOME, &[job(1, "Roses."), job(2, "Roses.")]).await;
    assert_eq!(both.len(), 1);
    let florist = greenhouse_job(2, "Florist", "Roses.");
    let parted = listed(&bench, HOME, &[job(1, "Roses."), florist]).await;
    assert_eq!(parted.len(), 2, "{parted:?}");
    let gardener = parted
        .iter()
        .find(|node| node["title"] == "Gardener")
        .unwrap();
    assert_eq!(gardener["id"], both[0]["id"]);
}

#[tokio::test]
async fn the_address_moves_to_the_board_that_still_lists_the_posting() {
    let bench = Bench::start().await;
    let first = listed(&bench, HOME, &[job(1, "Roses.")]).await;
    let both = listed(&bench, ABROAD, &[job(2, "Roses.")]).await;
    assert_eq!((both.len(), &both[0]["id"]), (1, &first[0]["id"]));
    assert!(
        both[0]["url"].as_str().unwrap().ends_with("/1"),
        "the first one leads"
    );
    assert_eq!(both[0]["repostCount"], 0);
    let moved = listed(&bench, HOME, &[]).await;
    assert!(
        moved[0]["url"].as_str().unwrap().ends_with("/2"),
        "{moved:?}"
    );
    // It keeps that address when the first board lists it again.
    let back = listed(&bench, HOME, &[job(1, "Roses.")]).await;
    assert_eq!((back.len(), &back[0]["id"]), (1, &first[0]["id"]));
    assert!(back[0]["url"].as_str().unwrap().ends_with("/2"), "{back:?}");
}

/// One listing of one of two boards: for each id, which text it has, if it is listed.
type Step = (bool, Vec<Option<bool>>);

#[tokio::test]
async fn whatever_boards_list_ids_stay_dates_never_grow_and_addresses_are_of_what_is_listed() {
    let mut runner = TestRunner::deterministic();
    let listing = proptest::collection::vec(proptest::option::of(any::<bool>()), 3);
    let steps = proptest::collection::vec((any::<bool>(), listing), 5);
    for _ in 0..12 {
        let steps: Vec<Step> = steps.new_tree(&mut runner).unwrap().current();
        check(&steps).await;
    }
}

async fn check(steps: &[Step]) {
    let bench = Bench::start().await;
    let mut dates: Vec<(String, DateTime<Utc>)> = Vec::new();
    let mut last: [Vec<String>; 2] = Default::default();
    for (number, (abroad, listing)) in steps.iter().enumerate() {
        let board = if *abroad { ABROAD } else { HOME };
        let jobs: Vec<Value> = (0_u32..)
            .zip(listing)
            .filter_map(|(id, text)| Some((id + 10 * u32::from(*abroad), (*text)?)))
            .map(|(id, text)| {
                let day = number + 1;
                let date = json!({ "first_published": format!("2026-11-{day:02}T09:00:00Z") });
                with(job(id + 1, if text { "Roses." } else { "Hedges." }), &date)
            })
            .collect();
        last[usize::from(*abroad)] = jobs
            .iter()
            .map(|job| job["absolute_url"].as_str().unwrap().to_owned())
            .collect();
        let nodes = listed(&bench, board, &jobs).await;
        for node in &nodes {
            let id = node["id"].as_str().unwrap().to_owned();
            let date: DateTime<Utc> = node["postedAt"].as_str().unwrap().parse().unwrap();
            match dates.iter_mut().find(|(known, _)| *known == id) {
                Some((_, known)) => {
                    assert!(date <= *known, "{steps:?}: {node}");
                    *known = date;
                }
                None => dates.push((id, date)),
            }
        }
        let entries = posting_source::Entity::find()
            .all(bench.app.platform.db.conn())
            .await
            .unwrap();
        for node in &nodes {
            let of_posting = entries
                .iter()
                .filter(|entry| node["id"] == entry.posting_id.to_string());
            let living: Vec<&str> = of_posting
                .filter_map(|entry| entry.url.as_deref())
                .filter(|url| last.iter().flatten().any(|listed| listed == url))
                .collect();
            assert!(
                living.is_empty() || living.contains(&node["url"].as_str().unwrap()),
                "{steps:?}: {node}, {living:?}"
            );
        }
    }
}
