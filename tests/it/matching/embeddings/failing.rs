//! An endpoint that fails, slowly or fast, stops nothing, and is left alone for a while.

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{
    super::{COOK, NURSE, RUST, catalogue, engineer, matches, titles},
    app_with, embedding, state,
};
use crate::kit::{FakeEmbeddings, Setup, TestApp, board::Reply};

/// Another instance, whose requests wait a second at most.
async fn beside(app: &TestApp, fake: &FakeEmbeddings) -> TestApp {
    let setup = Setup::new().workers(0).config(|config| {
        fake.known_to(config);
        config.embeddings.timeout_secs = 1;
    });
    app.beside(setup).await
}

#[tokio::test]
async fn rankings_are_made_whatever_the_endpoint_does() {
    let fake = FakeEmbeddings::start().await;
    let app = app_with(&fake, |_| ()).await;
    let ids = catalogue(&app, &[RUST, NURSE]).await;
    let json = |text: &str| Reply::bytes(text).header("content-type", "application/json");
    let faults = [
        ("busy", Reply::status(429).header("retry-after", "1")),
        ("failing", Reply::status(500)),
        ("without the key", Reply::status(401)),
        ("elsewhere", Reply::status(302).header("location", "/")),
        ("cut", json("{\"data\": [").breaking_off()),
        ("no JSON", json("sorry")),
        (
            "a page",
            Reply::bytes("<p>Sorry</p>").header("content-type", "text/html"),
        ),
        ("empty", json("{\"data\": []}")),
        (
            "no number",
            json("{\"data\": [{\"index\": 0, \"embedding\": [NaN]}]}"),
        ),
        (
            "no direction",
            json("{\"data\": [{\"index\": 0, \"embedding\": [0, 0]}]}"),
        ),
        ("long", json(&" ".repeat(1 << 20))),
    ];
    for (at, (what, reply)) in faults.into_iter().enumerate() {
        // An instance of its own, because each leaves the endpoint alone after some failures.
        let one = beside(&app, &fake).await;
        fake.always(Some(reply));
        assert_eq!(one.matching.embed_waiting().await.unwrap(), 0, "{what}");
        let user = engineer(&one, &format!("user{at}")).await;
        assert_eq!(titles(&matches(&user, "").await).len(), 2, "{what}");
        assert_eq!(
            embedding(&user.client, &ids[0]).await,
            Value::Null,
            "{what}"
        );
        assert!(!fake.seen().is_empty(), "{what}");
    }
    fake.be_silent(true);
    let one = beside(&app, &fake).await;
    let user = engineer(&one, "last").await;
    assert_eq!(titles(&matches(&user, "").await).len(), 2);
    for table in ["posting_embeddings", "person_embeddings"] {
        assert_eq!(app.count_rows(table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn an_endpoint_that_fails_is_left_alone_and_tried_again() {
    let (fake, clock) = (
        FakeEmbeddings::start().await,
        Clock::held_at(Clock::default().now()),
    );
    let setup = Setup::new().workers(0).clock(clock.clone());
    let app = setup.config(|config| fake.known_to(config)).start().await;
    catalogue(&app, &[RUST, NURSE]).await;
    fake.always(Some(Reply::status(500)));
    for _ in 0..6 {
        app.matching.embed_waiting().await.unwrap();
    }
    assert_eq!(fake.seen().len(), 3);
    let paused = state(&app, "root").await;
    let found = paused.data("matching.embeddings");
    assert_eq!(
        (&found["postingsEmbedded"], &found["postingsWaiting"]),
        (&json!(0), &json!(2))
    );
    assert!(found["pausedUntil"].is_string(), "{found}");
    fake.always(None);
    clock.advance(TimeDelta::minutes(2));
    assert_eq!(app.matching.embed_waiting().await.unwrap(), 2);
    let again = state(&app, "boss").await;
    let expected = json!({ "models": ["words-1"], "postingsEmbedded": 2, "postingsWaiting": 0, "pausedUntil": null });
    assert_eq!(again.data("matching.embeddings"), &expected);
}

#[tokio::test]
async fn a_text_that_is_refused_keeps_no_other_from_its_vector() {
    let fake = FakeEmbeddings::start().await;
    let app = app_with(&fake, |_| ()).await;
    catalogue(&app, &[RUST, NURSE, COOK]).await;
    fake.refuse("HACCP");
    assert_eq!(app.matching.embed_waiting().await.unwrap(), 2);
    assert_eq!(fake.seen().len(), 4, "all, and then each by itself");
    assert_eq!(app.matching.embed_waiting().await.unwrap(), 0);
    assert_eq!(fake.seen().len(), 0, "until postings are read again");
}
