//! The rows and the files stay together, whatever fails between them.

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use http::Method;
use serde_json::json;

use super::{files_in, list};
use crate::kit::{Bucket, Setup, TestApp, TestUser, pdf};

/// An app with its files in a bucket, a clock that is held, and without workers.
async fn with_bucket(bucket: &Bucket, clock: &Clock) -> TestApp {
    let setup = Setup::new().workers(0).clock(clock.clone());
    setup.config(|config| bucket.known_to(config)).start().await
}

fn clock() -> Clock {
    Clock::held_at(Clock::default().now())
}

/// The time after which an upload without an end is given up, and signed in again.
async fn later(clock: &Clock, app: &TestApp, user: &TestUser) -> TestUser {
    clock.advance(TimeDelta::minutes(16));
    user.sign_in_again(app).await
}

#[tokio::test]
async fn a_store_that_fails_leaves_no_document_and_a_retry_succeeds() {
    let (bucket, clock) = (Bucket::start().await, clock());
    let app = with_bucket(&bucket, &clock).await;
    let ada = app.sign_up("ada").await;
    bucket.fail_all(Some(403));
    let refused = ada.client.upload("a.txt", b"a", json!({})).await;
    assert_eq!(refused.code(), "UNAVAILABLE", "{}", refused.text);
    assert!(
        !refused.text.contains("127.0.0.1"),
        "the answer of the bucket is not told"
    );
    assert_eq!(list(&ada.client).await.len(), 0);
    bucket.fail_all(None);
    let document = ada.document("a.txt", b"a").await;
    assert_eq!(
        (bucket.keys().len(), app.count_rows("document_files").await),
        (1, 1)
    );
    let (status, ..) = ada
        .client
        .fetch(Method::GET, document["path"].as_str().unwrap(), &[])
        .await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn faults_that_pass_are_repeated_by_the_store() {
    let (bucket, clock) = (Bucket::start().await, clock());
    let app = with_bucket(&bucket, &clock).await;
    let ada = app.sign_up("ada").await;
    bucket.fail_next(&[503]);
    let document = ada.document("a.txt", b"a").await;
    assert_eq!(bucket.requests("PUT"), 2);
    bucket.fail_next(&[500]);
    let (status, ..) = ada
        .client
        .fetch(Method::GET, document["path"].as_str().unwrap(), &[])
        .await;
    assert_eq!(status, 200);
}

/// As if the process had died between the file and the document.
#[tokio::test]
async fn an_upload_without_an_end_leaves_nothing_for_long() {
    let (bucket, clock) = (Bucket::start().await, clock());
    let app = with_bucket(&bucket, &clock).await;
    let ada = app.sign_up("ada").await;
    let content = pdf("lost");
    ada.document("a.pdf", &content).await;
    app.execute("DELETE FROM documents").await;
    app.execute("UPDATE document_files SET state = 'PENDING'")
        .await;
    app.documents.sweep().await.expect("a sweep");
    assert_eq!(bucket.keys().len(), 1, "it might still be on its way");
    let ada = later(&clock, &app, &ada).await;
    app.documents.sweep().await.expect("a sweep");
    assert_eq!(
        (bucket.keys().len(), app.count_rows("document_files").await),
        (0, 0)
    );
    ada.document("a.pdf", &content).await;
    assert_eq!(bucket.keys().len(), 1);
}

#[tokio::test]
async fn a_deletion_that_fails_is_repeated_until_it_succeeds() {
    let (bucket, clock) = (Bucket::start().await, clock());
    let app = with_bucket(&bucket, &clock).await;
    let ada = app.sign_up("ada").await;
    let (one, two) = (
        ada.document("a.txt", b"a").await,
        ada.document("b.txt", b"b").await,
    );
    let ada = later(&clock, &app, &ada).await;
    bucket.fail_all(Some(403));
    ada.remove_document(&one)
        .await
        .text_at("removeDocument.removedDocumentId");
    app.run_tasks().await;
    assert!(
        app.documents.sweep().await.is_err(),
        "the schedule reports it"
    );
    assert_eq!(bucket.keys().len(), 2);
    bucket.fail_all(None);
    app.documents.sweep().await.expect("a sweep");
    assert_eq!(
        (bucket.keys().len(), app.count_rows("document_files").await),
        (1, 1)
    );
    // Content that comes back while its file is being deleted has a file of its own.
    bucket.fail_all(Some(403));
    ada.remove_document(&two)
        .await
        .text_at("removeDocument.removedDocumentId");
    bucket.fail_all(None);
    let back = ada.document("b.txt", b"b").await;
    app.documents.sweep().await.expect("a sweep");
    let (status, _, body) = ada
        .client
        .fetch(Method::GET, back["path"].as_str().unwrap(), &[])
        .await;
    assert_eq!(
        (status, body.as_slice(), bucket.keys().len()),
        (200, b"b".as_slice(), 1)
    );
}

#[tokio::test]
async fn a_file_that_is_missing_is_a_fault_of_the_server() {
    let (bucket, clock) = (Bucket::start().await, clock());
    let app = with_bucket(&bucket, &clock).await;
    let ada = app.sign_up("ada").await;
    let document = ada.document("a.txt", b"a").await;
    bucket.lose_everything();
    let (status, ..) = ada
        .client
        .fetch(Method::GET, document["path"].as_str().unwrap(), &[])
        .await;
    assert_eq!(status, 500);
}

#[tokio::test]
async fn a_folder_that_cannot_be_used_refuses_uploads_and_nothing_else() {
    let app = Setup::new().start().await;
    let ada = app.sign_up("ada").await;
    let dir = &app.platform.config.documents.dir;
    std::fs::write(dir, "a file in its place").expect("a file");
    let refused = ada.client.upload("a.txt", b"a", json!({})).await;
    assert_eq!(refused.code(), "UNAVAILABLE", "{}", refused.text);
    assert_eq!(list(&ada.client).await.len(), 0);
    std::fs::remove_file(dir).expect("the file is deleted");
    ada.document("a.txt", b"a").await;
    assert_eq!(files_in(&app), 1);
}
