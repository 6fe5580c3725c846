//! Which requests are taken (GraphQL over HTTP), and with which status and code the others are refused.

use reqwest::{Body, Method};
use serde_json::{Value, json};

use super::{ACCEPT_NEW, JSON, assert_carries_ids, assert_refused, post};
use crate::kit::{Setup, Socket, TestApp, capital};

const NEW: &str = "application/graphql-response+json; charset=utf-8";
const OLD: &str = "application/json; charset=utf-8";
const TYPENAME: &str = r#"{"query":"{ __typename }"}"#;

#[tokio::test]
async fn content_types_other_than_json_are_refused() {
    let app = TestApp::start().await;
    for (content_type, accepted) in [
        ("application/json", true),
        ("application/json; charset=utf-8", true),
        ("Application/JSON;charset=\"UTF-8\"", true),
        ("application/json; charset=utf-16", false),
        ("text/plain", false),
        ("application/graphql", false),
        ("application/x-www-form-urlencoded", false),
        ("multipart/form-data; boundary=x", false),
        ("nonsense", false),
    ] {
        let answer = app
            .anonymous()
            .post(TYPENAME, &[("content-type", content_type), ACCEPT_NEW])
            .await;
        if accepted {
            assert_eq!(answer.text_at("__typename"), "Query", "{content_type}");
        } else {
            assert_refused(&answer, 415, "UNSUPPORTED_MEDIA_TYPE");
        }
    }
    assert_refused(
        &app.anonymous().post(TYPENAME, &[ACCEPT_NEW]).await,
        415,
        "UNSUPPORTED_MEDIA_TYPE",
    );
    let packed = app
        .anonymous()
        .post(TYPENAME, &[JSON, ACCEPT_NEW, ("content-encoding", "gzip")])
        .await;
    assert_refused(&packed, 415, "UNSUPPORTED_CONTENT_ENCODING");
}

#[tokio::test]
async fn answers_are_written_as_the_client_accepts() {
    let app = TestApp::start().await;
    for (accept, status, content_type) in [
        ("application/graphql-response+json", 200, NEW),
        (
            "application/json, application/graphql-response+json",
            200,
            NEW,
        ),
        (
            "application/graphql-response+json; charset=utf-8, application/json; q=0.9",
            200,
            NEW,
        ),
        ("application/json", 200, OLD),
        ("*/*", 200, OLD),
        ("application/*", 200, OLD),
        ("text/html", 406, OLD),
        ("image/png, text/plain", 406, OLD),
        ("application/json;q=0", 406, OLD),
    ] {
        let answer = app
            .anonymous()
            .post(TYPENAME, &[JSON, ("accept", accept)])
            .await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (status, content_type),
            "{accept}"
        );
        if status == 406 {
            assert_refused(&answer, 406, "NOT_ACCEPTABLE");
        }
    }
    assert_eq!(
        app.anonymous()
            .post(TYPENAME, &[JSON])
            .await
            .header("content-type"),
        OLD
    );
}

#[tokio::test]
async fn the_old_type_answers_200_to_every_well_formed_request() {
    let app = TestApp::start().await;
    for (query, code) in [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ viewer { user { id } } }", "UNAUTHENTICATED"),
        (
            &format!("{{ a(x: {}) }}", "[".repeat(100)),
            "MAX_DEPTH_EXCEEDED",
        ),
    ] {
        let body = json!({ "query": query }).to_string();
        let old = app
            .anonymous()
            .post(body.clone(), &[JSON, ("accept", "application/json")])
            .await;
        assert_eq!((old.status, old.code()), (200, code), "{query}");
        let ran = code == "UNAUTHENTICATED";
        let new = post(&app.anonymous(), body).await;
        assert_eq!(
            (new.status, new.code()),
            (if ran { 200 } else { 400 }, code),
            "{query}"
        );
        assert_eq!(
            new.json.get("data").is_some(),
            ran,
            "no data key before execution: {}",
            new.text
        );
        assert_carries_ids(&new);
    }
    // A request that is not well-formed is 400 whatever the client accepts.
    assert_refused(
        &app.anonymous()
            .post("{", &[JSON, ("accept", "application/json")])
            .await,
        400,
        "BAD_REQUEST",
    );
}

#[tokio::test]
async fn malformed_requests_are_refused_with_a_sentence() {
    let app = TestApp::start().await;
    for (body, code) in [
        (&b""[..], "BAD_REQUEST"),
        (b"nonsense", "BAD_REQUEST"),
        (b"{\"query\":", "BAD_REQUEST"),
        (b"\"{ __typename }\"", "BAD_REQUEST"),
        (b"null", "BAD_REQUEST"),
        (b"{}", "BAD_REQUEST"),
        (b"{\"query\":7}", "BAD_REQUEST"),
        (b"{\"query\":null}", "BAD_REQUEST"),
        (b"{\"query\":[\"{ __typename }\"]}", "BAD_REQUEST"),
        (
            b"{\"query\":\"{ __typename }\",\"variables\":[]}",
            "BAD_REQUEST",
        ),
        (
            b"{\"query\":\"{ __typename }\",\"variables\":\"x\"}",
            "BAD_REQUEST",
        ),
        (
            b"{\"query\":\"{ __typename }\",\"extensions\":1}",
            "BAD_REQUEST",
        ),
        (
            b"{\"query\":\"{ __typename }\",\"operationName\":1}",
            "BAD_REQUEST",
        ),
        (b"{\"query\":\"{ __typename \xff }\"}", "BAD_REQUEST"),
        (
            b"[{\"query\":\"{ __typename }\"}]",
            "BATCHING_NOT_SUPPORTED",
        ),
        (b"[]", "BATCHING_NOT_SUPPORTED"),
    ] {
        let answer = post(&app.anonymous(), body).await;
        assert_refused(&answer, 400, code);
        let message = answer.errors()[0]["message"].as_str().unwrap();
        assert!(message.ends_with('.') && message.len() > 10, "{message}");
    }
    let deep = format!(
        "{{\"query\":\"{{ __typename }}\",\"variables\":{{\"x\":{}",
        "[".repeat(100_000)
    );
    assert_refused(&post(&app.anonymous(), deep).await, 400, "BAD_REQUEST");
    let nulls = r#"{"query":"{ __typename }","variables":null,"operationName":null,"extensions":null,"unknown":1}"#;
    assert_eq!(
        post(&app.anonymous(), nulls).await.text_at("__typename"),
        "Query"
    );
}

#[tokio::test]
async fn errors_never_repeat_the_document() {
    let app = TestApp::start().await;
    let secret = "s3cr3t".repeat(500);
    for query in [
        format!("{{ a(password: \"{secret}\" }}"),
        format!("{{ {secret}( }}"),
        format!(
            "mutation {{ signUp(input: {{ email: \"a@b.example\", name: \"A\", password: {{ a: \"{secret}\" }} }}) {{ userErrors {{ code }} }} }}"
        ),
    ] {
        let answer = app.anonymous().gql(&query, json!({})).await;
        let message = answer.errors()[0]["message"].as_str().unwrap();
        assert!(
            message.len() < 500 && !message.contains("s3cr3ts3cr3t"),
            "{} bytes: {message:.300}",
            message.len()
        );
    }
    let body =
        json!({ "query": "query A { __typename }", "operationName": "\u{e9}".repeat(100_000) })
            .to_string();
    let answer = post(&app.anonymous(), body).await;
    assert_refused(&answer, 400, "GRAPHQL_VALIDATION_FAILED");
    assert!(answer.text.len() < 2_000, "{} bytes", answer.text.len());
}

#[tokio::test]
async fn bodies_over_the_limit_are_refused() {
    let app = TestApp::start().await;
    let limit = app.platform.config.limits.body_bytes;
    let padded = |size: usize| {
        let body = format!("{TYPENAME}{}", " ".repeat(size - TYPENAME.len()));
        let pieces: Vec<Result<Vec<u8>, std::io::Error>> = body
            .as_bytes()
            .chunks(65_536)
            .map(|piece| Ok(piece.to_vec()))
            .collect();
        (body, Body::wrap_stream(futures_util::stream::iter(pieces)))
    };
    let (at_limit, chunked) = padded(limit);
    assert_eq!(
        post(&app.anonymous(), at_limit).await.text_at("__typename"),
        "Query"
    );
    assert_eq!(
        post(&app.anonymous(), chunked).await.text_at("__typename"),
        "Query"
    );
    let (over, chunked) = padded(limit + 1);
    assert_refused(
        &post(&app.anonymous(), over).await,
        413,
        "PAYLOAD_TOO_LARGE",
    );
    assert_refused(
        &post(&app.anonymous(), chunked).await,
        413,
        "PAYLOAD_TOO_LARGE",
    );
}

#[tokio::test]
async fn get_runs_queries_and_nothing_else() {
    let app = TestApp::start().await;
    let anonymous = app.anonymous();
    assert_eq!(
        anonymous
            .get(&[("query", "{ __typename }")])
            .await
            .text_at("__typename"),
        "Query"
    );
    let user = app.sign_up("ada").await;
    let named = "query A { __typename } query B { viewer { user { email } } }";
    let answer = user
        .client
        .get(&[("query", named), ("operationName", "B")])
        .await;
    assert_eq!(answer.text_at("viewer.user.email"), user.email);
    let with_variables = [
        ("query", "query($id: ID!) { node(id: $id) { id } }"),
        ("variables", r#"{"id":"unknown"}"#),
    ];
    assert!(anonymous.get(&with_variables).await.data("node").is_null());

    let mutation = "mutation { signOut(input: {}) { signedOut } }";
    for parameters in [
        &[("query", mutation)][..],
        &[(
            "query",
            "mutation Leave { signOut(input: {}) { signedOut } }",
        )],
        &[
            (
                "query",
                "query Q { __typename } mutation M { signOut(input: {}) { signedOut } }",
            ),
            ("operationName", "M"),
        ],
    ] {
        let answer = user.client.get(parameters).await;
        assert_refused(&answer, 405, "MUTATION_NOT_ALLOWED_OVER_HTTP_GET");
        assert_eq!(answer.header("allow"), "POST");
    }
    assert_eq!(
        user.client
            .gql("{ viewer { user { email } } }", json!({}))
            .await
            .text_at("viewer.user.email"),
        user.email
    );
    for parameters in [
        &[][..],
        &[("variables", "{}")],
        &[("query", "{ __typename }"), ("variables", "nonsense")],
        &[("query", "{ __typename }"), ("variables", "[]")],
    ] {
        assert_refused(&anonymous.get(parameters).await, 400, "BAD_REQUEST");
    }
}

#[tokio::test]
async fn operation_names_choose_the_operation() {
    let app = TestApp::start().await;
    let document = "query A { a: __typename } query B { b: __typename }";
    for (name, expected) in [
        (json!("A"), Ok("/data/a")),
        (json!("B"), Ok("/data/b")),
        (json!("C"), Err(())),
        (Value::Null, Err(())),
        (json!(""), Err(())),
    ] {
        let answer = post(
            &app.anonymous(),
            json!({ "query": document, "operationName": name }).to_string(),
        )
        .await;
        match expected {
            Ok(path) => assert_eq!(
                answer.json.pointer(path),
                Some(&json!("Query")),
                "{}",
                answer.text
            ),
            Err(()) => assert_refused(&answer, 400, "GRAPHQL_VALIDATION_FAILED"),
        }
    }
}

#[tokio::test]
async fn other_methods_are_refused() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
        let answer = client
            .send(
                client
                    .request(method.clone(), "/graphql", &[ACCEPT_NEW])
                    .body(TYPENAME),
            )
            .await;
        assert_refused(&answer, 405, "METHOD_NOT_ALLOWED");
        assert_eq!(answer.header("allow"), "GET, POST", "{method}");
    }
}

#[tokio::test]
async fn an_offer_of_another_protocol_is_declined_silently() {
    // Java's HttpClient and `curl --http2` offer an upgrade to HTTP/2 with their first request.
    let app = TestApp::start().await;
    let offer = [
        JSON,
        ACCEPT_NEW,
        ("connection", "Upgrade, HTTP2-Settings"),
        ("upgrade", "h2c"),
        ("http2-settings", "AAMAAABkAAQAAP__"),
    ];
    assert_eq!(
        app.anonymous()
            .post(TYPENAME, &offer)
            .await
            .text_at("__typename"),
        "Query"
    );
}

#[tokio::test]
async fn a_broken_handshake_is_refused_like_any_request() {
    let app = TestApp::start().await;
    let client = app.anonymous();
    let protocol = ("sec-websocket-protocol", "graphql-transport-ws");
    for (method, headers) in [
        (
            Method::POST,
            &[
                ("connection", "Upgrade"),
                ("upgrade", "websocket"),
                ("sec-websocket-version", "13"),
                protocol,
            ][..],
        ),
        (
            Method::GET,
            &[
                ("connection", "Upgrade"),
                ("upgrade", "websocket"),
                ("sec-websocket-version", "8"),
                protocol,
            ],
        ),
        (
            Method::GET,
            &[
                ("connection", "Upgrade"),
                ("upgrade", "websocket"),
                ("sec-websocket-version", "13"),
                protocol,
            ],
        ),
        (
            Method::GET,
            &[
                ("upgrade", "websocket"),
                ("sec-websocket-key", "AAAAAAAAAAAAAAAAAAAAAA=="),
                protocol,
            ],
        ),
    ] {
        let answer = client
            .send(client.request(method, "/graphql", headers))
            .await;
        assert_refused(&answer, 400, "BAD_REQUEST");
    }
}

#[tokio::test]
async fn what_is_echoed_is_short() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for (field, mut input) in [
        ("revokeOtherSessions", json!({})),
        ("markRead", json!({ "ids": [] })),
        ("setSkills", json!({ "expectedVersion": 0, "skills": [] })),
    ] {
        let query = format!(
            "mutation($input: {}Input!) {{ {field}(input: $input) {{ clientMutationId }} }}",
            capital(field)
        );
        for (length, fits) in [(256, true), (257, false)] {
            let text = "\u{e9}".repeat(length);
            input["clientMutationId"] = json!(text);
            let answer = ada.client.gql(&query, json!({ "input": input })).await;
            if fits {
                assert_eq!(answer.text_at(&format!("{field}.clientMutationId")), text);
            } else {
                assert_eq!(answer.code(), "BAD_USER_INPUT", "{}", answer.text);
                assert!(!answer.text.contains(&text), "{}", answer.text);
            }
        }
    }
}

#[tokio::test]
async fn wrong_variables_are_refused_with_a_path_or_before_execution() {
    let app = TestApp::start().await;
    let query =
        "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken } } }";
    for (input, names) in [
        (json!({}), "input"),
        (json!({ "input": null }), "input"),
        (json!({ "input": { "email": 1, "password": "x" } }), "email"),
        (json!({ "input": { "email": "a" } }), "password"),
    ] {
        let answer = app.anonymous().gql(query, input).await;
        assert!(
            ["BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"].contains(&answer.code()),
            "{}",
            answer.text
        );
        assert!(answer.text.contains(names), "{}", answer.text);
        assert_carries_ids(&answer);
    }
}

#[tokio::test]
async fn an_operation_that_takes_too_long_is_ended() {
    let app = Setup::new()
        .config(|config| config.limits.operation_secs = 1)
        .start()
        .await;
    let ada = app.sign_up("ada").await;
    // Nobody else can write while this transaction is open.
    let blocker = app.platform.db.begin().await.unwrap();
    if app.platform.db.backend() == sea_orm::DbBackend::Postgres {
        sea_orm::ConnectionTrait::execute_unprepared(
            &blocker,
            "LOCK TABLE sessions IN ACCESS EXCLUSIVE MODE",
        )
        .await
        .unwrap();
    }
    let answer = ada
        .client
        .gql("mutation { signOut(input: {}) { signedOut } }", json!({}))
        .await;
    assert_eq!(
        (answer.status, answer.code()),
        (200, "GATEWAY_TIMEOUT"),
        "execution had begun: {}",
        answer.text
    );
    let mut socket = Socket::connect(&app, Some(&ada.access_token)).await;
    socket
        .subscribe(
            "slow",
            "mutation { signOut(input: {}) { signedOut } }",
            json!({}),
        )
        .await;
    let message = socket.next().await.to_string();
    assert!(
        message.contains("GATEWAY_TIMEOUT"),
        "the limit holds on sockets, too: {message}"
    );
    assert_eq!(answer.json["data"], Value::Null);
    assert_carries_ids(&answer);
    blocker.rollback().await.unwrap();
    assert_eq!(
        ada.client
            .gql("{ __typename }", json!({}))
            .await
            .text_at("__typename"),
        "Query"
    );
}

#[tokio::test]
async fn a_variable_that_is_left_out_has_its_default_in_directives_too() {
    let app = TestApp::start().await;
    let query = "query($yes: Boolean! = true, $no: Boolean = false) { a: node(id: \"x\") @include(if: $yes) { id } \
                 b: node(id: \"x\") @skip(if: $no) { id } c: node(id: \"x\") @skip(if: $yes) { id } d: node(id: \"x\") @include(if: $no) { id } }";
    for (variables, fields) in [
        (json!({}), json!({ "a": null, "b": null })),
        (
            json!({ "yes": true, "no": false }),
            json!({ "a": null, "b": null }),
        ),
        (json!({ "yes": false }), json!({ "b": null, "c": null })),
        (json!({ "no": true }), json!({ "a": null, "d": null })),
    ] {
        let answer = app.anonymous().gql(query, variables.clone()).await;
        assert_eq!(answer.json["data"], fields, "{variables}: {}", answer.text);
    }
}

#[tokio::test]
async fn fields_that_conflict_are_a_fault_of_validation() {
    let app = TestApp::start().await;
    for query in [
        "{ x: node(id: \"a\") { id } x: nodes(ids: []) { id } }",
        "{ node(id: \"a\") { id } node(id: \"b\") { id } }",
    ] {
        let answer = app.anonymous().gql(query, json!({})).await;
        assert_refused(&answer, 400, "GRAPHQL_VALIDATION_FAILED");
        assert!(
            answer
                .errors()
                .iter()
                .all(|error| error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"),
            "{}",
            answer.text
        );
    }
}

#[tokio::test]
async fn a_required_variable_without_a_value_is_refused_before_anything_runs() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for (query, variables, name) in [
        (
            "query($a: String!) { jobs(query: $a) { totalCount } }",
            json!({}),
            "a",
        ),
        (
            "query($a: String!) { jobs(query: $a) { totalCount } }",
            json!({ "a": null }),
            "a",
        ),
        (
            "query($f: PostingFilter!) { jobs(filter: $f) { totalCount } }",
            json!({}),
            "f",
        ),
        (
            "query($n: Int! = 2) { jobs(first: $n) { nodes { id } } }",
            json!({ "n": null }),
            "n",
        ),
        (
            "query($s: Boolean!) { viewer { user { name @skip(if: $s) email } } }",
            json!({}),
            "s",
        ),
        (
            "mutation($k: String!) { createApplication(input: {company: \"Dup\", role: \"x\", idempotencyKey: $k}) { application { id } } }",
            json!({}),
            "k",
        ),
    ] {
        let answer = ada.client.gql(query, variables.clone()).await;
        let message = answer.errors()[0]["message"]
            .as_str()
            .expect("a message")
            .to_owned();
        assert!(
            message.contains(&format!("\"${name}\"")),
            "{query} {variables}: {}",
            answer.text
        );
        assert_eq!(
            answer.errors()[0]["extensions"]["code"],
            "BAD_USER_INPUT",
            "{query}: {}",
            answer.text
        );
        assert!(
            answer
                .json
                .get("data")
                .is_none_or(serde_json::Value::is_null),
            "{query}: {}",
            answer.text
        );
    }
    let mine = ada
        .client
        .gql("{ viewer { applications { totalCount } } }", json!({}))
        .await;
    assert_eq!(
        mine.json["data"]["viewer"]["applications"]["totalCount"], 0,
        "nothing was written"
    );
}
