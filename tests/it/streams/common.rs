//! What sockets and streams have in common: the places of a user.

use serde_json::json;

use crate::kit::{FOLLOW, Feed, Socket, TestApp, eventually, from_the_start, new_card};

#[tokio::test]
async fn a_user_has_so_many_places_for_sockets_and_streams_together() {
    let app = TestApp::with(|config| config.limits.sockets_per_user = 2).await;
    let (ada, eve) = (app.sign_up("ada").await, app.sign_up("eve").await);
    let socket = Socket::connect(&app, Some(&ada.access_token)).await;
    let feed = Feed::events(&ada.client, FOLLOW, json!({})).await;
    // At the limit everything else still works.
    Feed::events(&ada.client, "{ __typename }", json!({})).await.event_data().await;
    for accept in ["text/event-stream", "multipart/mixed; subscriptionSpec=1.0"] {
        let headers = [("content-type", "application/json"), ("accept", accept)];
        let refused = ada.client.post(json!({ "query": FOLLOW }).to_string(), &headers).await;
        assert_eq!((refused.status, refused.code()), (429, "TOO_MANY_SUBSCRIPTIONS"), "{}", refused.text);
    }
    assert_eq!(Socket::open(&app).await.init(&ada.access_token).await, Err(4429));
    // Nobody else is touched by it: not another user, not one without a token.
    drop(Socket::connect(&app, Some(&eve.access_token)).await);
    drop(Socket::connect(&app, None).await);
    // What is closed makes room.
    drop(feed);
    let second = eventually("a place is free", async || {
        let mut socket = Socket::open(&app).await;
        socket.init(&ada.access_token).await.is_ok().then_some(socket)
    });
    drop((second.await, socket));
    eventually("both places are free", async || {
        let (mut one, mut two) = (Socket::open(&app).await, Socket::open(&app).await);
        (one.init(&ada.access_token).await.is_ok() && two.init(&ada.access_token).await.is_ok()).then_some(())
    })
    .await;
}

#[tokio::test]
async fn without_a_token_the_address_has_the_places() {
    let app = TestApp::with(|config| config.limits.sockets_per_user = 1).await;
    let _first = Socket::connect(&app, None).await;
    let mut second = Socket::open(&app).await;
    second.send(&json!({ "type": "connection_init" })).await;
    let reason = second.expect_close(4429).await;
    assert!(reason.contains("TOO_MANY_SUBSCRIPTIONS"), "{reason}");
}

#[tokio::test]
async fn streams_take_places_of_the_process() {
    let app = TestApp::with(|config| config.limits.sockets = 1).await;
    let ada = app.sign_up("ada").await;
    new_card(&ada.client, "Acme").await.move_on(&ada.client, "OFFER").await;
    let mut feed = Feed::events(&ada.client, FOLLOW, from_the_start()).await;
    feed.event_data().await;
    let headers = [("content-type", "application/json"), ("accept", "text/event-stream")];
    let refused = ada.client.post(json!({ "query": FOLLOW }).to_string(), &headers).await;
    assert_eq!((refused.status, refused.code()), (503, "OVERLOADED"), "{}", refused.text);
    drop(feed);
    eventually("the place is free", async || {
        let feed = Feed::post(&ada.client, "text/event-stream", FOLLOW, json!({})).await;
        (feed.status == 200).then_some(())
    })
    .await;
}
