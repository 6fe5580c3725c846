//! Idempotency keys: a retry returns the first result, another input is refused, and old keys are forgotten.

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::kit::{Setup, TestApp, input_of};

#[tokio::test]
async fn a_retry_is_known_by_what_it_asks_for_and_not_by_how_it_is_written() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let (id, fields) = (
        card["id"].as_str().unwrap(),
        "application { version stage } userErrors { code }",
    );
    let written = [
        (
            format!(
                "mutation {{ moveApplication(input: {{ id: \"{id}\", expectedVersion: 1, to: OFFER, reason: \"So.\", idempotencyKey: \"one\" }}) {{ {fields} }} }}"
            ),
            json!({}),
        ),
        (
            format!(
                "mutation {{ other: moveApplication(input: {{ idempotencyKey: \"one\", reason: \"\\u0053o.\", clientMutationId: \"again\", to: OFFER, \
                 expectedVersion: 1, id: \"{id}\" }}) {{ {fields} }} }}"
            ),
            json!({}),
        ),
        (
            format!(
                "mutation($input: MoveApplicationInput!) {{ moveApplication(input: $input) {{ {fields} }} }}"
            ),
            json!({ "input": { "to": "OFFER", "reason": "So.", "idempotencyKey": "one", "expectedVersion": 1, "id": id } }),
        ),
        (
            format!(
                "mutation($to: ApplicationStage!, $version: Int = 1) {{ moveApplication(input: {{ id: \"{id}\", expectedVersion: $version, to: $to, \
                 reason: \"So.\", idempotencyKey: \"one\" }}) {{ {fields} }} }}"
            ),
            json!({ "to": "OFFER" }),
        ),
    ];
    for (query, variables) in written {
        let answer = ada.client.gql(&query, variables).await;
        let payload = answer.json["data"]
            .as_object()
            .unwrap()
            .values()
            .next()
            .unwrap();
        let expected =
            json!({ "application": { "version": 2, "stage": "OFFER" }, "userErrors": [] });
        assert_eq!(payload, &expected, "{query}");
    }
    assert_eq!(
        ada.card(&card["id"]).await["version"],
        2,
        "it was moved once"
    );
}

#[tokio::test]
async fn another_input_or_another_mutation_with_the_key_is_refused() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let keyed = |change: Value| {
        let mut input = input_of(&card, &change);
        input["idempotencyKey"] = json!("one");
        input
    };
    ada.done("move", keyed(json!({ "to": "OFFER" }))).await;
    for (mutation, change) in [
        ("move", json!({ "to": "SCREENING" })),
        ("move", json!({ "to": "OFFER", "occurredOn": "2026-01-01" })),
        ("move", json!({ "to": "OFFER", "reason": "" })),
        ("close", json!({ "outcome": "REJECTED" })),
        ("update", json!({ "note": "Call." })),
    ] {
        ada.refused(mutation, keyed(change), "IdempotencyKeyReusedError")
            .await;
    }
}

#[tokio::test]
async fn a_request_that_was_refused_leaves_its_key_free() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let keyed = |version: i64| json!({ "id": card["id"], "expectedVersion": version, "to": "OFFER", "idempotencyKey": "one" });
    ada.refused("move", keyed(9), "VersionConflictError").await;
    assert_eq!(app.count_rows("idempotency_keys").await, 0);
    ada.done("move", keyed(1)).await;
    assert_eq!(app.count_rows("idempotency_keys").await, 1);
}

#[tokio::test]
async fn a_key_is_kept_for_a_week_and_then_forgotten() {
    let clock = Clock::held_at(Clock::default().now());
    let app = Setup::new().workers(0).clock(clock.clone()).start().await;
    let ada = app.sign_up("ada").await;
    let new = json!({ "company": "Fernhill", "role": "Cook", "idempotencyKey": "one" });
    let first = ada.done("create", new.clone()).await;
    clock.advance(TimeDelta::days(7) - TimeDelta::minutes(1));
    let ada = ada.sign_in_again(&app).await;
    assert_eq!(app.platform.forget_old_keys().await.unwrap(), 0);
    assert_eq!(ada.done("create", new.clone()).await["id"], first["id"]);
    clock.advance(TimeDelta::minutes(2));
    assert_eq!(app.platform.forget_old_keys().await.unwrap(), 1);
    assert_ne!(ada.done("create", new).await["id"], first["id"]);
}

#[tokio::test]
async fn a_retry_of_what_wrote_a_deleted_application_finds_it_gone() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let new = json!({ "company": "Fernhill", "role": "Cook", "note": "Secret.", "idempotencyKey": "one" });
    let card = ada.done("create", new.clone()).await;
    let delete = "mutation($input: DeleteApplicationInput!) { deleteApplication(input: $input) { deletedApplicationId } }";
    let mut input = input_of(&card, &json!({}));
    input["idempotencyKey"] = json!("two");
    for _ in 0..2 {
        let answer = ada.client.gql(delete, json!({ "input": input })).await;
        assert_eq!(
            answer.data("deleteApplication.deletedApplicationId"),
            &card["id"]
        );
    }
    let answer = ada.drive("create", new).await;
    assert_eq!(answer.code(), "NOT_FOUND", "{}", answer.text);
    assert_eq!(
        app.count_rows("applications").await,
        0,
        "nothing was created again"
    );
    assert!(!text_of_keys(&app).await.contains("Secret."));
}

async fn text_of_keys(app: &TestApp) -> String {
    let rows = app
        .rows("SELECT coalesce(CAST(result AS text), '') AS text FROM idempotency_keys")
        .await;
    rows.iter()
        .map(|row| row.try_get::<String>("", "text").unwrap())
        .collect()
}

const CREATE: &str = "mutation($input: CreateApplicationInput!) { createApplication(input: $input) { application { id version } userErrors { message } } }";

#[tokio::test]
async fn a_retry_returns_the_first_result_when_its_date_is_in_the_future_by_now() {
    let noon = "2026-11-26T12:00:00Z".parse().unwrap();
    let app = Setup::new()
        .workers(0)
        .clock(Clock::held_at(noon))
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    let zone = async |zone: &str| {
        let query = "mutation($zone: TimeZone!) { updateAccount(input: { timeZone: $zone }) { userErrors { code } } }";
        let answer = ada.client.gql(query, json!({ "zone": zone })).await;
        assert_eq!(answer.data("updateAccount.userErrors"), &json!([]));
    };
    zone("Pacific/Kiritimati").await;
    let new = json!({
        "company": "Fernhill", "role": "Cook", "stage": "APPLIED", "occurredOn": "2026-11-27", "idempotencyKey": "one"
    });
    let card = ada.done("create", new.clone()).await;
    let step = json!({
        "id": card["id"], "expectedVersion": 1, "to": "OFFER", "occurredOn": "2026-11-27", "idempotencyKey": "two"
    });
    let moved = ada.done("move", step.clone()).await;
    zone("America/Los_Angeles").await;
    assert_eq!(ada.done("create", new).await["id"], card["id"]);
    assert_eq!(ada.done("move", step).await["version"], moved["version"]);
    let late = json!({ "company": "Fernhill", "role": "Cook", "occurredOn": "2026-11-27", "idempotencyKey": "three" });
    ada.refused("create", late, "InvalidInputError").await;
}

#[tokio::test]
async fn a_retry_returns_the_first_result_when_its_posting_is_hidden_by_now() {
    let app = Setup::new().workers(0).start().await;
    let posting = app.import_board("greenhouse_jobs").await.remove(0);
    let (ada, admin) = (app.sign_up("ada").await, app.admin("admin").await);
    let input = json!({ "input": { "postingId": posting, "idempotencyKey": "one" } });
    let first = ada.client.gql(CREATE, input.clone()).await;
    let hide = "mutation($id: ID!) { hidePosting(input: { id: $id, reason: \"Spam.\" }) { userErrors { message } } }";
    let hidden = admin.client.gql(hide, json!({ "id": posting })).await;
    assert_eq!(hidden.data("hidePosting.userErrors"), &json!([]));
    let again = ada.client.gql(CREATE, input).await;
    assert_eq!(
        again.data("createApplication"),
        first.data("createApplication")
    );
}

#[tokio::test]
async fn creations_at_the_same_time_with_keys_of_their_own_all_succeed() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let creating = (0..8).map(|number| {
        let input = json!({ "input": { "company": format!("Company {number}"), "role": "Cook", "idempotencyKey": format!("key {number}") } });
        ada.client.gql(CREATE, input)
    });
    for created in futures_util::future::join_all(creating).await {
        assert!(
            created.data("createApplication.application").is_object(),
            "{}",
            created.text
        );
    }
}
