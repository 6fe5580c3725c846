//! The subscription `changed`: live, and after a pause exactly what was missed.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{cursor_now, number_of};
use crate::kit::{Setup, Socket, TestApp, TestUser};

const FOLLOW: &str = "subscription($after: String, $kinds: [ObjectKind!]) { changed(after: $after, kinds: $kinds) { cursor kind objectId operation version node { id } } }";

/// A subscription after a cursor.
async fn follow(app: &TestApp, user: &TestUser, variables: Value) -> Socket {
    let mut socket = Socket::connect(app, Some(&user.access_token)).await;
    socket.subscribe("1", FOLLOW, variables).await;
    socket
}

async fn next(socket: &mut Socket) -> Value {
    socket.next_data("1").await["changed"].take()
}

#[tokio::test]
async fn a_follower_gets_what_was_missed_and_then_what_comes_each_once() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let before = cursor_now(&ada.client).await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let mut socket = follow(
        &app,
        &ada,
        json!({ "after": before, "kinds": ["APPLICATION"] }),
    )
    .await;
    let first = next(&mut socket).await;
    assert_eq!(
        json!([first["operation"], first["objectId"], first["node"]["id"]]),
        json!(["CREATED", card["id"], card["id"]])
    );
    let mut number = number_of(first["cursor"].as_str().unwrap());
    let mut card = card;
    for to in ["SCREENING", "INTERVIEWING", "OFFER"] {
        card = ada.step("move", &card, &json!({ "to": to })).await;
        let change = next(&mut socket).await;
        assert_eq!(
            json!([change["operation"], change["version"]]),
            json!(["CHANGED", card["version"]])
        );
        let now = number_of(change["cursor"].as_str().unwrap());
        assert!(now > number, "in order");
        number = now;
    }
    // Another device changes one object three times while this one is away: it is told once.
    drop(socket);
    for note in ["a", "b", "c"] {
        card = ada.step("update", &card, &json!({ "note": note })).await;
    }
    let after = super::cursor_at(ada.user_id, number);
    let mut socket = follow(
        &app,
        &ada,
        json!({ "after": after, "kinds": ["APPLICATION"] }),
    )
    .await;
    let change = next(&mut socket).await;
    assert_eq!(change["version"], card["version"]);
    let other = ada.begin("Cargolane", "APPLIED").await;
    assert_eq!(next(&mut socket).await["objectId"], other["id"]);
}

#[tokio::test]
async fn the_server_itself_is_followed_as_well() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut card = ada.begin("Fernhill", "APPLIED").await;
    let before = cursor_now(&ada.client).await;
    let mut socket = follow(
        &app,
        &ada,
        json!({ "after": before, "kinds": ["NOTIFICATION"] }),
    )
    .await;
    for to in ["SCREENING", "INTERVIEWING"] {
        card = ada.step("move", &card, &json!({ "to": to })).await;
        let told = next(&mut socket).await;
        assert_eq!(
            json!([told["kind"], told["operation"]]),
            json!(["NOTIFICATION", "CREATED"])
        );
    }
    let read = "mutation($ids: [ID!]) { markRead(input: { ids: $ids }) { marked } }";
    let inbox = ada
        .client
        .gql("{ viewer { notifications { nodes { id } } } }", json!({}))
        .await;
    let id = inbox.text_at("viewer.notifications.nodes.0.id");
    ada.client.gql(read, json!({ "ids": [id] })).await;
    let told = next(&mut socket).await;
    assert_eq!(
        json!([told["objectId"], told["operation"]]),
        json!([id, "CHANGED"])
    );
}

#[tokio::test]
async fn many_followers_of_one_feed_share_its_reads() {
    const FOLLOWERS: usize = 20;
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let before = cursor_now(&ada.client).await;
    let first = ada.begin("First", "APPLIED").await;
    let sockets = (0..FOLLOWERS).map(|_| follow(&app, &ada, json!({ "after": before })));
    let mut sockets = join_all(sockets).await;
    for socket in &mut sockets {
        assert_eq!(next(socket).await["objectId"], first["id"]);
    }
    app.platform.db.statement_counter().listen();
    for name in ["One", "Two", "Three"] {
        let card = ada.begin(name, "APPLIED").await;
        for socket in &mut sockets {
            assert_eq!(next(socket).await["objectId"], card["id"]);
        }
    }
    let statements = app.platform.db.statement_counter().take();
    let reads = statements
        .iter()
        .filter(|text| text.contains("FROM change_heads AS head LEFT JOIN"));
    let reads = reads.count();
    assert!(reads < 3 * FOLLOWERS / 2, "{reads} reads for three changes");
}

#[tokio::test]
async fn one_who_comes_back_to_another_instance_gets_what_was_missed() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let before = cursor_now(&ada.client).await;
    let cards = [
        ada.begin("One", "APPLIED").await,
        ada.begin("Two", "APPLIED").await,
    ];
    let twin = app.twin().await;
    let mut socket = follow(&twin, &ada, json!({ "after": before })).await;
    for card in cards {
        assert_eq!(next(&mut socket).await["objectId"], card["id"]);
    }
}

#[tokio::test]
async fn a_follower_on_another_instance_is_told_at_once_or_when_it_polls() {
    let setup = Setup::new().config(|config| config.changes.follow_poll_secs = 1);
    let app = setup.start().await;
    let ada = app.sign_up("ada").await;
    if app.on_sqlite() {
        // Two processes on one SQLite file are not supported.
        return;
    }
    let before = cursor_now(&ada.client).await;
    let twin = app.twin().await;
    let (mut here, mut there) = (
        follow(&app, &ada, json!({ "after": before })).await,
        follow(&twin, &ada, json!({ "after": before })).await,
    );
    for number in 0..5 {
        let card = ada.begin(&format!("Company {number}"), "APPLIED").await;
        for socket in [&mut here, &mut there] {
            assert_eq!(next(socket).await["objectId"], card["id"]);
        }
    }
}
