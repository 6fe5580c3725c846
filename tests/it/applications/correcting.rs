//! Correcting the date of an event: the old event stays in the history, the new one is effective.

use serde_json::json;

use super::{
    dates::{app_at, begun_on, out_of_order},
    events,
};
use crate::kit::input_of;

#[tokio::test]
async fn the_date_of_the_beginning_can_be_corrected() {
    let app = app_at("2026-11-26T12:00:00Z").await;
    let ada = app.sign_up("ada").await;
    let before = begun_on(&ada, "2026-11-16").await;
    let beginning = events(&before, "id")[0].clone();
    let change = json!({ "eventId": beginning, "occurredOn": "2026-11-06", "reason": "A slip." });
    let card = ada.step("correctDate", &before, &change).await;
    assert_eq!(
        (&card["stage"], &card["appliedOn"], &card["version"]),
        (&json!("APPLIED"), &json!("2026-11-06"), &json!(2))
    );
    assert_eq!(events(&card, "kind"), ["CREATED", "CREATED"]);
    assert_eq!(events(&card, "effective"), [false, true]);
    assert_eq!(
        events(&card, "occurredOn"),
        ["2026-11-16", "2026-11-06"],
        "what was written stays"
    );
    let (old, new) = (&card["events"][0], &card["events"][1]);
    assert_eq!(
        (&new["retractsEventId"], &new["fromStage"], &new["toStage"]),
        (&beginning, &old["fromStage"], &json!("APPLIED"))
    );
    assert_eq!(
        (&new["reason"], &new["seq"]),
        (&json!("A slip."), &json!(2))
    );
    // A date that was refused because of the wrong one is possible now, and one before the corrected date is not.
    let on = |day: &str| json!({ "to": "INTERVIEWING", "occurredOn": day });
    out_of_order(
        &ada,
        "move",
        &card,
        &on("2026-11-05"),
        ("2026-11-06", &new["id"]),
    )
    .await;
    let card = ada.step("move", &card, &on("2026-11-10")).await;
    // Again, by the effective event.
    let change =
        json!({ "eventId": new["id"], "occurredOn": "2026-10", "reason": "Another slip." });
    let card = ada.step("correctDate", &card, &change).await;
    assert_eq!(
        (&card["stage"], &card["appliedOn"]),
        (&json!("INTERVIEWING"), &json!("2026-10"))
    );
    assert_eq!(events(&card, "effective"), [false, false, true, true]);
    let funnel = "{ viewer { analytics { funnel { total steps { stage reached } } } } }";
    let funnel = ada
        .client
        .gql(funnel, json!({}))
        .await
        .data("viewer.analytics.funnel")
        .clone();
    assert_eq!(
        (
            &funnel["total"],
            &funnel["steps"][0]["reached"],
            &funnel["steps"][3]["reached"]
        ),
        (&json!(1), &json!(1), &json!(1))
    );
}

#[tokio::test]
async fn every_event_that_stands_can_get_another_date_and_still_be_taken_back() {
    let app = app_at("2026-11-26T12:00:00Z").await;
    let ada = app.sign_up("ada").await;
    let card = begun_on(&ada, "2026-11-01").await;
    let card = ada
        .step(
            "move",
            &card,
            &json!({ "to": "SCREENING", "occurredOn": "2026-11-05" }),
        )
        .await;
    let card = ada
        .step(
            "close",
            &card,
            &json!({ "outcome": "REJECTED", "occurredOn": "2026-11-10" }),
        )
        .await;
    let card = ada
        .step(
            "reopen",
            &card,
            &json!({ "to": "OFFER", "occurredOn": "2026-11-15", "reason": "So." }),
        )
        .await;
    let ids = events(&card, "id");
    let other = |id, day| json!({ "eventId": id, "occurredOn": day, "reason": "So." });
    out_of_order(
        &ada,
        "correctDate",
        &card,
        &other(ids[2], "2026-11-16"),
        ("2026-11-15", ids[3]),
    )
    .await;
    out_of_order(
        &ada,
        "correctDate",
        &card,
        &other(ids[2], "2026-11-04"),
        ("2026-11-05", ids[1]),
    )
    .await;
    out_of_order(
        &ada,
        "correctDate",
        &card,
        &other(ids[0], "2026-11-20"),
        ("2026-11-05", ids[1]),
    )
    .await;
    let mut now = card.clone();
    for (place, day) in [
        (1, "2026-11"),
        (2, "2026-11-15"),
        (3, "2026-11-26"),
        (0, "2026-11-15"),
    ] {
        now = ada.step("correctDate", &now, &other(ids[place], day)).await;
        assert_eq!(
            (&now["stage"], &now["outcome"]),
            (&card["stage"], &card["outcome"]),
            "the stage stays"
        );
        let last = now["events"].as_array().unwrap().last().unwrap();
        for field in ["kind", "fromStage", "toStage", "outcome"] {
            assert_eq!(last[field], card["events"][place][field], "{field}");
        }
    }
    let reopened = now["events"][6]["id"].clone();
    let now = ada
        .step(
            "correct",
            &now,
            &json!({ "eventId": reopened, "reason": "They did not call." }),
        )
        .await;
    assert_eq!(
        (&now["stage"], &now["outcome"]),
        (&json!("CLOSED"), &json!("REJECTED"))
    );
}

#[tokio::test]
async fn a_date_is_not_corrected_without_an_event_a_reason_or_a_version() {
    let app = app_at("2026-11-26T12:00:00Z").await;
    let ada = app.sign_up("ada").await;
    let card = begun_on(&ada, "2026-11-01").await;
    let card = ada
        .step(
            "move",
            &card,
            &json!({ "to": "SCREENING", "occurredOn": "2026-11-05" }),
        )
        .await;
    let card = ada
        .step(
            "correct",
            &card,
            &json!({ "eventId": events(&card, "id")[1], "reason": "So." }),
        )
        .await;
    let change =
        json!({ "eventId": events(&card, "id")[0], "occurredOn": "2026-10-01", "reason": "So." });
    let card = ada.step("correctDate", &card, &change).await;
    let ids = events(&card, "id");
    let other = |id, day, reason| {
        input_of(
            &card,
            &json!({ "eventId": id, "occurredOn": day, "reason": reason }),
        )
    };
    for (input, path) in [
        (other(ids[3], "2026-11-28", "So."), "occurredOn"),
        (other(ids[3], "2026-10-01", "So."), "occurredOn"),
        (other(ids[3], "2026-10-02", " "), "reason"),
        (other(ids[0], "2026-10-02", "So."), "eventId"),
        (other(ids[1], "2026-10-02", "So."), "eventId"),
        (other(ids[2], "2026-10-02", "So."), "eventId"),
    ] {
        assert_eq!(
            ada.refused("correctDate", input.clone(), "InvalidInputError")
                .await["path"],
            json!(["input", path]),
            "{input}"
        );
    }
    let mut stale = other(ids[3], "2026-10-02", "So.");
    stale["expectedVersion"] = json!(1);
    assert_eq!(
        ada.refused("correctDate", stale, "VersionConflictError")
            .await["current"],
        card["version"]
    );
    let elsewhere = ada.begin("Cargolane", "APPLIED").await;
    let foreign = input_of(
        &elsewhere,
        &json!({ "eventId": ids[3], "occurredOn": "2026-10-02", "reason": "So." }),
    );
    assert_eq!(ada.drive("correctDate", foreign).await.code(), "NOT_FOUND");
    assert_eq!(ada.card(&card["id"]).await, card);
    let mut keyed = other(ids[3], "2026-10-02", "So.");
    keyed["idempotencyKey"] = json!("the key");
    let done = ada.done("correctDate", keyed.clone()).await;
    assert_eq!(ada.done("correctDate", keyed.clone()).await, done, "once");
    keyed["occurredOn"] = json!("2026-10-03");
    ada.refused("correctDate", keyed, "IdempotencyKeyReusedError")
        .await;
}

#[tokio::test]
async fn another_date_is_told_as_a_correction() {
    let app = app_at("2026-11-26T12:00:00Z").await;
    let ada = app.sign_up("ada").await;
    let card = begun_on(&ada, "2026-11-16").await;
    let change = json!({ "eventId": events(&card, "id")[0], "occurredOn": "2026-11-06", "reason": "A slip." });
    ada.step("correctDate", &card, &change).await;
    app.run_tasks().await;
    let inbox = ada
        .client
        .gql(
            "{ viewer { notifications { nodes { kind title } } } }",
            json!({}),
        )
        .await;
    let expected =
        json!([{ "kind": "APPLICATION_CORRECTED", "title": "Fernhill: history corrected" }]);
    assert_eq!(inbox.data("viewer.notifications.nodes"), &expected);
}
