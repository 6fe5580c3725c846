//! Messages of refusals spell values as the schema does, not as the code does.

use std::collections::BTreeSet;

use careergraph::features::applications::{EventActor, EventKind, Outcome, Stage};
use sea_orm::Iterable;
use serde_json::{Value, json};

use super::events;
use crate::kit::{TestApp, TestUser, input_of};

/// Rust spellings of values.
fn code_names() -> BTreeSet<String> {
    let stages = Stage::iter().map(|value| format!("{value:?}"));
    let outcomes = Outcome::iter().map(|value| format!("{value:?}"));
    let kinds = EventKind::iter()
        .map(|value| format!("{value:?}"))
        .chain(EventActor::iter().map(|value| format!("{value:?}")));
    let changes = ["Begin", "Move", "Close", "Reopen", "Correct"].map(str::to_owned);
    stages.chain(outcomes).chain(kinds).chain(changes).collect()
}

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

#[tokio::test]
async fn no_refusal_names_a_value_as_the_code_does() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let (stages, outcomes): (Vec<_>, Vec<_>) = (Stage::iter().collect(), Outcome::iter().collect());
    let mut messages = Vec::new();
    for from in &stages {
        let mut card = card_in(&ada, &from.to_string()).await;
        let to = |verb| {
            stages
                .iter()
                .map(move |stage| (verb, json!({ "to": stage, "reason": "So." })))
        };
        let closings = outcomes
            .iter()
            .map(|outcome| ("close", json!({ "outcome": outcome })));
        for (verb, change) in to("move").chain(to("reopen")).chain(closings) {
            let answer = ada.drive(verb, input_of(&card, &change)).await;
            match answer
                .json
                .pointer(&format!("/data/{verb}Application/userErrors/0/message"))
                .and_then(Value::as_str)
            {
                Some(message) => messages.push(message.to_owned()),
                None => card = card_in(&ada, &from.to_string()).await,
            }
        }
    }
    messages.extend(refused_corrections(&ada).await);
    for stage in stages.iter().skip(2) {
        let input = json!({ "company": "A", "role": "B", "stage": stage });
        messages.push(
            ada.refused("create", input, "InvalidTransitionError").await["message"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    assert!(messages.len() > 70, "only {} refusals", messages.len());
    let names = code_names();
    for message in &messages {
        let words: Vec<&str> = message
            .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .collect();
        // A sentence may start with such a word, such as "Move …"; the rest may not contain one.
        let spelled = words.iter().skip(1).find(|word| names.contains(**word));
        assert!(spelled.is_none(), "{spelled:?} in {message}");
    }
}

/// Histories that a retraction would make invalid, each in another way.
async fn refused_corrections(ada: &TestUser) -> Vec<String> {
    let mut messages = Vec::new();
    for steps in [
        vec![
            ("move", json!({ "to": "APPLIED" })),
            ("move", json!({ "to": "OFFER" })),
        ],
        vec![
            ("move", json!({ "to": "APPLIED" })),
            ("close", json!({ "outcome": "NO_RESPONSE" })),
        ],
        vec![
            ("move", json!({ "to": "APPLIED" })),
            ("close", json!({ "outcome": "REJECTED" })),
            ("reopen", json!({ "to": "INTERVIEWING", "reason": "So." })),
        ],
    ] {
        let mut card = ada.begin("Fernhill", "PREPARING").await;
        for (verb, change) in steps {
            card = ada.step(verb, &card, &change).await;
        }
        for id in events(&card, "id").into_iter().rev().skip(1) {
            let answer = ada
                .drive(
                    "correct",
                    input_of(&card, &json!({ "eventId": id, "reason": "So." })),
                )
                .await;
            messages.push(answer.text_at("correctApplication.userErrors.0.message"));
        }
    }
    messages
}
