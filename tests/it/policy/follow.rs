//! What the subscriptions of the table bring.

use serde_json::json;

use super::{Expect, Row, Things, meets};
use crate::kit::{Answer, Socket, TestApp, TestApplication, TestUser, from_the_start};

/// The events of a subscriber to the inbox or to changes, while something happens to the owner, and then to them: of the second only.
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
    let root = row.field.trim_start_matches("Subscription.");
    let after = cursor_now(user, root).await;
    socket
        .subscribe("1", query, json!({ "after": after }))
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
    let about = match root {
        "notificationReceived" => "/notificationReceived/notification/application/id",
        _ => "/changed/objectId",
    };
    if heard.pointer(about) == Some(&json!(own.id)) {
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

/// The cursor after everything that a subscription of a user has sent so far.
async fn cursor_now(user: &TestUser, root: &str) -> String {
    if root == "changed" {
        return crate::changes::cursor_now(&user.client).await;
    }
    let query = "{ viewer { notifications(first: 1) { pageInfo { startCursor } } } }";
    let answer = user.client.gql(query, json!({})).await;
    let newest = answer.data("viewer.notifications.pageInfo.startCursor");
    let none = from_the_start()["after"].clone();
    newest
        .as_str()
        .or(none.as_str())
        .expect("a cursor")
        .to_owned()
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
