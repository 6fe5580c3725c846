//! The single root field of a subscription, on every transport: fragments around it work, and documents with no such field, or with
//! several, are refused.

mod documents;

use serde_json::{Value, json};

use self::documents::{REFUSED, SAME};
use super::{Way, json_and};
use crate::kit::{Setup, Socket, TestApp, TestUser, eventually, from_the_start, inbox, new_card};

const ROOT: &str = "notificationReceived(after: $after)";

/// Words of the message about several root fields.
const ONE: &str = "exactly one root field";

/// An inbox of two.
async fn two_notifications(app: &TestApp) -> TestUser {
    let ada = app.sign_up("ada").await;
    let mut card = new_card(&ada.client, "Acme").await;
    card.move_on(&ada.client, "SCREENING").await;
    card.move_on(&ada.client, "OFFER").await;
    eventually("both are delivered", async || {
        (inbox(&ada.client).await.len() == 2).then_some(())
    })
    .await;
    ada
}

fn request(query: &str) -> Value {
    let mut variables = from_the_start();
    if query.contains("$yes: Boolean!,") {
        (variables["yes"], variables["no"]) = (true.into(), false.into());
    }
    let name = query.contains("Chosen").then_some("Chosen");
    json!({ "query": query, "variables": variables, "operationName": name })
}

/// A document without its marks, and their locations.
fn marked(text: &str) -> (String, Vec<(u64, u64)>) {
    let mut marks = Vec::new();
    let (mut line, mut column) = (1, 1);
    for character in text.chars() {
        match character {
            '^' => marks.push((line, column)),
            '\n' => (line, column) = (line + 1, 1),
            _ => column += 1,
        }
    }
    (text.replace('^', ""), marks)
}

/// The locations of an error.
fn places(error: &Value) -> Vec<(u64, u64)> {
    let place = |place: &Value| {
        (
            place["line"].as_u64().expect("a line"),
            place["column"].as_u64().expect("a column"),
        )
    };
    error["locations"]
        .as_array()
        .into_iter()
        .flatten()
        .map(place)
        .collect()
}

/// Asserts that a refused document has one error, with its code and its locations.
fn assert_one(what: &str, errors: &Value, at: &[(u64, u64)], words: &str) {
    assert_eq!(errors.as_array().map(Vec::len), Some(1), "{what}: {errors}");
    assert_eq!(
        (errors[0]["extensions"]["code"].as_str(), places(&errors[0])),
        (Some("GRAPHQL_VALIDATION_FAILED"), at.to_vec()),
        "{what}: {errors}"
    );
    assert!(
        errors[0]["message"]
            .as_str()
            .is_some_and(|message| message.contains(words)),
        "{what}: {errors}"
    );
}

#[tokio::test]
async fn fragments_around_the_root_field_are_followed_and_equal_fields_are_merged() {
    let app = TestApp::start().await;
    let ada = two_notifications(&app).await;
    for way in Way::ALL {
        let mut expected = Vec::new();
        for query in SAME {
            let mut answers = way.open(&app, &ada, &request(query)).await;
            let told = [answers.next().await, answers.next().await].map(|result| {
                let mut result = result.unwrap_or_else(|| panic!("{way:?} ended: {query}"));
                assert!(result.get("errors").is_none(), "{way:?} {query}: {result}");
                result["data"].take()
            });
            let titles = told.each_ref().map(|data| super::title(data).to_owned());
            assert_eq!(
                titles,
                ["Acme: screening", "Acme: offer"],
                "each once: {way:?} {query}"
            );
            if expected.is_empty() {
                expected = told.to_vec();
            }
            assert_eq!(told.as_slice(), expected, "{way:?} {query}");
        }
    }
}

#[tokio::test]
async fn an_alias_around_the_root_field_names_the_answer() {
    let app = TestApp::start().await;
    let ada = two_notifications(&app).await;
    let query = format!(
        "subscription($after: String) {{ ...F ... {{ mine: {ROOT} {{ kind: __typename }} }} }} \
        fragment F on Subscription {{ mine: {ROOT} {{ notification {{ title }} }} }}"
    );
    for way in Way::ALL {
        let first = way
            .open(&app, &ada, &request(&query))
            .await
            .next()
            .await
            .expect("an event");
        assert_eq!(
            first["data"],
            json!({ "mine": { "kind": "NotificationReceived", "notification": { "title": "Acme: screening" } } }),
            "{way:?}"
        );
    }
}

#[tokio::test]
async fn what_has_no_single_root_field_is_refused_alike_on_every_transport() {
    for introspection in [true, false] {
        let app = Setup::new()
            .config(|config| {
                (config.limits.introspection, config.graphql.batch_max) = (introspection, 2);
            })
            .start()
            .await;
        let ada = app.sign_up("ada").await;
        for (query, words) in REFUSED
            .into_iter()
            .filter(|(query, _)| introspection || !query.contains("__schema"))
        {
            let (query, at) = marked(query);
            let mut body = request(&query);
            body["variables"] = json!({ "no": false });
            for way in Way::ALL {
                let mut answers = way.open(&app, &ada, &body).await;
                let refused = answers
                    .next()
                    .await
                    .unwrap_or_else(|| panic!("{way:?} ended: {query}"));
                assert_one(&format!("{way:?} {query}"), &refused["errors"], &at, words);
                assert_eq!(
                    (refused.get("data"), answers.next().await),
                    (None, None),
                    "{way:?} {query}"
                );
            }
            let single = ada
                .client
                .post(
                    body.to_string(),
                    &json_and("application/graphql-response+json"),
                )
                .await;
            assert_eq!(single.status, 400, "{}", single.text);
            assert_one(&query, &single.json["errors"], &at, words);
            let batch = ada
                .client
                .post(
                    json!([body, { "query": "{ __typename }" }]).to_string(),
                    &json_and("application/json"),
                )
                .await;
            assert_one(&query, &batch.json[0]["errors"], &at, words);
            assert_eq!(batch.json[1]["data"]["__typename"], "Query");
        }
    }
}

#[tokio::test]
async fn what_conflicts_below_the_root_field_is_refused() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let (query, at) = marked(
        "subscription { notificationReceived { ^x: cursor } ...F } fragment F on Subscription { notificationReceived { ^x: __typename } }",
    );
    for way in Way::ALL {
        let mut answers = way.open(&app, &ada, &json!({ "query": query })).await;
        let refused = answers.next().await.expect("an answer");
        assert_one(&format!("{way:?}"), &refused["errors"], &at, "conflict");
        assert_eq!(answers.next().await, None);
    }
}

#[tokio::test]
async fn other_faults_around_the_root_field_are_told_once() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for (query, words) in [
        ("subscription { ^nothing }", "nothing"),
        ("subscription { ^...F }", "F"),
        ("subscription { ^... on Query { __typename } }", "Query"),
        (
            "subscription { ^...F } fragment F on Viewer { __typename }",
            "Viewer",
        ),
        (
            "subscription { ... { ...F } } fragment F on Subscription { ^nothing }",
            "nothing",
        ),
        (
            "subscription { ...F } fragment F on Subscription { ...F }",
            "spreads itself",
        ),
    ] {
        let (query, at) = marked(query);
        for way in Way::ALL {
            let mut answers = way.open(&app, &ada, &json!({ "query": query })).await;
            let refused = answers.next().await.expect("an answer");
            assert_one(&format!("{way:?} {query}"), &refused["errors"], &at, words);
            assert_eq!(answers.next().await, None);
        }
    }
}

#[tokio::test]
async fn a_subscription_may_be_named_by_its_hash_or_by_the_id_of_a_trusted_document() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("documents.json");
    std::fs::write(&path, json!({ "inbox": SAME[3] }).to_string()).unwrap();
    let app = TestApp::with(move |config| config.graphql.documents = path).await;
    let ada = two_notifications(&app).await;
    let hash = |text: &str| {
        use sha2::{Digest, Sha256};
        json!({ "persistedQuery": { "version": 1, "sha256Hash": format!("{:x}", Sha256::digest(text.as_bytes())) } })
    };
    for way in Way::ALL {
        let persisted = format!("{} # {way:?} {}", SAME[1], app.base_url);
        let (refused, at) = marked(&format!("{} # {way:?} {}", REFUSED[1].0, app.base_url));
        for body in [
            json!({ "documentId": "inbox", "variables": from_the_start() }),
            json!({ "query": persisted, "extensions": hash(&persisted), "variables": from_the_start() }),
            json!({ "extensions": hash(&persisted), "variables": from_the_start() }),
        ] {
            let first = way
                .open(&app, &ada, &body)
                .await
                .next()
                .await
                .expect("an event");
            assert_eq!(
                super::title(&first["data"]),
                "Acme: screening",
                "{way:?} {body}"
            );
        }
        for body in [
            json!({ "query": refused, "extensions": hash(&refused) }),
            json!({ "extensions": hash(&refused) }),
        ] {
            let told = way
                .open(&app, &ada, &body)
                .await
                .next()
                .await
                .expect("an answer");
            assert_one(&format!("{way:?} {body}"), &told["errors"], &at, ONE);
        }
    }
}

#[tokio::test]
async fn a_socket_holds_one_stream_for_each_of_its_operations() {
    let app = TestApp::with(|config| config.limits.subscriptions_per_socket = 50).await;
    let ada = two_notifications(&app).await;
    let mut socket = Socket::connect(&app, Some(&ada.access_token)).await;
    let thirty = crate::kit::series(30, |_| {
        "notificationReceived(after: $after) { cursor notification { id title } } ".to_owned()
    });
    let query = format!("subscription($after: String) {{ {thirty} }}");
    for number in 0..50 {
        socket
            .subscribe(&number.to_string(), &query, from_the_start())
            .await;
    }
    let mut heard = std::collections::BTreeMap::<String, usize>::new();
    for _ in 0..100 {
        let message = socket.next().await;
        assert_eq!(message["type"], "next", "{message}");
        *heard.entry(message["id"].to_string()).or_default() += 1;
    }
    assert!(
        heard.len() == 50 && heard.values().all(|events| *events == 2),
        "{heard:?}"
    );
    socket.send(&json!({ "type": "ping" })).await;
    assert_eq!(
        socket.next().await,
        json!({ "type": "pong" }),
        "nothing is delivered twice"
    );
}
