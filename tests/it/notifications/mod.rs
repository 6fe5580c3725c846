//! Notifications: one for each fact, in order, read as a list or by subscription.

mod delivery;
mod following;
mod inbox;
mod languages;
mod sharing;

use careergraph::{
    features::applications::{EventKind, Stage, event::ApplicationChanged},
    types::id::{ApplicationId, EventId, TypedId},
};
use serde_json::{Value, json};

use crate::kit::{TestApp, TestUser};

const INBOX: &str = "query($first: Int, $after: String, $unread: Boolean! = false) { viewer { unreadNotificationCount
    notifications(first: $first, after: $after, unreadOnly: $unread) { totalCount edges { cursor }
        nodes { id kind title body readAt application { id } } pageInfo { hasNextPage endCursor } } } }";

/// The first page of the inbox, newest first.
async fn inbox(user: &TestUser) -> Vec<Value> {
    let answer = user.client.gql(INBOX, json!({ "first": 100 })).await;
    answer
        .data("viewer.notifications.nodes")
        .as_array()
        .unwrap()
        .clone()
}

/// The titles, newest first.
async fn titles(user: &TestUser) -> Vec<String> {
    inbox(user)
        .await
        .iter()
        .map(|node| node["title"].as_str().unwrap().to_owned())
        .collect()
}

async fn unread(user: &TestUser) -> i64 {
    user.client
        .gql("{ viewer { unreadNotificationCount } }", json!({}))
        .await
        .data("viewer.unreadNotificationCount")
        .as_i64()
        .unwrap()
}

/// Publishes this number of facts about one application, named `name 1`, `name 2`…; none has been processed.
async fn publish(app: &TestApp, user: &TestUser, card: &Value, name: &str, count: usize) {
    let tx = app.platform.db.begin().await.unwrap();
    for number in 1..=count {
        app.platform
            .queue
            .announce(&tx, &fact(app, user, card, &format!("{name} {number}")))
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    app.platform.queue.wake().await;
}

fn fact(app: &TestApp, user: &TestUser, card: &Value, company: &str) -> ApplicationChanged {
    ApplicationChanged {
        event_id: EventId(app.platform.clock.new_id()),
        application_id: ApplicationId::parse_id(card["id"].as_str().unwrap()).unwrap(),
        user_id: user.user_id,
        company: company.to_owned(),
        role: "Engineer".to_owned(),
        kind: EventKind::Moved,
        from: Some(Stage::Applied),
        to: Stage::Screening,
        outcome: None,
    }
}

/// The titles of the facts of [`publish`], oldest first.
fn titles_of(name: &str, count: usize) -> Vec<String> {
    (1..=count)
        .map(|number| format!("{name} {number}: screening"))
        .collect()
}
