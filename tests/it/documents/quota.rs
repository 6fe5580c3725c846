//! Limits of a user, also for uploads at the same time.

use futures_util::future::join_all;
use serde_json::json;

use super::{files_in, list};
use crate::kit::{Setup, eventually, pdf};

#[tokio::test]
async fn the_bytes_of_a_user_are_limited() {
    let app = Setup::new()
        .config(|config| config.documents.user_bytes = 1_000)
        .start()
        .await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let half = "x".repeat(500);
    let first = ada.document("a.txt", half.as_bytes()).await;
    ada.document("b.txt", "y".repeat(500).as_bytes()).await;
    let refused = ada.client.upload("c.txt", b"z", json!({})).await;
    assert_eq!(
        refused.refusal("uploadDocument"),
        "InvalidInputError input.file"
    );
    assert!(
        refused.text.contains("1000 bytes are the maximum"),
        "{}",
        refused.text
    );
    // The same content takes no more room.
    ada.document("again.txt", half.as_bytes()).await;
    // Others have their own.
    bob.document("b.txt", half.as_bytes()).await;
    let usage = "{ viewer { documentUsage { bytes bytesMax documents documentsMax } } }";
    let usage = ada.client.gql(usage, json!({})).await;
    let expected =
        json!({ "bytes": 1_000, "bytesMax": 1_000, "documents": 3, "documentsMax": 200 });
    assert_eq!(usage.data("viewer.documentUsage"), &expected);
    // Room that is free again can be used at once, whether the store has deleted the file or not.
    let again = list(&ada.client).await[0].clone();
    ada.remove_document(&first)
        .await
        .data("removeDocument.removedDocumentId");
    ada.remove_document(&again)
        .await
        .data("removeDocument.removedDocumentId");
    ada.document("c.txt", "z".repeat(500).as_bytes()).await;
}

#[tokio::test]
async fn the_documents_of_a_user_are_limited() {
    let app = Setup::new()
        .config(|config| config.documents.per_user = 2)
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    ada.document("a.txt", b"a").await;
    ada.document("a.txt", b"a").await;
    let refused = ada.client.upload("a.txt", b"a", json!({})).await;
    assert_eq!(refused.refusal("uploadDocument"), "InvalidInputError input");
    assert_eq!(
        app.count_rows("document_files").await,
        1,
        "nothing was reserved"
    );
}

#[tokio::test]
async fn uploads_at_the_same_time_do_not_exceed_the_bytes() {
    let app = Setup::new()
        .config(|config| config.documents.user_bytes = 2_500)
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    let contents: Vec<String> = (0..8)
        .map(|number| number.to_string().repeat(1_000))
        .collect();
    let uploads = contents
        .iter()
        .map(|content| ada.client.upload("a.txt", content.as_bytes(), json!({})));
    let answers = join_all(uploads).await;
    let stored = answers
        .iter()
        .filter(|answer| answer.data("uploadDocument.document").is_object());
    assert_eq!(stored.count(), 2);
    assert_eq!((list(&ada.client).await.len(), files_in(&app)), (2, 2));
}

#[tokio::test]
async fn uploads_at_the_same_time_do_not_exceed_the_number() {
    let app = Setup::new()
        .config(|config| config.documents.per_user = 3)
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    let contents: Vec<Vec<u8>> = (0..8).map(|number| pdf(&number.to_string())).collect();
    let answers = join_all(
        contents
            .iter()
            .map(|content| ada.client.upload("a.pdf", content, json!({}))),
    )
    .await;
    let stored = answers
        .iter()
        .filter(|answer| answer.data("uploadDocument.document").is_object());
    assert_eq!(stored.count(), 3);
    assert_eq!(list(&ada.client).await.len(), 3);
}

#[tokio::test]
async fn the_same_content_at_the_same_time_is_stored_once() {
    let app = Setup::new().start().await;
    let ada = app.sign_up("ada").await;
    let content = pdf("same");
    let answers = join_all((0..6).map(|_| ada.client.upload("a.pdf", &content, json!({})))).await;
    for answer in &answers {
        assert!(
            answer.data("uploadDocument.document").is_object(),
            "{}",
            answer.text
        );
    }
    assert_eq!(files_in(&app), 1);
    let documents = list(&ada.client).await;
    assert_eq!(documents.len(), 6);
    // And removed at the same time, it is deleted once, after the last.
    let removed = join_all(
        documents
            .iter()
            .map(|document| ada.remove_document(document)),
    )
    .await;
    for answer in removed {
        answer.text_at("removeDocument.removedDocumentId");
    }
    eventually("the file is deleted", || async {
        (files_in(&app) == 0).then_some(())
    })
    .await;
}
