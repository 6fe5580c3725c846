//! A client that does not read: it is notified, disconnected, and continues after its cursor. Nothing is buffered for it meanwhile.

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};

use crate::kit::{
    FOLLOW, Setup, Socket, TestApp, TestUser, eventually, from_the_start, inbox, new_card, series,
};

const INTROSPECTION: &str = include_str!("../graphql_http/introspection.graphql");
/// More than the kernel buffers for a client that does not read.
const FLOOD: usize = 45;

/// An app with short timeouts and one slot per user; a user whose inbox has a few notifications.
async fn setup() -> (TestApp, TestUser) {
    let change = |config: &mut careergraph::config::Config| {
        config.streams.lag_secs = 1;
        config.limits.sockets_per_user = 1;
    };
    let app = Setup::new().config(change).start().await;
    let ada = app.sign_up("ada").await;
    let mut card = new_card(&ada.client, "Acme").await;
    for _ in 0..3 {
        card.move_on(&ada.client, "INTERVIEWING").await;
    }
    eventually("all are delivered", async || {
        (inbox(&ada.client).await.len() == 3).then_some(())
    })
    .await;
    (app, ada)
}

/// Waits until the server has freed the user's only slot, and takes it.
async fn next_place(app: &TestApp, ada: &TestUser) -> Socket {
    eventually("the one that lags has lost its place", async || {
        let mut socket = Socket::open(app).await;
        socket
            .init(&ada.access_token)
            .await
            .is_ok()
            .then_some(socket)
    })
    .await
}

#[tokio::test]
async fn a_socket_that_is_not_read_is_told_and_catches_up() {
    let (app, ada) = setup().await;
    let mut slow = Socket::open_narrow(&app).await;
    slow.init(&ada.access_token).await.expect("a place");
    slow.subscribe("inbox", FOLLOW, from_the_start()).await;
    for number in 0..FLOOD {
        slow.subscribe(&format!("flood {number}"), INTROSPECTION, json!({}))
            .await;
    }
    let mut quick = next_place(&app, &ada).await;
    let (mut heard, mut flooded, mut after) = (Vec::new(), 0, from_the_start());
    let (code, reason) = loop {
        match slow.receive().await {
            Ok(message) if message["id"] == "inbox" => {
                let received = &message["payload"]["data"]["notificationReceived"];
                after = json!({ "after": received["cursor"] });
                heard.push(received["notification"]["id"].clone());
            }
            Ok(message) => flooded += usize::from(message["type"] == "complete"),
            Err(close) => break close.expect("a code"),
        }
    };
    assert!(
        code == 4408 && reason.starts_with("lagged"),
        "{code} {reason}"
    );
    assert!(flooded < FLOOD, "the server waited with the rest");
    quick.subscribe("inbox", FOLLOW, after).await;
    while heard.len() < 3 {
        heard.push(
            quick.next_data("inbox").await["notificationReceived"]["notification"]["id"].clone(),
        );
    }
    assert_eq!(heard, ids_of_all(&ada).await, "each once, in order");
}

#[tokio::test]
async fn events_that_are_not_read_are_cut_off() {
    let (app, ada) = setup().await;
    // The complete history of one application thirty times, for each of many notifications about it.
    let mut card = new_card(&ada.client, "Umbrella").await;
    for _ in 0..60 {
        card.move_on(&ada.client, "INTERVIEWING").await;
    }
    eventually("all are delivered", async || {
        (inbox(&ada.client).await.len() == 63).then_some(())
    })
    .await;
    let copies = series(30, |number| {
        format!("a{number}: events {{ id seq kind fromStage toStage recordedAt }} ")
    });
    let query = format!(
        "subscription($after: String) {{ notificationReceived(after: $after) {{ notification {{ application {{ {copies} }} }} }} }}"
    );
    let mut slow = ask_narrowly(&app, &ada, &query).await;
    // When a response starts, the only slot is in use; no other request may be faster.
    assert!(slow.peek(&mut [0]).await.expect("an answer") > 0);
    let _quick = next_place(&app, &ada).await;
    let mut text = String::new();
    slow.read_to_string(&mut text)
        .await
        .expect("the response ends");
    assert!(
        text.contains("event: next"),
        "it started: {}",
        text.chars().take(2_000).collect::<String>()
    );
    assert!(
        !text.contains("event: complete"),
        "a disconnected client reconnects by itself"
    );
    let end: String = text
        .chars()
        .rev()
        .take(200)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    assert!(end.contains(": lagged"), "{end}");
}

/// Requests server-sent events on a connection with a small window.
async fn ask_narrowly(app: &TestApp, ada: &TestUser, query: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(4_096).expect("a small buffer");
    let mut connection = socket
        .connect(app.platform.config.http.listen)
        .await
        .expect("a connection");
    let body = json!({ "query": query, "variables": from_the_start() }).to_string();
    let head = format!(
        "POST /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\n\
         Authorization: Bearer {}\r\nContent-Length: {}\r\n\r\n",
        ada.access_token,
        body.len()
    );
    connection
        .write_all((head + &body).as_bytes())
        .await
        .expect("the request is sent");
    connection
}

/// The ids of the inbox, oldest first.
async fn ids_of_all(ada: &TestUser) -> Vec<Value> {
    let answer = ada
        .client
        .gql(
            "{ viewer { notifications(first: 100) { nodes { id } } } }",
            json!({}),
        )
        .await;
    let nodes = answer
        .data("viewer.notifications.nodes")
        .as_array()
        .expect("nodes");
    nodes.iter().rev().map(|node| node["id"].clone()).collect()
}
