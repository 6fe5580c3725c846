//! Batches: refused unless the operator allows them, and limited as a whole.

use serde_json::{Value, json};

use super::{JSON, assert_carries_ids, assert_refused, persisted::named, post};
use crate::kit::{Answer, TestApp, series};

async fn allowing(max: usize) -> TestApp {
    TestApp::with(|config| config.graphql.batch_max = max).await
}

fn times(count: usize, entry: &Value) -> String {
    Value::Array(vec![entry.clone(); count]).to_string()
}

/// The code of one entry of a batch; empty if it has no errors.
fn code_of(answer: &Answer, place: usize) -> &str {
    answer.json[place]
        .pointer("/errors/0/extensions/code")
        .and_then(Value::as_str)
        .unwrap_or_default()
}

#[tokio::test]
async fn batches_are_refused_by_default() {
    let app = TestApp::start().await;
    for body in ["[]", r#"[{"query":"{ __typename }"}]"#] {
        assert_refused(
            &post(&app.anonymous(), body).await,
            400,
            "BATCHING_NOT_SUPPORTED",
        );
    }
}

#[tokio::test]
async fn a_batch_is_answered_in_its_order_up_to_the_limit() {
    let app = allowing(3).await;
    let ada = app.sign_up("ada").await;
    let text = format!("{{ __typename }} # {}", app.base_url);
    let body = json!([
        { "query": "{ viewer { user { email } } }" },
        { "query": "{ nothing }" },
        { "query": text, "extensions": named(&text) },
    ]);
    let answer = post(&ada.client, body.to_string()).await;
    assert_eq!(
        (answer.status, answer.header("cache-control")),
        (200, "private, no-store"),
        "{}",
        answer.text
    );
    assert_eq!(answer.json.as_array().map(Vec::len), Some(3));
    assert_eq!(
        answer.json[0]["data"]["viewer"]["user"]["email"],
        ada.email.as_str()
    );
    assert_eq!(
        (code_of(&answer, 1), answer.json[1].get("data")),
        ("GRAPHQL_VALIDATION_FAILED", None)
    );
    assert_eq!(
        answer.json[1]["errors"][0]["extensions"]["requestId"],
        answer.header("x-request-id")
    );
    assert_eq!(answer.json[2]["data"]["__typename"], "Query");

    let one = json!({ "query": "{ __typename }" });
    assert_refused(
        &post(&ada.client, times(4, &one)).await,
        400,
        "BATCHING_NOT_SUPPORTED",
    );
    assert_refused(&post(&ada.client, "[]").await, 400, "BAD_REQUEST");
    assert_refused(
        &post(&ada.client, json!([one, []]).to_string()).await,
        400,
        "BAD_REQUEST",
    );
    assert_refused(
        &post(&ada.client, json!([one, { "query": 1 }]).to_string()).await,
        400,
        "BAD_REQUEST",
    );
    let unauthenticated = post(
        &app.anonymous(),
        json!([{ "query": "{ viewer { user { email } } }" }]).to_string(),
    )
    .await;
    assert_eq!(
        (unauthenticated.status, code_of(&unauthenticated, 0)),
        (200, "UNAUTHENTICATED")
    );
}

#[tokio::test]
async fn what_limits_an_operation_limits_a_batch() {
    let app = allowing(10).await;
    let client = app.anonymous();
    let aliases = |count: usize| json!({ "query": format!("{{ {} }}", series(count, |i| format!("a{i}: __typename "))) });
    let spread = |count: usize| {
        let text = format!(
            "{{ ...f ...g }} fragment f on Query {{ {} }} fragment g on Query {{ ...f }}",
            series(count, |i| format!("a{i}: __typename "))
        );
        json!({ "query": text })
    };
    let tokens = |count: usize| json!({ "query": format!("{{ __type(name: \"Query\") {{ {} }} }}", "name ".repeat(count - 10)) });
    let page = |first: u32| json!({ "query": "query($first: Int!) { jobs(first: $first) { nodes { id } } }", "variables": { "first": first } });
    let bytes =
        |count: usize| json!({ "query": format!("{{ __typename }}#{}", "x".repeat(count - 15)) });
    let ok = |answer: &Answer, entries: usize| {
        assert_eq!(
            (answer.status, answer.json.as_array().map(Vec::len)),
            (200, Some(entries)),
            "{:.300}",
            answer.text
        );
        for place in 0..entries {
            assert_eq!(code_of(answer, place), "", "{:.300}", answer.text);
        }
    };
    ok(&post(&client, times(3, &aliases(10))).await, 3);
    assert_refused(
        &post(
            &client,
            json!([aliases(10), aliases(10), aliases(11)]).to_string(),
        )
        .await,
        400,
        "MAX_ALIASES_EXCEEDED",
    );
    ok(&post(&client, times(3, &spread(5))).await, 3);
    assert_refused(
        &post(&client, times(3, &spread(6))).await,
        400,
        "MAX_ALIASES_EXCEEDED",
    );
    ok(&post(&client, times(4, &tokens(1_000))).await, 4);
    assert_refused(
        &post(&client, json!([tokens(1_000), tokens(3_001)]).to_string()).await,
        400,
        "TOKEN_LIMIT_EXCEEDED",
    );
    ok(&post(&client, times(2, &bytes(32_768))).await, 2);
    assert_refused(
        &post(&client, json!([bytes(32_768), bytes(32_769)]).to_string()).await,
        400,
        "QUERY_TOO_LONG",
    );
    ok(&post(&client, times(10, &page(20))).await, 10);

    let tight = TestApp::with(|config| {
        config.graphql.batch_max = 10;
        config.limits.cost = 203;
    })
    .await;
    // A page of 100 with one field per node costs at least 201; alone it runs.
    ok(&post(&tight.anonymous(), times(1, &page(100))).await, 1);
    assert_refused(
        &post(&tight.anonymous(), times(2, &page(100))).await,
        400,
        "COST_ESTIMATED_TOO_EXPENSIVE",
    );
    let old = tight.anonymous().post(times(2, &page(100)), &[JSON]).await;
    assert_eq!(
        (old.status, old.code()),
        (200, "COST_ESTIMATED_TOO_EXPENSIVE")
    );
    assert_carries_ids(&old);
}

#[tokio::test]
async fn each_entry_is_charged_singly() {
    let app = TestApp::with(|config| {
        config.graphql.batch_max = 10;
        config.limits.address_per_minute = 4;
    })
    .await;
    let one = json!({ "query": "{ __typename }" });
    let answer = post(&app.anonymous(), times(6, &one)).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let codes: Vec<&str> = (0..6).map(|place| code_of(&answer, place)).collect();
    assert_eq!(codes, ["", "", "", "", "RATE_LIMITED", "RATE_LIMITED"]);
    assert!(
        answer.json[5]["errors"][0]["extensions"]["retryAfter"].is_u64(),
        "{}",
        answer.text
    );
    assert_refused(
        &post(&app.anonymous(), times(2, &one)).await,
        429,
        "RATE_LIMITED",
    );
}

#[tokio::test]
async fn a_mutation_of_a_batch_runs_once() {
    let app = allowing(2).await;
    let ada = app.sign_up("ada").await;
    let create = "mutation { createApplication(input: { company: \"Fernhill\", role: \"Engineer\" }) { application { id } userErrors { message } } }";
    let answer = post(
        &ada.client,
        json!([{ "query": create }, { "query": create }]).to_string(),
    )
    .await;
    assert_eq!(
        (answer.status, code_of(&answer, 0), code_of(&answer, 1)),
        (200, "", ""),
        "{}",
        answer.text
    );
    let all = ada
        .client
        .gql("{ viewer { applications { totalCount } } }", json!({}))
        .await;
    let made = (0..2)
        .filter(|place| {
            answer.json[*place]["data"]["createApplication"]["application"]["id"].is_string()
        })
        .count();
    assert_eq!(all.data("viewer.applications.totalCount"), made);
    assert!(made >= 1, "{}", answer.text);
}
