//! Totals and facets beyond the number of matches that are counted.

use std::collections::HashSet;

use careergraph::features::jobs::{COUNTED_MAX, entity::posting, source::PostingRecord};
use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, Iden, Iterable};
use serde_json::json;

use super::{day, record, search, store};
use crate::kit::{Setup, TestApp};

/// Gives copies the facts and words of their original, and on SQLite row ids beside it.
fn indexed(title: &str, on_sqlite: bool) -> String {
    let originals = format!(
        "FROM posting_rows AS row JOIN postings AS posting ON posting.id = row.posting_id WHERE posting.title = '{title}'"
    );
    let (column, number, vectors) = if on_sqlite {
        let number = format!("(SELECT max(row.row_id) {originals}) + row_number() OVER (), ");
        ("row_id, ", number, "")
    } else {
        ("", String::new(), ", head, words")
    };
    format!(
        "INSERT INTO posting_rows ({column}posting_id, posted, seen, listed, facts{vectors})
        SELECT {number}postings.id, one.posted, one.seen, one.listed, one.facts{vectors}
        FROM postings, (SELECT row.* {originals} LIMIT 1) AS one
        WHERE NOT EXISTS (SELECT 1 FROM posting_rows AS other WHERE other.posting_id = postings.id)"
    )
}

/// On SQLite, words of a posting are in a table of their own.
fn with_word(word: &str) -> String {
    format!(
        "INSERT INTO posting_search (rowid, description) SELECT row_id, '{word}' FROM posting_rows
        WHERE row_id NOT IN (SELECT rowid FROM posting_search)"
    )
}

/// Adds copies of the posting with this title, which has this word.
async fn copy(app: &TestApp, title: &str, word: &str, number: u64) {
    let columns: Vec<String> = posting::Column::iter()
        .map(|column| column.to_string())
        .filter(|column| column != "id")
        .collect();
    let columns = columns.join(", ");
    let insert = format!("INSERT INTO postings (id, {columns}) SELECT");
    let one = format!("(SELECT * FROM postings WHERE title = '{title}' LIMIT 1) AS posting");
    let statement = if app.on_sqlite() {
        format!(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {number}) \
             {insert} randomblob(16), {columns} FROM {one}, n"
        )
    } else {
        format!("{insert} gen_random_uuid(), {columns} FROM {one}, generate_series(1, {number})")
    };
    let conn = app.platform.db.conn();
    for statement in [statement, indexed(title, app.on_sqlite())] {
        conn.execute_unprepared(&statement).await.unwrap();
    }
    if app.on_sqlite() {
        conn.execute_unprepared(&with_word(word)).await.unwrap();
    }
}

#[tokio::test]
async fn a_total_beyond_ten_thousand_is_a_lower_bound_that_says_so() {
    let app = Setup::new().workers(0).start().await;
    store(&app, "Fernhill", &[record("Engineer", "You write Rust.")]).await;
    let fields = "totalCount totalIsExact facets { exact companies { label count } }";
    for (more, total, is_exact) in [
        (0, 1, true),
        (COUNTED_MAX - 1, COUNTED_MAX, true),
        (1, COUNTED_MAX, false),
    ] {
        if more > 0 {
            copy(&app, "Engineer", "rust", more).await;
        }
        // Each with arguments of its own, because the server keeps public answers.
        let arguments = format!(
            "first: 1, filter: {{ postedSince: \"2000-01-01T00:00:{:02}Z\" }}",
            more % 60
        );
        let answer = search(&app, &arguments, fields).await;
        assert_eq!(
            answer.data("jobs"),
            &json!({
                "totalCount": total, "totalIsExact": is_exact,
                "facets": { "exact": is_exact, "companies": [{ "label": "Fernhill", "count": total }] }
            }),
            "{more} more"
        );
    }
}

#[tokio::test]
async fn the_newest_matches_go_on_behind_those_that_are_counted() {
    let app = Setup::new().workers(0).start().await;
    let older = PostingRecord {
        posted_at: Some(day() - TimeDelta::hours(1)),
        ..record("Builder", "You write Rust.")
    };
    let records = [record("Engineer", "You write Rust."), older];
    store(&app, "Fernhill", &records).await;
    copy(&app, "Engineer", "rust", COUNTED_MAX - 30).await;
    copy(&app, "Builder", "rust", 60).await;
    let (mut seen, mut after) = (HashSet::new(), String::new());
    loop {
        let arguments = format!("query: \"rust\", order: NEWEST, first: 100{after}");
        let answer = search(
            &app,
            &arguments,
            "nodes { id } pageInfo { hasNextPage endCursor }",
        )
        .await;
        let page = answer.data("jobs");
        for node in page["nodes"].as_array().unwrap() {
            assert!(seen.insert(node["id"].as_str().unwrap().to_owned()));
        }
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = format!(", after: {}", page["pageInfo"]["endCursor"]);
    }
    assert_eq!(seen.len() as u64, COUNTED_MAX + 32);
}

/// The pay of all postings about Rust, in pages of this size in the order of pay.
async fn pay_of_pages(app: &TestApp, size: usize) -> Vec<i64> {
    let (mut seen, mut pay, mut after) = (HashSet::new(), Vec::new(), String::new());
    loop {
        let arguments = format!("query: \"rust\", order: PAY, first: {size}{after}");
        let fields = "totalCount nodes { id title } pageInfo { hasNextPage endCursor }";
        let answer = search(app, &arguments, fields).await;
        let page = answer.data("jobs");
        for node in page["nodes"].as_array().unwrap() {
            assert!(seen.insert(node["id"].as_str().unwrap().to_owned()));
            let title = node["title"].as_str().unwrap();
            pay.push(title.rsplit(' ').next().unwrap().parse().unwrap());
        }
        if page["pageInfo"]["hasNextPage"] == false {
            assert_eq!(page["totalCount"], seen.len());
            return pay;
        }
        after = format!(", after: {}", page["pageInfo"]["endCursor"]);
    }
}

#[tokio::test]
async fn many_matches_come_once_each_in_the_order_of_pay() {
    let app = Setup::new().workers(0).start().await;
    let records = [
        record("Engineer", "You write Rust."),
        record("Baker", "You bake bread."),
    ];
    store(&app, "Fernhill", &records).await;
    let titled = |title: &str, pay: &str| {
        format!(
            "UPDATE postings SET pay_yearly_eur = {pay}, title = title || ' ' || ({pay}) WHERE title = '{title}'"
        )
    };
    copy(&app, "Engineer", "rust", 699).await;
    // A part of the id, so that some have the same pay.
    let pay = if app.on_sqlite() {
        "unicode(substr(hex(id), 9, 1)) * 100 + unicode(substr(hex(id), 10, 1))"
    } else {
        "ascii(substr(cast(id AS text), 10, 1)) * 100 + ascii(substr(cast(id AS text), 11, 1))"
    };
    app.execute(&titled("Engineer", pay)).await;
    let read = pay_of_pages(&app, 90).await;
    assert_eq!(read.len(), 700);
    assert!(read.is_sorted_by(|a, b| a >= b), "{read:?}");

    // More postings with higher pay than are looked through for a page.
    copy(&app, "Baker", "bread", 4_100).await;
    app.execute(&titled("Baker", "1000000")).await;
    assert_eq!(pay_of_pages(&app, 80).await, read);
}
