//! What the database deletes with other objects is told as well.

use serde_json::{Value, json};

use super::{cursor_now, page};
use crate::kit::{Setup, input_of};

/// The kinds and ids of what was deleted after a cursor.
fn deleted(page: &Value) -> Vec<Value> {
    let changes = page["changes"].as_array().unwrap().iter();
    let mut all: Vec<Value> = changes
        .filter(|it| it["operation"] == "DELETED")
        .map(|it| json!([it["kind"], it["objectId"]]))
        .collect();
    all.sort_by_key(ToString::to_string);
    all
}

#[tokio::test]
async fn notifications_and_recorded_answers_are_deleted_with_their_application() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let id = card["id"].as_str().unwrap();
    let answer =
        crate::writing::answers::saved(&ada.client, "Notice?", json!({ "text": "A month" })).await;
    let recorded = crate::writing::answers::recorded(&ada, id, &answer).await;
    let card = ada.step("move", &card, &json!({ "to": "OFFER" })).await;
    app.run_tasks().await;
    let inbox = "{ viewer { notifications { nodes { id } } } }";
    let inbox = ada.client.gql(inbox, json!({})).await;
    let notification = inbox.text_at("viewer.notifications.nodes.0.id");
    let before = cursor_now(&ada.client).await;
    let delete = "mutation($input: DeleteApplicationInput!) { deleteApplication(input: $input) { deletedApplicationId } }";
    let input = json!({ "input": input_of(&card, &json!({})) });
    ada.client
        .gql(delete, input)
        .await
        .text_at("deleteApplication.deletedApplicationId");
    let read = page(&ada.client, json!({ "after": before })).await;
    let expected = [
        json!(["APPLICATION", id]),
        json!(["NOTIFICATION", notification]),
        json!(["RECORDED_ANSWER", recorded["id"]]),
    ];
    assert_eq!(deleted(&read), expected);
}

#[tokio::test]
async fn tailorings_are_deleted_with_their_resume() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let resume = crate::writing::resumes::master(&ada, "R").await;
    let planted =
        crate::writing::tailoring::planted(&app, &ada, &resume, (None, "Tailoring")).await;
    let before = cursor_now(&ada.client).await;
    let remove = "mutation($id: ID!) { removeResume(input: { id: $id, expectedVersion: 1 }) { removedResumeId userErrors { message } } }";
    let answer = ada.client.gql(remove, json!({ "id": resume["id"] })).await;
    assert_eq!(
        answer.data("removeResume.removedResumeId"),
        &resume["id"],
        "{}",
        answer.text
    );
    let read = page(&ada.client, json!({ "after": before })).await;
    let expected = [
        json!(["RESUME", resume["id"]]),
        json!(["TAILORING", planted["id"]]),
    ];
    assert_eq!(deleted(&read), expected);
}

#[tokio::test]
async fn an_account_is_erased_with_its_feed() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    ada.begin("Fernhill", "APPLIED").await;
    let counts = async || {
        (
            app.count_rows("changes").await,
            app.count_rows("change_heads").await,
        )
    };
    assert_eq!(counts().await, (1, 1));
    let conn = app.platform.db.conn();
    let erase = sea_orm::Statement::from_sql_and_values(
        app.platform.db.backend(),
        "DELETE FROM users WHERE id = $1",
        [ada.user_id.into()],
    );
    sea_orm::ConnectionTrait::execute_raw(conn, erase)
        .await
        .unwrap();
    assert_eq!(counts().await, (0, 0));
}
