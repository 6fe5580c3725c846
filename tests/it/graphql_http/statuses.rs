//! A table of requests to `/graphql`: the status for clients of `application/graphql-response+json`, the status for clients of
//! `application/json`, and the code.

use reqwest::Method;
use serde_json::{Value, json};

use super::{ACCEPT_NEW, JSON};
use crate::kit::TestApp;

const OLD: (&str, &str) = ("accept", "application/json");
const TEXT: (&str, &str) = ("content-type", "text/plain");
const FORM: (&str, &str) = ("content-type", "multipart/form-data; boundary=b");
const GZIP: (&str, &str) = ("content-encoding", "gzip");
const UNKNOWN_TOKEN: (&str, &str) = ("authorization", "Bearer nonsense");
const NO_HASH: &str = r#"{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"0"}}}"#;

/// The code of a refused request, or the empty string.
struct Row(
    &'static str,
    Method,
    &'static [(&'static str, &'static str)],
    String,
    u16,
    u16,
    &'static str,
);

fn posted(body: &str, new: u16, old: u16, code: &'static str) -> Row {
    Row("", Method::POST, &[JSON], body.to_owned(), new, old, code)
}

fn asked(query: &str, new: u16, old: u16, code: &'static str) -> Row {
    posted(&json!({ "query": query }).to_string(), new, old, code)
}

fn got(parameters: &'static str, new: u16, old: u16, code: &'static str) -> Row {
    Row(parameters, Method::GET, &[], String::new(), new, old, code)
}

fn sent(
    headers: &'static [(&'static str, &'static str)],
    new: u16,
    old: u16,
    code: &'static str,
) -> Row {
    Row(
        "",
        Method::POST,
        headers,
        r#"{"query":"{ __typename }"}"#.to_owned(),
        new,
        old,
        code,
    )
}

fn by(method: Method) -> Row {
    Row(
        "",
        method,
        &[JSON],
        String::new(),
        405,
        405,
        "METHOD_NOT_ALLOWED",
    )
}

fn rows() -> Vec<Row> {
    let padded = |size: usize| {
        format!(
            "{{\"query\":\"{{ __typename }}\"}}{}",
            " ".repeat(size - 26)
        )
    };
    let coerced = |input: Value| {
        let query =
            "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken } } }";
        json!({ "query": query, "variables": { "input": input } }).to_string()
    };
    vec![
        // Requests that succeed.
        asked("{ __typename }", 200, 200, ""),
        got("?query={__typename}", 200, 200, ""),
        got(
            "?query=query A{__typename} query B{b:__typename}&operationName=B",
            200,
            200,
            "",
        ),
        // Executed with errors.
        asked("{ viewer { user { id } } }", 200, 200, "UNAUTHENTICATED"),
        asked(
            "{ jobs(first: 0) { totalCount } }",
            200,
            200,
            "BAD_USER_INPUT",
        ),
        // Requests that do not parse, validate or coerce.
        asked("{", 400, 200, "GRAPHQL_PARSE_FAILED"),
        asked("", 400, 200, "GRAPHQL_PARSE_FAILED"),
        asked("{ nothing }", 400, 200, "GRAPHQL_VALIDATION_FAILED"),
        asked(
            "{ jobs(first: \"many\") { totalCount } }",
            400,
            200,
            "GRAPHQL_VALIDATION_FAILED",
        ),
        asked(
            "query A { __typename } query B { __typename }",
            400,
            200,
            "GRAPHQL_VALIDATION_FAILED",
        ),
        posted(
            &coerced(json!({ "email": 1, "password": "x" })),
            400,
            200,
            "GRAPHQL_VALIDATION_FAILED",
        ),
        posted(
            &coerced(json!({ "email": "a@example.org" })),
            400,
            200,
            "GRAPHQL_VALIDATION_FAILED",
        ),
        posted(NO_HASH, 400, 200, "PERSISTED_QUERY_NOT_FOUND"),
        posted(
            r#"{"documentId":"x"}"#,
            400,
            200,
            "PERSISTED_QUERY_NOT_FOUND",
        ),
        // Malformed GraphQL requests.
        posted("{", 400, 400, "BAD_REQUEST"),
        posted("7", 400, 400, "BAD_REQUEST"),
        posted("{}", 400, 400, "BAD_REQUEST"),
        posted(r#"{"query":1}"#, 400, 400, "BAD_REQUEST"),
        posted(
            r#"{"query":"{ __typename }","variables":[]}"#,
            400,
            400,
            "BAD_REQUEST",
        ),
        posted(
            r#"{"query":"{ __typename }","documentId":"x"}"#,
            400,
            400,
            "BAD_REQUEST",
        ),
        posted("[]", 400, 400, "BATCHING_NOT_SUPPORTED"),
        got("", 400, 400, "BAD_REQUEST"),
        got("?query={__typename}&variables=x", 400, 400, "BAD_REQUEST"),
        got("?query={__typename}&extensions=x", 400, 400, "BAD_REQUEST"),
        // Other encodings.
        sent(&[], 415, 415, "UNSUPPORTED_MEDIA_TYPE"),
        sent(&[TEXT], 415, 415, "UNSUPPORTED_MEDIA_TYPE"),
        sent(&[FORM], 415, 415, "UNSUPPORTED_MEDIA_TYPE"),
        sent(&[JSON, GZIP], 415, 415, "UNSUPPORTED_CONTENT_ENCODING"),
        sent(&[JSON, UNKNOWN_TOKEN], 401, 401, "UNAUTHENTICATED"),
        posted(&padded(1_048_576), 200, 200, ""),
        posted(&padded(1_048_577), 413, 413, "PAYLOAD_TOO_LARGE"),
        // Methods.
        got(
            "?query=mutation{signOut(input:{}){signedOut}}",
            405,
            405,
            "MUTATION_NOT_ALLOWED_OVER_HTTP_GET",
        ),
        by(Method::PUT),
        by(Method::DELETE),
        by(Method::PATCH),
        by(Method::OPTIONS),
    ]
}

#[tokio::test]
async fn every_request_has_its_status_and_its_code() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    for Row(parameters, method, headers, body, new, old, code) in rows() {
        for (accept, status) in [(ACCEPT_NEW, new), (OLD, old)] {
            let request = client
                .request(method.clone(), &format!("/graphql{parameters}"), headers)
                .header(accept.0, accept.1);
            let answer = client.send(request.body(body.clone())).await;
            let what = format!(
                "{method} {parameters} {headers:?} {body:.120} as {}: {:.300}",
                accept.1, answer.text
            );
            assert_eq!(answer.status, status, "{what}");
            assert!(
                answer.header("content-type").starts_with(accept.1),
                "{what}"
            );
            assert_eq!(
                answer.header("cache-control"),
                "private, no-store",
                "{what}"
            );
            if code.is_empty() {
                assert!(
                    answer.json.get("errors").is_none() && answer.json["data"].is_object(),
                    "{what}"
                );
                continue;
            }
            assert_eq!(answer.code(), code, "{what}");
            assert_eq!(
                answer.json.get("data").is_some(),
                new == 200,
                "an operation that never ran has no data: {what}"
            );
            let allow = if code == "METHOD_NOT_ALLOWED" {
                "GET, POST"
            } else {
                "POST"
            };
            assert_eq!(
                answer.header("allow"),
                if status == 405 { allow } else { "" },
                "{what}"
            );
            assert_eq!(
                answer.header("www-authenticate").is_empty(),
                status != 401,
                "{what}"
            );
        }
    }
}
