//! API tokens: an import is read and written with the scopes of profiles, or with those of all its sections.

use serde_json::{Value, json};

use super::{Archive, lists, plan, plan_of, try_apply, upload};
use crate::kit::{Answer, Socket, TestApp, TestUser};

const LIST: &str = "Company,Role,Status,Applied\nAlder,Baker,Applied,2026-01-04\n";
const LIST_OF_LINKEDIN: &str =
    "Application Date,Company Name,Job Title\n1/4/26 9:41 AM,Birch,Cook\n";

/// The user, with an API token that has READ and WRITE of these areas.
async fn with_token(app: &TestApp, user: &TestUser, areas: &[&str]) -> TestUser {
    let query =
        "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }";
    let both = |area: &&str| ["READ", "WRITE"].map(|verb| json!({ "area": area, "verb": verb }));
    let scopes: Vec<Value> = areas.iter().flat_map(both).collect();
    let input = json!({ "name": "an agent", "scopes": scopes });
    let made = user.client.gql(query, json!({ "input": input })).await;
    let secret = made.text_at("createApiToken.secret");
    TestUser {
        client: app.anonymous().with_token(&secret),
        access_token: secret,
        ..user.clone()
    }
}

async fn node(user: &TestUser, id: &Value) -> Answer {
    let query = "query($id: ID!) { node(id: $id) { ... on ImportPlan { total } } }";
    user.client.gql(query, json!({ "id": id })).await
}

async fn import_plan(user: &TestUser, id: &Value) -> Answer {
    let query = "query($id: ID!) { viewer { importPlan(id: $id) { total } } }";
    user.client.gql(query, json!({ "id": id })).await
}

async fn cancel(user: &TestUser, id: &Value) -> Answer {
    let query = "mutation($id: ID!) { cancelImport(input: { id: $id }) { plan { state } userErrors { message } } }";
    user.client.gql(query, json!({ "id": id })).await
}

/// The first message of the subscription.
async fn progress(app: &TestApp, user: &TestUser, id: &Value) -> Value {
    let mut socket = Socket::connect(app, Some(&user.access_token)).await;
    let query = "subscription($id: ID!) { importProgressed(id: $id) { state } }";
    socket.subscribe("1", query, json!({ "id": id })).await;
    socket.next().await
}

fn lacks(answer: &Answer, scope: &str) {
    assert_eq!(answer.code(), "FORBIDDEN", "{}", answer.text);
    assert!(
        answer.text.contains(&format!("\\\"{scope}\\\"")),
        "{}",
        answer.text
    );
}

#[tokio::test]
async fn the_scopes_of_applications_are_enough_for_an_import_of_applications() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let agent = with_token(&app, &ada, &["APPLICATIONS"]).await;
    let planned = lists::plan_of(&agent, LIST).await;
    assert_eq!(planned["entries"]["totalCount"], 1, "{planned}");
    assert_eq!(planned["counts"][0]["section"], "APPLICATIONS", "{planned}");
    let id = &planned["id"];
    assert_eq!(plan(&agent, id).await, planned);
    assert_eq!(node(&agent, id).await.data("node.total"), 1);
    let shown = progress(&app, &agent, id).await;
    assert_eq!(
        shown.pointer("/payload/data/importProgressed/state"),
        Some(&json!("PLANNED")),
        "{shown}"
    );
    let done = super::apply(&agent, &planned).await;
    assert_eq!(done["done"], 1);
    assert_eq!(lists::applications(&agent).await.len(), 1);
    let other = lists::plan_of(&ada, &LIST.replace("Alder", "Cedar")).await;
    let stranger = with_token(&app, &ada, &["JOBS"]).await;
    lacks(
        &import_plan(&stranger, &other["id"]).await,
        "applications:read",
    );
    lacks(&cancel(&stranger, &other["id"]).await, "applications:write");
    let cancelled = cancel(&agent, &other["id"]).await;
    assert_eq!(cancelled.data("cancelImport.plan.state"), "CANCELLED");
}

#[tokio::test]
async fn an_import_of_more_needs_the_scopes_of_profiles_and_says_so() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let resume = json!({ "basics": { "label": "Planner" } }).to_string();
    let plans = [
        upload(&ada, "resume.json", resume.as_bytes()).await,
        plan_of(
            &ada,
            &Archive::new().with("Jobs/Job Applications.csv", LIST_OF_LINKEDIN),
        )
        .await,
    ];
    let agent = with_token(&app, &ada, &["APPLICATIONS", "CONNECTIONS"]).await;
    for plan in &plans {
        let id = &plan["id"];
        lacks(&import_plan(&agent, id).await, "profiles:read");
        lacks(&node(&agent, id).await, "profiles:read");
        let refused = progress(&app, &agent, id).await;
        assert!(refused.to_string().contains("profiles:read"), "{refused}");
        lacks(&try_apply(&agent, plan, json!({})).await, "profiles:write");
        lacks(&cancel(&agent, id).await, "profiles:write");
    }
    let list = agent
        .client
        .gql("{ viewer { imports { totalCount } } }", json!({}))
        .await;
    lacks(&list, "profiles:read");
}
