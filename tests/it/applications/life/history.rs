//! Corrections of the history, and its limits.

use crate::{
    applications::events,
    kit::{Setup, TestApp, input_of},
};
use careergraph::{
    features::applications::{Stage, Step, Verb, life::Change},
    types::{
        id::{ApplicationId, TypedId},
        write::Write,
    },
};
use serde_json::{Value, json};

use super::card_in;

#[tokio::test]
async fn reopening_and_correcting_need_a_reason() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = card_in(&ada, "CLOSED").await;
    let last = events(&card, "id")[1];
    for (verb, change) in [
        ("reopen", json!({ "to": "OFFER" })),
        ("correct", json!({ "eventId": last, "reason": "  " })),
    ] {
        let refusal = ada
            .refused(verb, input_of(&card, &change), "InvalidInputError")
            .await;
        assert_eq!(refusal["path"], json!(["input", "reason"]));
    }
    assert_eq!(ada.card(&card["id"]).await, card);
}

#[tokio::test]
async fn a_correction_takes_an_event_back_and_folds_the_rest() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada
        .done(
            "create",
            json!({ "company": "Fernhill", "role": "Engineer", "occurredOn": "2024-02" }),
        )
        .await;
    let card = ada
        .step(
            "move",
            &card,
            &json!({ "to": "APPLIED", "occurredOn": "2024-03-01" }),
        )
        .await;
    let card = ada.step("move", &card, &json!({ "to": "SCREENING" })).await;
    let card = ada
        .step("move", &card, &json!({ "to": "INTERVIEWING" }))
        .await;
    assert_eq!(card["appliedOn"], "2024-03-01");
    // PREPARING may move to SCREENING as well, so APPLIED can be retracted.
    let sent = events(&card, "id")[1].clone();
    let card = ada
        .step(
            "correct",
            &card,
            &json!({ "eventId": sent, "reason": "A recruiter wrote first." }),
        )
        .await;
    assert_eq!(
        (&card["stage"], &card["appliedOn"], &card["version"]),
        (&json!("INTERVIEWING"), &Value::Null, &json!(5))
    );
    assert_eq!(events(&card, "effective"), [true, false, true, true, true]);
    let retraction = &card["events"][4];
    assert_eq!(
        (&retraction["kind"], &retraction["retractsEventId"]),
        (&json!("CORRECTED"), &sent)
    );
    assert_eq!(retraction["reason"], "A recruiter wrote first.");
    let last = events(&card, "id")[3].clone();
    let card = ada
        .step(
            "correct",
            &card,
            &json!({ "eventId": last, "reason": "It was cancelled." }),
        )
        .await;
    assert_eq!(card["stage"], "SCREENING");
    assert_eq!(card["events"][5]["fromStage"], "INTERVIEWING");
}

#[tokio::test]
async fn a_correction_may_reopen_what_was_closed() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = card_in(&ada, "OFFER").await;
    let card = ada
        .step("close", &card, &json!({ "outcome": "ACCEPTED" }))
        .await;
    let end = events(&card, "id")[2].clone();
    let card = ada
        .step(
            "correct",
            &card,
            &json!({ "eventId": end, "reason": "Not signed yet." }),
        )
        .await;
    assert_eq!(
        (&card["stage"], &card["outcome"]),
        (&json!("OFFER"), &Value::Null)
    );
}

#[tokio::test]
async fn some_events_cannot_be_taken_back() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "PREPARING").await;
    let card = ada.step("move", &card, &json!({ "to": "APPLIED" })).await;
    let card = ada.step("move", &card, &json!({ "to": "OFFER" })).await;
    let ids = events(&card, "id");
    let correct = |id: &Value| input_of(&card, &json!({ "eventId": id, "reason": "Wrong." }));
    assert_eq!(
        ada.refused("correct", correct(ids[0]), "InvalidInputError")
            .await["path"],
        json!(["input", "eventId"])
    );
    // Without APPLIED the offer would follow PREPARING.
    let refusal = ada
        .refused("correct", correct(ids[1]), "InvalidTransitionError")
        .await;
    assert_eq!(
        refusal["allowed"],
        json!([
            "APPLIED",
            "SCREENING",
            "ASSESSMENT",
            "INTERVIEWING",
            "CLOSED"
        ])
    );
    assert_eq!(ada.card(&card["id"]).await, card);

    let card = ada
        .step(
            "correct",
            &card,
            &json!({ "eventId": ids[2], "reason": "Wrong." }),
        )
        .await;
    assert_eq!(card["stage"], "APPLIED");
    for id in [&card["events"][2]["id"], &card["events"][3]["id"]] {
        let again = input_of(&card, &json!({ "eventId": id, "reason": "Wrong." }));
        assert_eq!(
            ada.refused("correct", again, "InvalidInputError").await["path"],
            json!(["input", "eventId"])
        );
    }
    let other = ada.begin("Cargolane", "PREPARING").await;
    let foreign = input_of(&other, &json!({ "eventId": ids[1], "reason": "Wrong." }));
    assert_eq!(
        ada.drive("correct", foreign).await.code(),
        "NOT_FOUND",
        "an event of another application"
    );
}

#[tokio::test]
async fn the_history_is_append_only() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut card = ada.begin("Fernhill", "APPLIED").await;
    for (verb, change) in [
        (
            "move",
            json!({ "to": "INTERVIEWING", "reason": "Round one." }),
        ),
        (
            "move",
            json!({ "to": "INTERVIEWING", "reason": "Round two." }),
        ),
        ("close", json!({ "outcome": "REJECTED" })),
        (
            "reopen",
            json!({ "to": "OFFER", "reason": "They changed their mind." }),
        ),
        ("update", json!({ "note": "Well." })),
    ] {
        let before = card;
        card = ada.step(verb, &before, &change).await;
        let (old, new) = (
            before["events"].as_array().unwrap(),
            card["events"].as_array().unwrap(),
        );
        assert_eq!(&new[..old.len()], &old[..], "{verb} changed the past");
        assert_eq!(new.len(), old.len() + usize::from(verb != "update"));
    }
    assert_eq!(events(&card, "seq"), [1, 2, 3, 4, 5]);
    assert_eq!(app.count_rows("application_events").await, 5);
}

#[tokio::test]
async fn a_history_is_no_longer_than_anybody_needs() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let mut card = ada.begin("Fernhill", "APPLIED").await;
    let actor = ada.actor(&app);
    let id = ApplicationId::parse_id(card["id"].as_str().unwrap()).unwrap();
    for expected_version in 1..500 {
        let step = Step {
            id,
            verb: Verb::Change(Change::Move(Stage::Screening)),
            occurred_on: None,
            reason: None,
        };
        let write = Write::by(&actor).expecting(expected_version);
        app.applications.apply(&write, step).await.unwrap();
    }
    card["version"] = json!(500);
    ada.refused(
        "move",
        input_of(&card, &json!({ "to": "OFFER" })),
        "InvalidInputError",
    )
    .await;
    assert_eq!(app.count_rows("application_events").await, 500);
}
