//! Workers read boards that are due; adding boards by the address of a careers page.

use careergraph::error::Kind;
use chrono::TimeDelta;
use serde_json::json;

use super::{Bench, FERNHILL, assert_whole};
use crate::kit::{
    Setup,
    board::{Boards, greenhouse, greenhouse_job},
    eventually,
};

#[tokio::test]
async fn a_board_that_is_due_is_read_by_a_worker() {
    let boards = Boards::start().await;
    boards.set(
        "greenhouse/fernhill",
        greenhouse(&[greenhouse_job(1, "Gardener", "Roses.")]),
    );
    let app = Setup::new()
        .config(|config| boards.configure(config))
        .start()
        .await;
    app.jobs.add_source(FERNHILL, None).await.unwrap();
    app.jobs.schedule().await.unwrap();
    let client = app.anonymous();
    let title = eventually("the posting of the board is there", async || {
        let found = client.gql("{ jobs { nodes { title } } }", json!({})).await;
        found
            .data("jobs.nodes")
            .get(0)
            .map(|node| node["title"].clone())
    });
    assert_eq!(title.await, "Gardener");
    assert_eq!(boards.seen("greenhouse/fernhill").len(), 1);
}

#[tokio::test]
async fn a_board_is_read_when_it_is_due_and_not_before() {
    let bench = Bench::start().await;
    bench.boards.set("greenhouse/fernhill", greenhouse(&[]));
    bench.add(FERNHILL).await;
    for (minutes, due) in [(0, 1), (0, 0), (359, 0), (37, 1), (359, 0), (37, 1)] {
        bench.clock.advance(TimeDelta::minutes(minutes));
        assert_eq!(bench.app.jobs.schedule().await.unwrap(), due);
        assert_eq!(bench.app.run_tasks().await, due);
    }
    assert_eq!(bench.boards.seen("greenhouse/fernhill").len(), 3);
}

#[tokio::test]
async fn a_board_that_is_due_twice_is_read_once() {
    let bench = Bench::start().await;
    bench.boards.set("greenhouse/fernhill", greenhouse(&[]));
    bench.add(FERNHILL).await;
    for _ in 0..3 {
        bench.app.jobs.schedule().await.unwrap();
        bench.clock.advance(TimeDelta::hours(7));
    }
    assert_eq!(bench.app.platform.queue.depth().await.unwrap().waiting, 1);
    assert_eq!(
        (
            bench.app.run_tasks().await,
            bench.boards.seen("greenhouse/fernhill").len()
        ),
        (1, 1)
    );
}

#[tokio::test]
async fn instances_that_look_at_the_same_time_queue_a_board_once() {
    let bench = Bench::start().await;
    bench.boards.set("greenhouse/fernhill", greenhouse(&[]));
    bench.add(FERNHILL).await;
    let looks = (0..4).map(|_| bench.app.jobs.schedule());
    for look in futures_util::future::join_all(looks).await {
        look.unwrap();
    }
    assert_eq!(
        (
            bench.app.run_tasks().await,
            bench.boards.seen("greenhouse/fernhill").len()
        ),
        (1, 1)
    );
}

#[tokio::test]
async fn a_failed_reading_is_told_to_admins_and_tried_at_the_next_time() {
    let bench = Bench::start().await;
    let admin = bench.app.admin("ada").await;
    let query =
        "{ sources { connector board companyName dueAt lastRun { complete found added error } } }";
    bench.add(FERNHILL).await;
    let before = admin.client.gql(query, json!({})).await;
    assert!(before.data("sources.0.lastRun").is_null());
    bench.app.jobs.schedule().await.unwrap();
    assert_eq!(bench.app.run_tasks().await, 1);
    let failed = admin.client.gql(query, json!({})).await;
    let source = failed.data("sources.0");
    assert_eq!(
        (
            &source["connector"],
            &source["board"],
            &source["companyName"]
        ),
        (&json!("greenhouse"), &json!("fernhill"), &json!("Fernhill"))
    );
    assert_eq!(
        source["lastRun"],
        json!({ "complete": false, "found": 0, "added": 0, "error": "The board was not found." })
    );
    assert!(
        source["dueAt"].as_str().unwrap() > "2026-11-23T15",
        "{source}"
    );
    assert_eq!(
        bench.app.platform.queue.depth().await.unwrap().waiting,
        0,
        "the schedule retries, not the queue"
    );
}

#[tokio::test]
async fn a_board_is_added_once_however_it_is_written() {
    let bench = Bench::start().await;
    bench.boards.set("greenhouse/fernhill", greenhouse(&[]));
    let first = bench
        .app
        .jobs
        .add_source(FERNHILL, Some("Fernhill Gardens"))
        .await
        .unwrap();
    assert!(first.is_new);
    for url in [
        "https://job-boards.greenhouse.io/fernhill/jobs/7100001",
        "https://boards.greenhouse.io/embed/job_board?for=fernhill",
        "https://boards-api.greenhouse.io/v1/boards/fernhill/jobs",
        "HTTPS://Boards.Greenhouse.io/fernhill/?utm_source=x#jobs",
    ] {
        let again = bench.app.jobs.add_source(url, None).await.unwrap();
        assert!(!again.is_new && again.source == first.source, "{url}");
    }
    assert_eq!(first.source.company_name, "Fernhill Gardens");
    assert_whole(&bench.read(first.source.id).await);
}

#[tokio::test]
async fn a_careers_page_that_is_no_known_board_is_refused_with_a_sentence() {
    let bench = Bench::start().await;
    for (url, said) in [
        ("fernhill", "not a web address"),
        ("", "not a web address"),
        (
            "https://boards.greenhouse.io/",
            "No board of Greenhouse, Lever, Lever (EU), Ashby",
        ),
        ("https://ada:secret@fernhill.example/jobs/1", "No board"),
        ("file:///etc/passwd", "No board"),
        ("https://jobs.lever.co/..%2f..%2fadmin", "No board"),
        ("https://jobs.lever.co/%00", "No board"),
    ] {
        let refused = bench.app.jobs.add_source(url, None).await;
        let error = refused
            .err()
            .unwrap_or_else(|| panic!("{url} was accepted"));
        assert!(
            matches!(error.kind(), Kind::BadInput) && error.message().contains(said),
            "{url}: {}",
            error.message()
        );
    }
    assert!(bench.app.jobs.sources_with_runs().await.unwrap().is_empty());
}

#[tokio::test]
async fn any_other_address_is_a_page_and_never_a_board_of_another_host() {
    let bench = Bench::start().await;
    for url in [
        "https://fernhill.example/careers",
        "https://boards.greenhouse.io.evil.example/fernhill",
        "https://evil.example/?u=https://boards.greenhouse.io/fernhill",
    ] {
        let added = bench.app.jobs.add_source(url, None).await.unwrap().source;
        assert_eq!(
            (added.connector.as_str(), added.board.as_str()),
            ("page", url)
        );
    }
}
