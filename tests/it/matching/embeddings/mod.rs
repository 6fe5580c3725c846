//! Vectors of an endpoint add candidates; they change no score, and what fails at the endpoint stops nothing.

mod failing;
mod sending;

use careergraph::{config::Config, platform::clock::Clock};
use sea_orm::DbBackend;
use serde_json::{Value, json};

use super::{COOK, JAVA, MATCH, NURSE, Posting, RUST, catalogue, edit, engineer, matches, titles};
use crate::kit::{Answer, Client, FakeEmbeddings, Setup, TestApp, TestUser, board::greenhouse_job};

/// Shares no word, title or skill with the engineer.
const ROPES: Posting = (
    "Rope Maker",
    "Lagos, Nigeria",
    "<h3>Tasks</h3><ul><li>Twist hemp</li></ul>",
);
const POTS: Posting = (
    "Clay Potter",
    "Lagos, Nigeria",
    "<h3>Tasks</h3><ul><li>Throw bowls</li></ul>",
);

async fn app_with(fake: &FakeEmbeddings, change: impl FnOnce(&mut Config)) -> TestApp {
    let setup = Setup::new().workers(0).config(|config| {
        fake.known_to(config);
        change(config);
    });
    setup.start().await
}

/// The explained match of each posting.
async fn explained(client: &Client, ids: &[String]) -> Vec<Value> {
    let query = format!(
        "query($id: ID!) {{ node(id: $id) {{ ... on Posting {{ match {{ {MATCH} }} }} }} }}"
    );
    let mut all = Vec::new();
    for id in ids {
        let answer = client.gql(&query, json!({ "id": id })).await;
        all.push(answer.data("node.match").clone());
    }
    all
}

async fn embedding(client: &Client, id: &str) -> Value {
    let query = "query($id: ID!) { node(id: $id) { ... on Posting { match { embedding { model similarity } } } } }";
    let answer = client.gql(query, json!({ "id": id })).await;
    answer.data("node.match.embedding").clone()
}

async fn state(app: &TestApp, name: &str) -> Answer {
    let root = app.admin(name).await;
    let query =
        "{ matching { embeddings { models postingsEmbedded postingsWaiting pausedUntil } } }";
    root.client.gql(query, json!({})).await
}

/// Five hundred postings of an employer that the engineer excludes, newer than all others.
async fn newer_ones(app: &TestApp) {
    let jobs: Vec<Value> = (1..=500)
        .map(|id| {
            let mut job = greenhouse_job(id, &format!("Diver {id}"), "<p>Dive.</p>");
            job["first_published"] = json!("2026-11-21T10:00:00Z");
            job["company_name"] = json!("Quayside");
            job["absolute_url"] = json!(format!("https://boards.greenhouse.io/quayside/jobs/{id}"));
            job
        })
        .collect();
    let board = json!({ "jobs": jobs }).to_string();
    let imported = app
        .jobs
        .import_file(board.as_bytes(), None, Some("quayside"), Some("Quayside"));
    imported.await.expect("the board is stored");
}

/// An engineer who excludes the employer of [`newer_ones`].
async fn engineer_ashore(app: &TestApp, name: &str) -> TestUser {
    let user = engineer(app, name).await;
    let targets = json!({ "titles": ["Backend Engineer"], "excludedCompanies": ["Quayside"] });
    edit(&user, "updateProfile", json!({ "targets": targets })).await;
    user
}

async fn a_near_posting_is_found_among_many(app: &TestApp, fake: &FakeEmbeddings) {
    fake.alike("rope", "backend");
    fake.alike("maker", "engineer");
    catalogue(app, &[POTS, ROPES]).await;
    assert_eq!(app.matching.embed_waiting().await.unwrap(), 2);
    newer_ones(app).await;
    let without = app.beside(Setup::new().workers(0)).await;
    let ada = engineer_ashore(&without, "ada").await;
    assert!(titles(&matches(&ada, "").await).is_empty());
    let bob = engineer_ashore(app, "bob").await;
    assert_eq!(titles(&matches(&bob, "").await), ["Rope Maker"]);
}

#[tokio::test]
async fn a_posting_that_shares_no_word_is_found_if_its_vector_is_near() {
    let fake = FakeEmbeddings::start().await;
    let app = app_with(&fake, |config| config.embeddings.candidates = 1).await;
    a_near_posting_is_found_among_many(&app, &fake).await;
}

/// What pgvector has, for the one statement that uses it: a type that arrays are cast to, and the operator of the distance, which counts its calls.
const STAND_IN: &str = "CREATE SEQUENCE compared; CREATE DOMAIN vector AS real[];
    CREATE FUNCTION distance(real[], real[]) RETURNS double precision LANGUAGE sql VOLATILE AS $$
        SELECT nextval('compared') * 0 + 1 - (SELECT sum(a * b) FROM unnest($1, $2) AS pairs (a, b)) $$;
    CREATE OPERATOR <=> (LEFTARG = real[], RIGHTARG = real[], FUNCTION = distance);";

#[tokio::test]
async fn the_database_compares_vectors_where_it_can() {
    let fake = FakeEmbeddings::start().await;
    let app = app_with(&fake, |config| config.embeddings.candidates = 1).await;
    if app.platform.db.backend() != DbBackend::Postgres {
        return;
    }
    app.execute(STAND_IN).await;
    a_near_posting_is_found_among_many(&app, &fake).await;
    let calls = app.rows("SELECT last_value AS n FROM compared").await;
    let calls: i64 = calls[0].try_get("", "n").unwrap();
    assert!(calls >= 2, "{calls}");
}

#[tokio::test]
async fn a_score_and_its_explanation_are_the_same_bits_with_and_without_vectors() {
    let (fake, clock) = (
        FakeEmbeddings::start().await,
        Clock::held_at(Clock::default().now()),
    );
    let without = Setup::new().workers(0).clock(clock.clone()).start().await;
    let setup = Setup::new().workers(0).clock(clock);
    let with = without
        .beside(setup.config(|config| fake.known_to(config)))
        .await;
    let ids = catalogue(&without, &[COOK, JAVA, NURSE, RUST]).await;
    let ada = engineer(&without, "ada").await;
    let there = ada.client.at(&with.base_url);
    let before = explained(&ada.client, &ids).await;
    assert_eq!(without.matching.embed_waiting().await.unwrap(), 0);
    assert_eq!(with.matching.embed_waiting().await.unwrap(), 4);
    for id in &ids {
        assert_eq!(embedding(&ada.client, id).await, Value::Null);
        let found = embedding(&there, id).await;
        assert_eq!(found["model"], "words-1");
        let similarity = found["similarity"].as_f64().unwrap();
        assert!((-1.0..=1.0).contains(&similarity), "{similarity}");
    }
    let after = explained(&there, &ids).await;
    assert_eq!(
        serde_json::to_vec(&before).unwrap(),
        serde_json::to_vec(&after).unwrap()
    );
    assert!(before.iter().all(Value::is_object));
}

#[tokio::test]
async fn without_an_endpoint_there_is_nothing_of_it() {
    let app = Setup::new().workers(0).start().await;
    let ids = catalogue(&app, &[RUST]).await;
    let ada = engineer(&app, "ada").await;
    assert_eq!(titles(&matches(&ada, "").await).len(), 1);
    assert_eq!(app.matching.embed_waiting().await.unwrap(), 0);
    assert_eq!(embedding(&ada.client, &ids[0]).await, Value::Null);
    let state = state(&app, "root").await;
    assert_eq!(state.data("matching.embeddings"), &Value::Null);
    for table in ["posting_embeddings", "person_embeddings"] {
        assert_eq!(app.count_rows(table).await, 0, "{table}");
    }
}
