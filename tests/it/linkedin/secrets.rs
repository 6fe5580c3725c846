//! The token is in no table, answer, export, log or trace.

use serde_json::json;

use super::{FIELDS, World, connect};
use crate::{
    kit::{Client, FakeLinkedIn, LINKEDIN_TOKEN, PASSWORD, Place, eventually},
    personal_data::{hex, rows_of, tables},
};

#[tokio::test]
async fn token_is_in_no_table_and_no_answer() {
    let world = World::of_member().await;
    let answer = connect(&world.ada, LINKEDIN_TOKEN, 0).await;
    assert!(!answer.text.contains(LINKEDIN_TOKEN));
    for _ in 0..2 {
        for table in tables(&world.app).await {
            for row in rows_of(&world.app, &table).await {
                assert!(!row.contains(LINKEDIN_TOKEN), "{table}");
                let bytes = hex(LINKEDIN_TOKEN.as_bytes());
                assert!(!row.to_lowercase().contains(&bytes), "{table}");
            }
        }
        world.app.run_tasks().await;
    }
    assert!(!world.shown().await.to_string().contains(LINKEDIN_TOKEN));
}

#[tokio::test]
async fn sealed_token_is_taken_over_by_a_new_key() {
    let world = World::of_member().await;
    world.connect_and_run().await;
    world.app.platform.seal.rotate().unwrap();
    assert_eq!(world.app.resealer.left().await.unwrap(), 1);
    world.app.resealer.begin().await.unwrap();
    world.app.run_tasks().await;
    assert_eq!(world.app.resealer.left().await.unwrap(), 0);
    world.advance(60);
    world.sync().await.data("syncLinkedIn.linkedIn.syncing");
    world.app.run_tasks().await;
    assert_eq!(
        world.health().await,
        ("CONNECTED".to_owned(), String::new())
    );
}

#[tokio::test]
async fn token_is_in_no_log() {
    let linkedin = FakeLinkedIn::start().await;
    linkedin.rows("SKILLS", &json!([{ "Name": "row-canary" }]));
    linkedin.next("LANGUAGES", crate::kit::fault(400, "message-canary"));
    let place = Place::new();
    let variables = [
        ("RUST_LOG", "debug"),
        ("CAREERGRAPH__LINKEDIN__API_URL", linkedin.base_url.as_str()),
    ];
    let mut running = place.start(&[], &variables);
    let client = Client::new(running.said("listens on ").trim());
    let sign_up = format!(
        "mutation {{ signUp(input: {{ email: \"ada@example.org\", password: \"{PASSWORD}\", name: \"Ada\" }}) {{ session {{ accessToken }} }} }}"
    );
    let session = client.gql(&sign_up, json!({})).await;
    let ada = client.with_token(&session.text_at("signUp.session.accessToken"));
    let query = format!(
        "mutation($input: ConnectLinkedInInput!) {{ connectLinkedIn(input: $input) {{ linkedIn {{ {FIELDS} }} }} }}"
    );
    let input = json!({ "accessToken": LINKEDIN_TOKEN, "expectedVersion": 0 });
    ada.gql(&query, json!({ "input": input }))
        .await
        .text_at("connectLinkedIn.linkedIn.state");
    eventually("it is read", || async {
        let shown = ada
            .gql("{ viewer { linkedIn { lastSyncAt } } }", json!({}))
            .await;
        shown
            .data("viewer.linkedIn.lastSyncAt")
            .is_string()
            .then_some(())
    })
    .await;
    running.signal("TERM");
    assert_eq!(running.ended().await, Some(0));
    let log = place.log();
    assert!(log.contains("DEBUG") && log.contains("LinkedIn was read"));
    for word in [LINKEDIN_TOKEN, "row-canary", "message-canary"] {
        let line = log.lines().find(|line| line.contains(word));
        assert_eq!(line, None, "{word}");
    }
}
