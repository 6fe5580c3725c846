//! Answers that are the same for all viewers are kept for a moment: they run no statement, cost each caller the same, and are dropped when
//! public data changes.

use careergraph::types::actor::Role;
use serde_json::{Value, json};

use crate::{
    jobs::{record, store},
    kit::{Answer, Client, Setup, TestApp, TestUser, eventually},
};

const POSTING: &str = "query($id: ID!) { node(id: $id) { ... on Posting { title description company { name } skills { skill { label } } } } }";

async fn posting(app: &TestApp) -> String {
    store(app, "Fernhill", &[record("Engineer", "You write Rust.")]).await;
    let found = app
        .anonymous()
        .gql("{ jobs(first: 1) { nodes { id } } }", json!({}))
        .await;
    found.text_at("jobs.nodes.0.id")
}

async fn read(client: &Client, id: &str) -> Answer {
    client.gql(POSTING, json!({ "id": id })).await
}

/// The statements of a request, and its answer.
async fn counted(app: &TestApp, client: &Client, id: &str) -> (u64, Answer) {
    let platform = &app.app.platform;
    let before = platform.db.statement_counter().count() + platform.cache.round_trips();
    let answer = read(client, id).await;
    let after = platform.db.statement_counter().count() + platform.cache.round_trips();
    (after - before, answer)
}

/// An answer that took no statement: without Redis they are kept for a second only, so on a busy machine not each is one.
async fn kept(app: &TestApp, client: &Client, id: &str) -> Answer {
    eventually("an answer is kept", || async {
        let (statements, answer) = counted(app, client, id).await;
        (statements == 0).then_some(answer)
    })
    .await
}

/// The response without what remains of the caller's own budget.
fn without_level(answer: &Answer) -> Value {
    let mut json = answer.json.clone();
    let level = json.pointer_mut("/extensions/cost/throttleStatus/currentlyAvailable");
    *level.expect("a level") = Value::Null;
    json
}

async fn hide(by: &TestUser, id: &str) {
    let hide = "mutation($input: HidePostingInput!) { hidePosting(input: $input) { posting { id } userErrors { message } } }";
    let input = json!({ "input": { "id": id, "reason": "Fraud" } });
    by.client
        .gql(hide, input)
        .await
        .text_at("hidePosting.posting.id");
}

#[tokio::test]
async fn a_public_answer_is_computed_once_and_charged_to_each_caller() {
    let app = Setup::new().workers(0).start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let id = posting(&app).await;
    let (_, computed) = counted(&app, &ada.client, &id).await;
    let kept = kept(&app, &ada.client, &id).await;
    let for_bob = self::kept(&app, &bob.client, &id).await;
    assert_eq!(without_level(&kept), without_level(&computed));
    assert_eq!(without_level(&for_bob), without_level(&computed));
    assert_eq!(kept.header("cache-control"), "private, no-store");
    // By GET, and for another document or other variables, it is another answer.
    let by_get = app
        .anonymous()
        .get(&[
            ("query", POSTING),
            ("variables", &json!({ "id": id }).to_string()),
        ])
        .await;
    assert_eq!(by_get.json["data"], computed.json["data"]);
    assert!(
        by_get
            .header("cache-control")
            .starts_with("public, max-age="),
        "{:?}",
        by_get.headers
    );
    assert!(
        by_get
            .json
            .pointer("/extensions/cost/throttleStatus")
            .is_none(),
        "{}",
        by_get.text
    );
    let absent = read(&ada.client, "post_00000000000000000000000000000000").await;
    assert!(absent.data("node").is_null(), "{}", absent.text);
}

#[tokio::test]
async fn kept_answers_obey_the_limits_of_their_caller() {
    let app = TestApp::with(|config| config.limits.user_cost_per_minute = 150).await;
    let ada = app.sign_up("ada").await;
    let id = posting(&app).await;
    let mut statuses = Vec::new();
    for _ in 0..20 {
        statuses.push(read(&ada.client, &id).await.status);
    }
    assert!(
        statuses.starts_with(&[200, 200]) && statuses.contains(&429),
        "{statuses:?}"
    );
    let revoked = read(&ada.client.with_token("nonsense"), &id).await;
    assert_eq!(revoked.code(), "UNAUTHENTICATED", "{}", revoked.text);
}

#[tokio::test]
async fn a_change_drops_kept_answers_on_every_instance() {
    let app = TestApp::start().await;
    let twin = app.twin().await;
    let moderator = app
        .promote(&app.sign_up("mod").await, Role::Moderator)
        .await;
    let id = posting(&app).await;
    for instance in [&app, &twin] {
        let title = read(&instance.anonymous(), &id).await;
        assert_eq!(title.text_at("node.title"), "Engineer");
    }
    hide(&moderator, &id).await;
    assert!(read(&app.anonymous(), &id).await.data("node").is_null());
    if app.with_redis() {
        eventually("the other instance has heard of it", || async {
            let answer = read(&twin.anonymous(), &id).await;
            answer.data("node").is_null().then_some(())
        })
        .await;
    }
}

#[tokio::test]
async fn what_belongs_to_a_viewer_is_never_shared() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let card = ada.apply("Fernhill").await;
    let query = "query($id: ID!) { jobs(first: 1) { totalCount } node(id: $id) { __typename id } }";
    for _ in 0..2 {
        let seen = ada.client.gql(query, json!({ "id": card.id })).await;
        assert_eq!(seen.data("node.id"), &json!(card.id));
        for client in [&bob.client, &app.anonymous()] {
            let answer = client.gql(query, json!({ "id": card.id })).await;
            assert!(answer.data("node").is_null(), "{}", answer.text);
        }
    }
}
