//! The events of a letter while it is written: in order, each once, also after a pause, and the same for each device.

use serde_json::{Value, json};

use super::{FOLLOW, begun, done, engineer, posting, quiet, read, sentences};
use crate::kit::{Feed, Setup, Socket, TestApp, TestUser};

/// The events after a number, until the last.
async fn events(app: &TestApp, user: &TestUser, id: &Value, after: i64) -> Vec<Value> {
    let mut socket = Socket::connect(app, Some(&user.access_token)).await;
    let variables = json!({ "id": id, "after": after });
    socket.subscribe("1", FOLLOW, variables).await;
    rest(&mut socket).await
}

/// What a subscription brings until its end.
async fn rest(socket: &mut Socket) -> Vec<Value> {
    let mut found = Vec::new();
    loop {
        let mut message = socket.next().await;
        if message["type"] == "complete" {
            return found;
        }
        assert!(message["payload"].get("errors").is_none(), "{message}");
        found.push(message["payload"]["data"]["documentEvents"].take());
    }
}

#[tokio::test]
async fn events_come_in_order_and_are_replayed_after_a_number() {
    let app = Setup::new().workers(1).start().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let id = begun(&ada, &posting).await["id"].clone();
    let (one, two) = tokio::join!(events(&app, &ada, &id, 0), events(&app, &ada, &id, 0));
    assert_eq!(one, two);
    let numbers: Vec<i64> = one
        .iter()
        .map(|event| event["seq"].as_i64().unwrap())
        .collect();
    assert!(
        numbers.is_sorted_by(|one, other| one < other),
        "{numbers:?}"
    );
    let kinds: Vec<&str> = one
        .iter()
        .map(|event| event["__typename"].as_str().unwrap())
        .collect();
    assert_eq!(&kinds[..2], ["DocStarted", "EvidenceSelected"]);
    assert_eq!(kinds.last(), Some(&"DocCompleted"));
    let letter = read(&ada.client, &id).await;
    let accepted = one
        .iter()
        .filter(|event| event["__typename"] == "SentenceAccepted");
    let streamed: Vec<&Value> = accepted.map(|event| &event["sentence"]["text"]).collect();
    let all = sentences(&letter);
    assert_eq!(
        streamed,
        all.iter()
            .map(|sentence| &sentence["text"])
            .collect::<Vec<_>>()
    );
    for after in [1, 3, numbers[numbers.len() - 2]] {
        let later = events(&app, &ada, &id, after).await;
        let expected: Vec<Value> = one
            .iter()
            .filter(|event| event["seq"].as_i64() > Some(after))
            .cloned()
            .collect();
        assert_eq!(later, expected);
    }
    assert_eq!(
        events(&app, &ada, &id, *numbers.last().unwrap()).await,
        Vec::<Value>::new()
    );
}

#[tokio::test]
async fn events_are_followed_by_server_sent_events() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let id = begun(&ada, &posting).await["id"].clone();
    let mut feed = Feed::events(&ada.client, FOLLOW, json!({ "id": id })).await;
    app.run_tasks().await;
    let first = feed.event_data().await;
    assert_eq!(
        first["documentEvents"]["__typename"], "DocStarted",
        "{first}"
    );
}

#[tokio::test]
async fn follower_waits_for_the_writing_and_sees_it_cancelled() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let id = begun(&ada, &posting).await["id"].clone();
    let mut socket = Socket::connect(&app, Some(&ada.access_token)).await;
    socket.subscribe("1", FOLLOW, json!({ "id": id })).await;
    let letter = done(&ada.client, "cancelLetter", &json!({ "id": id })).await;
    assert_eq!(
        (&letter["state"], &letter["reason"]),
        (&json!("CANCELLED"), &json!("CANCELLED"))
    );
    let seen = rest(&mut socket).await;
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert_eq!(seen[0]["reason"], "CANCELLED");
    // The task that is still there writes nothing.
    app.run_tasks().await;
    assert_eq!(read(&ada.client, &id).await["state"], "CANCELLED");
    assert_eq!(app.count_rows("letter_revisions").await, 0);
}

#[tokio::test]
async fn old_letter_has_its_last_event_only() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let letter = super::written(&app, &ada, &posting).await;
    let all = events(&app, &ada, &letter["id"], 0).await;
    app.execute("DELETE FROM letter_events").await;
    let rest = events(&app, &ada, &letter["id"], 0).await;
    assert_eq!(rest, [all.last().unwrap().clone()]);
}

#[tokio::test]
async fn stranger_follows_no_letter() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let bob = app.sign_up("bob").await;
    let letter = begun(&ada, &posting).await;
    let mut socket = Socket::connect(&app, Some(&bob.access_token)).await;
    socket
        .subscribe("1", FOLLOW, json!({ "id": letter["id"] }))
        .await;
    let message = socket.next().await;
    assert!(message.to_string().contains("NOT_FOUND"), "{message}");
}
