//! The transitions of an application over the API: allowed ones are done, others are refused with the allowed ones.

mod history;

use serde_json::{Value, json};

use crate::kit::{TestApp, TestUser, input_of};

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

/// The transition table, repeated independently: from, moves, outcomes, reopenings.
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

/// Creates an application in this stage.
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

/// Tries every change from one stage: the row changes exactly where the table allows it.
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
