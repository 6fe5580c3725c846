//! Notes and other facts of an application, and the dates of its events.

use careergraph::platform::clock::Clock;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::kit::{Setup, TestApp, input_of};

#[tokio::test]
async fn what_is_left_out_of_an_update_stays() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut card = ada.begin("Fernhill", "APPLIED").await;
    for (field, value) in [
        ("source", json!("a friend")),
        ("referrer", json!("Grace")),
        ("priority", json!(3)),
        ("deadline", json!("2026-12-01")),
        ("nextAction", json!("call them")),
        ("note", json!("nice\npeople")),
        ("archived", json!(true)),
    ] {
        let mut expected = card.clone();
        expected[field] = value.clone();
        expected["version"] = json!(card["version"].as_i64().unwrap() + 1);
        card = ada.step("update", &card, &json!({ field: value })).await;
        assert_eq!(card, expected);
    }
    let same = ada.step("update", &card, &json!({})).await;
    assert_eq!(
        (&same["note"], &same["version"]),
        (&card["note"], &json!(9))
    );
    assert_eq!(
        app.count_rows("application_events").await,
        1,
        "notes are no events"
    );
}

#[tokio::test]
async fn null_clears_a_deadline_and_leaves_the_rest() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let card = ada
        .step(
            "update",
            &card,
            &json!({ "deadline": "2026-12", "note": "n", "source": "s" }),
        )
        .await;
    assert_eq!(card["deadline"], "2026-12", "as exactly as it was said");
    let nulls = json!({ "deadline": null, "note": null, "source": null, "priority": null, "archived": null });
    let card = ada.step("update", &card, &nulls).await;
    assert_eq!(
        (&card["deadline"], &card["note"], &card["source"]),
        (&Value::Null, &json!("n"), &json!("s"))
    );
    let card = ada
        .step("update", &card, &json!({ "note": "", "source": " " }))
        .await;
    assert_eq!(
        (&card["note"], &card["source"]),
        (&json!(""), &json!("")),
        "an empty text clears"
    );
}

#[tokio::test]
async fn a_priority_is_0_to_3() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    for priority in [-1, 4, i32::MIN, i32::MAX] {
        let refusal = ada
            .refused(
                "update",
                input_of(&card, &json!({ "priority": priority })),
                "InvalidInputError",
            )
            .await;
        assert_eq!(refusal["path"], json!(["input", "priority"]));
    }
    assert_eq!(ada.card(&card["id"]).await, card);
}

#[tokio::test]
async fn a_day_that_is_yet_to_come_is_refused() {
    let now: DateTime<Utc> = "2026-03-15T20:00:00Z".parse().unwrap();
    let app = Setup::new().clock(Clock::held_at(now)).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    assert_eq!(card["appliedOn"], "2026-03-15", "today by default");
    for day in ["2026-03-17", "2026-04", "2027", "2100-12-31"] {
        for (verb, change) in [
            ("move", json!({ "to": "SCREENING", "occurredOn": day })),
            ("close", json!({ "outcome": "REJECTED", "occurredOn": day })),
            (
                "create",
                json!({ "company": "A", "role": "B", "occurredOn": day }),
            ),
        ] {
            let input = if verb == "create" {
                change
            } else {
                input_of(&card, &change)
            };
            assert_eq!(
                ada.refused(verb, input, "InvalidInputError").await["path"],
                json!(["input", "occurredOn"]),
                "{day}"
            );
        }
    }
    assert_eq!(app.count_rows("application_events").await, 1);
    // In the east it is already the 16th, and the user has set no time zone.
    for day in ["2026-03-16", "2026-03", "2026", "2024-02-29", "1900"] {
        let card = ada
            .done(
                "create",
                json!({ "company": "A", "role": "B", "occurredOn": day }),
            )
            .await;
        assert_eq!(card["events"][0]["occurredOn"], day, "stored unchanged");
        let card = ada
            .step(
                "move",
                &card,
                &json!({ "to": "SCREENING", "occurredOn": day }),
            )
            .await;
        assert_eq!(card["events"][1]["occurredOn"], day);
    }
}

#[tokio::test]
async fn days_that_no_calendar_has_are_refused_by_the_scalar() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let before = app.row_counts().await;
    for day in [
        "0000",
        "0000-01-01",
        "9999",
        "9999-12-31",
        "1899-12-31",
        "2101",
        "2023-02-29",
        "2023-13",
        "2023-00",
        "2023-1-1",
        "",
        "yesterday",
    ] {
        for (verb, change) in [
            ("move", json!({ "to": "SCREENING", "occurredOn": day })),
            ("update", json!({ "deadline": day })),
        ] {
            let answer = ada.drive(verb, input_of(&card, &change)).await;
            assert!(
                matches!(
                    answer.code(),
                    "BAD_USER_INPUT" | "GRAPHQL_VALIDATION_FAILED"
                ),
                "{day:?}: {}",
                answer.text
            );
        }
    }
    assert_eq!(app.row_counts().await, before);
}

#[tokio::test]
async fn applied_on_is_the_first_day_that_stands() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada
        .done(
            "create",
            json!({ "company": "Fernhill", "role": "Engineer", "occurredOn": "2023" }),
        )
        .await;
    let card = ada
        .step(
            "move",
            &card,
            &json!({ "to": "INTERVIEWING", "occurredOn": "2024-01" }),
        )
        .await;
    assert_eq!(card["appliedOn"], Value::Null);
    let card = ada
        .step(
            "close",
            &card,
            &json!({ "outcome": "REJECTED", "occurredOn": "2024-02" }),
        )
        .await;
    let card = ada
        .step(
            "reopen",
            &card,
            &json!({ "to": "APPLIED", "occurredOn": "2024-05", "reason": "Once more." }),
        )
        .await;
    assert_eq!(card["appliedOn"], "2024-05");
    let card = ada
        .step(
            "close",
            &card,
            &json!({ "outcome": "NO_RESPONSE", "occurredOn": "2025" }),
        )
        .await;
    let card = ada
        .step(
            "reopen",
            &card,
            &json!({ "to": "APPLIED", "occurredOn": "2025", "reason": "Once more." }),
        )
        .await;
    assert_eq!(card["appliedOn"], "2024-05", "the first one counts");
}
