//! Subscribing to the inbox over a WebSocket: live, and after a pause exactly the missed notifications. To know that a subscription is
//! running, the tests subscribe after a cursor: the first message is then an existing one.

use serde_json::{Value, json};

use super::{publish, titles_of, unread};
use crate::kit::{Setup, Socket, TestApp, TestUser, eventually};

const FOLLOW: &str = "subscription($after: String) { notificationReceived(after: $after) { cursor notification { id title application { id } } } }";
/// An app with a worker, a user with one notification, and the cursors before and after it.
struct Followed {
    app: TestApp,
    ada: TestUser,
    card: Value,
}

impl Followed {
    async fn start() -> Self {
        let app = TestApp::start().await;
        let ada = app.sign_up("ada").await;
        let card = ada.begin("Fernhill", "APPLIED").await;
        publish(&app, &ada, &card, "First", 1).await;
        eventually("the first is delivered", async || {
            (unread(&ada).await == 1).then_some(())
        })
        .await;
        Self { app, ada, card }
    }

    async fn publish(&self, name: &str, count: usize) {
        publish(&self.app, &self.ada, &self.card, name, count).await;
    }

    /// A subscription that has delivered the first notification, and is therefore running.
    async fn follow(&self, app: &TestApp) -> Socket {
        let mut socket = Socket::connect(app, Some(&self.ada.access_token)).await;
        socket
            .subscribe("inbox", FOLLOW, json!({ "after": start() }))
            .await;
        assert_eq!(next(&mut socket).await.1, "First 1: screening");
        socket
    }
}

/// The cursor before all notifications.
pub(super) fn start() -> String {
    use careergraph::types::cursor::{Cursor, List};
    Cursor {
        key: 0,
        id: uuid::Uuid::nil(),
    }
    .encode(List::Notifications)
}

/// The next notification: its cursor and its title.
async fn next(socket: &mut Socket) -> (String, String) {
    let data = socket.next_data("inbox").await;
    let received = &data["notificationReceived"];
    (
        received["cursor"].as_str().unwrap().to_owned(),
        received["notification"]["title"]
            .as_str()
            .unwrap()
            .to_owned(),
    )
}

/// The titles of the next few.
async fn take(socket: &mut Socket, count: usize) -> Vec<String> {
    let mut titles = Vec::new();
    for _ in 0..count {
        titles.push(next(socket).await.1);
    }
    titles
}

#[tokio::test]
async fn a_follower_gets_what_comes_live_in_order() {
    let house = Followed::start().await;
    let mut socket = house.follow(&house.app).await;
    for to in ["SCREENING", "INTERVIEWING", "OFFER"] {
        let card = house.ada.card(&house.card["id"]).await;
        house.ada.step("move", &card, &json!({ "to": to })).await;
        let data = socket.next_data("inbox").await;
        let notification = &data["notificationReceived"]["notification"];
        assert_eq!(
            notification["title"],
            format!("Fernhill: {}", to.to_lowercase())
        );
        assert_eq!(notification["application"]["id"], house.card["id"]);
    }
}

#[tokio::test]
async fn one_who_comes_back_gets_exactly_what_was_missed() {
    let house = Followed::start().await;
    let mut socket = house.follow(&house.app).await;
    house.publish("Seen", 1).await;
    let (after, _) = next(&mut socket).await;
    drop(socket);
    house.publish("Missed", 120).await;
    eventually("all are delivered", async || {
        (unread(&house.ada).await == 122).then_some(())
    })
    .await;
    let mut socket = Socket::connect(&house.app, Some(&house.ada.access_token)).await;
    socket
        .subscribe("inbox", FOLLOW, json!({ "after": after }))
        .await;
    assert_eq!(take(&mut socket, 120).await, titles_of("Missed", 120));
    house.publish("Live", 2).await;
    assert_eq!(
        take(&mut socket, 2).await,
        titles_of("Live", 2),
        "and nothing twice"
    );
}

#[tokio::test]
async fn what_comes_while_somebody_catches_up_is_not_lost() {
    let house = Followed::start().await;
    house.publish("Early", 60).await;
    eventually("all are delivered", async || {
        (unread(&house.ada).await == 61).then_some(())
    })
    .await;
    let mut socket = house.follow(&house.app).await;
    house.publish("Late", 60).await;
    let expected = [titles_of("Early", 60), titles_of("Late", 60)].concat();
    assert_eq!(take(&mut socket, 120).await, expected);
}

#[tokio::test]
async fn without_a_cursor_only_what_comes_from_now_on() {
    let house = Followed::start().await;
    let mut socket = Socket::connect(&house.app, Some(&house.ada.access_token)).await;
    socket.subscribe("inbox", FOLLOW, json!({})).await;
    // A test cannot see when it is running, so notifications are sent until the first arrives: never an older one.
    let told = async {
        for number in 1.. {
            house.publish(&format!("Try {number}"), 1).await;
            eventually("it is told", async || {
                (unread(&house.ada).await == i64::from(number) + 1).then_some(())
            })
            .await;
        }
    };
    let first =
        tokio::select! { (_, title) = next(&mut socket) => title, () = told => String::new() };
    assert!(first.starts_with("Try "), "{first}");
}

#[tokio::test]
async fn two_followers_of_one_user_get_each_of_them() {
    let house = Followed::start().await;
    let (mut one, mut two) = (
        house.follow(&house.app).await,
        house.follow(&house.app).await,
    );
    house.publish("Both", 5).await;
    assert_eq!(take(&mut one, 5).await, titles_of("Both", 5));
    assert_eq!(take(&mut two, 5).await, titles_of("Both", 5));
}

#[tokio::test]
async fn a_stranger_gets_nothing_of_it() {
    let house = Followed::start().await;
    let eve = house.app.sign_up("eve").await;
    let card = eve.begin("Cargolane", "APPLIED").await;
    let mut socket = Socket::connect(&house.app, Some(&eve.access_token)).await;
    // With Ada's cursors, Eve only sees her own notifications.
    socket
        .subscribe("inbox", FOLLOW, json!({ "after": start() }))
        .await;
    house.publish("Secret", 3).await;
    eventually("Ada is told", async || {
        (unread(&house.ada).await == 4).then_some(())
    })
    .await;
    publish(&house.app, &eve, &card, "Hers", 1).await;
    assert_eq!(take(&mut socket, 1).await, titles_of("Hers", 1));
}

#[tokio::test]
async fn a_broken_cursor_is_an_error() {
    let house = Followed::start().await;
    let mut socket = Socket::connect(&house.app, Some(&house.ada.access_token)).await;
    for (id, after) in [
        ("a", String::new()),
        ("b", "nonsense".to_owned()),
        ("c", "x".repeat(5_000)),
        ("d", house.card["id"].to_string()),
    ] {
        socket
            .subscribe(id, FOLLOW, json!({ "after": after }))
            .await;
        let message = socket.next().await;
        assert_eq!(
            (&message["id"], code(&message)),
            (&json!(id), "BAD_USER_INPUT"),
            "{message}"
        );
        if message["type"] == "next" {
            assert_eq!(socket.next().await["type"], "complete");
        }
    }
}

#[tokio::test]
async fn nobody_follows_without_an_account() {
    let house = Followed::start().await;
    let mut socket = Socket::connect(&house.app, None).await;
    socket.subscribe("inbox", FOLLOW, json!({})).await;
    let message = socket.next().await;
    assert_eq!(code(&message), "UNAUTHENTICATED", "{message}");
}

#[tokio::test]
async fn a_follower_on_another_instance_hears_of_it() {
    if std::env::var("CAREERGRAPH_TEST_REDIS_URL")
        .unwrap_or_default()
        .is_empty()
    {
        // Two processes on one SQLite file are not supported, and without Redis a subscription polls every 30 s only: too long for a
        // test.
        return;
    }
    let house = Followed::start().await;
    let twin = house.app.twin().await;
    let mut there = house.follow(&twin).await;
    let mut here = house.follow(&house.app).await;
    house.publish("Across", 3).await;
    assert_eq!(take(&mut there, 3).await, titles_of("Across", 3));
    assert_eq!(take(&mut here, 3).await, titles_of("Across", 3));
}

#[tokio::test]
async fn one_who_comes_back_to_another_instance_gets_what_was_missed() {
    let app = Setup::new().start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    publish(&app, &ada, &card, "Missed", 3).await;
    eventually("all are delivered", async || {
        (unread(&ada).await == 3).then_some(())
    })
    .await;
    let twin = app.twin().await;
    let mut socket = Socket::connect(&twin, Some(&ada.access_token)).await;
    socket
        .subscribe("inbox", FOLLOW, json!({ "after": start() }))
        .await;
    assert_eq!(take(&mut socket, 3).await, titles_of("Missed", 3));
}

/// The code of the error in a message, as `next` or as `error`.
fn code(message: &Value) -> &str {
    let errors = if message["type"] == "error" {
        &message["payload"]
    } else {
        &message["payload"]["errors"]
    };
    errors[0]["extensions"]["code"].as_str().unwrap_or_default()
}
