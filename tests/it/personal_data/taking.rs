//! The archive: its content, who may download it, and resuming a download.

use std::io::{Cursor, Read};

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use http::Method;
use reqwest::{Response, header::HeaderMap};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{EXPORT, EXPORTS, ask, export, wrong_in};
use crate::kit::{Client, Setup, TestApp, series};

const CREATE: &str = "mutation($input: CreateApplicationInput!) { createApplication(input: $input) { application { id } userErrors { message } } }";

async fn fetch(client: &Client, path: &str, headers: &[(&str, &str)]) -> (u16, HeaderMap, Vec<u8>) {
    let response: Response = client
        .request(Method::GET, path, headers)
        .send()
        .await
        .expect("an answer");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    (
        status,
        headers,
        response.bytes().await.expect("a full response").to_vec(),
    )
}

/// The document in an archive.
pub(super) fn account_of(archive: &[u8]) -> Value {
    documents_in(archive).1
}

/// The schema and the document in an archive.
pub fn documents_in(archive: &[u8]) -> (Value, Value) {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.expect("a name").into_owned())
        .collect();
    assert_eq!(names[..3], ["README.txt", "schema.json", "account.json"]);
    let files = &names[3..];
    assert!(
        files.iter().all(|name| name.starts_with("documents/")),
        "{files:?}"
    );
    let mut read = |name: &str| {
        let mut text = String::new();
        archive
            .by_name(name)
            .expect("a file")
            .read_to_string(&mut text)
            .expect("text");
        serde_json::from_str(&text).expect("JSON")
    };
    (read("schema.json"), read("account.json"))
}

/// The complete archive of a user.
pub async fn archive_of(client: &Client, path: &str) -> Vec<u8> {
    let (status, _, archive) = fetch(client, path, &[]).await;
    assert_eq!(status, 200);
    archive
}

async fn app() -> TestApp {
    Setup::new().workers(0).start().await
}

#[tokio::test]
async fn it_is_what_its_schema_says_and_its_owner_is_told() {
    let app = app().await;
    app.import_postings().await;
    let ada = app.sign_up("ada").await;
    let posting = ask(
        &app.anonymous(),
        "{ jobs(first: 1) { nodes { id title } } }",
    )
    .await;
    let input =
        serde_json::json!({ "postingId": posting.text_at("jobs.nodes.0.id"), "note": "A note." });
    let made = ada
        .client
        .gql(CREATE, serde_json::json!({ "input": input }))
        .await;
    let id = made.text_at("createApplication.application.id");
    let path = export(&app, &ada).await;
    let (schema, account) = documents_in(&archive_of(&ada.client, &path).await);

    assert_eq!(wrong_in(&schema, &account), Vec::<String>::new());
    assert!(
        !wrong_in(&schema, &serde_json::json!({ "form": 2 })).is_empty(),
        "it does not take anything"
    );
    let application = &account["applications"][0];
    assert_eq!(
        (application["id"].as_str(), application["note"].as_str()),
        (Some(id.as_str()), Some("A note."))
    );
    assert_eq!(
        application["posting"]["content"]["title"],
        posting.data("jobs.nodes.0.title").clone()
    );
    assert_eq!(application["events"][0]["kind"], "CREATED");
    assert!(
        account["audit"]
            .as_array()
            .unwrap()
            .iter()
            .any(|entry| entry["action"] == "account.export")
    );
    assert!(
        !account.to_string().contains("argon2"),
        "no hash of a password leaves the house"
    );

    let mail = app.mails_after(0).await;
    let subject = mail.last().unwrap().header("Subject");
    assert_eq!(subject, "Your data export is ready");
    let told = ask(
        &ada.client,
        "{ viewer { notifications { nodes { kind } } } }",
    )
    .await;
    assert_eq!(
        told.data("viewer.notifications.nodes")
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["kind"] == "EXPORT_READY")
            .count(),
        1
    );
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
async fn a_download_that_was_cut_goes_on_where_it_stopped() {
    let app = app().await;
    let ada = app.sign_up("ada").await;
    // Enough incompressible data for several chunks.
    for number in 0..160 {
        let words = series(130, |word| {
            format!("{:x} ", Sha256::digest(format!("{number} {word}")))
        });
        let input = serde_json::json!({ "company": "Fernhill", "role": "Engineer", "note": words });
        ada.client
            .gql(CREATE, serde_json::json!({ "input": input }))
            .await
            .text_at("createApplication.application.id");
    }
    let path = export(&app, &ada).await;
    let facts = ask(&ada.client, EXPORTS).await;
    let (size, sha256) = (
        facts.data("viewer.exports.0.size").as_u64().unwrap(),
        facts.text_at("viewer.exports.0.sha256"),
    );
    assert!(size > 600_000, "{size}");

    let mut response = ada
        .client
        .request(Method::GET, &path, &[])
        .send()
        .await
        .unwrap();
    let tag = response.headers()["etag"].to_str().unwrap().to_owned();
    assert_eq!(tag, format!("\"{sha256}\""));
    let mut have = response
        .chunk()
        .await
        .unwrap()
        .expect("some bytes")
        .to_vec();
    drop(response);
    assert!((have.len() as u64) < size, "it was cut");
    while (have.len() as u64) < size {
        // Small ranges, as on a bad connection.
        let range = format!("bytes={}-{}", have.len(), have.len() + 299_999);
        let (status, headers, more) =
            fetch(&ada.client, &path, &[("range", &range), ("if-range", &tag)]).await;
        let last = have.len() + more.len() - 1;
        assert_eq!(
            (status, headers["content-range"].to_str().unwrap()),
            (206, format!("bytes {}-{last}/{size}", have.len()).as_str())
        );
        have.extend(more);
    }
    assert_eq!(format!("{:x}", Sha256::digest(&have)), sha256);
    assert_eq!(
        account_of(&have)["applications"].as_array().unwrap().len(),
        160
    );

    let (status, headers, all) = fetch(
        &ada.client,
        &path,
        &[("range", "bytes=5-"), ("if-range", "\"other\"")],
    )
    .await;
    assert_eq!(
        (status, all.len() as u64),
        (200, size),
        "another file starts again"
    );
    assert_eq!(
        headers["content-disposition"],
        "attachment; filename=\"careergraph.zip\""
    );
    assert_eq!(
        (&headers["accept-ranges"], &headers["cache-control"]),
        (
            &"bytes".parse().unwrap(),
            &"private, no-store".parse().unwrap()
        )
    );
    let (status, headers, none) =
        fetch(&ada.client, &path, &[("range", &format!("bytes={size}-"))]).await;
    assert_eq!(
        (
            status,
            headers["content-range"].to_str().unwrap(),
            none.len()
        ),
        (416, format!("bytes */{size}").as_str(), 0)
    );
    let (status, _, none) = fetch(&ada.client, &path, &[("if-none-match", &tag)]).await;
    assert_eq!((status, none.len()), (304, 0));
    let head = ada
        .client
        .request(Method::HEAD, &path, &[])
        .send()
        .await
        .unwrap();
    assert_eq!(
        (
            head.status().as_u16(),
            head.headers()["content-length"].to_str().unwrap()
        ),
        (200, size.to_string().as_str())
    );
    assert_eq!(head.bytes().await.unwrap().len(), 0);
    // Each instance can serve it.
    let twin = app.twin().await;
    let (status, _, all) = fetch(&twin.anonymous().with_token(&ada.access_token), &path, &[]).await;
    assert_eq!(
        (status, format!("{:x}", Sha256::digest(all))),
        (200, sha256)
    );
}

#[tokio::test]
async fn nobody_else_gets_it() {
    let app = app().await;
    let (ada, bob) = (app.sign_up("ada").await, app.admin("bob").await);
    let path = export(&app, &ada).await;
    let absent = "/exports/xprt_00000000000000000000000000000000";
    let told = async |client: &Client, path: &str| {
        let (status, _, body) = fetch(client, path, &[("x-request-id", "same")]).await;
        (status, String::from_utf8(body).unwrap())
    };
    let of_other = told(&bob.client, &path).await;
    assert_eq!(
        (of_other.0, &of_other),
        (404, &told(&bob.client, absent).await),
        "it looks like one that is not there"
    );
    assert_eq!(told(&bob.client, "/exports/nonsense").await, of_other);
    assert_eq!(told(&app.anonymous(), &path).await.0, 401);
    let token = "mutation { createApiToken(input: { name: \"x\", scopes: [{ area: USERS, verb: READ }] }) { secret } }";
    let program = app.anonymous().with_token(
        &ask(&ada.client, token)
            .await
            .text_at("createApiToken.secret"),
    );
    assert_eq!(told(&program, &path).await.0, 403);
    let post = ada
        .client
        .send(ada.client.request(Method::POST, &path, &[]))
        .await;
    assert_eq!(post.status, 405);
    assert!(
        ask(&bob.client, EXPORTS)
            .await
            .data("viewer.exports")
            .as_array()
            .unwrap()
            .is_empty()
    );
    // With a session cookie, too.
    let query = "mutation($e: String!, $p: String!) { signIn(input: { email: $e, password: $p, mode: COOKIE }) { session { expiresAt } } }";
    let page = app
        .anonymous()
        .gql(
            query,
            serde_json::json!({ "e": ada.email, "p": crate::kit::PASSWORD }),
        )
        .await;
    assert_eq!(
        fetch(&app.anonymous().with_cookie(&page), &path, &[])
            .await
            .0,
        200
    );
}

#[tokio::test]
async fn one_is_built_at_a_time_few_are_kept_and_none_for_long() {
    let clock = Clock::held_at(Clock::default().now());
    let app = Setup::new().clock(clock.clone()).workers(0).start().await;
    let ada = app.sign_up("ada").await;
    ask(&ada.client, EXPORT)
        .await
        .text_at("exportAccount.export.id");
    assert_eq!(
        ask(&ada.client, EXPORT).await.refusal("exportAccount"),
        "DuplicateError input"
    );
    assert_eq!(
        ask(&ada.client, EXPORTS)
            .await
            .text_at("viewer.exports.0.state"),
        "BUILDING"
    );
    app.run_tasks().await;
    let mut paths = vec![
        ask(&ada.client, EXPORTS)
            .await
            .text_at("viewer.exports.0.path"),
    ];
    for _ in 0..3 {
        clock.advance(TimeDelta::seconds(1));
        paths.push(export(&app, &ada).await);
    }
    assert_eq!(
        ask(&ada.client, EXPORTS)
            .await
            .data("viewer.exports")
            .as_array()
            .unwrap()
            .len(),
        3
    );
    assert_eq!(
        fetch(&ada.client, &paths[0], &[]).await.0,
        404,
        "the oldest made room"
    );

    // An archive that is never built fails, and another may be requested.
    ask(&ada.client, EXPORT)
        .await
        .text_at("exportAccount.export.id");
    let ada = {
        clock.advance(TimeDelta::hours(2));
        ada.sign_in_again(&app).await
    };
    app.personal_data.sweep().await.unwrap();
    assert_eq!(
        ask(&ada.client, EXPORTS)
            .await
            .text_at("viewer.exports.0.state"),
        "FAILED"
    );
    ask(&ada.client, EXPORT)
        .await
        .text_at("exportAccount.export.id");

    clock.advance(TimeDelta::days(8));
    let ada = ada.sign_in_again(&app).await;
    assert_eq!(fetch(&ada.client, &paths[3], &[]).await.0, 404, "expired");
    app.personal_data.sweep().await.unwrap();
    assert_eq!(super::traces::count(&app, "export_pieces").await, 0);
}

#[tokio::test]
async fn at_rest_it_cannot_be_read() {
    let app = app().await;
    let ada = app.sign_up("ada").await;
    let path = export(&app, &ada).await;
    assert!(archive_of(&ada.client, &path).await.starts_with(b"PK"));
    let pieces = super::traces::rows(&app, "export_pieces").await;
    // As SQLite and PostgreSQL write bytes: README.txt is at the beginning of each archive.
    let name = super::traces::hex(b"README.txt");
    assert!(
        pieces.len() == 1 && !pieces[0].to_lowercase().contains(&name),
        "{pieces:?}"
    );
}
