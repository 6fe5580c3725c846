//! The life of an application, as clients meet it: what is allowed is done, what is not is refused with what would be.

use careergraph::{
    features::applications::{Stage, Step, Verb, life::Change},
    types::id::{ApplicationId, TypedId},
};
use serde_json::{Value, json};

use super::events;
use crate::kit::{Setup, TestApp, TestUser, input_of};

const STAGES: [&str; 7] = [
    "PREPARING",
    "APPLIED",
    "SCREENING",
    "ASSESSMENT",
    "INTERVIEWING",
    "OFFER",
    "CLOSED",
];
const OUTCOMES: [&str; 6] = [
    "ACCEPTED",
    "DECLINED",
    "REJECTED",
    "WITHDRAWN",
    "NO_RESPONSE",
    "POSTING_CLOSED",
];
const MIDDLE: [&str; 4] = ["SCREENING", "ASSESSMENT", "INTERVIEWING", "OFFER"];
const FOUR: [&str; 4] = ["REJECTED", "WITHDRAWN", "NO_RESPONSE", "POSTING_CLOSED"];

type Names = Vec<&'static str>;

/// The table of the domain, written once more: from, moves, outcomes, reopenings.
fn table() -> [(&'static str, Names, Names, Names); 7] {
    let middle = |from| (from, MIDDLE.to_vec(), FOUR.to_vec(), vec![]);
    [
        (
            "PREPARING",
            vec!["APPLIED", "SCREENING", "ASSESSMENT", "INTERVIEWING"],
            vec!["WITHDRAWN", "POSTING_CLOSED"],
            vec![],
        ),
        middle("APPLIED"),
        middle("SCREENING"),
        middle("ASSESSMENT"),
        middle("INTERVIEWING"),
        (
            "OFFER",
            vec!["ASSESSMENT", "INTERVIEWING"],
            vec!["ACCEPTED", "DECLINED", "REJECTED", "WITHDRAWN"],
            vec![],
        ),
        (
            "CLOSED",
            vec![],
            vec![],
            vec![
                "APPLIED",
                "SCREENING",
                "ASSESSMENT",
                "INTERVIEWING",
                "OFFER",
            ],
        ),
    ]
}

/// A card that stands there.
async fn card_in(ada: &TestUser, stage: &str) -> Value {
    match stage {
        "PREPARING" | "APPLIED" => ada.begin("Fernhill", stage).await,
        "CLOSED" => {
            ada.step(
                "close",
                &ada.begin("Fernhill", "APPLIED").await,
                &json!({ "outcome": "REJECTED" }),
            )
            .await
        }
        _ => {
            ada.step(
                "move",
                &ada.begin("Fernhill", "APPLIED").await,
                &json!({ "to": stage }),
            )
            .await
        }
    }
}

/// Tries every change from one stage: the row changes exactly where the table says so.
async fn check(from: &str) {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let (_, moves, ends, reopenings) = table().into_iter().find(|row| row.0 == from).unwrap();
    let mut reachable: Vec<&str> = moves.iter().chain(&reopenings).copied().collect();
    if !ends.is_empty() {
        reachable.push("CLOSED");
    }
    let mut card = card_in(&ada, from).await;
    let to = |verb, targets: &[&'static str]| {
        STAGES
            .map(|stage| {
                (
                    verb,
                    json!({ "to": stage, "reason": "So." }),
                    targets.contains(&stage),
                )
            })
            .to_vec()
    };
    let ended = OUTCOMES
        .map(|outcome| {
            (
                "close",
                json!({ "outcome": outcome }),
                ends.contains(&outcome),
            )
        })
        .to_vec();
    for (verb, change, is_allowed) in
        [to("move", &moves), ended, to("reopen", &reopenings)].concat()
    {
        if is_allowed {
            let after = ada.step(verb, &card, &change).await;
            let stage = change.get("to").cloned().unwrap_or_else(|| json!("CLOSED"));
            assert_eq!(
                (&after["stage"], &after["outcome"]),
                (&stage, &change["outcome"]),
                "{from} {verb} {change}"
            );
            assert_eq!(
                after["version"].as_i64(),
                card["version"].as_i64().map(|version| version + 1)
            );
            let last = after["events"].as_array().unwrap().last().unwrap().clone();
            assert_eq!(
                (&last["fromStage"], &last["toStage"], &last["outcome"]),
                (&json!(from), &stage, &change["outcome"])
            );
            card = card_in(&ada, from).await;
        } else {
            let refusal = ada
                .refused(verb, input_of(&card, &change), "InvalidTransitionError")
                .await;
            assert_eq!(
                (&refusal["allowed"], &refusal["code"]),
                (&json!(reachable), &json!("INVALID_TRANSITION")),
                "{from} {verb} {change}"
            );
            assert_eq!(
                ada.card(&card["id"]).await,
                card,
                "a refusal changes nothing"
            );
        }
    }
    assert_eq!(
        card["allowedTransitions"],
        transitions(&moves, &ends, &reopenings)
    );
}

fn transitions(moves: &[&str], ends: &[&str], reopenings: &[&str]) -> Value {
    let step = |verb, stage: &&str, outcomes: &[&str]| json!({ "verb": verb, "stage": stage, "outcomes": outcomes });
    let ends = (!ends.is_empty()).then(|| step("CLOSE", &"CLOSED", ends));
    let moves = moves.iter().map(|stage| step("MOVE", stage, &[]));
    moves
        .chain(ends)
        .chain(reopenings.iter().map(|stage| step("REOPEN", stage, &[])))
        .collect()
}

#[tokio::test]
async fn from_preparing_the_table_is_kept() {
    check("PREPARING").await;
}

#[tokio::test]
async fn from_applied_the_table_is_kept() {
    check("APPLIED").await;
}

#[tokio::test]
async fn from_screening_the_table_is_kept() {
    check("SCREENING").await;
}

#[tokio::test]
async fn from_assessment_the_table_is_kept() {
    check("ASSESSMENT").await;
}

#[tokio::test]
async fn from_interviewing_the_table_is_kept() {
    check("INTERVIEWING").await;
}

#[tokio::test]
async fn from_offer_the_table_is_kept() {
    check("OFFER").await;
}

#[tokio::test]
async fn from_closed_the_table_is_kept() {
    check("CLOSED").await;
}

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
    // PREPARING goes to SCREENING as well, so APPLIED can be taken back: it was never sent.
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
    // Without APPLIED the offer would follow on PREPARING.
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
            expected_version,
            verb: Verb::Change(Change::Move(Stage::Screening)),
            occurred_on: None,
            reason: None,
        };
        app.applications.apply(&actor, step, None).await.unwrap();
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
