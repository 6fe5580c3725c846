//! Rendered résumés: each format, ranges, and who may.

use http::Method;
use serde_json::{Value, json};

use super::{describe, edited, master};
use crate::kit::{Client, TestApp};

/// The path of a file.
async fn path(client: &Client, resume: &Value, arguments: &str) -> String {
    let query =
        format!("query($id: ID!) {{ viewer {{ resume(id: $id) {{ path({arguments}) }} }} }}");
    let answer = client.gql(&query, json!({ "id": resume["id"] })).await;
    answer.text_at("viewer.resume.path")
}

#[tokio::test]
async fn each_format_has_its_type_its_name_and_its_tag() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    describe(&ada).await;
    let resume = master(&ada, "B\u{e4}r / 1").await;
    for (format, extension, media_type, beginning) in [
        ("PDF", "pdf", "application/pdf", "%PDF-"),
        (
            "DOCX",
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "PK",
        ),
        (
            "HTML",
            "html",
            "text/html; charset=utf-8",
            "<!DOCTYPE html>",
        ),
        ("MARKDOWN", "md", "text/markdown; charset=utf-8", "# ada"),
        ("TEXT", "txt", "text/plain; charset=utf-8", "ada"),
        ("JSON", "json", "application/json", "{"),
    ] {
        let path = path(&ada.client, &resume, &format!("format: {format}")).await;
        let id = resume["id"].as_str().unwrap();
        assert_eq!(path, format!("/resumes/{id}/1.{extension}"));
        let (status, headers, whole) = ada.client.fetch(Method::GET, &path, &[]).await;
        assert_eq!(status, 200, "{format}: {}", String::from_utf8_lossy(&whole));
        let header = |name: &str| headers[name].to_str().unwrap();
        let begins = whole.to_ascii_lowercase();
        assert!(
            begins.starts_with(beginning.to_ascii_lowercase().as_bytes()),
            "{format}: {}",
            String::from_utf8_lossy(&whole)
        );
        assert_eq!(header("content-type"), media_type);
        assert_eq!(
            header("content-disposition"),
            format!(
                "attachment; filename=\"ada - B_r - 1.{extension}\"; filename*=UTF-8''ada%20-%20B%C3%A4r%20-%201.{extension}"
            )
        );
        assert_eq!(header("cache-control"), "private, no-store");
        let tag = header("etag").to_owned();
        let sha256 = careergraph::platform::hashing::sha256_hex(&whole);
        assert_eq!(tag, format!("\"{sha256}\""));
        let (status, headers, part) = ada
            .client
            .fetch(
                Method::GET,
                &path,
                &[("range", "bytes=2-5"), ("if-range", &tag)],
            )
            .await;
        assert_eq!((status, part.as_slice()), (206, &whole[2..6]), "{format}");
        assert_eq!(
            headers["content-range"].to_str().unwrap(),
            format!("bytes 2-5/{}", whole.len())
        );
        let (status, ..) = ada
            .client
            .fetch(Method::GET, &path, &[("if-none-match", &tag)])
            .await;
        assert_eq!(status, 304, "the same revision is the same bytes: {format}");
        let (status, _, body) = ada.client.fetch(Method::HEAD, &path, &[]).await;
        assert_eq!((status, body.len()), (200, 0));
    }
}

#[tokio::test]
async fn a_file_says_what_its_revision_says_and_nothing_that_is_hidden() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let facts = describe(&ada).await;
    let resume = master(&ada, "All").await;
    let resume = edited(&ada.client, &resume, |content| {
        content["language"] = json!("DE");
        content["phone"] = json!("+351 1");
        content["sections"][0]["items"][0]["statements"][1]["hidden"] = json!(true);
        content["sections"][0]["items"][1]["hidden"] = json!(true);
    })
    .await;
    let read = async |arguments: &str| {
        let path = path(&ada.client, &resume, arguments).await;
        let (status, _, body) = ada.client.fetch(Method::GET, &path, &[]).await;
        assert_eq!(status, 200, "{path}");
        String::from_utf8(body).expect("a text")
    };
    let first = read("format: TEXT, revision: 1").await;
    for said in [
        "Head baker",
        "Mar 2020 – Present",
        "Baked 300 loaves",
        "Mill",
        "2017 – 2019",
        "German",
    ] {
        assert!(first.contains(said), "{said}: {first}");
    }
    let second = read("format: TEXT").await;
    for said in [
        "03/2020 – heute",
        "Led two people.",
        "+351 1",
        "ada@example.org",
        "bakery.example",
        "Berufserfahrung",
    ] {
        assert!(second.contains(said), "{said}: {second}");
    }
    for hidden in ["Baked 300 loaves", "Mill"] {
        assert!(!second.contains(hidden), "{hidden}: {second}");
    }
    let json: Value = serde_json::from_str(&read("format: JSON").await).expect("JSON");
    let query = "query($id: ID!) { viewer { resume(id: $id) { jsonResume } } }";
    let field = ada.client.gql(query, json!({ "id": resume["id"] })).await;
    assert_eq!(field.data("viewer.resume.jsonResume"), &json);
    assert_eq!(
        [
            &json["basics"]["name"],
            &json["basics"]["label"],
            &json["basics"]["phone"]
        ],
        ["ada", "Head baker", "+351 1"]
    );
    assert_eq!(json["work"].as_array().unwrap().len(), 1);
    assert_eq!(json["work"][0]["highlights"], json!(["Led two people."]));
    let own = &json["meta"]["careergraph"];
    assert_eq!(
        (&own["resume"], &own["revision"]),
        (&resume["id"], &json!(2))
    );
    let cited = json!([{
        "entry": "/work/0",
        "statement": "Led two people.",
        "evidence": [{ "evidence": facts[0], "version": 1 }],
    }]);
    assert_eq!(own["citations"], cited);
}

#[tokio::test]
async fn the_look_and_the_paper_can_be_chosen() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    describe(&ada).await;
    let resume = master(&ada, "All").await;
    let mut seen = Vec::new();
    for arguments in [
        "format: PDF",
        "format: PDF, template: CLASSIC",
        "format: PDF, paper: LETTER",
        "format: PDF, template: CLASSIC, paper: LETTER",
    ] {
        let path = path(&ada.client, &resume, arguments).await;
        let (status, _, body) = ada.client.fetch(Method::GET, &path, &[]).await;
        assert_eq!(status, 200, "{path}");
        assert!(!seen.contains(&body), "{arguments}");
        seen.push(body);
    }
    // The defaults are those of the résumé.
    let query = "mutation($id: ID!) { updateResume(input: { id: $id, expectedVersion: 1, template: CLASSIC, paper: LETTER }) { resume { version } } }";
    ada.client
        .gql(query, json!({ "id": resume["id"] }))
        .await
        .data("updateResume.resume.version");
    let path = path(&ada.client, &resume, "format: PDF").await;
    let (_, _, body) = ada.client.fetch(Method::GET, &path, &[]).await;
    assert_eq!(body, seen[3]);
}

#[tokio::test]
async fn only_the_owner_may_download() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let resume = master(&ada, "All").await;
    let id = resume["id"].as_str().unwrap();
    let path = format!("/resumes/{id}/1.txt");
    let made_up = "/resumes/resm_0192f00000007000800000000000beef/1.txt";
    let told = |body: &[u8]| {
        let json: Value = serde_json::from_slice(body).expect("JSON");
        json["errors"][0]["message"].clone()
    };
    let (status, _, of_another) = bob.client.fetch(Method::GET, &path, &[]).await;
    let (_, _, of_nobody) = bob.client.fetch(Method::GET, made_up, &[]).await;
    assert_eq!((status, told(&of_another)), (404, told(&of_nobody)));
    for (nonsense, expected) in [
        (format!("/resumes/{id}/2.txt"), 404),
        (format!("/resumes/{id}/01.txt"), 404),
        (format!("/resumes/{id}/1.exe"), 404),
        (format!("/resumes/{id}/1"), 404),
        (format!("/resumes/{id}/-1.pdf"), 404),
        ("/resumes/x/1.pdf".to_owned(), 404),
        (format!("{path}?template=GOTHIC"), 400),
        (format!("{path}?paper=A3"), 400),
    ] {
        let (status, ..) = ada.client.fetch(Method::GET, &nonsense, &[]).await;
        assert_eq!(status, expected, "{nonsense}");
    }
    let (status, ..) = app.anonymous().fetch(Method::GET, &path, &[]).await;
    assert_eq!(status, 401);
    let (status, ..) = ada.client.fetch(Method::POST, &path, &[]).await;
    assert_eq!(status, 405);
    let token =
        "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }";
    for (area, verb, expected) in [
        ("WRITING", "READ", 200),
        ("WRITING", "WRITE", 403),
        ("PROFILES", "READ", 403),
    ] {
        let input = json!({ "name": "x", "scopes": [{ "area": area, "verb": verb }] });
        let made = ada.client.gql(token, json!({ "input": input })).await;
        let agent = app
            .anonymous()
            .with_token(&made.text_at("createApiToken.secret"));
        let (status, ..) = agent.fetch(Method::GET, &path, &[]).await;
        assert_eq!(status, expected, "{area} {verb}");
    }
}
