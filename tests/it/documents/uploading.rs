//! What an upload stores and returns.

use http::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{files_in, list};
use crate::kit::{Setup, TestApp, UPLOAD, eventually, pdf};

#[tokio::test]
async fn a_file_becomes_a_document_with_all_that_is_known_of_it() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let content = pdf("Ada Lovelace");
    let input =
        json!({ "kind": "RESUME", "title": "  My r\u{e9}sum\u{e9} ", "clientMutationId": "one" });
    let answer = ada
        .client
        .upload("C:\\cv\\Ada L.pdf", &content, input)
        .await;
    let document = answer.data("uploadDocument.document").clone();
    for (field, expected) in [
        ("title", json!("My r\u{e9}sum\u{e9}")),
        ("kind", json!("RESUME")),
        ("fileName", json!("Ada L.pdf")),
        ("mediaType", json!("application/pdf")),
        ("size", json!(content.len())),
        ("sha256", json!(format!("{:x}", Sha256::digest(&content)))),
        ("version", json!(1)),
        (
            "path",
            json!(format!("/documents/{}", document["id"].as_str().unwrap())),
        ),
    ] {
        assert_eq!(document[field], expected, "{field}");
    }
    let query = "query($id: ID!) { node(id: $id) { __typename id ... on Document { title } } viewer { document(id: $id) { title } } }";
    let found = ada.client.gql(query, json!({ "id": document["id"] })).await;
    assert_eq!(found.text_at("node.__typename"), "Document");
    assert_eq!(found.data("viewer.document.title"), &document["title"]);
    let path = document["path"].as_str().unwrap();
    let (status, _, body) = ada.client.fetch(Method::GET, path, &[]).await;
    assert_eq!((status, body), (200, content));
}

#[tokio::test]
async fn the_title_is_by_default_the_name_of_the_file() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let letter = ada.document("Letter to Acme.md", b"# Hello").await;
    assert_eq!(letter["title"], "Letter to Acme");
    assert_eq!(letter["mediaType"], "text/markdown; charset=utf-8");
    let nameless = ada.document("", b"Hello").await;
    assert_eq!(nameless["fileName"], "document.txt");
}

#[tokio::test]
async fn the_list_is_paged_newest_first_and_by_kind() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for number in 0..5 {
        let kind = if number % 2 == 0 { "RESUME" } else { "OTHER" };
        let content = format!("number {number}");
        let name = format!("{number}.txt");
        let input = json!({ "kind": kind });
        let answer = ada.client.upload(&name, content.as_bytes(), input).await;
        answer.text_at("uploadDocument.document.id");
    }
    let query = "query($after: String, $kind: DocumentKind) { viewer { documents(first: 2, after: $after, kind: $kind) { \
                 totalCount pageInfo { hasNextPage endCursor } nodes { title } } } }";
    let titles = async |kind: Value| {
        let (mut all, mut after) = (Vec::new(), Value::Null);
        loop {
            let variables = json!({ "after": after, "kind": kind });
            let page = ada.client.gql(query, variables).await;
            let page = page.data("viewer.documents").clone();
            for node in page["nodes"].as_array().unwrap() {
                all.push(node["title"].as_str().unwrap().to_owned());
            }
            if page["pageInfo"]["hasNextPage"] == false {
                assert_eq!(page["totalCount"], all.len());
                return all.join(" ");
            }
            after = page["pageInfo"]["endCursor"].clone();
        }
    };
    assert_eq!(titles(Value::Null).await, "4 3 2 1 0");
    assert_eq!(titles(json!("RESUME")).await, "4 2 0");
    assert_eq!(titles(json!("PORTFOLIO")).await, "");
}

#[tokio::test]
async fn the_same_content_twice_is_two_documents_with_one_stored_file() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let content = pdf("twice");
    let (one, two) = (
        ada.document("one.pdf", &content).await,
        ada.document("two.pdf", &content).await,
    );
    assert_ne!(one["id"], two["id"]);
    assert_eq!(one["sha256"], two["sha256"]);
    assert_eq!(files_in(&app), 1);
    let usage = "{ viewer { documentUsage { bytes documents } } }";
    let answer = ada.client.gql(usage, json!({})).await;
    let expected = json!({ "bytes": content.len(), "documents": 2 });
    assert_eq!(answer.data("viewer.documentUsage"), &expected);

    // Of another user it is another file, so that nothing tells that somebody had it already.
    bob.document("three.pdf", &content).await;
    assert_eq!(files_in(&app), 2);
    let usage = bob.client.gql(usage, json!({})).await;
    assert_eq!(usage.data("viewer.documentUsage.bytes"), content.len());

    ada.remove_document(&one)
        .await
        .text_at("removeDocument.removedDocumentId");
    app.run_tasks().await;
    let path = two["path"].as_str().unwrap();
    let (status, _, body) = ada.client.fetch(Method::GET, path, &[]).await;
    assert_eq!(
        (status, body),
        (200, content),
        "the other document still has its file"
    );
    ada.remove_document(&two)
        .await
        .text_at("removeDocument.removedDocumentId");
    eventually("her file is deleted, and his stays", || async {
        app.run_tasks().await;
        (files_in(&app) == 1).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_retry_with_the_same_key_stores_nothing_and_another_file_is_refused() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let send = async |name: &str, content: &str| {
        let input = json!({ "idempotencyKey": "one" });
        ada.client.upload(name, content.as_bytes(), input).await
    };
    let first = send("a.txt", "one").await;
    let again = send("a.txt", "one").await;
    assert_eq!(
        first.data("uploadDocument.document"),
        again.data("uploadDocument.document")
    );
    for (name, content) in [("a.txt", "two"), ("b.txt", "one")] {
        let other = send(name, content).await;
        let refusal = other.refusal("uploadDocument");
        assert_eq!(refusal, "IdempotencyKeyReusedError input.idempotencyKey");
    }
    assert_eq!(list(&ada.client).await.len(), 1);
    assert_eq!(
        app.count_rows("document_files WHERE state = 'STORED'")
            .await,
        1
    );
}

#[tokio::test]
async fn a_dry_run_returns_the_document_and_stores_nothing() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let input = json!({ "dryRun": true, "title": "T" });
    let answer = ada.client.upload("a.txt", b"content", input).await;
    let document = answer.data("uploadDocument.document");
    assert_eq!(
        (&document["title"], &document["size"]),
        (&json!("T"), &json!(7))
    );
    assert_eq!(files_in(&app), 0);
    assert_eq!(app.count_rows("documents").await, 0);
    assert_eq!(app.count_rows("document_files").await, 0);
}

/// One file may be sent for several variables, and several files in one request.
#[tokio::test]
async fn an_operation_may_have_several_files() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let query = "mutation($one: UploadDocumentInput!, $two: Upload!) { \
                 a: uploadDocument(input: $one) { document { fileName sha256 } userErrors { message } } \
                 b: uploadDocument(input: { file: $two, kind: OTHER }) { document { fileName sha256 } userErrors { message } } }";
    let variables = json!({ "one": { "file": null, "kind": "OTHER" }, "two": null });
    let files: [(&str, &str, &[u8]); 2] = [
        ("variables.two", "two.txt", b"two"),
        ("variables.one.file", "one.txt", b"one"),
    ];
    let answer = ada.client.send_files(query, &variables, &files).await;
    assert_eq!(answer.text_at("a.document.fileName"), "one.txt");
    assert_eq!(answer.text_at("b.document.fileName"), "two.txt");
    let hash = format!("{:x}", Sha256::digest("one"));
    assert_eq!(answer.text_at("a.document.sha256"), hash);
}

#[tokio::test]
async fn files_belong_to_the_operations_of_a_batch_that_name_them() {
    let app = Setup::new()
        .config(|config| config.graphql.batch_max = 2)
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    let entry = |title: &str| json!({ "query": UPLOAD, "variables": { "input": { "file": null, "kind": "OTHER", "title": title } } });
    let operations = json!([entry("first"), entry("second")]).to_string();
    let parts = [
        ("operations", operations.as_str()),
        (
            "map",
            r#"{"x": ["1.variables.input.file"], "y": ["0.variables.input.file"]}"#,
        ),
        ("x", "content of x"),
        ("y", "content of y"),
    ];
    let part = |(name, content): &(&str, &str)| {
        format!(
            "------b\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{name}.txt\"\r\n\r\n{content}\r\n"
        )
    };
    let body = parts.iter().map(part).collect::<String>() + "------b--\r\n";
    let headers = [
        ("content-type", "multipart/form-data; boundary=----b"),
        ("graphql-require-preflight", "1"),
    ];
    let answer = ada.client.post(body, &headers).await;
    for (entry, title, name) in [(0, "first", "y.txt"), (1, "second", "x.txt")] {
        let document = &answer.json[entry]["data"]["uploadDocument"]["document"];
        assert_eq!(
            (&document["title"], &document["fileName"]),
            (&json!(title), &json!(name))
        );
    }
}
