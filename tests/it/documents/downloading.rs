//! Downloads: ranges, conditions, headers, and who may.

use http::Method;
use serde_json::json;

use crate::kit::{Setup, TestApp};

const TEXT: &[u8] = b"0123456789";

#[tokio::test]
async fn a_download_is_whole_or_a_range() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let document = ada.document("digits.txt", TEXT).await;
    let path = document["path"].as_str().unwrap();
    let tag = format!("\"{}\"", document["sha256"].as_str().unwrap());
    for (range, status, range_of, body) in [
        (None, 200, "", TEXT),
        (Some("bytes=0-"), 206, "bytes 0-9/10", TEXT),
        (Some("bytes=2-4"), 206, "bytes 2-4/10", b"234"),
        (Some("bytes=-3"), 206, "bytes 7-9/10", b"789"),
        (Some("bytes=8-100"), 206, "bytes 8-9/10", b"89"),
        (Some("bytes=10-"), 416, "bytes */10", b""),
        // Several ranges may be answered with the whole, and a unit that is not known is ignored (RFC 9110, 14.2).
        (Some("bytes=0-1,4-5"), 200, "", TEXT),
        (Some("lines=1-2"), 200, "", TEXT),
    ] {
        let headers: Vec<(&str, &str)> = range.map(|range| ("range", range)).into_iter().collect();
        let (found, headers, content) = ada.client.fetch(Method::GET, path, &headers).await;
        let header = |name: &str| {
            headers
                .get(name)
                .map(|value| value.to_str().unwrap().to_owned())
        };
        assert_eq!((found, content.as_slice()), (status, body), "{range:?}");
        assert_eq!(
            header("content-range").unwrap_or_default(),
            range_of,
            "{range:?}"
        );
        assert_eq!(header("etag").as_deref(), Some(tag.as_str()), "{range:?}");
        assert_eq!(
            header("accept-ranges").as_deref(),
            Some("bytes"),
            "{range:?}"
        );
        if status < 300 {
            assert_eq!(
                header("content-length"),
                Some(body.len().to_string()),
                "{range:?}"
            );
        }
    }
}

#[tokio::test]
async fn conditions_use_the_hash_as_a_strong_tag() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let document = ada.document("digits.txt", TEXT).await;
    let path = document["path"].as_str().unwrap();
    let tag = format!("\"{}\"", document["sha256"].as_str().unwrap());
    let range = ("range", "bytes=5-");
    for (headers, status, body) in [
        (vec![("if-none-match", tag.as_str())], 304, b"".as_slice()),
        (vec![("if-none-match", "\"other\"")], 200, TEXT),
        (vec![("if-match", "\"other\"")], 412, b""),
        (vec![range, ("if-range", &tag)], 206, b"56789"),
        (vec![range, ("if-range", "\"other\"")], 200, TEXT),
        (
            vec![range, ("if-range", "Fri, 27 Nov 2026 08:00:00 GMT")],
            200,
            TEXT,
        ),
    ] {
        let (found, _, content) = ada.client.fetch(Method::GET, path, &headers).await;
        assert_eq!((found, content.as_slice()), (status, body), "{headers:?}");
    }
}

#[tokio::test]
async fn a_browser_saves_the_file_and_runs_nothing_of_it() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let long = "Gr\u{fc}\u{df}e\n".repeat(2_000);
    let document = ada.document("B\u{e4}r 1?.txt", long.as_bytes()).await;
    let path = document["path"].as_str().unwrap();
    // Compressed, the bytes would not be those of the tag and of ranges.
    let (status, headers, body) = ada
        .client
        .fetch(Method::GET, path, &[("accept-encoding", "gzip, br, zstd")])
        .await;
    let header = |name: &str| headers.get(name).map(|value| value.to_str().unwrap());
    assert_eq!((status, body.as_slice()), (200, long.as_bytes()));
    assert_eq!(header("content-encoding"), None);
    assert_eq!(
        header("content-disposition"),
        Some("attachment; filename=\"B_r 1_.txt\"; filename*=UTF-8''B%C3%A4r%201_.txt")
    );
    assert_eq!(header("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(header("x-content-type-options"), Some("nosniff"));
    assert_eq!(header("cache-control"), Some("private, no-store"));
    let policy = header("content-security-policy").unwrap_or_default();
    assert!(
        policy.contains("default-src 'none'") && policy.contains("sandbox"),
        "{policy}"
    );
    let (status, headers, body) = ada.client.fetch(Method::HEAD, path, &[]).await;
    assert_eq!((status, body.len()), (200, 0));
    assert_eq!(
        headers.get("content-length").unwrap(),
        &long.len().to_string()
    );
    let (status, ..) = ada.client.fetch(Method::POST, path, &[]).await;
    assert_eq!(status, 405);
}

#[tokio::test]
async fn only_the_owner_may_download() {
    let app = Setup::new().start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let root = app.admin("root").await;
    let document = ada.document("digits.txt", TEXT).await;
    let path = document["path"].as_str().unwrap();
    let made_up = "/documents/docu_0192f00000007000800000000000beef";
    for stranger in [&bob.client, &root.client] {
        let (status, _, of_another) = stranger.fetch(Method::GET, path, &[]).await;
        let (_, _, of_nobody) = stranger.fetch(Method::GET, made_up, &[]).await;
        let told = |body: &[u8]| {
            let json: serde_json::Value = serde_json::from_slice(body).expect("JSON");
            (
                json["errors"][0]["message"].clone(),
                json["errors"][0]["extensions"]["code"].clone(),
            )
        };
        assert_eq!(status, 404);
        assert_eq!(
            told(&of_another),
            told(&of_nobody),
            "the two cannot be distinguished"
        );
    }
    for nonsense in [
        "/documents/x",
        "/documents/appl_0192f00000007000800000000000beef",
        "/documents/..%2f..%2fetc",
    ] {
        let (status, ..) = ada.client.fetch(Method::GET, nonsense, &[]).await;
        assert_eq!(status, 404, "{nonsense}");
    }
    let (status, ..) = app.anonymous().fetch(Method::GET, path, &[]).await;
    assert_eq!(status, 401);
    let token =
        "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }";
    for (area, verb, expected) in [
        ("DOCUMENTS", "READ", 200),
        ("DOCUMENTS", "WRITE", 403),
        ("PROFILES", "READ", 403),
    ] {
        let input = json!({ "name": "x", "scopes": [{ "area": area, "verb": verb }] });
        let made = ada.client.gql(token, json!({ "input": input })).await;
        let agent = app
            .anonymous()
            .with_token(&made.text_at("createApiToken.secret"));
        let (status, ..) = agent.fetch(Method::GET, path, &[]).await;
        assert_eq!(status, expected, "{area} {verb}");
    }
    ada.remove_document(&document)
        .await
        .text_at("removeDocument.removedDocumentId");
    let (status, ..) = ada.client.fetch(Method::GET, path, &[]).await;
    assert_eq!(status, 404, "removed");
}
