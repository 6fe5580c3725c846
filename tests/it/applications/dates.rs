//! The dates of a history never decrease, as far as they are known.

use careergraph::platform::clock::Clock;
use serde_json::{Value, json};

use super::events;
use crate::kit::{Setup, TestApp, TestUser, input_of};

/// A mutation and its input.
const VERBS: [(&str, &str, &str); 2] = [
    ("move", "to", "INTERVIEWING"),
    ("close", "outcome", "REJECTED"),
];

pub(super) async fn app_at(now: &str) -> TestApp {
    Setup::new()
        .clock(Clock::held_at(now.parse().unwrap()))
        .workers(0)
        .start()
        .await
}

pub(super) async fn begun_on(ada: &TestUser, day: &str) -> Value {
    ada.done(
        "create",
        json!({ "company": "Fernhill", "role": "Cook", "stage": "APPLIED", "occurredOn": day }),
    )
    .await
}

/// The date and the event of a refusal that the stated date was compared with.
pub(super) async fn out_of_order(
    ada: &TestUser,
    verb: &str,
    card: &Value,
    change: &Value,
    compared_with: (&str, &Value),
) {
    let refusal = ada
        .refused(verb, input_of(card, change), "DateOutOfOrderError")
        .await;
    assert_eq!(
        (&refusal["code"], &refusal["path"]),
        (&json!("DATE_OUT_OF_ORDER"), &json!(["input", "occurredOn"])),
        "{refusal}"
    );
    assert_eq!(
        (&refusal["comparedWith"], &refusal["eventId"]),
        (&json!(compared_with.0), compared_with.1),
        "{refusal}"
    );
    let message = refusal["message"].as_str().unwrap();
    assert!(
        message.contains(compared_with.0)
            && message.contains(change["occurredOn"].as_str().unwrap()),
        "{message}"
    );
    assert_eq!(
        &ada.card(&card["id"]).await,
        card,
        "a refusal changes nothing"
    );
}

#[tokio::test]
async fn a_date_that_is_certainly_before_an_earlier_event_is_refused() {
    let app = app_at("2026-11-26T12:00:00Z").await;
    let ada = app.sign_up("ada").await;
    for (first, next, is_allowed) in [
        ("2026-11-16", "2026-11-16", true),
        ("2026-11-16", "2026-11-17", true),
        ("2026-11-16", "2026-11-15", false),
        ("2026-11-16", "2026-11-06", false),
        ("2026-11-16", "2026-11", true),
        ("2026-11-16", "2026-10", false),
        ("2026-11-16", "2026", true),
        ("2026-11-16", "2025", false),
        ("2026-11", "2026-11-01", true),
        ("2026-11", "2026-10-31", false),
        ("2026-11", "2026", true),
        ("2026", "2026-01-01", true),
        ("2026", "2025-12-31", false),
        ("2026", "1900", false),
    ] {
        for (verb, field, value) in VERBS {
            let card = begun_on(&ada, first).await;
            let change = json!({ field: value, "occurredOn": next });
            if is_allowed {
                assert_eq!(
                    ada.step(verb, &card, &change).await["events"][1]["occurredOn"],
                    next,
                    "{first} {verb}"
                );
            } else {
                out_of_order(&ada, verb, &card, &change, (first, events(&card, "id")[0])).await;
            }
        }
    }
}

#[tokio::test]
async fn a_history_told_backwards_is_refused() {
    let app = app_at("2026-11-26T12:00:00Z").await;
    let ada = app.sign_up("ada").await;
    let card = begun_on(&ada, "2026-11-16").await;
    let applied = events(&card, "id")[0];
    out_of_order(
        &ada,
        "move",
        &card,
        &json!({ "to": "INTERVIEWING", "occurredOn": "2026-11-06" }),
        ("2026-11-16", applied),
    )
    .await;
    out_of_order(
        &ada,
        "close",
        &card,
        &json!({ "outcome": "REJECTED", "occurredOn": "2026-10-27" }),
        ("2026-11-16", applied),
    )
    .await;
    let closed = ada
        .step(
            "close",
            &card,
            &json!({ "outcome": "REJECTED", "occurredOn": "2026-11-20" }),
        )
        .await;
    let reopen = |day: &str| json!({ "to": "OFFER", "reason": "They called.", "occurredOn": day });
    out_of_order(
        &ada,
        "reopen",
        &closed,
        &reopen("2026-11-19"),
        ("2026-11-20", events(&closed, "id")[1]),
    )
    .await;
    let open = ada.step("reopen", &closed, &reopen("2026-11-21")).await;
    out_of_order(
        &ada,
        "close",
        &open,
        &json!({ "outcome": "ACCEPTED", "occurredOn": "2026-11-20" }),
        ("2026-11-21", events(&open, "id")[2]),
    )
    .await;
}

#[tokio::test]
async fn a_vague_date_in_between_hides_no_exact_one() {
    let app = app_at("2026-11-26T12:00:00Z").await;
    let ada = app.sign_up("ada").await;
    let card = begun_on(&ada, "2026-11-16").await;
    let card = ada
        .step(
            "move",
            &card,
            &json!({ "to": "SCREENING", "occurredOn": "2026-11" }),
        )
        .await;
    let card = ada
        .step(
            "move",
            &card,
            &json!({ "to": "ASSESSMENT", "occurredOn": "2026" }),
        )
        .await;
    let change = json!({ "to": "INTERVIEWING", "occurredOn": "2026-11-06" });
    out_of_order(
        &ada,
        "move",
        &card,
        &change,
        ("2026-11-16", events(&card, "id")[0]),
    )
    .await;
}

#[tokio::test]
async fn events_that_were_taken_back_leave_room() {
    let app = app_at("2026-11-26T12:00:00Z").await;
    let ada = app.sign_up("ada").await;
    let card = begun_on(&ada, "2026-11-01").await;
    let card = ada
        .step(
            "move",
            &card,
            &json!({ "to": "SCREENING", "occurredOn": "2026-11-20" }),
        )
        .await;
    let screening = events(&card, "id")[1].clone();
    let earlier = json!({ "to": "INTERVIEWING", "occurredOn": "2026-11-10" });
    out_of_order(&ada, "move", &card, &earlier, ("2026-11-20", &screening)).await;
    // A correction is dated after the event that it corrects, and its own date limits no other.
    let correct = |day: Option<&str>| json!({ "eventId": screening, "reason": "Never took place.", "occurredOn": day });
    out_of_order(
        &ada,
        "correct",
        &card,
        &correct(Some("2026-11-19")),
        ("2026-11-20", &screening),
    )
    .await;
    let card = ada.step("correct", &card, &correct(None)).await;
    assert_eq!(card["events"][2]["occurredOn"], "2026-11-26");
    let card = ada.step("move", &card, &earlier).await;
    assert_eq!(card["stage"], "INTERVIEWING");
    let before_the_beginning = json!({ "outcome": "REJECTED", "occurredOn": "2026-10-31" });
    out_of_order(
        &ada,
        "close",
        &card,
        &before_the_beginning,
        ("2026-11-10", events(&card, "id")[3]),
    )
    .await;
}
