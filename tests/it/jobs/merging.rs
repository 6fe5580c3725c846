//! When two records of boards are the same posting: equal text within a company, unless the requisition numbers differ.

use serde_json::{Value, json};

use super::{Bench, counts};
use crate::kit::board::{Reply, greenhouse, greenhouse_job};

const HOME: (&str, &str) = (
    "greenhouse/fernhill",
    "https://boards.greenhouse.io/fernhill",
);
const ABROAD: (&str, &str) = (
    "greenhouse/fernhill-eu",
    "https://boards.eu.greenhouse.io/fernhill-eu",
);

fn job(id: u32, requisition: Option<&str>) -> Value {
    let mut job = greenhouse_job(id, "Gardener", "<p>Roses and tulips.</p>");
    job["requisition_id"] = json!(requisition);
    job
}

/// The number of open postings after reading two boards that list these.
async fn open_of(home: &[Value], abroad: &[Value]) -> usize {
    let bench = Bench::start().await;
    for ((board, url), jobs) in [(HOME, home), (ABROAD, abroad)] {
        bench.boards.set(board, greenhouse(jobs));
        let source = bench.add(url).await;
        bench.read(source).await;
        assert_eq!(
            counts(&bench.read(source).await),
            (i32::try_from(jobs.len()).unwrap(), 0, 0, 0),
            "reading again adds nothing"
        );
    }
    bench.open().await.len()
}

#[tokio::test]
async fn equal_text_on_two_boards_of_a_company_is_one_posting() {
    assert_eq!(open_of(&[job(1, None)], &[job(2, None)]).await, 1);
    assert_eq!(
        open_of(&[job(1, Some("R-1"))], &[job(2, Some("R-1"))]).await,
        1
    );
    assert_eq!(open_of(&[job(1, Some("R-1"))], &[job(2, None)]).await, 1);
}

#[tokio::test]
async fn different_requisitions_are_different_postings() {
    assert_eq!(
        open_of(&[job(1, Some("R-1"))], &[job(2, Some("R-2"))]).await,
        2
    );
    assert_eq!(
        open_of(
            &[job(1, Some("R-1")), job(2, Some("R-2"))],
            &[job(3, Some("R-2"))]
        )
        .await,
        2
    );
}

#[tokio::test]
async fn different_texts_or_companies_are_different_postings() {
    let other = |field: &str, value: &str| {
        let mut other = job(2, None);
        other[field] = json!(value);
        other
    };
    for (field, value) in [
        ("title", "Florist"),
        ("content", "<p>Tulips.</p>"),
        ("company_name", "Marrowbrook"),
    ] {
        assert_eq!(
            open_of(&[job(1, None)], &[other(field, value)]).await,
            2,
            "{field}"
        );
    }
    for (field, value) in [
        ("title", "GARDENER"),
        ("company_name", "FERNHILL GmbH"),
        ("content", "<div>Roses and tulips.</div>"),
    ] {
        assert_eq!(
            open_of(&[job(1, None)], &[other(field, value)]).await,
            1,
            "{field}"
        );
    }
}

#[tokio::test]
async fn equal_text_in_another_place_is_another_posting() {
    let mut elsewhere = job(2, None);
    elsewhere["location"]["name"] = json!("Berlin, Germany");
    assert_eq!(open_of(&[job(1, None), elsewhere.clone()], &[]).await, 2);
    assert_eq!(open_of(&[job(1, None)], &[elsewhere]).await, 2);
    let mut spelled = job(2, None);
    spelled["location"]["name"] = json!("Lisbon, PT");
    assert_eq!(open_of(&[job(1, None)], &[spelled]).await, 1);
}

#[tokio::test]
async fn a_posting_stays_open_while_one_board_has_it() {
    let bench = Bench::start().await;
    bench.boards.set(HOME.0, greenhouse(&[job(1, None)]));
    bench.boards.set(ABROAD.0, greenhouse(&[job(2, None)]));
    let (home, abroad) = (bench.add(HOME.1).await, bench.add(ABROAD.1).await);
    bench.read(home).await;
    bench.read(abroad).await;
    let id = bench.id_of("Gardener").await;
    bench.boards.set(HOME.0, greenhouse(&[]));
    for _ in 0..3 {
        assert_eq!(bench.read_after(6, home).await.closed, 0);
    }
    assert_eq!(bench.state(&id).await, "OPEN");
    bench.boards.set(ABROAD.0, greenhouse(&[]));
    assert_eq!(bench.read_after(6, abroad).await.closed, 0);
    assert_eq!(bench.read_after(6, abroad).await.closed, 1);
    assert_eq!(bench.state(&id).await, "REMOVED");
}

#[tokio::test]
async fn a_closed_posting_that_comes_back_under_another_number_opens_again() {
    let bench = Bench::start().await;
    let source = bench.add(HOME.1).await;
    bench.boards.set(HOME.0, greenhouse(&[job(1, None)]));
    bench.read(source).await;
    let id = bench.id_of("Gardener").await;
    bench.boards.set(HOME.0, greenhouse(&[]));
    bench.read(source).await;
    bench.read_after(6, source).await;
    assert_eq!(bench.state(&id).await, "REMOVED");
    bench.boards.set(HOME.0, greenhouse(&[job(9, None)]));
    bench.read_after(6, source).await;
    assert_eq!(bench.open().await, ["Gardener"]);
    assert_eq!(bench.state(&id).await, "OPEN");
}

#[tokio::test]
async fn boards_read_at_the_same_time_do_not_disturb_each_other() {
    let bench = Bench::start().await;
    let mut sources = Vec::new();
    for number in 0..4_u32 {
        let jobs: Vec<Value> = (0..150)
            .map(|id| {
                greenhouse_job(
                    number * 1_000 + id,
                    &format!("Job {number}-{id}"),
                    &format!("Text {number}-{id}."),
                )
            })
            .collect();
        bench
            .boards
            .set(&format!("greenhouse/board{number}"), greenhouse(&jobs));
        sources.push(
            bench
                .add(&format!("https://boards.greenhouse.io/board{number}"))
                .await,
        );
    }
    let runs =
        futures_util::future::join_all(sources.iter().map(|source| bench.read(*source))).await;
    // All of them name one new company, which only one can create.
    assert_eq!(
        runs.iter().map(counts).collect::<Vec<_>>(),
        [(150, 150, 0, 0); 4]
    );
    assert_eq!(
        bench.jobs("first: 1", "totalCount").await["totalCount"],
        600
    );
}

#[tokio::test]
async fn the_same_entry_on_two_pages_is_stored_once() {
    let bench = Bench::start().await;
    let source = bench.add("https://jobs.lever.co/cargolane").await;
    let page: Vec<Value> = (0..100)
        .map(|id| {
            crate::kit::board::lever_posting(id, &format!("Job {id}"), &format!("Text {id}."))
        })
        .collect();
    bench
        .boards
        .set("lever/cargolane", Reply::json(&json!(page)));
    // A posting was added during the reading: the list shifted by one.
    bench
        .boards
        .set_page("lever/cargolane", 1, Reply::json(&json!([page[99]])));
    assert_eq!(counts(&bench.read(source).await), (100, 100, 0, 0));
}
