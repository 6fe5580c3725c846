//! Operations that cannot run, or run too long.

use serde_json::{Value, json};

use crate::{
    graphql_http::{assert_carries_ids, assert_refused},
    kit::{Setup, Socket, TestApp},
};

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
    // No other connection can write while this transaction is open.
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
        "execution had started: {}",
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
