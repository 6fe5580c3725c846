//! Trusted documents: each form of the manifest, and a server that runs no other documents.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{
    assert_refused,
    persisted::{hash, named},
    post,
};
use crate::kit::{Place, Socket, TestApp};

const KNOWN: &str =
    "query Known($first: Int!) { jobs(first: $first) { nodes { id } } known: __typename }";
const OTHER: &str = "{ __typename }";

fn manifest(content: &Value) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("documents.json");
    std::fs::write(&path, content.to_string()).unwrap();
    (folder, path)
}

async fn trusting(path: &Path, only: bool) -> TestApp {
    let path = path.to_owned();
    TestApp::with(move |config| {
        config.graphql.documents = path;
        config.graphql.only_documents = only;
    })
    .await
}

#[tokio::test]
async fn documents_are_named_in_every_form_of_manifest() {
    let apollo = json!({ "format": "apollo-persisted-query-manifest", "version": 1,
        "operations": [{ "id": "known", "body": KNOWN, "name": "Known", "type": "query" }] });
    for content in [json!({ "known": KNOWN }), apollo] {
        let (_folder, path) = manifest(&content);
        let app = trusting(&path, false).await;
        let client = app.anonymous();
        for mut request in [
            json!({ "documentId": "known" }),
            json!({ "documentId": hash(KNOWN) }),
            json!({ "documentId": format!("sha256:{}", hash(KNOWN)) }),
            json!({ "extensions": named(KNOWN) }),
            json!({ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": "known" } } }),
        ] {
            request["variables"] = json!({ "first": 1 });
            assert_eq!(
                post(&client, request.to_string()).await.text_at("known"),
                "Query",
                "{request}"
            );
        }
        let by_get = client
            .get(&[("documentId", "known"), ("variables", r#"{"first":1}"#)])
            .await;
        assert_eq!(by_get.text_at("known"), "Query");
        assert_eq!(
            post(&client, json!({ "query": OTHER }).to_string())
                .await
                .text_at("__typename"),
            "Query",
            "others run, too"
        );
        assert_refused(
            &post(&client, json!({ "documentId": "unknown" }).to_string()).await,
            400,
            "PERSISTED_QUERY_NOT_FOUND",
        );
        let both = json!({ "documentId": "known", "query": OTHER });
        assert_refused(&post(&client, both.to_string()).await, 400, "BAD_REQUEST");
    }
}

#[tokio::test]
async fn a_server_of_trusted_documents_runs_no_others() {
    let (_folder, path) = manifest(&json!({ "known": KNOWN }));
    let app = trusting(&path, true).await;
    let client = app.anonymous();
    let variables = json!({ "first": 1 });
    for request in [
        json!({ "documentId": "known", "variables": variables }),
        json!({ "query": KNOWN, "variables": variables }),
        json!({ "query": KNOWN, "extensions": named(KNOWN), "variables": variables }),
    ] {
        assert_eq!(
            post(&client, request.to_string()).await.text_at("known"),
            "Query",
            "{request}"
        );
    }
    for (request, code) in [
        (json!({ "query": OTHER }), "QUERY_NOT_IN_SAFELIST"),
        (
            json!({ "query": format!("{KNOWN} ") }),
            "QUERY_NOT_IN_SAFELIST",
        ),
        (
            json!({ "query": OTHER, "extensions": named(OTHER) }),
            "QUERY_NOT_IN_SAFELIST",
        ),
        (
            json!({ "extensions": named(OTHER) }),
            "QUERY_NOT_IN_SAFELIST",
        ),
        (json!({ "documentId": "unknown" }), "QUERY_NOT_IN_SAFELIST"),
        (
            json!({ "query": "{ __schema { types { name } } }" }),
            "QUERY_NOT_IN_SAFELIST",
        ),
        (
            json!({ "query": OTHER, "extensions": named(KNOWN) }),
            "PERSISTED_QUERY_HASH_MISMATCH",
        ),
        (json!({}), "PERSISTED_QUERY_ID_REQUIRED"),
        (
            json!({ "variables": variables }),
            "PERSISTED_QUERY_ID_REQUIRED",
        ),
    ] {
        assert_refused(&post(&client, request.to_string()).await, 400, code);
        let mut socket = Socket::connect(&app, None).await;
        socket
            .send(&json!({ "id": "1", "type": "subscribe", "payload": request }))
            .await;
        let message = socket.next().await;
        assert_eq!(
            (
                &message["type"],
                &message["payload"][0]["extensions"]["code"]
            ),
            (&json!("error"), &json!(code)),
            "{message}"
        );
    }
    let by_get = client.get(&[("query", OTHER)]).await;
    assert_eq!(
        (by_get.status, by_get.code()),
        (200, "QUERY_NOT_IN_SAFELIST"),
        "as application/json"
    );
}

#[test]
fn a_manifest_that_cannot_be_served_is_refused_at_start() {
    let place = Place::new();
    let only = [
        ("CAREERGRAPH__GRAPHQL__DOCUMENTS", "documents.json"),
        ("CAREERGRAPH__GRAPHQL__ONLY_DOCUMENTS", "true"),
    ];
    let deep = format!("{{ a(x: {}1{}) }}", "[".repeat(70), "]".repeat(70));
    let skills = "(first: 100) { nodes { skills { quote importance skill { id slug label } } } }";
    let dear = format!("{{ a: jobs{skills} b: jobs{skills} }}");
    let two =
        "subscription S { a: notificationReceived { cursor } b: notificationReceived { cursor } }";
    let conflict = "subscription { notificationReceived { x: cursor } ... { notificationReceived { x: __typename } } }";
    let apollo = |version: u32| {
        json!({ "format": "apollo-persisted-query-manifest", "version": version, "operations": [] })
            .to_string()
    };
    for (content, named) in [
        ("nonsense".to_owned(), "must be a JSON object"),
        ("[]".to_owned(), "must be a JSON object"),
        (r#"{"a":1}"#.to_owned(), "must be a JSON object"),
        (apollo(2), "version 1"),
        (
            json!({ "fine": KNOWN, "broken-one": "{ jobs {" }).to_string(),
            "broken-one",
        ),
        (
            json!({ "fine": KNOWN, "deep-one": deep }).to_string(),
            "deep-one",
        ),
        (
            json!({ "fine": KNOWN, "odd-one": "{ nothing }" }).to_string(),
            "odd-one",
        ),
        (json!({ "dear-one": dear }).to_string(), "dear-one"),
        (
            json!({ "two-roots": format!("query Q {{ __typename }} {two}") }).to_string(),
            "two-roots",
        ),
        (
            json!({ "conflict-below": conflict }).to_string(),
            "conflict-below",
        ),
    ] {
        place.write("documents.json", &content);
        let ended = place.run(&["doctor"], &only);
        assert_eq!(
            (ended.code, ended.stdout.as_str()),
            (2, ""),
            "{content}: {ended:?}"
        );
        assert!(
            ended.stderr.contains("graphql.documents") && ended.stderr.contains(named),
            "{content}: {}",
            ended.stderr
        );
        assert!(!place.path("data").exists(), "nothing was touched");
    }
    let missing = place.run(
        &["doctor"],
        &[("CAREERGRAPH__GRAPHQL__DOCUMENTS", "missing.json")],
    );
    assert!(
        missing.code == 2
            && missing
                .stderr
                .contains("graphql.documents: missing.json cannot be read"),
        "{missing:?}"
    );
    let nothing = place.run(
        &["doctor"],
        &[("CAREERGRAPH__GRAPHQL__ONLY_DOCUMENTS", "true")],
    );
    assert!(
        nothing.code == 2 && nothing.stderr.contains("graphql.only_documents"),
        "{nothing:?}"
    );
}
