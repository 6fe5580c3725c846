//! What the subscriptions of the table bring.

use careergraph::types::cursor::{Cursor, List};
use serde_json::json;

use super::{Expect, Row, Things, meets};
use crate::kit::{Answer, Socket, TestApp, TestApplication, TestUser};

/// The notifications of a subscriber while something happens to the owner, and then to them: of the second only.
pub(super) async fn follow(
    app: &TestApp,
    who: Option<&TestUser>,
    row: &Row,
    things: &Things,
) -> Result<(), String> {
    let mut socket = Socket::connect(app, who.map(|user| user.access_token.as_str())).await;
    let (query, _) = (row.ask)(things);
    let Some(user) = who else {
        socket.subscribe("1", query, json!({})).await;
        let message = socket.next().await;
        let answer = Answer::of(
            json!({ "data": null, "errors": message["payload"]["errors"].as_array().unwrap_or(&vec![message["payload"][0].clone()]) }),
        );
        return meets(&answer, "", row.expect[0]);
    };
    let begin = Cursor {
        key: last_seq(user).await,
        id: uuid::Uuid::nil(),
    }
    .encode(List::Notifications);
    socket
        .subscribe("1", query, json!({ "after": begin }))
        .await;
    move_on(&things.owner, &things.other_application).await;
    let own = if user.user_id == things.owner.user_id {
        things.other_application.clone()
    } else {
        user.apply("Own").await
    };
    if user.user_id != things.owner.user_id {
        move_on(user, &own).await;
    }
    app.run_tasks().await;
    let heard = socket.next_data("1").await;
    if heard.pointer("/notificationReceived/notification/application/id") == Some(&json!(own.id)) {
        Ok(())
    } else {
        Err(heard.to_string())
    }
}

/// The first event of a subscription to one object, an import or a letter.
pub(super) async fn follow_one(
    app: &TestApp,
    who: Option<&TestUser>,
    row: &Row,
    things: &Things,
    (root, expected): (&str, Expect),
) -> Result<(), String> {
    let mut socket = Socket::connect(app, who.map(|user| user.access_token.as_str())).await;
    let (query, variables) = (row.ask)(things);
    socket.subscribe("1", query, variables).await;
    let payload = socket.next().await["payload"].take();
    let answer = if payload.is_array() {
        json!({ "data": null, "errors": payload })
    } else {
        payload
    };
    meets(&Answer::of(answer), root, expected)
}

/// A new import of the owner, which is not applied.
pub(super) async fn imported(owner: &TestUser) -> String {
    let plan = crate::imports::upload(owner, "cv.json", br#"{"basics":{"label":"Planner"}}"#).await;
    plan["id"].as_str().expect("an id").to_owned()
}

/// The number of notifications of a user so far: the sequence has no gaps.
pub(super) async fn last_seq(user: &TestUser) -> i64 {
    user.client
        .gql("{ viewer { notifications { totalCount } } }", json!({}))
        .await
        .data("viewer.notifications.totalCount")
        .as_i64()
        .unwrap()
}

pub(super) async fn move_on(user: &TestUser, application: &TestApplication) {
    let query = "mutation($input: MoveApplicationInput!) { moveApplication(input: $input) { application { id } userErrors { message } } }";
    let input = json!({ "input": { "id": application.id, "expectedVersion": application.version, "to": "SCREENING" } });
    assert!(
        !user
            .client
            .gql(query, input)
            .await
            .data("moveApplication.application")
            .is_null()
    );
}
