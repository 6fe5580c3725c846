//! Concurrent requests: a version is changed once, a request with an idempotency key runs once, and each acknowledged change is in the
//! history.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use super::events;
use crate::kit::{Answer, Setup, TestApp, eventually, input_of};

#[tokio::test]
async fn a_stale_version_is_refused_with_the_current_one() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let stale = ada.begin("Fernhill", "APPLIED").await;
    let now = ada
        .step("move", &stale, &json!({ "to": "SCREENING" }))
        .await;
    let event = events(&now, "id")[1].clone();
    for (verb, change) in [
        ("move", json!({ "to": "OFFER" })),
        ("close", json!({ "outcome": "REJECTED" })),
        ("reopen", json!({ "to": "APPLIED", "reason": "So." })),
        ("correct", json!({ "eventId": event, "reason": "So." })),
        ("update", json!({ "note": "So." })),
    ] {
        for version in [
            json!(1),
            json!(3),
            json!(0),
            json!(-1),
            json!(i32::MAX),
            json!(i32::MIN),
        ] {
            let mut input = input_of(&stale, &change);
            input["expectedVersion"] = version;
            let refusal = ada.refused(verb, input, "VersionConflictError").await;
            assert_eq!(
                (&refusal["current"], &refusal["path"]),
                (&json!(2), &json!(["input", "expectedVersion"])),
                "{verb}"
            );
        }
    }
    assert_eq!(ada.card(&now["id"]).await, now);
}

#[tokio::test]
async fn one_of_two_parallel_moves_wins() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    for verb in ["move", "update"] {
        let card = ada.card(&card["id"]).await;
        let change = |to: &str| {
            if verb == "move" {
                json!({ "to": to })
            } else {
                json!({ "note": to })
            }
        };
        let (one, two) = tokio::join!(
            ada.drive(verb, input_of(&card, &change("SCREENING"))),
            ada.drive(verb, input_of(&card, &change("ASSESSMENT")))
        );
        assert_eq!(winners(&[one, two], &format!("{verb}Application")), 1);
    }
    let card = ada.card(&card["id"]).await;
    assert_eq!(
        (events(&card, "seq").len(), &card["version"]),
        (2, &json!(3))
    );
}

#[tokio::test]
async fn fifty_parallel_moves_leave_one_row_for_each_that_was_acknowledged() {
    let app = TestApp::with(|config| config.database.acquire_timeout_ms = 30_000).await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    // All read the current version and try once, so some succeed and some are refused.
    let moves = (0..50).map(async |_| {
        let seen = ada.card(&card["id"]).await;
        ada.drive("move", input_of(&seen, &json!({ "to": "SCREENING" })))
            .await
    });
    let answers = join_all(moves).await;
    let won = winners(&answers, "moveApplication");
    assert!(won >= 1);
    let versions: BTreeSet<i64> = answers
        .iter()
        .filter_map(|answer| {
            answer
                .json
                .pointer("/data/moveApplication/application/version")?
                .as_i64()
        })
        .collect();
    assert_eq!(
        versions.len(),
        won,
        "each acknowledgement has its own version"
    );
    let card = ada.card(&card["id"]).await;
    let seqs: Vec<Value> = (1..=won + 1).map(|seq| json!(seq)).collect();
    assert_eq!(events(&card, "seq"), seqs.iter().collect::<Vec<_>>());
    assert_eq!(card["version"], json!(won + 1));
}

#[tokio::test]
async fn a_keyed_request_sent_twenty_times_at_once_is_done_once() {
    let app = TestApp::with(|config| config.database.acquire_timeout_ms = 30_000).await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let event =
        ada.step("move", &card, &json!({ "to": "SCREENING" })).await["events"][1]["id"].clone();
    let before = app.count_rows("application_events").await;
    let mut rows = 0;
    for (verb, change) in [
        ("move", json!({ "to": "INTERVIEWING" })),
        ("close", json!({ "outcome": "REJECTED" })),
        ("reopen", json!({ "to": "OFFER", "reason": "So." })),
        ("correct", json!({ "eventId": event, "reason": "So." })),
    ] {
        let mut input = input_of(&ada.card(&card["id"]).await, &change);
        input["idempotencyKey"] = json!(format!("key of {verb}"));
        let answers = join_all((0..20).map(|_| ada.drive(verb, input.clone()))).await;
        same(&answers, &format!("{verb}Application"));
        rows += 1;
        assert_eq!(
            app.count_rows("application_events").await,
            before + rows,
            "{verb}"
        );
    }
}

/// PostgreSQL shows each statement what was committed before it, so a mutation that read the row and then its events could see two
/// different states. Here another instance corrects the application between the two; on SQLite that cannot happen.
#[tokio::test]
async fn a_correction_sees_the_row_and_its_events_at_one_moment() {
    let app = Setup::new().workers(0).start().await;
    if app.on_sqlite() {
        return;
    }
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let card = ada.step("move", &card, &json!({ "to": "SCREENING" })).await;
    let other = app.platform.db.begin().await.unwrap();
    other
        .execute_unprepared("SELECT id FROM applications FOR UPDATE; LOCK TABLE application_events")
        .await
        .unwrap();
    let overtaken = async {
        let waiting =
            "pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        eventually("the request waits for a lock", async || {
            (app.count_rows(waiting).await > 0).then_some(())
        })
        .await;
        other
            .execute_unprepared(CORRECTION_OF_THE_LAST_EVENT)
            .await
            .unwrap();
        other.commit().await.unwrap();
    };
    let input = input_of(
        &card,
        &json!({ "eventId": events(&card, "id")[1], "reason": "So." }),
    );
    let (refusal, ()) = tokio::join!(
        ada.refused("correct", input, "VersionConflictError"),
        overtaken
    );
    assert_eq!(refusal["current"], json!(3));
}

/// As `correctApplication` writes it.
const CORRECTION_OF_THE_LAST_EVENT: &str = "
    INSERT INTO application_events (id, application_id, user_id, seq, kind, from_stage, to_stage, occurred_on, recorded_at, actor,
        observed, retracts_event_id, reason)
    SELECT gen_random_uuid(), application_id, user_id, seq + 1, 'CORRECTED', to_stage, from_stage, occurred_on, recorded_at, actor,
        observed, id, 'So.'
    FROM application_events WHERE kind = 'MOVED';
    UPDATE applications SET stage = 'APPLIED', version = version + 1";

#[tokio::test]
async fn a_keyed_beginning_sent_twenty_times_at_once_is_done_once() {
    let app = TestApp::with(|config| config.database.acquire_timeout_ms = 30_000).await;
    let posting = app.import_board("greenhouse_jobs").await.remove(0);
    let ada = app.sign_up("ada").await;
    for (key, input) in [
        ("scratch", json!({ "company": "Fernhill", "role": "Cook" })),
        ("posting", json!({ "postingId": posting })),
    ] {
        let mut input = input;
        input["idempotencyKey"] = json!(key);
        let before = app.count_rows("applications").await;
        let answers = join_all((0..20).map(|_| ada.drive("create", input.clone()))).await;
        same(&answers, "createApplication");
        assert_eq!(app.count_rows("applications").await, before + 1, "{key}");
    }
}

#[tokio::test]
async fn a_retry_returns_the_first_result_after_the_application_went_on() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let input = input_of(
        &card,
        &json!({ "to": "SCREENING", "idempotencyKey": "one" }),
    );
    let moved = ada.done("move", input.clone()).await;
    ada.step("move", &moved, &json!({ "to": "OFFER" })).await;
    let again = ada.done("move", input).await;
    assert_eq!(
        (&again["stage"], &again["version"]),
        (&json!("SCREENING"), &json!(2)),
        "the first result"
    );
}

#[tokio::test]
async fn a_key_is_good_for_one_request_of_one_user() {
    let app = Setup::new().workers(0).start().await;
    let (ada, ben) = (app.sign_up("ada").await, app.sign_up("ben").await);
    let card = ada.begin("Fernhill", "APPLIED").await;
    let keyed = |change: Value| {
        let mut input = input_of(&card, &change);
        input["idempotencyKey"] = json!("the key");
        input
    };
    ada.done("move", keyed(json!({ "to": "SCREENING" }))).await;
    let before = app.row_counts().await;
    for (verb, input) in [
        ("move", keyed(json!({ "to": "OFFER" }))),
        (
            "move",
            keyed(json!({ "to": "SCREENING", "reason": "Another." })),
        ),
        (
            "move",
            keyed(json!({ "to": "SCREENING", "occurredOn": "2024" })),
        ),
        ("close", keyed(json!({ "outcome": "REJECTED" }))),
        (
            "create",
            json!({ "company": "Fernhill", "role": "Cook", "idempotencyKey": "the key" }),
        ),
    ] {
        let refusal = ada.refused(verb, input, "IdempotencyKeyReusedError").await;
        assert_eq!(refusal["path"], json!(["input", "idempotencyKey"]));
    }
    assert_eq!(app.row_counts().await, before);
    ben.done(
        "create",
        json!({ "company": "Fernhill", "role": "Cook", "idempotencyKey": "the key" }),
    )
    .await;
    for key in ["", " ", "a\nb", &"x".repeat(201)] {
        let refusal = ada
            .refused(
                "create",
                json!({ "company": "A", "role": "B", "idempotencyKey": key }),
                "InvalidInputError",
            )
            .await;
        assert_eq!(refusal["path"], json!(["input", "idempotencyKey"]));
    }
}

#[tokio::test]
async fn a_refused_keyed_request_does_not_use_its_key_up() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "PREPARING").await;
    let key = json!("the key");
    ada.refused(
        "move",
        input_of(&card, &json!({ "to": "OFFER", "idempotencyKey": key })),
        "InvalidTransitionError",
    )
    .await;
    ada.step(
        "move",
        &card,
        &json!({ "to": "APPLIED", "idempotencyKey": key }),
    )
    .await;
}

/// The number of successes; the others were refused with VERSION_CONFLICT.
fn winners(answers: &[Answer], mutation: &str) -> usize {
    let (done, refused): (Vec<_>, Vec<_>) = answers
        .iter()
        .partition(|answer| answer.data(&format!("{mutation}.application")).is_object());
    for answer in refused {
        assert_eq!(
            answer.refusal(mutation),
            "VersionConflictError input.expectedVersion"
        );
    }
    done.len()
}

fn same(answers: &[Answer], mutation: &str) {
    for answer in answers {
        assert_eq!(
            answer.data(&format!("{mutation}.userErrors")),
            &json!([]),
            "{}",
            answer.text
        );
        assert_eq!(answer.data(mutation), answers[0].data(mutation));
    }
}
