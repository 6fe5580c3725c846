//! Any series of acts on an application: each that is taken back leaves what was visible before it, and the others stay.

use serde_json::{Value, json};

use super::{undo, visible};
use crate::{
    fuzz::random::Random,
    kit::{Setup, TestUser, input_of},
};

const SERIES: u64 = 8;
const ACTS: usize = 14;

/// A mutation and its input, which the application allows now.
fn act(random: &mut Random, card: &Value) -> (&'static str, Value) {
    let allowed = card["allowedTransitions"].as_array().expect("a list");
    match random.below(6) {
        0 => {
            let note = format!("Note {}", random.below(1_000));
            let fields = [
                json!({ "note": note, "priority": random.below(4) }),
                json!({ "source": note, "referrer": "Bo", "nextAction": "Call" }),
                json!({ "deadline": "2027-02", "note": note }),
                json!({ "deadline": null, "archived": random.chance(50) }),
            ];
            ("update", random.pick(&fields).clone())
        }
        1 => {
            let events = card["events"].as_array().expect("a history").iter();
            let counting: Vec<&Value> = events.filter(|event| event["effective"] == true).collect();
            let first = counting.first().expect("a beginning");
            let day = format!("20{}-{:02}", 10 + random.below(10), 1 + random.below(12));
            let input = json!({ "eventId": first["id"], "occurredOn": day, "reason": "R" });
            ("correctDate", input)
        }
        _ => {
            let next = random.pick(allowed);
            let (verb, stage) = (next["verb"].as_str().expect("a verb"), &next["stage"]);
            match verb {
                "CLOSE" => {
                    let outcomes = next["outcomes"].as_array().expect("outcomes");
                    let outcome = random.pick(outcomes);
                    ("close", json!({ "outcome": outcome, "reason": "R" }))
                }
                "REOPEN" => ("reopen", json!({ "to": stage, "reason": "R" })),
                _ => ("move", json!({ "to": stage })),
            }
        }
    }
}

async fn play(ada: &TestUser, seed: u64) {
    let mut random = Random::new(seed, 0);
    let stage = random.word(&["PREPARING", "APPLIED"]);
    let mut card = ada.begin(&format!("Company {seed}"), stage).await;
    for number in 0..ACTS {
        let (mutation, change) = act(&mut random, &card);
        let answer = ada.drive(mutation, input_of(&card, &change)).await;
        if !answer.text.contains("\"userErrors\":[]") {
            // A date that another event contradicts, or that is there already.
            assert_eq!(mutation, "correctDate", "{}", answer.text);
            continue;
        }
        let done = ada.card(&card["id"]).await;
        if random.chance(30) {
            card = done;
            continue;
        }
        let back = undo(ada, &done).await;
        assert_eq!(
            visible(&back),
            visible(&card),
            "seed {seed}, act {number}: {mutation} {change}"
        );
        card = back;
    }
}

#[tokio::test]
async fn each_act_that_is_taken_back_leaves_what_was_before() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    for seed in 0..SERIES {
        play(&ada, seed).await;
    }
}
