//! What is kept of an import, for whom and for how long.

use serde_json::{Value, json};

use super::{Archive, apply, edit, plan_of, profile};
use crate::kit::TestApp;

#[tokio::test]
async fn the_bytes_of_a_file_and_what_is_never_read_are_in_no_table() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let plan = plan_of(&ada, &Archive::new()).await;
    apply(&ada, &plan).await;
    for table in [
        "import_jobs",
        "import_reports",
        "import_entries",
        "imported_values",
        "profiles",
        "tasks",
        "idempotency_keys",
    ] {
        for row in app.rows(&format!("SELECT * FROM {table}")).await {
            let text = row_text(&row);
            for secret in ["CANARY", "KEEPSECRET"] {
                assert!(!text.contains(secret), "{table}: {text}");
            }
        }
    }
}

fn row_text(row: &sea_orm::QueryResult) -> String {
    let columns = row.column_names();
    let text = |name: &String| {
        let text: Option<String> = row.try_get("", name).ok();
        let json: Option<Value> = row.try_get("", name).ok();
        text.or_else(|| json.map(|json| json.to_string()))
    };
    columns.iter().filter_map(text).collect()
}

#[tokio::test]
async fn imports_are_in_the_archive_of_the_account_and_erased_with_it() {
    let app = TestApp::start().await;
    let (ada, bob) = (
        super::filled(&app, "ada").await,
        super::filled(&app, "bob").await,
    );
    let rows = app.count_rows("import_entries").await;
    app.execute(&format!("DELETE FROM users WHERE email = '{}'", ada.email))
        .await;
    assert_eq!(app.count_rows("import_entries").await, rows / 2);
    for table in ["import_jobs", "import_reports"] {
        assert_eq!(app.count_rows(table).await, 1, "{table}");
    }
    edit(&bob, "updateProfile", json!({ "headline": "still there" })).await;
    assert_eq!(profile(&bob).await["headline"], "still there");
}
