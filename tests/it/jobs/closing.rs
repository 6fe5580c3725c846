//! When a posting is closed and reopened: two complete readings hours apart, a removed board, an expired date.

use careergraph::types::id::PostingId;
use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Bench, CARGOLANE, FERNHILL, assert_whole, counts};
use crate::kit::board::{Reply, greenhouse, greenhouse_job, lever_posting};

/// A board with this number of jobs: `Job 1` and so on.
fn board_of(jobs: u32) -> Vec<Value> {
    (1..=jobs)
        .map(|id| greenhouse_job(id, &format!("Job {id}"), &format!("Text {id}.")))
        .collect()
}

#[tokio::test]
async fn a_posting_closes_after_two_complete_readings_hours_apart() {
    let bench = Bench::start().await;
    bench
        .boards
        .set("greenhouse/fernhill", greenhouse(&board_of(2)));
    let source = bench.add(FERNHILL).await;
    bench.read(source).await;
    let id = bench.id_of("Job 2").await;
    bench
        .boards
        .set("greenhouse/fernhill", greenhouse(&board_of(1)));
    assert_eq!(
        counts(&bench.read_after(24, source).await),
        (1, 0, 0, 0),
        "one reading is not enough, however late it is"
    );
    assert_eq!(
        counts(&bench.read(source).await),
        (1, 0, 0, 0),
        "two at once are not enough"
    );
    bench.clock.advance(TimeDelta::minutes(359));
    assert_eq!(counts(&bench.read(source).await), (1, 0, 0, 0));
    assert_eq!(bench.state(&id).await, "OPEN");
    bench.clock.advance(TimeDelta::minutes(1));
    let run = bench.read(source).await;
    assert_whole(&run);
    assert_eq!(counts(&run), (1, 0, 0, 1));
    assert_eq!(bench.state(&id).await, "REMOVED");
    assert_eq!(bench.open().await, ["Job 1"]);
    assert_eq!(
        counts(&bench.read_after(12, source).await),
        (1, 0, 0, 0),
        "it is closed once"
    );
}

#[tokio::test]
async fn a_posting_that_comes_back_opens_again_and_is_the_same() {
    let bench = Bench::start().await;
    let source = bench.add(FERNHILL).await;
    bench
        .boards
        .set("greenhouse/fernhill", greenhouse(&board_of(2)));
    bench.read(source).await;
    let id = bench.id_of("Job 2").await;
    bench
        .boards
        .set("greenhouse/fernhill", greenhouse(&board_of(1)));
    bench.read(source).await;
    bench.read_after(6, source).await;
    assert_eq!(bench.state(&id).await, "REMOVED");
    bench
        .boards
        .set("greenhouse/fernhill", greenhouse(&board_of(2)));
    assert_eq!(counts(&bench.read_after(6, source).await), (2, 0, 0, 0));
    assert_eq!(bench.state(&id).await, "OPEN");
    // Its absence is counted from zero again.
    bench
        .boards
        .set("greenhouse/fernhill", greenhouse(&board_of(1)));
    assert_eq!(counts(&bench.read_after(24, source).await), (1, 0, 0, 0));
    assert_eq!(bench.state(&id).await, "OPEN");
}

#[tokio::test]
async fn a_short_absence_closes_nothing() {
    let bench = Bench::start().await;
    let source = bench.add(FERNHILL).await;
    for jobs in [2, 1, 2, 1, 2, 1] {
        bench
            .boards
            .set("greenhouse/fernhill", greenhouse(&board_of(jobs)));
        assert_eq!(bench.read_after(8, source).await.closed, 0);
    }
    assert_eq!(bench.open().await, ["Job 1", "Job 2"]);
}

#[tokio::test]
async fn a_broken_page_stores_what_came_and_closes_nothing() {
    let bench = Bench::start().await;
    let source = bench.add(CARGOLANE).await;
    let full: Vec<Value> = (0..100)
        .map(|id| lever_posting(id, &format!("Job {id}"), &format!("Text {id}.")))
        .collect();
    let rest = [
        lever_posting(100, "Job 100", "Text 100."),
        lever_posting(101, "Job 101", "Text 101."),
    ];
    bench
        .boards
        .set("lever/cargolane", Reply::json(&json!(full)));
    bench
        .boards
        .set_page("lever/cargolane", 1, Reply::json(&json!(rest)));
    let first = bench.read(source).await;
    assert_whole(&first);
    assert_eq!(counts(&first), (102, 102, 0, 0));
    let mut changed = full.clone();
    changed[0] = lever_posting(0, "Job zero", "Text 0.");
    bench
        .boards
        .set("lever/cargolane", Reply::json(&json!(changed)));
    for broken in [
        Reply::status(403),
        Reply::status(404),
        Reply::bytes("<html>"),
        Reply::json(&json!({ "ok": false })),
    ] {
        bench.boards.set_page("lever/cargolane", 1, broken);
        let run = bench.read_after(24, source).await;
        assert!(
            !run.complete && run.closed == 0 && run.error.is_some(),
            "{run:?}"
        );
    }
    let all = bench.jobs("query: \"Job\", first: 100", "totalCount").await;
    assert_eq!(all["totalCount"], 102);
    assert_eq!(
        bench.jobs("query: \"zero\"", "totalCount").await["totalCount"],
        1
    );
}

#[tokio::test]
async fn a_listing_that_is_suddenly_empty_closes_nothing_at_once() {
    let bench = Bench::start().await;
    let source = bench.add(FERNHILL).await;
    bench
        .boards
        .set("greenhouse/fernhill", greenhouse(&board_of(5)));
    bench.read(source).await;
    bench.boards.set("greenhouse/fernhill", greenhouse(&[]));
    let run = bench.read_after(12, source).await;
    assert!(
        !run.complete
            && run
                .error
                .as_ref()
                .is_some_and(|error| error.contains("nothing was closed")),
        "{run:?}"
    );
    // If that reading counted, this one would close them all.
    assert_eq!(bench.read_after(12, source).await.closed, 0);
    assert_eq!(bench.open().await.len(), 5);
    // A board that stays empty has removed all postings.
    assert_eq!(bench.read_after(12, source).await.closed, 5);
}

#[tokio::test]
async fn a_small_board_may_become_empty() {
    let bench = Bench::start().await;
    let source = bench.add(FERNHILL).await;
    bench
        .boards
        .set("greenhouse/fernhill", greenhouse(&board_of(4)));
    bench.read(source).await;
    bench.boards.set("greenhouse/fernhill", greenhouse(&[]));
    bench.read_after(6, source).await;
    assert_eq!(bench.read_after(6, source).await.closed, 4);
}

#[tokio::test]
async fn an_entry_without_an_id_proves_nothing_about_the_others() {
    let bench = Bench::start().await;
    let source = bench.add(FERNHILL).await;
    bench
        .boards
        .set("greenhouse/fernhill", greenhouse(&board_of(2)));
    bench.read(source).await;
    let mut nameless = board_of(2);
    nameless[1]["id"] = Value::Null;
    bench
        .boards
        .set("greenhouse/fernhill", greenhouse(&nameless));
    for _ in 0..3 {
        let run = bench.read_after(12, source).await;
        assert!(
            !run.complete && run.closed == 0 && run.skipped == 1,
            "{run:?}"
        );
    }
    assert_eq!(bench.open().await.len(), 2);
}

#[tokio::test]
async fn an_entry_that_cannot_be_used_any_more_is_still_advertised() {
    let bench = Bench::start().await;
    let source = bench.add(FERNHILL).await;
    bench
        .boards
        .set("greenhouse/fernhill", greenhouse(&board_of(2)));
    bench.read(source).await;
    let mut untitled = board_of(2);
    untitled[1]["title"] = json!("");
    bench
        .boards
        .set("greenhouse/fernhill", greenhouse(&untitled));
    for _ in 0..3 {
        assert_eq!(bench.read_after(12, source).await.closed, 0);
    }
}

#[tokio::test]
async fn a_board_is_gone_after_three_misses_over_a_day() {
    let bench = Bench::start().await;
    let source = bench.add(FERNHILL).await;
    let board = greenhouse(&board_of(2)).etag("\"same\"");
    bench.boards.set("greenhouse/fernhill", board.clone());
    bench.read(source).await;
    let id = bench.id_of("Job 1").await;
    bench.boards.remove("greenhouse/fernhill");
    for hours in [1, 8, 8] {
        let run = bench.read_after(hours, source).await;
        assert!(
            !run.complete
                && run
                    .error
                    .as_ref()
                    .is_some_and(|error| error.contains("not found")),
            "{run:?}"
        );
    }
    assert_eq!(
        bench.state(&id).await,
        "OPEN",
        "three misses, but not over a day"
    );
    assert_eq!(bench.read_after(8, source).await.closed, 2);
    assert_eq!(bench.state(&id).await, "BOARD_GONE");
    assert_eq!(bench.read_after(8, source).await.closed, 0);
    // It returns with exactly the same payload.
    bench.boards.set("greenhouse/fernhill", board);
    assert_whole(&bench.read_after(8, source).await);
    assert_eq!(bench.state(&id).await, "OPEN");
}

#[tokio::test]
async fn two_misses_are_not_enough_however_far_apart() {
    let bench = Bench::start().await;
    let source = bench.add(FERNHILL).await;
    bench
        .boards
        .set("greenhouse/fernhill", greenhouse(&board_of(1)));
    bench.read(source).await;
    bench.boards.remove("greenhouse/fernhill");
    bench.read_after(48, source).await;
    assert_eq!(bench.read_after(48, source).await.closed, 0);
    assert_eq!(bench.read_after(48, source).await.closed, 1);
}

#[tokio::test]
async fn misses_must_follow_each_other() {
    for found in [
        greenhouse(&board_of(1)),
        greenhouse(&board_of(1)).etag("\"same\""),
    ] {
        let bench = Bench::start().await;
        let source = bench.add(FERNHILL).await;
        bench.boards.set("greenhouse/fernhill", found.clone());
        bench.read(source).await;
        for _ in 0..4 {
            bench.boards.remove("greenhouse/fernhill");
            assert_eq!(bench.read_after(12, source).await.closed, 0);
            assert_eq!(bench.read_after(12, source).await.closed, 0);
            bench.boards.set("greenhouse/fernhill", found.clone());
            assert_whole(&bench.read_after(12, source).await);
        }
        assert_eq!(bench.open().await.len(), 1);
    }
}

#[tokio::test]
async fn a_posting_whose_last_day_is_over_expires() {
    let bench = Bench::start().await;
    let source = bench.add(FERNHILL).await;
    let mut jobs = board_of(2);
    jobs[0]["application_deadline"] = json!("2026-11-24T09:00:00Z");
    bench.boards.set("greenhouse/fernhill", greenhouse(&jobs));
    bench.read(source).await;
    let id = bench.id_of("Job 1").await;
    bench.app.jobs.schedule().await.unwrap();
    bench.clock.advance(TimeDelta::hours(24));
    bench.app.jobs.schedule().await.unwrap();
    assert_eq!(
        bench.state(&id).await,
        "OPEN",
        "it is still open at the last moment"
    );
    bench.clock.advance(TimeDelta::seconds(1));
    bench.app.jobs.schedule().await.unwrap();
    assert_eq!(bench.open().await, ["Job 2"]);
    assert_eq!(bench.state(&id).await, "EXPIRED");
    // The board still lists it, which does not reopen it, but a later expiry date does.
    bench.read(source).await;
    assert_eq!(bench.state(&id).await, "EXPIRED");
    jobs[0]["application_deadline"] = json!("2026-12-24T09:00:00Z");
    bench.boards.set("greenhouse/fernhill", greenhouse(&jobs));
    assert_eq!(counts(&bench.read(source).await), (2, 0, 1, 0));
    assert_eq!(bench.state(&id).await, "OPEN");
}

#[tokio::test]
async fn a_posting_that_is_over_when_it_arrives_arrives_closed() {
    let bench = Bench::start().await;
    let source = bench.add(FERNHILL).await;
    let mut jobs = board_of(3);
    jobs[0]["application_deadline"] = json!("2026-11-23T08:59:59Z");
    bench.boards.set("greenhouse/fernhill", greenhouse(&jobs));
    assert_eq!(counts(&bench.read(source).await), (3, 3, 0, 0));
    assert_eq!(bench.open().await, ["Job 2", "Job 3"]);
    let found = bench.jobs("query: \"job\"", "totalCount").await;
    assert_eq!(found["totalCount"], 2, "the search has closed it as well");
    let all = "SELECT id FROM postings WHERE title = 'Job 1'";
    let backend = bench.app.platform.db.backend();
    let row = bench
        .app
        .platform
        .db
        .conn()
        .query_one_raw(Statement::from_string(backend, all))
        .await
        .unwrap()
        .expect("it is stored");
    let id: Uuid = row.try_get("", "id").unwrap();
    let id = PostingId(id).to_string();
    assert_eq!(bench.state(&id).await, "EXPIRED");
    // An edit that brings the last day forward closes at once, too.
    let other = bench.id_of("Job 2").await;
    jobs[1]["application_deadline"] = json!("2026-11-20T09:00:00Z");
    bench.boards.set("greenhouse/fernhill", greenhouse(&jobs));
    bench.read(source).await;
    assert_eq!(bench.state(&other).await, "EXPIRED");
    let query =
        "query($id: ID!) { node(id: $id) { ... on Posting { changes { nodes { what to } } } } }";
    for id in [&id, &other] {
        let answer = bench.app.anonymous().gql(query, json!({ "id": id })).await;
        let closed = json!({ "what": "CLOSED", "to": "EXPIRED" });
        let changes = answer.data("node.changes.nodes").as_array().unwrap();
        assert_eq!(
            changes.iter().filter(|change| **change == closed).count(),
            1,
            "{}",
            answer.text
        );
    }
    // A later date opens it.
    jobs[0]["application_deadline"] = json!("2026-12-24T09:00:00Z");
    bench.boards.set("greenhouse/fernhill", greenhouse(&jobs));
    bench.read(source).await;
    assert_eq!(bench.state(&id).await, "OPEN");
}
