//! Automatic persisted queries: a hash replaces a text that some client has sent before, on every transport.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{assert_refused, post};
use crate::kit::{Answer, Client, Socket, TestApp, eventually};

const QUERY: &str = "query Name($id: ID!) { node(id: $id) { id } __typename }";

pub(super) fn hash(text: &str) -> String {
    format!("{:x}", Sha256::digest(text.as_bytes()))
}

/// The `extensions` of a persisted query with this text.
pub(super) fn named(text: &str) -> Value {
    json!({ "persistedQuery": { "version": 1, "sha256Hash": hash(text) } })
}

async fn by_hash(client: &Client, text: &str) -> Answer {
    post(
        client,
        json!({ "extensions": named(text), "variables": { "id": "x" } }).to_string(),
    )
    .await
}

async fn with_text(client: &Client, text: &str) -> Answer {
    post(
        client,
        json!({ "query": text, "extensions": named(text), "variables": { "id": "x" } }).to_string(),
    )
    .await
}

#[tokio::test]
async fn a_hash_is_unknown_until_its_text_was_sent_and_then_stands_for_it() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    // A text that only this test uses: with Redis, tests share their persisted queries.
    let query = format!("{QUERY} # {}", app.base_url);
    let unknown = by_hash(&client, &query).await;
    assert_refused(&unknown, 400, "PERSISTED_QUERY_NOT_FOUND");
    assert_eq!(unknown.errors()[0]["message"], "PersistedQueryNotFound");

    let extensions = named(&query).to_string();
    let get = [
        ("extensions", extensions.as_str()),
        ("variables", r#"{"id":"x"}"#),
    ];
    let unknown = client.get(&get).await;
    assert_eq!(
        (unknown.status, unknown.code()),
        (200, "PERSISTED_QUERY_NOT_FOUND"),
        "as application/json"
    );
    assert_eq!(unknown.header("cache-control"), "private, no-store");

    assert_eq!(
        with_text(&client, &query).await.text_at("__typename"),
        "Query"
    );
    assert_eq!(
        by_hash(&client, &query).await.text_at("__typename"),
        "Query"
    );
    assert_eq!(client.get(&get).await.text_at("__typename"), "Query");
    let upper = json!({ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": hash(&query).to_uppercase() } }, "variables": { "id": "x" } });
    assert_eq!(
        post(&client, upper.to_string()).await.text_at("__typename"),
        "Query"
    );

    let mut socket = Socket::connect(&app, None).await;
    let payload = json!({ "extensions": named(&query), "variables": { "id": "x" } });
    socket
        .send(&json!({ "id": "1", "type": "subscribe", "payload": payload }))
        .await;
    assert_eq!(socket.next_data("1").await["__typename"], "Query");
}

#[tokio::test]
async fn a_text_may_be_sent_first_by_get_and_by_socket() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    let (first, second) = (
        format!("{{ __typename }} # get {}", app.base_url),
        format!("{{ __typename }} # socket {}", app.base_url),
    );
    let answer = client
        .get(&[
            ("query", &first),
            ("extensions", &named(&first).to_string()),
        ])
        .await;
    assert_eq!(answer.text_at("__typename"), "Query");
    assert_eq!(
        by_hash(&client, &first).await.text_at("__typename"),
        "Query"
    );

    let mut socket = Socket::connect(&app, None).await;
    socket
        .send(
            &json!({ "id": "1", "type": "subscribe", "payload": { "extensions": named(&second) } }),
        )
        .await;
    let message = socket.next().await;
    assert_eq!(
        (&message["type"], &message["payload"][0]["message"]),
        (&json!("error"), &json!("PersistedQueryNotFound")),
        "{message}"
    );
    socket.send(&json!({ "id": "2", "type": "subscribe", "payload": { "query": second, "extensions": named(&second) } })).await;
    assert_eq!(socket.next_data("2").await["__typename"], "Query");
    assert_eq!(
        by_hash(&client, &second).await.text_at("__typename"),
        "Query"
    );
}

#[tokio::test]
async fn a_mutation_by_get_is_refused_by_its_hash_too() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let mutation = format!(
        "mutation {{ signOut(input: {{}}) {{ signedOut }} }} # {}",
        app.base_url
    );
    // The guard lets it pass, GET does not.
    let extensions = named(&mutation).to_string();
    let with_text = ada
        .client
        .get(&[("query", mutation.as_str()), ("extensions", &extensions)])
        .await;
    assert_refused(&with_text, 405, "MUTATION_NOT_ALLOWED_OVER_HTTP_GET");
    let by_hash = ada.client.get(&[("extensions", extensions.as_str())]).await;
    assert_refused(&by_hash, 405, "MUTATION_NOT_ALLOWED_OVER_HTTP_GET");
    assert_eq!(by_hash.header("allow"), "POST");
    assert_eq!(
        ada.client
            .gql("{ viewer { user { email } } }", json!({}))
            .await
            .text_at("viewer.user.email"),
        ada.email
    );
    let posted = post(
        &ada.client,
        json!({ "extensions": named(&mutation) }).to_string(),
    )
    .await;
    assert_eq!(posted.data("signOut.signedOut"), true);
}

#[tokio::test]
async fn wrong_hashes_and_refused_documents_are_not_kept() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    let query = format!("{{ __typename }} # {}", app.base_url);
    let wrong = json!({ "query": query, "extensions": named("another") });
    assert_refused(
        &post(&client, wrong.to_string()).await,
        400,
        "PERSISTED_QUERY_HASH_MISMATCH",
    );
    assert_refused(
        &by_hash(&client, "another").await,
        400,
        "PERSISTED_QUERY_NOT_FOUND",
    );

    let bomb = format!(
        "{{ a(x: {}{}) }} # {}",
        "[".repeat(1_500),
        "]".repeat(1_500),
        app.base_url
    );
    for _ in 0..2 {
        assert_refused(&with_text(&client, &bomb).await, 400, "MAX_DEPTH_EXCEEDED");
        assert_refused(
            &by_hash(&client, &bomb).await,
            400,
            "PERSISTED_QUERY_NOT_FOUND",
        );
    }

    for persisted in [
        json!(1),
        json!({}),
        json!({ "version": 2, "sha256Hash": "x" }),
        json!({ "version": 1, "sha256Hash": 7 }),
    ] {
        let body = json!({ "query": query, "extensions": { "persistedQuery": persisted } });
        assert_refused(&post(&client, body.to_string()).await, 400, "BAD_REQUEST");
    }
    for nonsense in [
        "",
        "x",
        "%2e%2e",
        &"é".repeat(32),
        &"0".repeat(63),
        &"0".repeat(1_000),
    ] {
        let body =
            json!({ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": nonsense } } });
        assert_refused(
            &post(&client, body.to_string()).await,
            400,
            "PERSISTED_QUERY_NOT_FOUND",
        );
    }
    let nothing = json!({ "query": query, "extensions": { "persistedQuery": null } });
    assert_eq!(
        post(&client, nothing.to_string())
            .await
            .text_at("__typename"),
        "Query"
    );
}

#[tokio::test]
async fn a_persisted_query_is_forgotten_in_time() {
    let app = TestApp::with(|config| config.cache.persisted_ttl_secs = 1).await;
    let client = app.anonymous();
    let query = format!("{{ __typename }} # {}", app.base_url);
    assert_eq!(
        with_text(&client, &query).await.text_at("__typename"),
        "Query"
    );
    eventually("the text is forgotten", || async {
        let answer = by_hash(&client, &query).await;
        (answer.status == 400).then(|| assert_refused(&answer, 400, "PERSISTED_QUERY_NOT_FOUND"))
    })
    .await;
}

#[tokio::test]
async fn only_so_many_texts_are_kept_in_a_process() {
    let app = TestApp::with(|config| {
        config.cache.persisted_entries = 5;
        config.redis.url = String::new().into();
    })
    .await;
    let client = app.anonymous();
    let queries: Vec<String> = (0..40).map(|i| format!("{{ a{i}: __typename }}")).collect();
    for query in &queries {
        assert_eq!(with_text(&client, query).await.status, 200);
    }
    eventually("the oldest texts are forgotten", || async {
        let mut known = 0;
        for query in &queries {
            known += u32::from(by_hash(&client, query).await.status == 200);
        }
        (known <= 5).then_some(())
    })
    .await;
}

#[tokio::test]
async fn instances_share_the_texts_through_redis() {
    let app = TestApp::start().await;
    if !app.with_redis() {
        println!("not run: there is no Redis");
        return;
    }
    let twin = app.twin().await;
    let query = format!("{{ __typename }} # {}", app.base_url);
    assert_eq!(
        with_text(&app.anonymous(), &query)
            .await
            .text_at("__typename"),
        "Query"
    );
    assert_eq!(
        by_hash(&twin.anonymous(), &query)
            .await
            .text_at("__typename"),
        "Query"
    );
}

#[tokio::test]
async fn the_guard_looks_at_a_named_text_again() {
    // The same Redis, another instance with tighter limits.
    let app = TestApp::start().await;
    if !app.with_redis() {
        println!("not run: there is no Redis");
        return;
    }
    let tight = crate::kit::Setup::new().config(|config| config.limits.document_tokens = 100);
    let tight = app.beside(tight).await;
    let query = format!(
        "{{ __type(name: \"Query\") {{ {} }} }}",
        "name ".repeat(100)
    );
    assert_eq!(with_text(&app.anonymous(), &query).await.status, 200);
    assert_refused(
        &by_hash(&tight.anonymous(), &query).await,
        400,
        "TOKEN_LIMIT_EXCEEDED",
    );
}
