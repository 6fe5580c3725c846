//! Retries, dry runs, races and what it costs.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{UNDO, ask, last_of, undo};
use crate::kit::{MOVE, Setup, TestApp, TestUser};

#[tokio::test]
async fn a_retry_with_the_key_takes_back_once() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let card = ada.step("update", &card, &json!({ "note": "One" })).await;
    let change = last_of(&ada, &card["id"]).await;
    let input = json!({ "input": { "changeId": change["id"], "idempotencyKey": "k" } });
    for _ in 0..3 {
        let answer = ada.client.gql(UNDO, input.clone()).await;
        assert_eq!(answer.data("undo.application.version"), 3);
    }
    let card = ada.card(&card["id"]).await;
    assert_eq!((&card["note"], &card["version"]), (&json!(""), &json!(3)));
    let change = last_of(&ada, &card["id"]).await;
    let other = json!({ "input": { "changeId": change["id"], "idempotencyKey": "k" } });
    let answer = ada.client.gql(UNDO, other).await;
    assert_eq!(
        answer.data("undo.userErrors.0.code"),
        "IDEMPOTENCY_KEY_REUSED"
    );
}

#[tokio::test]
async fn a_dry_run_shows_it_and_stores_nothing() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let moved = ada.step("move", &card, &json!({ "to": "OFFER" })).await;
    let change = last_of(&ada, &card["id"]).await;
    let before = app.row_counts().await;
    let input = json!({ "input": { "changeId": change["id"], "dryRun": true } });
    let answer = ada.client.gql(UNDO, input).await;
    assert_eq!(answer.data("undo.application.stage"), "APPLIED");
    assert_eq!(app.row_counts().await, before);
    assert_eq!(ada.card(&card["id"]).await, moved);
    let again = last_of(&ada, &card["id"]).await;
    assert_eq!(again, change);
}

/// Of an undo and another write at the same time, either the undo is first, or it is refused because its change is not the last one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_beside_it_is_not_lost() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    for turn in 0..12 {
        let card = ada.begin(&format!("Company {turn}"), "APPLIED").await;
        let other = ada.begin(&format!("Other {turn}"), "APPLIED").await;
        let card = ada.step("update", &card, &json!({ "note": "One" })).await;
        let change = last_of(&ada, &card["id"]).await;
        let write = async {
            if turn % 2 == 0 {
                let step =
                    json!({ "input": { "id": card["id"], "expectedVersion": 2, "to": "OFFER" } });
                ada.client.gql(MOVE, step).await
            } else {
                let input = json!({ "id": card["id"], "belowId": other["id"] });
                ada.drive("rank", input).await
            }
        };
        let (undone, written) = tokio::join!(ask(&ada.client, &change), write);
        let is_undone = undone.data("undo.userErrors") == &json!([]);
        if !is_undone {
            assert_eq!(undone.data("undo.userErrors.0.reason"), "LATER_CHANGE");
        }
        let is_moved = turn % 2 == 0 && !written.text.contains("VersionConflict");
        let card = ada.card(&card["id"]).await;
        assert_eq!(card["note"] == "", is_undone, "{}", undone.text);
        assert_eq!(card["stage"] == "OFFER", is_moved, "{}", written.text);
        assert!(turn % 2 == 1 || is_moved != is_undone, "one of the two");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_at_once_one_takes_it_back() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let card = ada.step("move", &card, &json!({ "to": "OFFER" })).await;
    let change = last_of(&ada, &card["id"]).await;
    let all = join_all((0..8).map(|_| ask(&ada.client, &change))).await;
    let done = all
        .iter()
        .filter(|answer| answer.data("undo.userErrors") == &json!([]));
    assert_eq!(done.count(), 1);
    let events = ada.card(&card["id"]).await["events"].clone();
    assert_eq!(events.as_array().map(Vec::len), Some(3));
}

/// The statements of taking back a step, notes and a place.
async fn statements(app: &TestApp, ada: &TestUser, card: &Value) -> [u64; 3] {
    let mut spent = [0; 3];
    let acts = [
        ("move", json!({ "to": "SCREENING" })),
        ("update", json!({ "note": "One" })),
        ("rank", json!({ "belowId": null })),
    ];
    for (number, (mutation, change)) in acts.iter().enumerate() {
        let card = ada.card(&card["id"]).await;
        if *mutation == "rank" {
            let mut input = change.clone();
            input["id"] = card["id"].clone();
            ada.done(mutation, input).await;
        } else {
            ada.step(mutation, &card, change).await;
        }
        let change = last_of(ada, &card["id"]).await;
        let before = app.platform.db.statement_counter().count();
        let answer = ask(&ada.client, &change).await;
        spent[number] = app.platform.db.statement_counter().count() - before;
        assert_eq!(answer.data("undo.userErrors"), &json!([]));
    }
    spent
}

#[tokio::test]
async fn the_statements_do_not_depend_on_the_rows() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let few = statements(&app, &ada, &card).await;
    for number in 0..20 {
        ada.begin(&format!("Company {number}"), "APPLIED").await;
        let card = ada.card(&card["id"]).await;
        let moved = ada.step("move", &card, &json!({ "to": "SCREENING" })).await;
        undo(&ada, &moved).await;
    }
    assert_eq!(statements(&app, &ada, &card).await, few);
    assert_eq!(
        few,
        [9, 7, 7],
        "account, application, change, what was kept; the rest"
    );
}
