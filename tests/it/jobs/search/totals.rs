//! Totals and facets beyond the number of matches that are counted.

use careergraph::features::jobs::{COUNTED_MAX, entity::posting};
use sea_orm::{ConnectionTrait, Iden, Iterable};
use serde_json::json;

use super::{record, search, store};
use crate::kit::{Setup, TestApp};

/// The copies have the words and facts of the posting.
const INDEXED: &str = "INSERT INTO posting_rows (posting_id, posted, seen, listed, facts VECTORS)
    SELECT postings.id, one.posted, one.seen, one.listed, one.facts VECTORS FROM postings, (SELECT * FROM posting_rows LIMIT 1) AS one
    WHERE NOT EXISTS (SELECT 1 FROM posting_rows AS other WHERE other.posting_id = postings.id)";

/// Adds copies of the only posting.
async fn copy(app: &TestApp, number: u64) {
    let columns: Vec<String> = posting::Column::iter()
        .map(|column| column.to_string())
        .filter(|column| column != "id")
        .collect();
    let columns = columns.join(", ");
    let insert = format!("INSERT INTO postings (id, {columns}) SELECT");
    let one = "(SELECT * FROM postings LIMIT 1) AS posting";
    let statement = if app.on_sqlite() {
        format!(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {number}) \
             {insert} randomblob(16), {columns} FROM {one}, n"
        )
    } else {
        format!("{insert} gen_random_uuid(), {columns} FROM {one}, generate_series(1, {number})")
    };
    let vectors = if app.on_sqlite() { "" } else { ", head, words" };
    let conn = app.platform.db.conn();
    for statement in [statement, INDEXED.replace("VECTORS", vectors)] {
        conn.execute_unprepared(&statement).await.unwrap();
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
            copy(&app, more).await;
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
