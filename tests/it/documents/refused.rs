//! What is refused, each with a sentence.

use serde_json::{Value, json};

use super::{files_in, list};
use crate::kit::{Answer, Setup, TestApp, UPLOAD, multipart, pdf};

/// The message of the only refusal, which must be of this path.
fn message(answer: &Answer, path: &str) -> String {
    let refusal = answer.refusal("uploadDocument");
    assert_eq!(refusal, format!("InvalidInputError {path}"));
    answer.text_at("uploadDocument.userErrors.0.message")
}

#[tokio::test]
async fn types_are_judged_by_content_and_names_must_fit() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for (name, content, reason) in [
        ("cv.pdf", b"".as_slice(), "is empty"),
        (
            "cv.pdf",
            b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0",
            "content the file is",
        ),
        ("cv.pdf", b"GIF89a\x01\0\x01\0\x80\0\0", "image/gif"),
        (
            "cv.txt",
            b"<!DOCTYPE html><script>alert(1)</script>",
            "text/html",
        ),
        ("cv.txt", b"a\0b", "not known"),
        ("cv.txt", b"Gr\xfc\xdfe", "not known"),
        ("cv.docx", b"PK\x03\x04 and nothing else", "archive"),
        ("cv.pdf", b"only text", "ends in .pdf"),
        ("cv.png", &pdf("x"), "ends in .png"),
        ("cv.exe", &pdf("x"), "ends in .exe"),
    ] {
        let answer = ada.client.upload(name, content, json!({})).await;
        let told = message(&answer, "input.file");
        assert!(
            told.contains(reason) && told.ends_with('.'),
            "{name}: {told}"
        );
    }
    let answer = ada
        .client
        .upload("cv.gif", b"GIF89a\x01\0\x01\0\x80", json!({}))
        .await;
    let told = message(&answer, "input.file");
    assert!(told.contains("Accepted are PDF, DOCX, ODT"), "{told}");
    assert_eq!((files_in(&app), list(&ada.client).await.len()), (0, 0));
    assert_eq!(app.count_rows("document_files").await, 0);
}

#[tokio::test]
async fn other_fields_are_checked_as_everywhere() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let long = "x".repeat(201);
    for (title, reason) in [
        (long.as_str(), "too long"),
        ("a\nb", "single line"),
        ("a\u{202e}b", "text-direction"),
    ] {
        let answer = ada
            .client
            .upload("a.txt", b"a", json!({ "title": title }))
            .await;
        let told = message(&answer, "input.title");
        assert!(told.contains(reason), "{told}");
    }
    let answer = ada
        .client
        .upload("a.txt", b"a", json!({ "kind": "SELFIE" }))
        .await;
    assert_eq!(answer.code(), "GRAPHQL_VALIDATION_FAILED");
}

#[tokio::test]
async fn a_file_is_limited_in_bytes_and_so_is_the_request() {
    let app = TestApp::with(|config| {
        config.documents.file_bytes = 1_000;
        config.limits.upload_bytes = 20_000;
    })
    .await;
    let ada = app.sign_up("ada").await;
    let upload = async |size: usize| {
        ada.client
            .upload("a.txt", "x".repeat(size).as_bytes(), json!({}))
            .await
    };
    upload(1_000).await.text_at("uploadDocument.document.id");
    let told = message(&upload(1_001).await, "input.file");
    assert!(
        told.contains("1001 bytes") && told.contains("at most 1000"),
        "{told}"
    );
    let refused = upload(20_001).await;
    assert_eq!((refused.status, refused.code()), (413, "PAYLOAD_TOO_LARGE"));
}

#[tokio::test]
async fn a_file_that_is_not_there_is_refused_and_none_can_be_made_up() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let made_up = json!({ "upload": 0, "name": "a.txt", "sha256": "0".repeat(64) });
    let json_request = ada
        .client
        .gql(
            UPLOAD,
            json!({ "input": { "file": made_up, "kind": "OTHER" } }),
        )
        .await;
    let told = message(&json_request, "input.file");
    assert!(told.contains("multipart/form-data"), "{told}");
    // Beside a real file of the request, a reference that differs from it is none.
    let other = "mutation($file: Upload, $made: Upload!) { a: uploadDocument(input: { file: $file, kind: OTHER }) { document { id } } \
                 b: uploadDocument(input: { file: $made, kind: OTHER }) { document { id } userErrors { __typename } } }";
    let other = other.replace("$file: Upload,", "$file: Upload!,");
    let variables = json!({ "file": null, "made": made_up });
    let answer = ada
        .client
        .send_files(&other, &variables, &[("variables.file", "a.txt", b"a")])
        .await;
    assert!(answer.data("a.document.id").is_string());
    assert_eq!(
        answer.text_at("b.userErrors.0.__typename"),
        "InvalidInputError"
    );
    for wrong in [
        json!("a.txt"),
        json!(7),
        json!({ "upload": -1 }),
        json!([1]),
    ] {
        let variables = json!({ "input": { "file": wrong, "kind": "OTHER" } });
        let answer = ada.client.gql(UPLOAD, variables).await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{wrong}: {}", answer.text);
    }
    let answer = ada
        .client
        .gql(
            UPLOAD,
            json!({ "input": { "file": null, "kind": "OTHER" } }),
        )
        .await;
    assert!(!answer.errors().is_empty());
    assert_eq!(list(&ada.client).await.len(), 1);
}

#[tokio::test]
async fn a_file_has_no_place_where_a_field_takes_none() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let query = "query($file: ID!) { node(id: $file) { id } }";
    for client in [&ada.client, &app.anonymous()] {
        let files: [(&str, &str, &[u8]); 1] = [("variables.file", "a.txt", b"a")];
        let answer = client
            .send_files(query, &json!({ "file": null }), &files)
            .await;
        assert!(
            matches!(
                answer.code(),
                "BAD_USER_INPUT" | "GRAPHQL_VALIDATION_FAILED"
            ),
            "{}",
            answer.text
        );
    }
}

#[tokio::test]
async fn places_in_the_map_must_be_null_in_the_operations() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for (path, variables) in [
        (
            "variables.input.file",
            json!({ "input": { "kind": "OTHER" } }),
        ),
        (
            "variables.input.kind",
            json!({ "input": { "file": null, "kind": "OTHER" } }),
        ),
        (
            "variables.other",
            json!({ "input": { "file": null, "kind": "OTHER" } }),
        ),
        (
            "variables.input.file.x",
            json!({ "input": { "file": null, "kind": "OTHER" } }),
        ),
    ] {
        let answer = ada
            .client
            .send_files(UPLOAD, &variables, &[(path, "a.txt", b"a")])
            .await;
        assert_eq!(
            (answer.status, answer.code()),
            (400, "BAD_REQUEST"),
            "{path}"
        );
        assert!(answer.text.contains("must have null"), "{}", answer.text);
    }
}

#[tokio::test]
async fn nobody_uploads_without_an_account_or_without_the_right() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let anonymous = app.anonymous().upload("a.txt", b"a", json!({})).await;
    assert_eq!(anonymous.code(), "UNAUTHENTICATED");
    let token =
        "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }";
    let token = async |scopes: Value| {
        let input = json!({ "name": "x", "scopes": scopes });
        let made = ada.client.gql(token, json!({ "input": input })).await;
        app.anonymous()
            .with_token(&made.text_at("createApiToken.secret"))
    };
    let scope = |area: &str, verb: &str| json!({ "area": area, "verb": verb });
    let reader = token(json!([
        scope("DOCUMENTS", "READ"),
        scope("PROFILES", "WRITE")
    ]))
    .await;
    let refused = reader.upload("a.txt", b"a", json!({})).await;
    assert_eq!(refused.code(), "FORBIDDEN");
    let writer = token(json!([scope("DOCUMENTS", "WRITE")])).await;
    let stored = writer.upload("a.txt", b"a", json!({})).await;
    assert!(
        stored.data("uploadDocument.document").is_null(),
        "the right to write is no right to read"
    );
    assert_eq!(stored.data("uploadDocument.userErrors"), &json!([]));
    assert_eq!(list(&reader).await.len(), 1);
}

/// A page of another site can send a form, but not this header.
#[tokio::test]
async fn a_form_of_a_browser_uploads_nothing() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let variables = json!({ "input": { "file": null, "kind": "OTHER" } });
    let (media_type, body) = multipart(
        UPLOAD,
        &variables,
        &[("variables.input.file", "a.txt", b"a")],
    );
    let answer = ada
        .client
        .post(body, &[("content-type", &media_type)])
        .await;
    assert_eq!(
        (answer.status, answer.code()),
        (415, "UNSUPPORTED_MEDIA_TYPE")
    );
    assert_eq!(list(&ada.client).await.len(), 0);
}

#[tokio::test]
async fn files_in_memory_are_limited_for_all_requests_together() {
    let app = Setup::new()
        .config(|config| config.limits.upload_memory_bytes = 20_480)
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    let upload = async |size: usize| {
        ada.client
            .upload("a.txt", "x".repeat(size).as_bytes(), json!({}))
            .await
    };
    for _ in 0..3 {
        upload(9_000).await.text_at("uploadDocument.document.id");
    }
    let refused = upload(21_000).await;
    assert_eq!((refused.status, refused.code()), (503, "OVERLOADED"));
    assert_eq!(refused.header("retry-after"), "2");
    upload(9_000).await.text_at("uploadDocument.document.id");
    // Files of anonymous clients are not kept.
    let anonymous = app
        .anonymous()
        .upload("a.txt", "x".repeat(100_000).as_bytes(), json!({}))
        .await;
    assert_eq!(anonymous.code(), "UNAUTHENTICATED");
}
