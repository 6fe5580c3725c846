//! Subscriptions of one inbox on one instance share the reads, and the values that they select alike.

use serde_json::{Value, json};

use super::{following::start, publish};
use crate::kit::{Setup, Socket, TestApp, TestUser};

const FOLLOWERS: usize = 6;
const FOLLOW: &str = "subscription($after: String, $full: Boolean! = true) { notificationReceived(after: $after) {
    cursor notification { ...Parts } } } fragment Parts on Notification { title application @include(if: $full) { id } }";

/// Follows from the start, and has received the first notification.
async fn follow(app: &TestApp, token: &str, query: &str, full: bool) -> Socket {
    let mut socket = Socket::connect(app, Some(token)).await;
    let variables = json!({ "after": start(), "full": full });
    socket.subscribe("inbox", query, variables).await;
    assert_eq!(title(&socket.next().await), "First 1: screening");
    socket
}

fn title(message: &Value) -> &str {
    let path = "/payload/data/notificationReceived/notification/title";
    message.pointer(path).and_then(Value::as_str).unwrap()
}

fn application(message: &Value) -> Option<&Value> {
    message.pointer("/payload/data/notificationReceived/notification/application")
}

async fn with_one_notification() -> (TestApp, TestUser, Value) {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    publish(&app, &ada, &card, "First", 1).await;
    app.run_tasks().await;
    (app, ada, card)
}

#[tokio::test]
async fn followers_of_one_inbox_share_the_reads() {
    let (app, ada, card) = with_one_notification().await;
    let mut sockets = Vec::new();
    for _ in 0..FOLLOWERS {
        sockets.push(follow(&app, &ada.access_token, FOLLOW, true).await);
    }
    app.platform.db.statement_counter().listen();
    for name in ["One", "Two", "Three"] {
        publish(&app, &ada, &card, name, 1).await;
        app.run_tasks().await;
        for socket in &mut sockets {
            let message = socket.next().await;
            assert_eq!(title(&message), format!("{name} 1: screening"));
            assert_eq!(application(&message).unwrap()["id"], card["id"]);
        }
    }
    let reads = app.platform.db.statement_counter().take();
    let reads: Vec<_> = reads
        .iter()
        .filter(|text| text.contains("FROM \"notifications\"") && text.contains("\"seq\" > "))
        .collect();
    // One for each notification; another one where the machine is so slow that the first is too old to be shared.
    assert!(reads.len() < 3 * FOLLOWERS / 2, "{reads:#?}");
}

#[tokio::test]
async fn each_follower_gets_what_it_selects_and_may_read() {
    let (app, ada, card) = with_one_notification().await;
    let query = "mutation { createApiToken(input: { name: \"Agent\", scopes: [{ area: NOTIFICATIONS, verb: READ }] }) { secret } }";
    let agent = ada.client.gql(query, json!({})).await;
    let agent = agent.text_at("createApiToken.secret");
    let renamed = FOLLOW
        .replace("title", "title kind")
        .replace("cursor", "place: cursor");
    let mut full = follow(&app, &ada.access_token, FOLLOW, true).await;
    let mut brief = follow(&app, &ada.access_token, FOLLOW, false).await;
    let mut other = follow(&app, &ada.access_token, &renamed, true).await;
    let mut agents = follow(&app, &agent, FOLLOW, true).await;
    for name in ["One", "Two"] {
        publish(&app, &ada, &card, name, 1).await;
        app.run_tasks().await;
        let messages = [
            full.next().await,
            brief.next().await,
            other.next().await,
            agents.next().await,
        ];
        for message in &messages {
            assert_eq!(title(message), format!("{name} 1: screening"));
        }
        let [full, brief, other, agents] = messages;
        assert_eq!(application(&full).unwrap()["id"], card["id"]);
        assert_eq!(application(&brief), None);
        assert_eq!(application(&other).unwrap()["id"], card["id"]);
        let place = "/payload/data/notificationReceived/place";
        assert!(other.pointer(place).is_some_and(Value::is_string));
        assert_eq!(application(&agents), Some(&Value::Null));
        assert_eq!(
            agents["payload"]["errors"][0]["extensions"]["code"],
            "FORBIDDEN"
        );
        for of_session in [full, brief, other] {
            assert_eq!(of_session["payload"].get("errors"), None);
        }
    }
}
