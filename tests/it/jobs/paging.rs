//! Pages: together they have every posting once, whatever their size and whatever is added meanwhile; a cursor belongs to one order.

use careergraph::features::jobs::source::PostingRecord;
use chrono::TimeDelta;
use serde_json::Value;

use super::{
    search::{day, record, search, store},
    titles,
};
use crate::kit::{Setup, TestApp};

const PAGE: &str = "nodes { title } edges { cursor node { title } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }";

/// Ten postings, some with the same publication date and some with the same rank.
async fn ten_postings() -> TestApp {
    let app = Setup::new().workers(0).start().await;
    let records: Vec<PostingRecord> = (0..10_i32)
        .map(|number| posting(&number.to_string(), number / 3))
        .collect();
    store(&app, "Fernhill", &records).await;
    app
}

fn posting(name: &str, hours: i32) -> PostingRecord {
    let posted_at = Some(day() - TimeDelta::hours(hours.into()));
    PostingRecord {
        posted_at,
        ..record(
            &format!("Rust {name}"),
            &format!("Text {name}. {}", "Rust. ".repeat(name.len())),
        )
    }
}

/// All titles in the order of the list, page by page, with a change between two pages.
async fn walk(
    app: &TestApp,
    arguments: &str,
    size: usize,
    between: impl AsyncFn(usize),
) -> Vec<String> {
    let (mut all, mut after) = (Vec::new(), String::new());
    for round in 0.. {
        let answer = search(app, &format!("{arguments}, first: {size}{after}"), PAGE).await;
        let page = answer.data("jobs");
        let titles = titles(page);
        let edges = page["edges"].as_array().unwrap();
        let info = &page["pageInfo"];
        assert!(titles.len() <= size && titles.len() == edges.len());
        assert_eq!(info["hasPreviousPage"], round > 0);
        assert_eq!(
            info["startCursor"],
            edges
                .first()
                .map_or(Value::Null, |edge| edge["cursor"].clone())
        );
        assert_eq!(
            info["endCursor"],
            edges
                .last()
                .map_or(Value::Null, |edge| edge["cursor"].clone())
        );
        all.extend(titles);
        if info["hasNextPage"] == false {
            return all;
        }
        assert_eq!(edges.len(), size, "a page before the last one is full");
        after = format!(", after: {}", info["endCursor"]);
        between(round).await;
    }
    unreachable!("paging ends")
}

#[tokio::test]
async fn pages_of_every_size_give_every_posting_once_and_in_order() {
    let app = ten_postings().await;
    for arguments in [
        "order: NEWEST",
        "query: \"rust\", order: NEWEST",
        "query: \"rust\", order: RELEVANCE",
        "query: \"rust -7\"",
    ] {
        let whole = titles(
            search(&app, &format!("{arguments}, first: 100"), PAGE)
                .await
                .data("jobs"),
        );
        assert_eq!(whole.len(), if arguments.contains('7') { 9 } else { 10 });
        for size in 1..=11 {
            assert_eq!(
                walk(&app, arguments, size, async |_| {}).await,
                whole,
                "{arguments} by {size}"
            );
        }
    }
}

#[tokio::test]
async fn what_comes_in_between_moves_nothing() {
    for order in ["NEWEST", "RELEVANCE", "PAY"] {
        for size in 1..=7 {
            let app = ten_postings().await;
            let arguments = format!("query: \"rust\", order: {order}");
            let before = titles(
                search(&app, &format!("{arguments}, first: 100"), PAGE)
                    .await
                    .data("jobs"),
            );
            let walked = walk(&app, &arguments, size, async |round| {
                let newer = posting(&format!("new {size} {round}"), -1);
                let older = posting(&format!("old {size} {round}"), 2);
                store(&app, "Cargolane", &[newer, older]).await;
            });
            assert_eq!(walked.await, before, "{order} by {size}");
        }
    }
}

#[tokio::test]
async fn a_total_comes_with_its_page() {
    let app = ten_postings().await;
    let statements = async |fields: &str| {
        let before = app.platform.db.statement_counter().count();
        search(&app, "query: \"rust\", first: 2", fields)
            .await
            .data("jobs");
        app.platform.db.statement_counter().count() - before
    };
    // SQLite lists the matches and their levels before it reads the page.
    let page = if app.on_sqlite() { 3 } else { 1 };
    assert_eq!(statements("nodes { title }").await, page);
    assert_eq!(statements("totalCount nodes { title }").await, page);
    let answer = search(
        &app,
        "query: \"rust -7\", first: 2",
        "totalCount nodes { title }",
    )
    .await;
    assert_eq!(
        (
            answer.data("jobs.totalCount"),
            titles(answer.data("jobs")).len()
        ),
        (&Value::from(9), 2)
    );
}

#[tokio::test]
async fn a_cursor_belongs_to_its_order() {
    let app = ten_postings().await;
    let cursor = async |arguments: &str| {
        search(&app, &format!("{arguments}, first: 3"), PAGE)
            .await
            .text_at("jobs.pageInfo.endCursor")
    };
    let (by_date, by_rank) = (
        cursor("order: NEWEST").await,
        cursor("query: \"rust\", order: RELEVANCE").await,
    );
    for (arguments, after, taken) in [
        ("order: NEWEST", &by_date, true),
        ("order: RELEVANCE", &by_date, true),
        ("query: \"rust\", order: NEWEST", &by_date, false),
        ("query: \"rust\", order: RELEVANCE", &by_rank, true),
        ("query: \"rust\"", &by_rank, true),
        ("query: \"rust\", order: RELEVANCE", &by_date, false),
        ("query: \"rust\"", &by_date, false),
        ("order: NEWEST", &by_rank, false),
        ("order: RELEVANCE", &by_rank, false),
    ] {
        let answer = search(
            &app,
            &format!("{arguments}, after: \"{after}\""),
            "nodes { id }",
        )
        .await;
        let code = if taken { None } else { Some(answer.code()) };
        assert_eq!(
            code,
            (!taken).then_some("BAD_USER_INPUT"),
            "{arguments}: {}",
            answer.text
        );
    }
}

#[tokio::test]
async fn a_page_after_the_end_is_empty() {
    let app = ten_postings().await;
    let last = search(&app, "first: 100", PAGE)
        .await
        .text_at("jobs.pageInfo.endCursor");
    let answer = search(
        &app,
        &format!("after: \"{last}\""),
        &format!("totalCount {PAGE}"),
    )
    .await;
    assert_eq!(
        (
            answer.data("jobs.totalCount"),
            titles(answer.data("jobs")).len()
        ),
        (&Value::from(10), 0)
    );
    assert!(answer.data("jobs.pageInfo.endCursor").is_null());
}
