//! Deleting an application: nothing of it is left, and a retry of an earlier request does not create it again.

use careergraph::platform::personal_data::{DataSubject, PersonalData};
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::kit::{Answer, Setup, TestApp, TestUser};

const DELETE: &str = "mutation($input: DeleteApplicationInput!) { deleteApplication(input: $input) {
    deletedApplicationId userErrors { __typename code path ... on VersionConflictError { current } } } }";

async fn delete(user: &TestUser, card: &Value, key: Option<&str>) -> Answer {
    let input =
        json!({ "id": card["id"], "expectedVersion": card["version"], "idempotencyKey": key });
    user.client.gql(DELETE, json!({ "input": input })).await
}

/// All queries that may show an application.
async fn seen(user: &TestUser, id: &Value) -> Value {
    let query = "query($id: ID!) { node(id: $id) { id } viewer {
        applications { totalCount nodes { id } } archived: applications(filter: { archived: true }) { totalCount }
        board { totalCount applications { id } } analytics { funnel { total accepted steps { reached } } }
        unreadNotificationCount notifications { totalCount nodes { id application { id } } } } }";
    user.client
        .gql(query, json!({ "id": id }))
        .await
        .data("viewer")
        .clone()
}

#[tokio::test]
async fn a_deleted_application_is_gone_from_everything() {
    let app = Setup::new().workers(0).start().await;
    let posting = app.import_board("greenhouse_jobs").await.remove(0);
    let ada = app.sign_up("ada").await;
    let (rows, empty) = (
        app.row_counts().await,
        seen(&ada, &json!("appl_00000000000000000000000000000000")).await,
    );
    let card = ada
        .done(
            "create",
            json!({ "postingId": posting, "stage": "APPLIED" }),
        )
        .await;
    let card = ada.step("move", &card, &json!({ "to": "OFFER" })).await;
    let card = ada
        .step("close", &card, &json!({ "outcome": "ACCEPTED" }))
        .await;
    app.run_tasks().await;
    let told = seen(&ada, &card["id"]).await["notifications"]["nodes"][0]["id"].clone();
    assert!(told.is_string());
    assert_eq!(
        delete(&ada, &card, None).await.data("deleteApplication"),
        &json!({ "deletedApplicationId": card["id"], "userErrors": [] })
    );
    assert_eq!(seen(&ada, &card["id"]).await, empty);
    for id in [&card["id"], &told] {
        assert_eq!(
            ada.client
                .gql(
                    "query($id: ID!) { node(id: $id) { id } }",
                    json!({ "id": id })
                )
                .await
                .data("node"),
            &Value::Null
        );
    }
    let one = "query($id: ID!) { viewer { application(id: $id) { id } } }";
    assert_eq!(
        ada.client
            .gql(one, json!({ "id": card["id"] }))
            .await
            .code(),
        "NOT_FOUND"
    );
    let subject = DataSubject {
        user_id: ada.user_id,
        email: ada.email.clone(),
    };
    let actor = ada.actor(&app);
    let exported = app.applications.export(&actor, &subject).await.unwrap();
    assert_eq!(exported, json!([]));
    let left: Vec<_> = app
        .row_counts()
        .await
        .into_iter()
        .filter(|(table, count)| rows.get(table) != Some(count))
        .collect();
    assert!(
        left.iter()
            .all(|(table, _)| matches!(table.as_str(), "change_heads" | "changes" | "tasks")),
        "{left:?}"
    );
    assert_eq!(delete(&ada, &card, None).await.code(), "NOT_FOUND");
    ada.done("create", json!({ "postingId": posting })).await;
}

#[tokio::test]
async fn what_others_hold_stays() {
    let app = Setup::new().workers(0).start().await;
    let posting = app.import_board("greenhouse_jobs").await.remove(0);
    let (ada, ben) = (app.sign_up("ada").await, app.sign_up("ben").await);
    let (first, other) = (
        ada.done("create", json!({ "postingId": posting })).await,
        ada.begin("Cargolane", "APPLIED").await,
    );
    let bens = ben.done("create", json!({ "postingId": posting })).await;
    delete(&ada, &first, None)
        .await
        .text_at("deleteApplication.deletedApplicationId");
    assert_eq!(
        (ada.card(&other["id"]).await, ben.card(&bens["id"]).await),
        (other, bens)
    );
    assert_eq!(app.count_rows("posting_snapshots").await, 1);
}

#[tokio::test]
async fn an_application_that_moved_on_is_not_deleted() {
    let app = TestApp::start().await;
    let (ada, eve) = (app.sign_up("ada").await, app.sign_up("eve").await);
    let card = ada.begin("Fernhill", "APPLIED").await;
    let now = ada.step("move", &card, &json!({ "to": "OFFER" })).await;
    let refused = delete(&ada, &card, None).await;
    assert_eq!(
        refused.refusal("deleteApplication"),
        "VersionConflictError input.expectedVersion"
    );
    assert_eq!(
        refused.data("deleteApplication.userErrors.0.current"),
        &json!(2)
    );
    assert_eq!(delete(&eve, &now, None).await.code(), "NOT_FOUND");
    assert_eq!(ada.card(&card["id"]).await, now);
}

#[tokio::test]
async fn a_retry_does_not_begin_a_deleted_application_again() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let create =
        |company: &str| json!({ "company": company, "role": "Cook", "idempotencyKey": "begin" });
    let card = ada.done("create", create("Fernhill")).await;
    let step = json!({ "id": card["id"], "expectedVersion": 1, "to": "APPLIED", "idempotencyKey": "send" });
    let card = ada.done("move", step.clone()).await;
    let done = delete(&ada, &card, Some("mistake")).await;
    assert_eq!(
        done.data("deleteApplication.deletedApplicationId"),
        &card["id"]
    );
    let rows = app.row_counts().await;
    assert_eq!(
        ada.drive("create", create("Fernhill")).await.code(),
        "NOT_FOUND",
        "it was done, and deleted since"
    );
    assert_eq!(ada.drive("move", step).await.code(), "NOT_FOUND");
    assert_eq!(
        delete(&ada, &card, Some("mistake"))
            .await
            .data("deleteApplication"),
        done.data("deleteApplication")
    );
    ada.refused("create", create("Cargolane"), "IdempotencyKeyReusedError")
        .await;
    let other = ada.begin("Cargolane", "APPLIED").await;
    let reused = delete(&ada, &other, Some("mistake")).await;
    assert_eq!(
        reused.refusal("deleteApplication"),
        "IdempotencyKeyReusedError input.idempotencyKey"
    );
    assert_eq!(
        delete(&ada, &other, Some("begin"))
            .await
            .refusal("deleteApplication"),
        "IdempotencyKeyReusedError input.idempotencyKey"
    );
    delete(&ada, &other, None)
        .await
        .text_at("deleteApplication.deletedApplicationId");
    let mut now = app.row_counts().await;
    // The deletion is told as well.
    for table in ["changes", "tasks"] {
        now.insert(table.to_owned(), rows[table]);
    }
    assert_eq!(now, rows);
}

#[tokio::test]
async fn a_keyed_deletion_sent_twenty_times_at_once_is_done_once() {
    let app = TestApp::with(|config| config.database.acquire_timeout_ms = 30_000).await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let answers = join_all((0..20).map(|_| delete(&ada, &card, Some("mistake")))).await;
    for answer in answers {
        assert_eq!(
            answer.data("deleteApplication"),
            &json!({ "deletedApplicationId": card["id"], "userErrors": [] })
        );
    }
    assert_eq!(
        (
            app.count_rows("applications").await,
            app.count_rows("application_events").await
        ),
        (0, 0)
    );
}

#[tokio::test]
async fn what_was_not_told_yet_is_not_told_of_a_deleted_application() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let card = ada.step("move", &card, &json!({ "to": "OFFER" })).await;
    let other = ada.begin("Cargolane", "APPLIED").await;
    delete(&ada, &card, None)
        .await
        .text_at("deleteApplication.deletedApplicationId");
    ada.step("move", &other, &json!({ "to": "OFFER" })).await;
    app.run_tasks().await;
    let inbox = ada
        .client
        .gql(
            "{ viewer { notifications { nodes { title } } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        inbox.data("viewer.notifications.nodes"),
        &json!([{ "title": "Cargolane: offer" }])
    );
    assert_eq!(app.count_rows("tasks").await, 0, "nothing is tried again");
}
