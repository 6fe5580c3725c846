//! The user's time zone decides which day is today.

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{dates::app_at, events};
use crate::kit::{Setup, TestUser, input_of};

const SET: &str = "mutation($zone: TimeZone) { updateAccount(input: { timeZone: $zone }) { user { timeZone } userErrors { message } } }";

async fn live_in(user: &TestUser, zone: &str) {
    let answer = user.client.gql(SET, json!({ "zone": zone })).await;
    assert_eq!(
        answer.data("updateAccount"),
        &json!({ "user": { "timeZone": zone }, "userErrors": [] })
    );
    let shown = user
        .client
        .gql("{ viewer { user { timeZone } } }", json!({}))
        .await;
    assert_eq!(shown.text_at("viewer.user.timeZone"), zone);
}

/// The date of an application that is created now.
async fn day_of(user: &TestUser) -> Value {
    user.begin("Fernhill", "APPLIED").await["appliedOn"].clone()
}

#[tokio::test]
async fn today_is_the_users_own_day() {
    let clock = Clock::held_at("2026-11-27T05:00:00Z".parse().unwrap());
    let app = Setup::new().clock(clock.clone()).workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let shown = ada
        .client
        .gql("{ viewer { user { timeZone } } }", json!({}))
        .await;
    assert_eq!(
        (
            shown.text_at("viewer.user.timeZone").as_str(),
            day_of(&ada).await
        ),
        ("UTC", json!("2026-11-27"))
    );
    for (zone, day) in [
        ("Pacific/Honolulu", "2026-11-26"),
        ("Pacific/Kiritimati", "2026-11-27"),
        ("America/New_York", "2026-11-27"),
        ("America/Los_Angeles", "2026-11-26"),
        ("UTC", "2026-11-27"),
    ] {
        live_in(&ada, zone).await;
        assert_eq!(day_of(&ada).await, day, "{zone}");
        let card = ada.begin("Fernhill", "APPLIED").await;
        let card = ada.step("move", &card, &json!({ "to": "SCREENING" })).await;
        let card = ada
            .step(
                "correct",
                &card,
                &json!({ "eventId": events(&card, "id")[1], "reason": "So." }),
            )
            .await;
        assert_eq!(events(&card, "occurredOn"), [day; 3], "{zone}");
    }
    // Clocks are set forward in Lisbon on 28 March 2027: 23:30 UTC is the next day from then on, and was not before.
    live_in(&ada, "Europe/Lisbon").await;
    for (instant, day) in [
        ("2027-03-27T23:30:00Z", "2027-03-27"),
        ("2027-03-28T23:30:00Z", "2027-03-29"),
    ] {
        let instant: chrono::DateTime<chrono::Utc> = instant.parse().unwrap();
        clock.advance(instant - clock.now());
        let again = ada.sign_in_again(&app).await;
        assert_eq!(day_of(&again).await, day);
    }
}

#[tokio::test]
async fn what_is_yet_to_come_where_the_user_lives_is_refused() {
    let app = app_at("2026-11-27T05:00:00Z").await;
    let ada = app.sign_up("ada").await;
    for (zone, today, tomorrow) in [
        ("Pacific/Honolulu", "2026-11-26", "2026-11-27"),
        ("UTC", "2026-11-27", "2026-11-28"),
        ("Pacific/Kiritimati", "2026-11-27", "2026-11-28"),
    ] {
        live_in(&ada, zone).await;
        let create = |day: &str| json!({ "company": "A", "role": "B", "stage": "APPLIED", "occurredOn": day });
        let card = ada.done("create", create(today)).await;
        for (verb, input) in [
            ("create", create(tomorrow)),
            (
                "move",
                input_of(&card, &json!({ "to": "OFFER", "occurredOn": tomorrow })),
            ),
            (
                "close",
                input_of(
                    &card,
                    &json!({ "outcome": "REJECTED", "occurredOn": tomorrow }),
                ),
            ),
            (
                "correctDate",
                input_of(
                    &card,
                    &json!({ "eventId": events(&card, "id")[0], "occurredOn": tomorrow, "reason": "So." }),
                ),
            ),
        ] {
            let refusal = ada.refused(verb, input, "InvalidInputError").await;
            assert_eq!(
                refusal["path"],
                json!(["input", "occurredOn"]),
                "{zone} {verb}"
            );
            let message = refusal["message"].as_str().unwrap();
            assert!(
                message.contains(today) && message.contains(zone),
                "{message}"
            );
        }
    }
}

#[tokio::test]
async fn a_default_is_never_refused_for_a_zone_that_has_changed() {
    let app = app_at("2026-11-27T05:00:00Z").await;
    let ada = app.sign_up("ada").await;
    live_in(&ada, "Pacific/Kiritimati").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    live_in(&ada, "Pacific/Honolulu").await;
    let card = ada.step("move", &card, &json!({ "to": "SCREENING" })).await;
    assert_eq!(
        events(&card, "occurredOn"),
        ["2026-11-27", "2026-11-27"],
        "not before what happened already"
    );
}

#[tokio::test]
async fn a_zone_that_nobody_knows_is_refused() {
    let clock = Clock::held_at("2026-11-27T05:00:00Z".parse().unwrap());
    let app = Setup::new().clock(clock.clone()).workers(0).start().await;
    let ada = app.sign_up("ada").await;
    live_in(&ada, "Asia/Kolkata").await;
    clock.advance(TimeDelta::seconds(1));
    for zone in [
        json!("Mars/Olympus"),
        json!(""),
        json!("+02:00"),
        json!("europe/lisbon"),
        json!("x".repeat(10_000)),
        json!(7),
    ] {
        let answer = ada.client.gql(SET, json!({ "zone": zone })).await;
        assert!(
            matches!(
                answer.code(),
                "BAD_USER_INPUT" | "GRAPHQL_VALIDATION_FAILED"
            ),
            "{zone}: {}",
            answer.text
        );
    }
    let left_out = ada
        .client
        .gql(
            "mutation { updateAccount(input: {}) { user { timeZone } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        left_out.text_at("updateAccount.user.timeZone"),
        "Asia/Kolkata"
    );
}
