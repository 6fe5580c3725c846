//! Documents in a bucket of an S3 server: one that others wrote, or that of the kit. The first makes a bucket that is written to, so that one
//! that is not found is tested in `bucket.rs`.

use careergraph::{config::Config, platform::clock::Clock};
use chrono::TimeDelta;
use http::Method;
use serde_json::json;

use super::{bucket::story, list};
use crate::{
    kit::{Place, S3Server, Setup, TestApp, eventually, pdf},
    personal_data::{DELETE, ask},
};

async fn app_of(server: &S3Server, change: impl FnOnce(&mut Config)) -> TestApp {
    let setup = Setup::new().config(|config| {
        server.known_to(config);
        change(config);
    });
    setup.start().await
}

#[tokio::test]
async fn documents_live_in_the_bucket_of_an_s3_server() {
    let server = S3Server::start().await;
    let app = app_of(&server, |_| {}).await;
    story(&app).await;
    eventually("the files are deleted", || async {
        server.contents().is_empty().then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_file_of_an_s3_server_is_read_in_ranges() {
    let server = S3Server::start().await;
    let app = app_of(&server, |_| {}).await;
    let ada = app.sign_up("ada").await;
    let document = ada.document("digits.txt", b"0123456789").await;
    let path = document["path"].as_str().unwrap();
    for (range, status, body) in [
        ("bytes=0-0", 206, "0"),
        ("bytes=3-5", 206, "345"),
        ("bytes=8-", 206, "89"),
        ("bytes=-2", 206, "89"),
        ("bytes=8-100", 206, "89"),
        ("bytes=10-", 416, ""),
        ("lines=1-2", 200, "0123456789"),
    ] {
        let headers = [("range", range)];
        let (found, _, content) = ada.client.fetch(Method::GET, path, &headers).await;
        assert_eq!(found, status, "{range}");
        assert!(
            status == 416 || content.as_slice() == body.as_bytes(),
            "{range}"
        );
    }
}

#[tokio::test]
async fn content_that_is_there_already_takes_no_more_room_in_an_s3_server() {
    let server = S3Server::start().await;
    let app = app_of(&server, |config| config.documents.user_bytes = 1_000).await;
    let ada = app.sign_up("ada").await;
    let content = "x".repeat(600);
    let first = ada.document("a.txt", content.as_bytes()).await;
    let again = ada.document("b.txt", content.as_bytes()).await;
    assert_eq!(server.contents(), [content.as_bytes()]);
    let other = "y".repeat(600);
    let full = ada.client.upload("c.txt", other.as_bytes(), json!({}));
    assert_eq!(
        full.await.refusal("uploadDocument"),
        "InvalidInputError input.file"
    );
    ada.remove_document(&first)
        .await
        .text_at("removeDocument.removedDocumentId");
    let path = again["path"].as_str().unwrap();
    let (status, _, body) = ada.client.fetch(Method::GET, path, &[]).await;
    assert_eq!((status, body.as_slice()), (200, content.as_bytes()));
}

#[tokio::test]
async fn an_erasure_deletes_the_files_of_an_s3_server() {
    let server = S3Server::start().await;
    let setup = Setup::new().workers(0).config(|config| {
        server.known_to(config);
        config.auth.deletion_days = 0;
    });
    let app = setup.start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    ada.document("a.pdf", &pdf("of Ada")).await;
    ada.document("b.txt", b"other").await;
    bob.document("a.txt", b"of Bob").await;
    ask(&ada.client, DELETE)
        .await
        .text_at("deleteAccount.deletionAt");
    assert_eq!(app.personal_data.erase_due().await.expect("an erasure"), 1);
    assert_eq!(server.contents(), [b"of Bob"]);
}

#[tokio::test]
async fn an_s3_server_that_refuses_the_credentials_is_an_unavailable_store() {
    let server = S3Server::start().await;
    let wrong_secret = |config: &mut Config| {
        config.documents.secret_access_key = "a wrong secret".into();
    };
    let wrong_key = |config: &mut Config| config.documents.access_key_id = "other".to_owned();
    let cases: [&dyn Fn(&mut Config); 2] = [&wrong_secret, &wrong_key];
    for wrong in cases {
        let app = app_of(&server, wrong).await;
        let ada = app.sign_up("ada").await;
        let refused = ada.client.upload("a.txt", b"a", json!({})).await;
        assert_eq!(refused.code(), "UNAVAILABLE", "{}", refused.text);
        assert!(
            refused.text.contains("refuses the server"),
            "{}",
            refused.text
        );
        assert_eq!(list(&ada.client).await.len(), 0);
        assert!(server.contents().is_empty());
    }
}

#[tokio::test]
async fn a_file_waits_for_its_deletion_while_the_bucket_is_not_found() {
    let server = S3Server::start().await;
    let clock = Clock::held_at(Clock::default().now());
    let setup = || Setup::new().workers(0).clock(clock.clone());
    let app = setup()
        .config(|config| server.known_to(config))
        .start()
        .await;
    let elsewhere = |config: &mut Config| {
        server.known_to(config);
        config.documents.url = server.url("elsewhere");
    };
    let lost = app.beside(setup().config(elsewhere)).await;
    let ada = app.sign_up("ada").await;
    let document = ada.document("a.txt", b"a").await;
    clock.advance(TimeDelta::minutes(16));
    let ada = ada.sign_in_again(&app).await;
    ada.remove_document(&document)
        .await
        .text_at("removeDocument.removedDocumentId");
    lost.run_tasks().await;
    lost.documents.sweep().await.expect_err("no such bucket");
    assert_eq!(app.count_rows("document_files").await, 1);
    assert_eq!(server.contents(), [b"a"]);
    app.documents.sweep().await.expect("a sweep");
    assert!(server.contents().is_empty());
}

/// The command is waited for while the server answers.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn doctor_says_what_is_wrong_with_an_s3_server() {
    let server = S3Server::start().await;
    let place = Place::new();
    let doctor = |secret: Option<&str>| {
        let variables = server.variables();
        let mut variables: Vec<(&str, &str)> = variables
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let secret = secret.map(|secret| ("CAREERGRAPH__DOCUMENTS__SECRET_ACCESS_KEY", secret));
        variables.extend(secret);
        place.run(&["doctor"], &variables)
    };
    assert_eq!(place.run(&["migrate"], &[]).code, 0);
    let good = doctor(None);
    assert_eq!(good.code, 0, "{good:?}");
    assert!(good.stdout.contains("ok      the store of documents works"));
    let bad = doctor(Some("a wrong secret"));
    assert_eq!(bad.code, 1, "{bad:?}");
    assert!(bad.stdout.contains("refuses the server"), "{}", bad.stdout);
    assert!(!bad.stdout.contains("a wrong secret"), "{}", bad.stdout);
    assert!(server.contents().is_empty(), "the checks leave nothing");
}
