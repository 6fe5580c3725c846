//! Changes and removals.

use serde_json::{Value, json};

use super::list;
use crate::kit::{Answer, Client, TestApp};

async fn update(client: &Client, document: &Value, change: Value) -> Answer {
    let query = "mutation($input: UpdateDocumentInput!) { updateDocument(input: $input) { document { id title kind version sha256 } \
                 userErrors { __typename path message } } }";
    let mut input = change;
    input["id"] = document["id"].clone();
    if input["expectedVersion"].is_null() {
        input["expectedVersion"] = document["version"].clone();
    }
    client.gql(query, json!({ "input": input })).await
}

#[tokio::test]
async fn title_and_kind_change_and_the_content_stays() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let document = ada.document("a.txt", b"a").await;
    let answer = update(
        &ada.client,
        &document,
        json!({ "title": " New ", "kind": "CERTIFICATE" }),
    )
    .await;
    let changed = answer.data("updateDocument.document").clone();
    let expected = json!({ "id": document["id"], "title": "New", "kind": "CERTIFICATE", "version": 2, "sha256": document["sha256"] });
    assert_eq!(changed, expected);
    let answer = update(&ada.client, &changed, json!({ "kind": "OTHER" })).await;
    assert_eq!(
        answer.data("updateDocument.document.title"),
        "New",
        "what is left out stays"
    );
    let stale = update(&ada.client, &document, json!({ "title": "Late" })).await;
    assert_eq!(
        stale.refusal("updateDocument"),
        "VersionConflictError input.expectedVersion"
    );
    for title in ["", "  ", "a\tb\nc"] {
        let refused = update(
            &ada.client,
            &changed,
            json!({ "title": title, "expectedVersion": 3 }),
        )
        .await;
        assert_eq!(
            refused.refusal("updateDocument"),
            "InvalidInputError input.title"
        );
    }
}

#[tokio::test]
async fn a_removed_document_is_gone_and_a_retry_says_so() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let input = json!({ "idempotencyKey": "one" });
    let answer = ada.client.upload("a.txt", b"a", input.clone()).await;
    let document = answer.data("uploadDocument.document").clone();
    let mut stale = document.clone();
    stale["version"] = json!(7);
    let refused = ada.remove_document(&stale).await;
    assert_eq!(
        refused.refusal("removeDocument"),
        "VersionConflictError input.expectedVersion"
    );
    let removed = ada.remove_document(&document).await;
    assert_eq!(
        removed.data("removeDocument.removedDocumentId"),
        &document["id"]
    );
    assert_eq!(ada.remove_document(&document).await.code(), "NOT_FOUND");
    assert_eq!(list(&ada.client).await.len(), 0);
    let retried = ada.client.upload("a.txt", b"a", input).await;
    assert_eq!(retried.code(), "NOT_FOUND");
    assert_eq!(
        list(&ada.client).await.len(),
        0,
        "a late retry does not bring it back"
    );
    ada.document("a.txt", b"a").await;
}

#[tokio::test]
async fn documents_of_others_cannot_be_changed_or_removed() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let document = ada.document("a.txt", b"a").await;
    assert_eq!(
        update(&bob.client, &document, json!({ "title": "Mine" }))
            .await
            .code(),
        "NOT_FOUND"
    );
    assert_eq!(bob.remove_document(&document).await.code(), "NOT_FOUND");
    assert_eq!(list(&ada.client).await.len(), 1);
}
