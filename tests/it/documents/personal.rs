//! Documents in a data export, and after an erasure.

use std::io::{Cursor, Read};

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use http::Method;
use serde_json::Value;

use super::files_in;
use crate::{
    kit::{Bucket, Setup, TestApp, TestUser, pdf},
    personal_data::{DELETE, EXPORT, ask},
};

/// The files of the newest export of a user, by their paths.
async fn export(app: &TestApp, user: &TestUser) -> Vec<(String, Vec<u8>)> {
    ask(&user.client, EXPORT)
        .await
        .text_at("exportAccount.export.id");
    app.run_tasks().await;
    let found = ask(&user.client, "{ viewer { exports { path } } }").await;
    let path = found.text_at("viewer.exports.0.path");
    let (status, _, archive) = user.client.fetch(Method::GET, &path, &[]).await;
    assert_eq!(status, 200);
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let mut files = Vec::new();
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).expect("a file");
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("its content");
        files.push((file.name().expect("a name").into_owned(), content));
    }
    files
}

#[tokio::test]
async fn an_export_has_the_files_beside_their_list() {
    let app = Setup::new().workers(0).start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let (content, text) = (pdf("of Ada"), "Gr\u{fc}\u{df}e".as_bytes());
    let one = ada.document("L\u{e9}a.pdf", &content).await;
    let two = ada.document("two.txt", text).await;
    let again = ada.document("again.pdf", &content).await;
    bob.document("of bob.txt", b"a secret of Bob").await;
    let files = export(&app, &ada).await;
    let file = |path: &str| {
        files
            .iter()
            .find(|(name, _)| name == path)
            .map(|(_, content)| content.as_slice())
    };
    let account: Value =
        serde_json::from_slice(file("account.json").expect("the document")).expect("JSON");
    let listed = account["documents"].as_array().expect("a list");
    let paths: Vec<&str> = listed
        .iter()
        .map(|document| document["path"].as_str().unwrap())
        .collect();
    let id = |document: &Value| document["id"].as_str().unwrap().to_owned();
    let first = format!("documents/{}/L\u{e9}a.pdf", id(&one));
    let second = format!("documents/{}/two.txt", id(&two));
    assert_eq!(paths, [&first, &second, &first]);
    assert_eq!(listed[2]["id"].as_str(), Some(id(&again).as_str()));
    assert_eq!(
        (file(&first), file(&second)),
        (Some(content.as_slice()), Some(text))
    );
    assert_eq!(
        files.len(),
        3 + 2,
        "each content once, and nothing of others"
    );
}

#[tokio::test]
async fn an_export_waits_for_the_store_and_goes_without_what_is_lost() {
    let bucket = Bucket::start().await;
    let app = Setup::new()
        .workers(0)
        .config(|config| bucket.known_to(config))
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    ada.document("a.txt", b"a").await;
    bucket.fail_all(Some(403));
    ask(&ada.client, EXPORT)
        .await
        .text_at("exportAccount.export.id");
    app.run_tasks().await;
    let state = ask(&ada.client, "{ viewer { exports { state } } }").await;
    assert_eq!(
        state.text_at("viewer.exports.0.state"),
        "BUILDING",
        "the task is tried again"
    );
    bucket.fail_all(None);
    bucket.lose_everything();
    app.execute("UPDATE tasks SET run_at = created_at").await;
    app.run_tasks().await;
    let state = ask(&ada.client, "{ viewer { exports { state } } }").await;
    assert_eq!(state.text_at("viewer.exports.0.state"), "READY");
}

#[tokio::test]
async fn an_erasure_deletes_the_files_at_once() {
    let app = Setup::new()
        .workers(0)
        .config(|config| config.auth.deletion_days = 0)
        .start()
        .await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    ada.document("a.txt", b"same").await;
    ada.document("b.txt", b"other").await;
    let of_bob = bob.document("a.txt", b"same").await;
    ask(&ada.client, DELETE)
        .await
        .text_at("deleteAccount.deletionAt");
    assert_eq!(app.personal_data.erase_due().await.expect("an erasure"), 1);
    assert_eq!(files_in(&app), 1);
    assert_eq!(app.count_rows("documents").await, 1);
    assert_eq!(
        app.count_rows("document_files WHERE user_id IS NULL AND state <> 'DELETING'")
            .await,
        0
    );
    let path = of_bob["path"].as_str().unwrap();
    let (status, _, body) = bob.client.fetch(Method::GET, path, &[]).await;
    assert_eq!((status, body.as_slice()), (200, b"same".as_slice()));
}

#[tokio::test]
async fn an_erasure_while_the_store_is_down_is_completed_later() {
    let (bucket, clock) = (
        Bucket::start().await,
        Clock::held_at(Clock::default().now()),
    );
    let setup = Setup::new().workers(0).clock(clock.clone());
    let config = |config: &mut careergraph::config::Config| {
        bucket.known_to(config);
        config.auth.deletion_days = 0;
    };
    let app = setup.config(config).start().await;
    let ada = app.sign_up("ada").await;
    ada.document("a.txt", b"a").await;
    ask(&ada.client, DELETE)
        .await
        .text_at("deleteAccount.deletionAt");
    bucket.fail_all(Some(403));
    assert_eq!(app.personal_data.erase_due().await.expect("an erasure"), 1);
    assert_eq!(
        app.count_rows("users").await,
        0,
        "the account is gone all the same"
    );
    assert_eq!(bucket.keys().len(), 1);
    assert_eq!(
        app.count_rows("document_files").await,
        1,
        "and the file is not forgotten"
    );
    bucket.fail_all(None);
    app.documents.sweep().await.expect("a sweep");
    assert_eq!(bucket.keys().len(), 0);
    clock.advance(TimeDelta::minutes(16));
    app.documents.sweep().await.expect("a sweep");
    assert_eq!(
        app.count_rows("document_files").await,
        0,
        "and then nothing is left"
    );
}
