//! Creating an application: from a posting, which is copied, or without one.

use careergraph::platform::cache::PUBLIC_DATA;
use futures_util::future::join_all;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::kit::{TestApp, input_of};

const SNAPSHOT: &str = "query($id: ID!) { viewer { application(id: $id) { companyName role posting { id title isOpen }
    snapshot { id hash title companyName description location remoteMode url takenAt pay { min max currency period } } } } }";

#[tokio::test]
async fn an_application_from_a_posting_keeps_what_the_posting_said() {
    let app = TestApp::start().await;
    let posting = app.import_board("greenhouse_jobs").await.remove(0);
    let ada = app.sign_up("ada").await;
    let card = ada.done("create", json!({ "postingId": posting })).await;
    assert_eq!(
        (&card["companyName"], &card["role"]),
        (&json!("Fernhill"), &json!("Platform Engineer"))
    );
    assert_eq!(
        (&card["stage"], &card["version"], &card["appliedOn"]),
        (&json!("PREPARING"), &json!(1), &Value::Null)
    );
    let before = ada.client.gql(SNAPSHOT, json!({ "id": card["id"] })).await;
    assert_eq!(
        before.text_at("viewer.application.snapshot.title"),
        "Platform Engineer"
    );
    assert_eq!(before.text_at("viewer.application.posting.id"), posting);

    app.import(
        fixture()
            .replace("Platform Engineer", "Chief Dishwasher")
            .as_bytes(),
    )
    .await;
    let changed = ada.client.gql(SNAPSHOT, json!({ "id": card["id"] })).await;
    assert_eq!(
        changed.text_at("viewer.application.posting.title"),
        "Chief Dishwasher",
        "the posting did change"
    );
    assert_eq!(
        changed.data("viewer.application.snapshot"),
        before.data("viewer.application.snapshot")
    );
    assert_eq!(
        changed.text_at("viewer.application.role"),
        "Platform Engineer"
    );
}

#[tokio::test]
async fn an_application_outlives_its_posting() {
    let app = TestApp::start().await;
    let posting = app.import_board("greenhouse_jobs").await.remove(0);
    let ada = app.sign_up("ada").await;
    let card = ada.done("create", json!({ "postingId": posting })).await;
    let before = ada.client.gql(SNAPSHOT, json!({ "id": card["id"] })).await;
    app.platform
        .db
        .conn()
        .execute_unprepared("DELETE FROM postings")
        .await
        .unwrap();
    app.platform.bus.signal(PUBLIC_DATA).await;
    let after = ada.client.gql(SNAPSHOT, json!({ "id": card["id"] })).await;
    assert_eq!(after.data("viewer.application.posting"), &Value::Null);
    assert_eq!(
        after.data("viewer.application.snapshot"),
        before.data("viewer.application.snapshot")
    );
    assert_eq!(
        (
            after.text_at("viewer.application.companyName"),
            after.text_at("viewer.application.role")
        ),
        ("Fernhill".into(), "Platform Engineer".into())
    );
}

#[tokio::test]
async fn equal_copies_of_a_posting_are_kept_once() {
    let app = TestApp::start().await;
    let posting = app.import_board("greenhouse_jobs").await.remove(0);
    for name in ["ada", "ben", "cleo"] {
        app.sign_up(name)
            .await
            .done("create", json!({ "postingId": posting }))
            .await;
    }
    assert_eq!(
        (
            app.count_rows("applications").await,
            app.count_rows("posting_snapshots").await
        ),
        (3, 1)
    );
}

#[tokio::test]
async fn an_application_from_scratch_needs_company_and_role() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for (input, path) in [
        (json!({}), json!(["input", "company"])),
        (json!({ "role": "Cook" }), json!(["input", "company"])),
        (json!({ "company": "Fernhill" }), json!(["input", "role"])),
        (
            json!({ "company": " \t", "role": "Cook" }),
            json!(["input", "company"]),
        ),
        (
            json!({ "company": "Fernhill", "role": "" }),
            json!(["input", "role"]),
        ),
    ] {
        assert_eq!(
            ada.refused("create", input, "InvalidInputError").await["path"],
            path
        );
    }
    assert_eq!(app.count_rows("applications").await, 0);
    let input = json!({ "company": " Fernhill ", "role": "Cook", "stage": "APPLIED", "occurredOn": "2024-05", "source": "a friend",
        "referrer": "Grace", "note": "line one\r\nline two" });
    let card = ada.done("create", input).await;
    assert_eq!(
        (&card["companyName"], &card["stage"], &card["appliedOn"]),
        (&json!("Fernhill"), &json!("APPLIED"), &json!("2024-05"))
    );
    assert_eq!(
        (&card["source"], &card["referrer"], &card["note"]),
        (
            &json!("a friend"),
            &json!("Grace"),
            &json!("line one\nline two")
        )
    );
    let event = &card["events"][0];
    assert_eq!(
        (&event["seq"], &event["kind"], &event["fromStage"]),
        (&json!(1), &json!("CREATED"), &Value::Null)
    );
    assert_eq!(
        (&event["toStage"], &event["occurredOn"], &event["effective"]),
        (&json!("APPLIED"), &json!("2024-05"), &json!(true))
    );
}

#[tokio::test]
async fn an_application_begins_in_preparing_or_applied_only() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for stage in ["SCREENING", "ASSESSMENT", "INTERVIEWING", "OFFER", "CLOSED"] {
        let input = json!({ "company": "Fernhill", "role": "Cook", "stage": stage });
        let refusal = ada.refused("create", input, "InvalidTransitionError").await;
        assert_eq!(
            refusal["allowed"],
            json!(["PREPARING", "APPLIED"]),
            "{stage}"
        );
    }
    assert_eq!(app.count_rows("applications").await, 0);
}

#[tokio::test]
async fn there_is_one_open_application_for_a_posting() {
    let app = TestApp::start().await;
    let posting = app.import_board("greenhouse_jobs").await.remove(0);
    let (ada, ben) = (app.sign_up("ada").await, app.sign_up("ben").await);
    let first = ada.done("create", json!({ "postingId": posting })).await;
    let refusal = ada
        .refused("create", json!({ "postingId": posting }), "DuplicateError")
        .await;
    assert_eq!(
        (&refusal["existing"], &refusal["path"]),
        (&first["id"], &json!(["input", "postingId"]))
    );
    ben.done("create", json!({ "postingId": posting })).await;

    let closed = ada
        .step("close", &first, &json!({ "outcome": "WITHDRAWN" }))
        .await;
    let second = ada.done("create", json!({ "postingId": posting })).await;
    // Then two would be open.
    let again = input_of(
        &closed,
        &json!({ "to": "APPLIED", "reason": "They called." }),
    );
    let refusal = ada.refused("reopen", again, "DuplicateError").await;
    assert_eq!(
        (&refusal["existing"], &refusal["path"]),
        (&second["id"], &json!(["input", "id"]))
    );
    let event = &closed["events"][1]["id"];
    ada.refused(
        "correct",
        input_of(
            &closed,
            &json!({ "eventId": event, "reason": "It goes on." }),
        ),
        "DuplicateError",
    )
    .await;
    assert_eq!(ada.card(&closed["id"]).await, closed);
}

#[tokio::test]
async fn parallel_applications_for_one_posting_have_one_winner() {
    let app = TestApp::start().await;
    let posting = app.import_board("greenhouse_jobs").await.remove(0);
    let ada = app.sign_up("ada").await;
    let answers =
        join_all((0..8).map(|_| ada.drive("create", json!({ "postingId": posting })))).await;
    let made = answers
        .iter()
        .filter(|answer| answer.data("createApplication.application").is_object())
        .count();
    assert_eq!(made, 1);
    for answer in answers
        .iter()
        .filter(|answer| answer.data("createApplication.application").is_null())
    {
        assert_eq!(
            answer.refusal("createApplication"),
            "DuplicateError input.postingId"
        );
    }
    assert_eq!(
        (
            app.count_rows("applications").await,
            app.count_rows("application_events").await
        ),
        (1, 1)
    );
}

#[tokio::test]
async fn an_unknown_posting_is_not_found() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let answer = ada
        .drive(
            "create",
            json!({ "postingId": "post_0193e2a4c6b07d1e8f00000000000000" }),
        )
        .await;
    assert_eq!(answer.code(), "NOT_FOUND");
    assert_eq!(app.count_rows("applications").await, 0);
}

#[tokio::test]
async fn the_number_of_applications_is_bounded() {
    let app = TestApp::with(|config| config.applications.per_user = 2).await;
    let (ada, ben) = (app.sign_up("ada").await, app.sign_up("ben").await);
    for _ in 0..2 {
        ada.begin("Fernhill", "APPLIED").await;
    }
    let refusal = ada
        .refused(
            "create",
            json!({ "company": "One", "role": "too many" }),
            "InvalidInputError",
        )
        .await;
    assert!(
        refusal["message"].as_str().unwrap().contains('2'),
        "{refusal}"
    );
    ben.begin("Fernhill", "APPLIED").await;
}

fn fixture() -> String {
    std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/boards/greenhouse_jobs.json"
    ))
    .unwrap()
}
