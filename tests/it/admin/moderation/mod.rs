//! Reports of postings; in its modules hidden postings and corrections of companies.

mod companies;
mod hiding;

use careergraph::{platform::clock::Clock, types::actor::Role};
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    jobs::{record, store},
    kit::{Answer, Setup, TestApp, TestUser},
};

async fn moderator(app: &TestApp) -> TestUser {
    app.promote(&app.sign_up("mod").await, Role::Moderator)
        .await
}

async fn run(by: &TestUser, mutation: &str, payload: &str, input: Value) -> Answer {
    let capital = crate::kit::capital(mutation);
    let query = format!(
        "mutation($input: {capital}Input!) {{ {mutation}(input: $input) {{ {payload} userErrors {{ __typename path message }} }} }}"
    );
    by.client.gql(&query, json!({ "input": input })).await
}

async fn report(by: &TestUser, posting: &str) -> Answer {
    run(
        by,
        "reportPosting",
        "reported",
        json!({ "postingId": posting, "reason": "FRAUD", "text": "They want money." }),
    )
    .await
}

async fn hide(by: &TestUser, posting: &str) -> Answer {
    run(
        by,
        "hidePosting",
        "posting { id hiddenAt hiddenReason }",
        json!({ "id": posting, "reason": "Fraud" }),
    )
    .await
}

/// The ids of the postings that match, newest first.
async fn found(app: &TestApp, arguments: &str) -> Vec<String> {
    let answer = app
        .anonymous()
        .gql(
            &format!("{{ jobs{arguments} {{ totalCount nodes {{ id }} }} }}"),
            json!({}),
        )
        .await;
    let nodes: Vec<String> = answer
        .data("jobs.nodes")
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(answer.data("jobs.totalCount"), nodes.len());
    nodes
}

async fn node(app: &TestApp, id: &str) -> Value {
    let query = "query($id: ID!) { node(id: $id) { ... on Posting { title company { name } } ... on Company { name domain industry sizeBand } } }";
    app.anonymous()
        .gql(query, json!({ "id": id }))
        .await
        .data("node")
        .clone()
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
async fn reports_reach_the_moderators_and_are_decided_once() {
    let app = TestApp::start().await;
    store(
        &app,
        "Fernhill",
        &[
            record("Engineer", "You write Rust."),
            record("Painter", "You paint ferns."),
        ],
    )
    .await;
    let postings = found(&app, "").await;
    let (ada, bob, moderator) = (
        app.sign_up("ada").await,
        app.sign_up("bob").await,
        moderator(&app).await,
    );
    for who in [&ada, &bob] {
        assert_eq!(
            report(who, &postings[0]).await.data("reportPosting"),
            &json!({ "reported": true, "userErrors": [] })
        );
    }
    assert_eq!(
        report(&ada, &postings[0]).await.refusal("reportPosting"),
        "DuplicateError input.postingId"
    );
    assert_eq!(
        report(&ada, "post_00000000000000000000000000000000")
            .await
            .code(),
        "NOT_FOUND"
    );
    report(&ada, &postings[1])
        .await
        .data("reportPosting.reported");
    let query = "query($state: ReportState, $after: String) { moderation { reports(state: $state, first: 2, after: $after) { totalCount \
                 nodes { id reason text verdict resolvedAt resolvedById posting { id title companyName hiddenAt } } pageInfo { endCursor hasNextPage } } } }";
    let list = async |state: &str, after: Value| {
        moderator
            .client
            .gql(query, json!({ "state": state, "after": after }))
            .await
            .data("moderation.reports")
            .clone()
    };
    let open = list("OPEN", Value::Null).await;
    assert_eq!(
        (&open["totalCount"], &open["nodes"][0]["posting"]["id"]),
        (&json!(3), &json!(postings[1])),
        "the newest first"
    );
    assert_eq!(
        (&open["nodes"][0]["text"], &open["nodes"][0]["reason"]),
        (&json!("They want money."), &json!("FRAUD"))
    );
    let rest = list("OPEN", open["pageInfo"]["endCursor"].clone()).await;
    assert_eq!(
        (
            rest["nodes"].as_array().unwrap().len(),
            &rest["pageInfo"]["hasNextPage"]
        ),
        (1, &json!(false))
    );

    let resolve = json!({ "id": open["nodes"][0]["id"], "verdict": "DISMISSED" });
    let done = run(
        &moderator,
        "resolveReport",
        "report { verdict resolvedById }",
        resolve.clone(),
    )
    .await;
    assert_eq!(
        done.data("resolveReport.report"),
        &json!({ "verdict": "DISMISSED", "resolvedById": moderator.user_id.to_string() })
    );
    assert_eq!(
        run(&moderator, "resolveReport", "report { id }", resolve)
            .await
            .refusal("resolveReport"),
        "InvalidInputError input.id"
    );
    assert_eq!(
        (
            list("OPEN", Value::Null).await["totalCount"].clone(),
            list("RESOLVED", Value::Null).await["totalCount"].clone()
        ),
        (json!(2), json!(1))
    );
    assert_eq!(
        report(&ada, &postings[1])
            .await
            .data("reportPosting.reported"),
        true,
        "it is decided, so it may be reported again"
    );
    let fields = app
        .anonymous()
        .gql(
            "{ __type(name: \"Report\") { fields { name } } }",
            json!({}),
        )
        .await;
    assert!(
        !fields.text.contains("reporter"),
        "the reporter is not shown"
    );
}

#[tokio::test]
async fn reports_are_few_a_day_and_one_of_many_at_once() {
    let clock = Clock::held_at(Clock::default().now());
    let app = Setup::new()
        .config(|config| config.moderation.reports_per_day = 2)
        .clock(clock.clone())
        .start()
        .await;
    let records: Vec<_> = (0..4)
        .map(|number| record(&format!("Job {number}"), &format!("Text {number}.")))
        .collect();
    store(&app, "Fernhill", &records).await;
    let (postings, ada) = (found(&app, "").await, app.sign_up("ada").await);
    let same = futures_util::future::join_all((0..6).map(|_| report(&ada, &postings[0]))).await;
    assert_eq!(
        same.iter()
            .filter(|answer| answer.data("reportPosting.reported") == true)
            .count(),
        1
    );
    let others =
        futures_util::future::join_all(postings[1..].iter().map(|posting| report(&ada, posting)))
            .await;
    assert_eq!(
        others
            .iter()
            .filter(|answer| answer.data("reportPosting.reported") == true)
            .count(),
        1
    );
    assert_eq!(app.count_rows("reports").await, 2);
    clock.advance(TimeDelta::hours(25));
    let ada = ada.sign_in_again(&app).await;
    let later =
        futures_util::future::join_all(postings[1..].iter().map(|posting| report(&ada, posting)))
            .await;
    assert_eq!(
        later
            .iter()
            .filter(|answer| answer.data("reportPosting.reported") == true)
            .count(),
        2
    );
}
