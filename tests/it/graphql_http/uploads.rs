//! `multipart/form-data` by the GraphQL multipart request specification.

use reqwest::Body;
use serde_json::json;

use super::{ACCEPT_NEW, assert_refused};
use crate::kit::{Answer, Client, TestApp};

const FORM: (&str, &str) = ("content-type", "multipart/form-data; boundary=----b");
const PREFLIGHT: (&str, &str) = ("graphql-require-preflight", "1");
const OPERATIONS: (&str, &str) = ("operations", r#"{"query":"{ __typename }"}"#);
const NO_FILES: (&str, &str) = ("map", "{}");
/// An operation that takes no files has variables for them all the same.
const WITH_FILES: (&str, &str) = (
    "operations",
    r#"{"query":"query($a: ID) { node(id: $a) { id } }","variables":{"a":null,"b":null,"c":null}}"#,
);

fn form(parts: &[(&str, &str)]) -> String {
    let part = |(name, content): &(&str, &str)| {
        let file = if name.chars().all(|c| c.is_ascii_digit()) {
            "; filename=\"a.txt\""
        } else {
            ""
        };
        format!(
            "------b\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n"
        )
    };
    parts.iter().map(part).collect::<String>() + "------b--\r\n"
}

async fn send(client: &Client, body: impl Into<Body>) -> Answer {
    client.post(body, &[FORM, PREFLIGHT, ACCEPT_NEW]).await
}

#[tokio::test]
async fn a_form_runs_only_with_a_header_that_no_form_can_send() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let sign_out = form(&[
        (
            "operations",
            r#"{"query":"mutation { signOut(input: {}) { signedOut } }"}"#,
        ),
        NO_FILES,
    ]);
    assert_refused(
        &ada.client.post(sign_out.clone(), &[FORM, ACCEPT_NEW]).await,
        415,
        "UNSUPPORTED_MEDIA_TYPE",
    );
    assert_eq!(
        ada.client
            .gql("{ viewer { user { email } } }", json!({}))
            .await
            .text_at("viewer.user.email"),
        ada.email
    );
    for header in [
        "GraphQL-Require-Preflight",
        "Apollo-Require-Preflight",
        "X-Apollo-Operation-Name",
    ] {
        let answer = app
            .anonymous()
            .post(
                form(&[OPERATIONS, NO_FILES]),
                &[FORM, (header, "any"), ACCEPT_NEW],
            )
            .await;
        assert_eq!(answer.text_at("__typename"), "Query", "{header}");
    }
    let text = app
        .anonymous()
        .post(
            "{ __typename }",
            &[("content-type", "text/plain"), PREFLIGHT, ACCEPT_NEW],
        )
        .await;
    assert_refused(&text, 415, "UNSUPPORTED_MEDIA_TYPE");
    assert_eq!(
        send(&ada.client, sign_out).await.data("signOut.signedOut"),
        true
    );
}

#[tokio::test]
async fn broken_forms_are_refused_with_a_sentence() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    let map = |map: &'static str| form(&[OPERATIONS, ("map", map)]);
    for (what, body) in [
        ("nothing", String::new()),
        ("no part", form(&[])),
        ("no map", form(&[OPERATIONS])),
        ("the map first", form(&[NO_FILES, OPERATIONS])),
        ("a file first", form(&[("0", "x"), OPERATIONS, NO_FILES])),
        (
            "a file that the map does not name",
            form(&[OPERATIONS, NO_FILES, ("0", "x")]),
        ),
        ("a file that is missing", map(r#"{"0":["variables.file"]}"#)),
        (
            "a file that is there twice",
            form(&[
                OPERATIONS,
                ("map", r#"{"0":["variables.file"]}"#),
                ("0", "x"),
                ("0", "y"),
            ]),
        ),
        (
            "operations that are no JSON",
            form(&[("operations", "{"), NO_FILES]),
        ),
        (
            "operations that are no request",
            form(&[("operations", "7"), NO_FILES]),
        ),
        ("a map that is no JSON", map("{")),
        ("a map that is no object", map("[]")),
        ("a map without places", map(r#"{"0":[]}"#)),
        ("a map of one string", map(r#"{"0":"variables.file"}"#)),
        ("a map to elsewhere", map(r#"{"0":["query"]}"#)),
        (
            "no end",
            form(&[OPERATIONS, NO_FILES]).replace("------b--", ""),
        ),
        (
            "another boundary",
            form(&[OPERATIONS, NO_FILES]).replace("------b", "------c"),
        ),
    ] {
        let answer = send(&client, body).await;
        assert_eq!(
            (answer.status, answer.code()),
            (400, "BAD_REQUEST"),
            "{what}: {}",
            answer.text
        );
        assert!(
            answer.errors()[0]["message"]
                .as_str()
                .is_some_and(|message| message.ends_with('.')),
            "{what}: {}",
            answer.text
        );
    }
    let no_boundary = client
        .post(
            form(&[OPERATIONS, NO_FILES]),
            &[
                ("content-type", "multipart/form-data"),
                PREFLIGHT,
                ACCEPT_NEW,
            ],
        )
        .await;
    assert_refused(&no_boundary, 400, "BAD_REQUEST");
    let batch = send(
        &client,
        form(&[("operations", r#"[{"query":"{ __typename }"}]"#), NO_FILES]),
    )
    .await;
    assert_refused(&batch, 400, "BATCHING_NOT_SUPPORTED");
}

#[tokio::test]
async fn forms_are_bounded_in_bytes_and_parts() {
    let app = TestApp::with(|config| {
        config.limits.body_bytes = 1_024;
        config.limits.upload_bytes = 20_000;
        config.limits.upload_parts = 4;
    })
    .await;
    let client = app.anonymous();
    let map = (
        "map",
        r#"{"0":["variables.a"],"1":["variables.b"],"2":["variables.c"]}"#,
    );
    let two = ("map", r#"{"0":["variables.a"],"1":["variables.b"]}"#);
    // At the limit everything is read, and only then the files are refused because the variables are no files.
    assert_refused(
        &send(&client, form(&[WITH_FILES, two, ("0", "x"), ("1", "y")])).await,
        400,
        "GRAPHQL_VALIDATION_FAILED",
    );
    assert_refused(
        &send(
            &client,
            form(&[OPERATIONS, map, ("0", "x"), ("1", "y"), ("2", "z")]),
        )
        .await,
        413,
        "PAYLOAD_TOO_LARGE",
    );

    let one = ("map", r#"{"0":["variables.a"]}"#);
    let empty = form(&[WITH_FILES, one, ("0", "")]).len();
    let chunked = |body: String| {
        let pieces: Vec<Result<Vec<u8>, std::io::Error>> = body
            .as_bytes()
            .chunks(4_096)
            .map(|piece| Ok(piece.to_vec()))
            .collect();
        Body::wrap_stream(futures_util::stream::iter(pieces))
    };
    for (size, status, code) in [
        (20_000, 400, "GRAPHQL_VALIDATION_FAILED"),
        (20_001, 413, "PAYLOAD_TOO_LARGE"),
    ] {
        let body = form(&[WITH_FILES, one, ("0", &"x".repeat(size - empty))]);
        assert_eq!(body.len(), size);
        assert_refused(&send(&client, body.clone()).await, status, code);
        assert_refused(&send(&client, chunked(body)).await, status, code);
    }
    let padded = |size: usize| format!("{}{}", OPERATIONS.1, " ".repeat(size - OPERATIONS.1.len()));
    assert_eq!(
        send(&client, form(&[("operations", &padded(1_024)), NO_FILES]))
            .await
            .text_at("__typename"),
        "Query"
    );
    assert_refused(
        &send(&client, form(&[("operations", &padded(1_025)), NO_FILES])).await,
        413,
        "PAYLOAD_TOO_LARGE",
    );
}
