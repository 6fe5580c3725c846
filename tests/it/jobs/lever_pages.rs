//! Lever: a board that its API does not find proves nothing, because the public pages of its postings may stay. They are requested.

use serde_json::json;

use super::{Bench, CARGOLANE, pages};
use crate::kit::board::{Reply, lever_posting};

const BOARD: &str = "lever/cargolane";

/// A board with this number of postings, whose pages are on this machine.
fn board(bench: &Bench, number: usize) {
    let postings: Vec<_> = (1..=number)
        .map(|id| {
            let mut posting = lever_posting(id, &format!("Job {id}"), &format!("Text {id}."));
            posting["hostedUrl"] = json!(format!("{}/page/lever-{id}", bench.boards.base_url));
            posting
        })
        .collect();
    bench.boards.set(BOARD, Reply::json(&json!(postings)));
    for id in 1..=number {
        let page = Reply::bytes("<!doctype html><title>A job</title>");
        bench.boards.set(&format!("page/lever-{id}"), page);
    }
}

#[tokio::test]
async fn a_posting_whose_page_stays_is_open_and_one_whose_page_is_gone_twice_is_closed() {
    let bench = pages::bench().await;
    let source = bench.add(CARGOLANE).await;
    board(&bench, 3);
    assert_eq!(bench.read(source).await.added, 3);
    let [first, second] = [bench.id_of("Job 1").await, bench.id_of("Job 2").await];
    bench.boards.remove(BOARD);
    bench.boards.remove("page/lever-1");
    // Three readings over a day, before any page is requested.
    for hours in [1, 12] {
        assert_eq!(bench.read_after(hours, source).await.closed, 0);
    }
    assert!(bench.boards.seen("page/lever-1").is_empty());
    assert_eq!(bench.read_after(13, source).await.closed, 0);
    assert_eq!(bench.boards.seen("page/lever-1").len(), 1);
    assert_eq!(bench.open().await.len(), 3, "once is not enough");
    // Its page answers something else meanwhile, which is no evidence.
    bench.boards.set("page/lever-2", Reply::status(503));
    assert_eq!(bench.read_after(1, source).await.closed, 0, "too early");
    assert_eq!(bench.read_after(6, source).await.closed, 1);
    assert_eq!(bench.state(&first).await, "REMOVED");
    assert_eq!(bench.open().await, ["Job 2", "Job 3"]);
    // A page that says that it is gone.
    bench.boards.set("page/lever-2", Reply::status(410));
    assert_eq!(bench.read_after(6, source).await.closed, 0);
    assert_eq!(bench.read_after(6, source).await.closed, 1);
    assert_eq!(bench.state(&second).await, "REMOVED");
    for _ in 0..4 {
        assert_eq!(bench.read_after(24, source).await.closed, 0);
    }
    assert_eq!(bench.open().await, ["Job 3"]);
    // The API finds the board again.
    board(&bench, 3);
    bench.read_after(6, source).await;
    assert_eq!(bench.open().await.len(), 3);
    assert_eq!(bench.state(&first).await, "OPEN");
}

#[tokio::test]
async fn a_page_that_comes_back_is_counted_from_zero() {
    let bench = pages::bench().await;
    let source = bench.add(CARGOLANE).await;
    board(&bench, 1);
    bench.read(source).await;
    bench.boards.remove(BOARD);
    for hours in [1, 12] {
        bench.read_after(hours, source).await;
    }
    for _ in 0..3 {
        bench.boards.remove("page/lever-1");
        assert_eq!(bench.read_after(13, source).await.closed, 0);
        let page = Reply::bytes("<!doctype html><title>A job</title>");
        bench.boards.set("page/lever-1", page);
        assert_eq!(bench.read_after(13, source).await.closed, 0);
    }
    assert_eq!(bench.open().await, ["Job 1"]);
}

#[tokio::test]
async fn a_reading_requests_at_most_fifty_pages() {
    let bench = pages::bench().await;
    let source = bench.add(CARGOLANE).await;
    board(&bench, 53);
    bench.read(source).await;
    bench.boards.remove(BOARD);
    for id in 1..=53 {
        bench.boards.remove(&format!("page/lever-{id}"));
    }
    let requested = || {
        (1..=53)
            .map(|id| bench.boards.seen(&format!("page/lever-{id}")).len())
            .sum::<usize>()
    };
    for hours in [1, 12] {
        bench.read_after(hours, source).await;
    }
    assert_eq!(
        (requested(), bench.read_after(13, source).await.closed),
        (0, 0)
    );
    assert_eq!(requested(), 50);
    assert_eq!(bench.read_after(6, source).await.closed, 50);
    assert_eq!(requested(), 100);
    // The rest follows.
    assert_eq!(bench.read_after(6, source).await.closed, 0);
    assert_eq!(bench.read_after(6, source).await.closed, 3);
    assert!(bench.open().await.is_empty());
}
