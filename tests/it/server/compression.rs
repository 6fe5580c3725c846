//! Responses are compressed as the client accepts, from a minimum size.

use async_compression::tokio::bufread::{BrotliDecoder, GzipDecoder, ZstdDecoder};
use tokio::io::AsyncReadExt;

use super::get;
use crate::kit::{Answer, Raw, TestApp};

const TYPES: &str = "/graphql?query=%7B__schema%7Btypes%7Bname%20description%7D%7D%7D";

/// The response to a GET with this `Accept-Encoding`, and the bytes of its body.
async fn fetch(app: &TestApp, path: &str, accepted: &str) -> (Answer, Vec<u8>) {
    let mut connection = Raw::connect(app).await;
    connection
        .send(get(path, &[("accept-encoding", accepted)]))
        .await;
    let answer = connection.answer().await;
    (answer, connection.body)
}

async fn unpacked(coding: &str, bytes: &[u8]) -> String {
    let mut text = String::new();
    match coding {
        "zstd" => ZstdDecoder::new(bytes).read_to_string(&mut text).await,
        "br" => BrotliDecoder::new(bytes).read_to_string(&mut text).await,
        "gzip" => GzipDecoder::new(bytes).read_to_string(&mut text).await,
        other => panic!("no coding: {other}"),
    }
    .expect("it can be unpacked");
    text
}

/// The answer without the state of the caller's budget, which each request changes.
fn without_budget(answer: &str) -> &str {
    answer
        .split_once(",\"extensions\"")
        .map_or(answer, |(data, _)| data)
}

#[tokio::test]
async fn each_coding_gives_the_same_answer_in_fewer_bytes() {
    let app = TestApp::start().await;
    for path in [TYPES, "/schema.graphql"] {
        let (plain, bytes) = fetch(&app, path, "identity").await;
        assert_eq!((plain.status, plain.header("content-encoding")), (200, ""));
        assert!(bytes.len() > 10_000, "{} bytes", bytes.len());
        for (accepted, coding) in [
            ("zstd", "zstd"),
            ("br", "br"),
            ("gzip", "gzip"),
            ("gzip, deflate, br, zstd", "zstd"),
            ("br;q=0.1, gzip;q=0.2", "gzip"),
        ] {
            let (packed, fewer) = fetch(&app, path, accepted).await;
            assert_eq!(
                (packed.status, packed.header("content-encoding")),
                (200, coding),
                "{accepted}"
            );
            assert_eq!(
                packed.header("content-type"),
                plain.header("content-type"),
                "{accepted}"
            );
            assert!(
                fewer.len() * 2 < bytes.len(),
                "{coding}: {} of {} bytes",
                fewer.len(),
                bytes.len()
            );
            let unpacked = unpacked(coding, &fewer).await;
            assert_eq!(
                without_budget(&unpacked),
                without_budget(&plain.text),
                "{coding} of {path}"
            );
            assert!(
                packed.header("vary").contains("Accept-Encoding"),
                "{}",
                packed.header("vary")
            );
        }
    }
    let (answer, _) = fetch(&app, TYPES, "gzip;q=0").await;
    assert_eq!(
        (answer.header("content-encoding"), answer.header("vary")),
        ("", "Accept, Authorization, Accept-Encoding, Origin")
    );
}

#[tokio::test]
async fn short_answers_stay_as_they_are() {
    let app = TestApp::start().await;
    let (_, bytes) = fetch(&app, "/start.css", "identity").await;
    let length = bytes.len();
    drop(app);
    for (from, coding) in [(length, "gzip"), (length + 1, ""), (0, "gzip")] {
        let app = TestApp::with(|config| config.http.compress_from_bytes = from).await;
        assert_eq!(
            fetch(&app, "/start.css", "gzip")
                .await
                .0
                .header("content-encoding"),
            coding,
            "from {from} of {length}"
        );
    }
}

#[tokio::test]
async fn what_is_compressed_already_stays_so() {
    let app = TestApp::start().await;
    let (page, _) = fetch(&app, "/graphiql", "identity").await;
    let name = page
        .text
        .split("/graphiql/assets/")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("an asset");
    let (asset, bytes) = fetch(&app, &format!("/graphiql/assets/{name}"), "zstd, gzip").await;
    if careergraph::http::graphiql::bundled() {
        assert_eq!(
            (asset.status, asset.header("content-encoding")),
            (200, "gzip")
        );
        assert!(!unpacked("gzip", &bytes).await.is_empty());
    }
}
