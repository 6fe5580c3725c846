//! Steps of an application are taken back: the history keeps them, and they do not count.

use serde_json::json;

use super::{last_of, refusal, undo, visible};
use crate::kit::{Setup, TestApp};

#[tokio::test]
async fn each_step_is_taken_back() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let mut card = ada.begin("Fernhill", "APPLIED").await;
    for (mutation, change) in [
        ("move", json!({ "to": "SCREENING" })),
        ("close", json!({ "outcome": "REJECTED" })),
    ] {
        let done = ada.step(mutation, &card, &change).await;
        let back = undo(&ada, &done).await;
        assert_eq!(visible(&back), visible(&card), "{mutation}");
        assert_eq!(
            back["version"].as_i64(),
            done["version"].as_i64().map(|version| version + 1),
            "a change of its own"
        );
        card = back;
    }
    let closed = ada
        .step("close", &card, &json!({ "outcome": "REJECTED" }))
        .await;
    let reopen = json!({ "to": "OFFER", "reason": "They called." });
    let reopened = ada.step("reopen", &closed, &reopen).await;
    let back = undo(&ada, &reopened).await;
    assert_eq!(visible(&back), visible(&closed));
    let events = back["events"].as_array().expect("a history");
    assert_eq!(events.len(), 8, "nothing is deleted");
    let last = &events[7];
    assert_eq!(
        (&last["kind"], &last["retractsEventId"], &last["reason"]),
        (&json!("CORRECTED"), &events[6]["id"], &json!(""))
    );
}

#[tokio::test]
async fn a_corrected_date_gets_back_what_it_was_and_its_reason() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let close = json!({ "outcome": "REJECTED", "reason": "They wrote." });
    let card = ada.step("close", &card, &close).await;
    for place in [1, 0] {
        let other = json!({ "eventId": card["events"][place]["id"], "occurredOn": "2025-01", "reason": "It was earlier." });
        if place == 1 {
            // The beginning is later.
            continue;
        }
        let dated = ada.step("correctDate", &card, &other).await;
        assert_ne!(visible(&dated), visible(&card));
        let back = undo(&ada, &dated).await;
        assert_eq!(visible(&back), visible(&card));
        let again = undo(&ada, &back).await;
        assert_eq!(again["appliedOn"], "2025-01", "and that is taken back, too");
    }
}

#[tokio::test]
async fn a_date_that_was_not_known_is_not_known_again() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    app.execute("UPDATE application_events SET occurred_on = NULL")
        .await;
    app.execute("UPDATE applications SET applied_on = NULL")
        .await;
    let other = json!({ "eventId": card["events"][0]["id"], "occurredOn": "2025", "reason": "I found the letter." });
    let dated = ada.step("correctDate", &card, &other).await;
    assert_eq!(dated["appliedOn"], "2025");
    let back = undo(&ada, &dated).await;
    assert_eq!(back["appliedOn"], json!(null));
    assert_eq!(back["events"][2]["occurredOn"], json!(null));
}

#[tokio::test]
async fn a_correction_is_not_taken_back() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let moved = ada.step("move", &card, &json!({ "to": "OFFER" })).await;
    let back = undo(&ada, &moved).await;
    let change = last_of(&ada, &back["id"]).await;
    let error = refusal(&ada.client, &change, "CORRECTION").await;
    let message = error["message"].as_str().expect("a message");
    assert!(
        message.contains("repeat it with moveApplication"),
        "{message}"
    );
    // A step that the user retracted themselves is the same.
    let moved = ada.step("move", &back, &json!({ "to": "OFFER" })).await;
    let retract = json!({ "eventId": moved["events"][3]["id"], "reason": "A slip." });
    let corrected = ada.step("correct", &moved, &retract).await;
    let change = last_of(&ada, &corrected["id"]).await;
    refusal(&ada.client, &change, "CORRECTION").await;
}

#[tokio::test]
async fn closing_is_not_taken_back_while_another_one_is_open_for_the_posting() {
    let app = TestApp::start().await;
    let posting = app.import_board("greenhouse_jobs").await.remove(0);
    let ada = app.sign_up("ada").await;
    let new = json!({ "postingId": posting, "stage": "APPLIED" });
    let card = ada.done("create", new.clone()).await;
    let closed = ada
        .step("close", &card, &json!({ "outcome": "WITHDRAWN" }))
        .await;
    let second = ada.done("create", new).await;
    let change = last_of(&ada, &closed["id"]).await;
    let answer = super::ask(&ada.client, &change).await;
    let error = answer.data("undo.userErrors.0");
    assert_eq!(error["code"], "DUPLICATE");
    assert_eq!(error["existing"], second["id"]);
    assert_eq!(error["path"], json!(["input", "changeId"]));
}
