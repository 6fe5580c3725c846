//! Limits that sockets and streams share: how many a user may hold.

use serde_json::json;

use crate::kit::{FOLLOW, Feed, Socket, TestApp, eventually, from_the_start, new_card};

#[tokio::test]
async fn a_user_has_so_many_places_for_sockets_and_streams_together() {
    let app = TestApp::with(|config| config.limits.sockets_per_user = 2).await;
    let (ada, eve) = (app.sign_up("ada").await, app.sign_up("eve").await);
    let socket = Socket::connect(&app, Some(&ada.access_token)).await;
    let feed = Feed::events(&ada.client, FOLLOW, json!({})).await;
    // At the limit everything else still works.
    Feed::events(&ada.client, "{ __typename }", json!({}))
        .await
        .event_data()
        .await;
    for accept in ["text/event-stream", "multipart/mixed; subscriptionSpec=1.0"] {
        let headers = [("content-type", "application/json"), ("accept", accept)];
        let refused = ada
            .client
            .post(json!({ "query": FOLLOW }).to_string(), &headers)
            .await;
        assert_eq!(
            (refused.status, refused.code()),
            (429, "TOO_MANY_SUBSCRIPTIONS"),
            "{}",
            refused.text
        );
    }
    assert_eq!(
        Socket::open(&app).await.init(&ada.access_token).await,
        Err(4429)
    );
    // Other users and anonymous clients are not affected.
    drop(Socket::connect(&app, Some(&eve.access_token)).await);
    drop(Socket::connect(&app, None).await);
    // Closing one makes room.
    drop(feed);
    let second = eventually("a place is free", async || {
        let mut socket = Socket::open(&app).await;
        socket
            .init(&ada.access_token)
            .await
            .is_ok()
            .then_some(socket)
    });
    drop((second.await, socket));
    eventually("both places are free", async || {
        let (mut one, mut two) = (Socket::open(&app).await, Socket::open(&app).await);
        (one.init(&ada.access_token).await.is_ok() && two.init(&ada.access_token).await.is_ok())
            .then_some(())
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
    new_card(&ada.client, "Acme")
        .await
        .move_on(&ada.client, "OFFER")
        .await;
    let mut feed = Feed::events(&ada.client, FOLLOW, from_the_start()).await;
    feed.event_data().await;
    let headers = [
        ("content-type", "application/json"),
        ("accept", "text/event-stream"),
    ];
    let refused = ada
        .client
        .post(json!({ "query": FOLLOW }).to_string(), &headers)
        .await;
    assert_eq!(
        (refused.status, refused.code()),
        (503, "OVERLOADED"),
        "{}",
        refused.text
    );
    drop(feed);
    eventually("the place is free", async || {
        let feed = Feed::post(&ada.client, "text/event-stream", FOLLOW, json!({})).await;
        (feed.status == 200).then_some(())
    })
    .await;
}

#[tokio::test]
async fn the_first_event_of_a_subscription_says_what_it_cost_and_no_other_does() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mut card = new_card(&ada.client, "Acme").await;
    card.move_on(&ada.client, "INTERVIEWING").await;
    card.move_on(&ada.client, "OFFER").await;
    let mut socket = Socket::connect(&app, Some(&ada.access_token)).await;
    socket.subscribe("1", FOLLOW, from_the_start()).await;
    let mut events = Feed::events(&ada.client, FOLLOW, from_the_start()).await;
    let mut parts = Feed::parts(&ada.client, FOLLOW, from_the_start()).await;
    for first in [true, false] {
        let told = [
            socket.next().await["payload"].take(),
            events.event().await.expect("an event").1,
            parts.payload().await.expect("a part")["payload"].take(),
        ];
        for result in told {
            assert!(
                result["data"]["notificationReceived"].is_object(),
                "{result}"
            );
            let cost = &result["extensions"]["cost"];
            if first {
                assert_eq!(
                    (&cost["requestedQueryCost"], &cost["actualQueryCost"]),
                    (&json!(5), &json!(5)),
                    "{result}"
                );
                assert!(
                    cost["throttleStatus"]["currentlyAvailable"].is_u64(),
                    "{result}"
                );
            } else {
                assert!(
                    result.get("extensions").is_none(),
                    "paid for once: {result}"
                );
            }
        }
    }
}
