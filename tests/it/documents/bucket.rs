//! Documents in a bucket that speaks the S3 protocol: a server of the kit that checks signatures and fails as tests want, and the one that
//! `CAREERGRAPH_TEST_S3_URL` names, with `CAREERGRAPH_TEST_S3_KEY_ID` and `CAREERGRAPH_TEST_S3_SECRET`. `s3.rs` has a server of others.

use bytes::Bytes;
use careergraph::{config::Config, error::Kind};
use futures_util::{TryStreamExt, future::join_all};
use http::Method;
use serde_json::json;

use crate::kit::{Bucket, Setup, TestApp, eventually, pdf};

/// Uploads, reads and removes documents.
pub async fn story(app: &TestApp) {
    let ada = app.sign_up("ada").await;
    let large = "0123456789".repeat(300_000);
    let content = pdf("in a bucket");
    let (small, long) = (
        ada.document("a.pdf", &content).await,
        ada.document("b.txt", large.as_bytes()).await,
    );
    let (status, _, body) = ada
        .client
        .fetch(Method::GET, small["path"].as_str().unwrap(), &[])
        .await;
    assert_eq!((status, body), (200, content.clone()));
    let path = long["path"].as_str().unwrap();
    let (status, _, body) = ada.client.fetch(Method::GET, path, &[]).await;
    assert!(status == 200 && body == large.as_bytes());
    let (status, headers, body) = ada
        .client
        .fetch(Method::GET, path, &[("range", "bytes=2999995-")])
        .await;
    assert_eq!((status, body.as_slice()), (206, b"56789".as_slice()));
    assert_eq!(headers["content-range"], "bytes 2999995-2999999/3000000");
    let again = ada.document("c.pdf", &content).await;
    for document in [&small, &again, &long] {
        ada.remove_document(document)
            .await
            .text_at("removeDocument.removedDocumentId");
    }
    app.platform
        .blobs
        .probe("probe")
        .await
        .expect("the store works");
}

#[tokio::test]
async fn documents_live_in_a_bucket() {
    let bucket = Bucket::start().await;
    let app = Setup::new()
        .config(|config| bucket.known_to(config))
        .start()
        .await;
    story(&app).await;
    eventually("the files are deleted", || async {
        bucket.keys().is_empty().then_some(())
    })
    .await;
    assert_eq!(bucket.unsigned(), Vec::<String>::new());
    assert_eq!(bucket.requests("PUT"), 3, "the same content was sent once");
    assert!(
        !app.platform.config.documents.dir.exists(),
        "no folder is used"
    );
}

#[tokio::test]
async fn keys_name_neither_users_nor_files() {
    let bucket = Bucket::start().await;
    let app = Setup::new()
        .config(|config| bucket.known_to(config))
        .start()
        .await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    join_all([
        ada.document("secret-name.txt", b"same"),
        bob.document("secret-name.txt", b"same"),
    ])
    .await;
    let keys = bucket.keys();
    assert_eq!(keys.len(), 2);
    assert_eq!(bucket.contents(), [b"same", b"same"]);
    for key in keys {
        assert!(
            key.starts_with("files/") && !key.contains("secret"),
            "{key}"
        );
        for user in [&ada, &bob] {
            assert!(!key.contains(&user.user_id.0.simple().to_string()), "{key}");
        }
    }
}

#[tokio::test]
async fn wrong_credentials_are_an_unavailable_store_and_stay_secret() {
    let bucket = Bucket::start().await;
    let wrong = |config: &mut Config| {
        bucket.known_to(config);
        config.documents.secret_access_key = "a wrong secret".into();
    };
    let app = Setup::new().config(wrong).start().await;
    let ada = app.sign_up("ada").await;
    let refused = ada.client.upload("a.txt", b"a", json!({})).await;
    assert_eq!(refused.code(), "UNAVAILABLE", "{}", refused.text);
    assert!(!bucket.unsigned().is_empty() && bucket.keys().is_empty());
    let shown = format!("{:?}", app.platform.config.documents);
    assert!(!shown.contains("a wrong secret"), "{shown}");
}

#[tokio::test]
async fn a_bucket_that_is_not_found_is_an_unavailable_store() {
    let bucket = Bucket::start().await;
    let elsewhere = |config: &mut Config| {
        bucket.known_to(config);
        config.documents.url = config
            .documents
            .url
            .replace("careergraph-test", "elsewhere");
    };
    let app = Setup::new().config(elsewhere).start().await;
    let ada = app.sign_up("ada").await;
    let refused = ada.client.upload("a.txt", b"a", json!({})).await;
    assert_eq!(refused.code(), "UNAVAILABLE", "{}", refused.text);
    assert!(
        refused.text.contains("has no such bucket"),
        "{}",
        refused.text
    );
    let deleted = app.platform.blobs.delete("any").await;
    assert!(deleted.is_err(), "nothing says that the file is gone");
}

#[tokio::test]
async fn content_that_is_cut_is_read_on_or_fails_and_is_never_short() {
    let bucket = Bucket::start().await;
    let setup = Setup::new().config(|config| bucket.known_to(config));
    let app = setup.start().await;
    let blobs = &app.platform.blobs;
    let content = Bytes::from("0123456789".repeat(20_000));
    blobs.put("long", content.clone()).await.expect("written");
    let read = async || {
        let stream = blobs.read("long", 0..content.len() as u64).await?;
        stream.try_collect::<Vec<Bytes>>().await
    };
    for (cuts, what) in [(0, "whole"), (1, "cut once")] {
        bucket.cut_next(cuts);
        let found = read().await.expect(what).concat();
        assert!(found == content, "{what}: {}", found.len());
    }
    bucket.cut_next(100);
    let lost = read().await.expect_err("it is cut each time");
    assert!(matches!(lost.kind(), Kind::Unavailable(_)), "{lost}");
}

#[tokio::test]
async fn a_bucket_that_is_too_busy_for_long_is_an_unavailable_store() {
    let bucket = Bucket::start().await;
    let setup = Setup::new().config(|config| bucket.known_to(config));
    let app = setup.start().await;
    let ada = app.sign_up("ada").await;
    bucket.fail_next(&[503, 503, 503]);
    let refused = ada.client.upload("a.txt", b"a", json!({})).await;
    assert_eq!(refused.code(), "UNAVAILABLE", "{}", refused.text);
    assert!(!refused.text.contains("SlowDown"), "{}", refused.text);
    assert_eq!((bucket.requests("PUT"), bucket.keys().len()), (3, 0));
    ada.document("a.txt", b"a").await;
}

/// With a server of its own, if there is one.
#[tokio::test]
async fn documents_live_in_the_bucket_of_another_server() {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let Some(url) = variable("CAREERGRAPH_TEST_S3_URL") else {
        println!("CAREERGRAPH_TEST_S3_URL names no bucket");
        return;
    };
    let config = |config: &mut Config| {
        config.documents.url = url;
        config.documents.access_key_id =
            variable("CAREERGRAPH_TEST_S3_KEY_ID").unwrap_or_else(|| "test".to_owned());
        let secret = variable("CAREERGRAPH_TEST_S3_SECRET").unwrap_or_else(|| "test".to_owned());
        config.documents.secret_access_key = secret.into();
    };
    let app = Setup::new().config(config).start().await;
    story(&app).await;
    eventually("the files are deleted", || async {
        app.run_tasks().await;
        (app.count_rows("tasks WHERE kind = 'documents.delete_files'")
            .await
            == 0)
            .then_some(())
    })
    .await;
}
