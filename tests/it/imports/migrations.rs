//! Migrations of imports on a database with rows, down and up.

use migration::{Migrator, MigratorTrait};
use serde_json::{Value, json};

use super::{Archive, actions, apply, edit, entries, filled, lists, plan_of, profile};
use crate::kit::{TestApp, TestUser};

/// Each event with its columns that stay, and its date.
async fn events(app: &TestApp) -> Vec<(String, Option<String>)> {
    let columns = "cast(id as text) || cast(application_id as text) || seq || kind || coalesce(from_stage, '-') || coalesce(to_stage, '-') \
        || coalesce(outcome, '-') || actor || reason || coalesce(actor_name, '-') || coalesce(cast(retracts_event_id as text), '-')";
    // SQLite has ids as bytes, which are no text.
    let columns = if app.on_sqlite() {
        columns
            .replace("cast(id as text)", "hex(id)")
            .replace("cast(application_id as text)", "hex(application_id)")
            .replace("cast(retracts_event_id as text)", "hex(retracts_event_id)")
    } else {
        columns.to_owned()
    };
    let query = format!(
        "SELECT {columns} AS kept, occurred_on FROM application_events ORDER BY application_id, seq"
    );
    let rows = app.rows(&query).await;
    let row = rows.iter().map(|row| {
        let text = row.try_get("", "kept").unwrap();
        (text, row.try_get("", "occurred_on").unwrap())
    });
    row.collect()
}

/// The dates of the events of an application, and the days on which they were recorded.
async fn dates(user: &TestUser, company: &str) -> Vec<(Value, String)> {
    let query = "{ viewer { applications(first: 100) { nodes { companyName events { occurredOn recordedAt } } } } }";
    let answer = user.client.gql(query, json!({})).await;
    let nodes = answer.data("viewer.applications.nodes").as_array().unwrap();
    let of = nodes.iter().find(|node| node["companyName"] == company);
    let events = of.unwrap()["events"].as_array().unwrap().iter();
    let day = |event: &Value| {
        event["recordedAt"]
            .as_str()
            .unwrap()
            .split('T')
            .next()
            .unwrap()
            .to_owned()
    };
    events
        .map(|event| (event["occurredOn"].clone(), day(event)))
        .collect()
}

#[tokio::test]
async fn events_without_a_date_get_the_day_of_their_record_where_a_date_is_required() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let plan = lists::plan_of(&ada, lists::TRACKER).await;
    apply(&ada, &plan).await;
    // An event that retracts another one, which SQLite copies after it.
    let cedar = lists::of_company(&ada, "Cedar").await;
    let more = json!({ "eventId": cedar["events"][1]["id"], "occurredOn": "2026-02-03", "reason": "Misread." });
    lists::by_hand(&ada, "correctApplicationDate", &cedar, more).await;
    let before = events(&app).await;
    let unknown = before.iter().filter(|(_, date)| date.is_none()).count();
    assert!(unknown > 3 && unknown < before.len(), "{before:?}");
    let (birch, gorse) = (dates(&ada, "Birch").await, dates(&ada, "Gorse").await);
    assert_eq!(birch[0].0, "2026-01");
    assert_eq!(birch[1].0, Value::Null);

    let conn = app.below("_unknown_dates").await;
    let down = events(&app).await;
    assert_eq!(down.len(), before.len(), "no event is lost");
    for ((kept, date), (kept_below, date_below)) in before.iter().zip(&down) {
        assert_eq!(kept, kept_below);
        let below = date_below.as_deref().expect("a date");
        assert!(date.as_deref().is_none_or(|date| date == below));
    }
    let unset = "UPDATE application_events SET occurred_on = NULL";
    sea_orm::ConnectionTrait::execute_unprepared(&conn, unset)
        .await
        .expect_err("a date is required");

    Migrator::up(&conn, None).await.unwrap();
    assert_eq!(events(&app).await, down, "up changes no row");
    for (company, was) in [("Birch", birch), ("Gorse", gorse)] {
        for ((now, _), (then, recorded)) in dates(&ada, company).await.iter().zip(was) {
            let expected = if then.is_null() {
                json!(recorded)
            } else {
                then
            };
            assert_eq!(now, &expected, "{company}");
        }
    }
    let more = lists::TRACKER.replace("Gorse", "Heather");
    let plan = lists::plan_of(&ada, &more).await;
    apply(&ada, &plan).await;
    let heather = dates(&ada, "Heather").await;
    assert!(
        heather.iter().all(|(date, _)| date.is_null()),
        "{heather:?}"
    );
}

#[tokio::test]
async fn without_the_decisions_a_conflict_is_asked_again_and_nothing_else_changes() {
    let app = TestApp::start().await;
    let ada = filled(&app, "ada").await;
    edit(&ada, "updateProfile", json!({ "headline": "Harbour hand" })).await;
    let plan = plan_of(&ada, &Archive::new()).await;
    assert_eq!(actions(&plan), ["CONFLICT", "KEEP"]);
    apply(&ada, &plan).await;
    let decided = plan_of(&ada, &Archive::new()).await;
    assert_eq!(actions(&decided), ["KEEP"]);
    let (before, values) = (profile(&ada).await, app.count_rows("imported_values").await);

    let conn = app.below("_declined_values").await;
    assert_eq!(app.count_rows("imported_values").await, values);
    Migrator::up(&conn, None).await.unwrap();
    assert_eq!(
        (profile(&ada).await, app.count_rows("imported_values").await),
        (before, values)
    );
    let plan = plan_of(&ada, &Archive::new()).await;
    assert_eq!(actions(&plan), ["CONFLICT", "KEEP"]);
    assert_eq!(entries(&plan, "PROFILE")[0]["action"], "CONFLICT");
    apply(&ada, &plan).await;
    let plan = plan_of(&ada, &Archive::new()).await;
    assert_eq!(actions(&plan), ["KEEP"], "a decision is kept again");
}

#[tokio::test]
async fn imports_in_progress_are_found_by_an_index_that_was_made_anew() {
    let app = TestApp::start().await;
    let ada = filled(&app, "ada").await;
    let plan = plan_of(&ada, &Archive::new()).await;
    app.execute("UPDATE import_jobs SET updated_at = '2020-01-01 00:00:00+00:00', state = 'APPLYING' WHERE state = 'PLANNED'").await;
    let conn = app.below("_imports_in_progress").await;
    assert_eq!(app.count_rows("import_jobs").await, 2);
    Migrator::up(&conn, None).await.unwrap();
    assert_eq!(app.count_rows("import_jobs").await, 2);
    app.imports.sweep().await.unwrap();
    assert_eq!(super::plan(&ada, &plan["id"]).await["state"], "FAILED");
}
