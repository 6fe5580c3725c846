//! One part of the database is slow: only its fields are missing.

use std::time::Duration;

use sea_orm::{ConnectionTrait, Database, DatabaseTransaction, TransactionTrait};
use serde_json::{Value, json};

use super::{assert_no_internals, timed};
use crate::kit::{Answer, Client, Setup, TestApp, new_card};

const QUERY: &str = "{
    jobs { nodes { id } totalCount }
    viewer {
        user { id } profile { version } applications { nodes { id } } board { stage }
        notifications { nodes { id } } unreadNotificationCount analytics { funnel { total } }
    }
}";

/// Locks a table against reads until this is dropped.
async fn hold(app: &TestApp, table: &str) -> DatabaseTransaction {
    let held = Database::connect(app.database_url())
        .await
        .expect("the database opens")
        .begin()
        .await
        .expect("a transaction");
    held.execute_unprepared(&format!("LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"))
        .await
        .expect("the table is held");
    held
}

async fn ask(client: &Client) -> Answer {
    client.gql(QUERY, json!({})).await
}

/// The sorted paths of the errors, which all have this code.
fn late(answer: &Answer) -> Vec<String> {
    let path = |error: &Value| {
        assert_eq!(error["extensions"]["code"], "GATEWAY_TIMEOUT", "{error}");
        let segments = error["path"].as_array().expect("a path");
        segments
            .iter()
            .map(|segment| segment.as_str().expect("a name").to_owned())
            .collect::<Vec<_>>()
            .join(".")
    };
    let mut paths: Vec<String> = answer.json["errors"]
        .as_array()
        .map(|errors| errors.iter().map(path).collect())
        .unwrap_or_default();
    paths.sort();
    paths
}

#[tokio::test]
async fn a_slow_area_costs_its_own_fields_and_the_others_are_answered() {
    let setup = Setup::new().config(|config| {
        config.limits.area_secs = 1;
        config.database.max_connections = 20;
    });
    let app = setup.start().await;
    if app.on_sqlite() {
        println!("not run: readers of SQLite never wait");
        return;
    }
    let ada = app.sign_up("ada").await;
    let card = new_card(&ada.client, "Acme").await;
    let whole = ask(&ada.client).await;
    assert_eq!(late(&whole), Vec::<String>::new(), "{}", whole.text);
    for (table, expected) in [
        ("postings", vec!["jobs"]),
        (
            "notifications",
            vec!["viewer.notifications", "viewer.unreadNotificationCount"],
        ),
        ("applications", vec!["viewer.applications", "viewer.board"]),
        ("application_events", vec!["viewer.analytics.funnel"]),
        ("profiles", vec!["viewer.profile"]),
    ] {
        let held = hold(&app, table).await;
        let (answer, took) = timed(ask(&ada.client)).await;
        held.rollback().await.expect("the table is free");
        assert_eq!(
            (answer.status, late(&answer)),
            (200, expected.iter().map(ToString::to_string).collect()),
            "{table}: {}",
            answer.text
        );
        assert!(took < Duration::from_secs(5), "{table}: {took:?}");
        assert_no_internals(&answer.text);
        let missing: Vec<String> = expected
            .iter()
            .map(|path| format!("/data/{}", path.replace('.', "/")))
            .collect();
        let mut with_gaps = whole.json.clone();
        for pointer in &missing {
            *with_gaps.pointer_mut(pointer).expect("a field") = Value::Null;
        }
        assert_eq!(
            answer.json["data"], with_gaps["data"],
            "{table}: all else is there"
        );
    }
    // Mutations wait longer and return the actual result.
    let held = hold(&app, "applications").await;
    let reading = async {
        let answer = ask(&ada.client).await;
        held.rollback().await.expect("the table is free");
        answer
    };
    let (moved, read) = tokio::join!(card.try_move(&ada.client, "SCREENING"), reading);
    assert_eq!(late(&read).len(), 2, "{}", read.text);
    assert!(moved.json.get("errors").is_none(), "{}", moved.text);
}
