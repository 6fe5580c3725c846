//! Limits, retries, strangers and tokens, and what a list costs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{
    TRACKER, applications, apply, entries, import, note, plan_of, shown, try_apply, try_list,
};
use crate::kit::{Setup, TestApp};

#[tokio::test]
async fn a_plan_refuses_what_the_account_has_no_room_for() {
    let app = TestApp::with(|config| config.applications.per_user = 3).await;
    let ada = app.sign_up("ada").await;
    ada.begin("Mine", "APPLIED").await;
    let list = "Company,Role,Status\nAlder,Baker,Wishlist\nBirch,Cook,Applied\nCedar,Driver,Applied\nElder,Editor,Applied\n";
    let plan = plan_of(&ada, list).await;
    assert_eq!(
        shown(&plan),
        [
            "Alder REFUSE KEEP_MINE",
            "Birch ADD USE_IMPORT",
            "Cedar ADD USE_IMPORT",
            "Elder REFUSE KEEP_MINE"
        ],
        "what is only asked takes no room from what is added"
    );
    assert!(note(&plan, "Elder").contains("at most 3 applications; delete some"));
    let done = apply(&ada, &plan).await;
    let refused = entries(&done, "APPLICATIONS")[3];
    assert_eq!(refused["result"], "REFUSED");
    let message = refused["message"].as_str().unwrap();
    assert!(
        message.contains("at most 3 applications; delete some"),
        "{message}"
    );
    assert_eq!(applications(&ada).await.len(), 3);
}

#[tokio::test]
async fn what_is_over_the_limit_by_now_is_refused_row_by_row() {
    let app = TestApp::with(|config| config.applications.per_user = 3).await;
    let ada = app.sign_up("ada").await;
    let list =
        "Company,Role,Status\nAlder,Baker,Applied\nBirch,Cook,Applied\nCedar,Driver,Applied\n";
    let plan = plan_of(&ada, list).await;
    ada.begin("Mine", "APPLIED").await;
    let done = apply(&ada, &plan).await;
    assert_eq!(done["state"], "APPLIED");
    let results: Vec<&Value> = entries(&done, "APPLICATIONS")
        .iter()
        .map(|it| &it["result"])
        .collect();
    assert_eq!(results, ["ADDED", "ADDED", "REFUSED"]);
    let message = entries(&done, "APPLICATIONS")[2]["message"].clone();
    let created = ada
        .client
        .gql(
            "mutation($input: CreateApplicationInput!) { createApplication(input: $input) { userErrors { message } } }",
            json!({ "input": { "company": "Fir", "role": "Host" } }),
        )
        .await;
    assert_eq!(
        created.data("createApplication.userErrors.0.message"),
        &message,
        "the same rule by hand"
    );
    assert_eq!(applications(&ada).await.len(), 3);
}

#[tokio::test]
async fn a_dry_run_stores_nothing_and_a_retry_makes_one_plan() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let dry = try_list(&ada, TRACKER.as_bytes(), json!({ "dryRun": true })).await;
    assert_eq!(dry.data("importApplications.plan.total"), 8);
    assert_eq!(app.count_rows("import_jobs").await, 0);
    let key = json!({ "idempotencyKey": "once" });
    let first = try_list(&ada, TRACKER.as_bytes(), key.clone()).await;
    let again = try_list(&ada, TRACKER.as_bytes(), key.clone()).await;
    assert_eq!(
        first.data("importApplications.plan.id"),
        again.data("importApplications.plan.id")
    );
    assert_eq!(app.count_rows("import_jobs").await, 1);
    let other = json!({ "idempotencyKey": "once", "mapping": { "dateOrder": "DAY_FIRST" } });
    let refused = try_list(&ada, TRACKER.as_bytes(), other).await;
    assert_eq!(
        refused.refusal("importApplications"),
        "IdempotencyKeyReusedError input.idempotencyKey"
    );
}

#[tokio::test]
async fn a_stranger_sees_and_applies_no_list() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let plan = plan_of(&ada, TRACKER).await;
    assert_eq!(try_apply(&bob, &plan, json!({})).await.code(), "NOT_FOUND");
    import(&bob, TRACKER).await;
    assert_eq!(shown(&plan_of(&ada, TRACKER).await).len(), 8);
    assert!(applications(&ada).await.is_empty());
}

#[tokio::test]
async fn a_token_for_profiles_is_none_for_applications() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let plan = plan_of(&ada, TRACKER).await;
    let create = "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret userErrors { message } } }";
    let scopes =
        json!([{ "area": "PROFILES", "verb": "READ" }, { "area": "PROFILES", "verb": "WRITE" }]);
    let token = ada
        .client
        .gql(
            create,
            json!({ "input": { "name": "an agent", "scopes": scopes } }),
        )
        .await;
    let agent = app
        .anonymous()
        .with_token(&token.text_at("createApiToken.secret"));
    let query =
        "query($id: ID!) { viewer { importPlan(id: $id) { entries { totalCount } resultsCsv } } }";
    let seen = agent.gql(query, json!({ "id": plan["id"] })).await;
    assert_eq!(seen.data("viewer.importPlan.entries.totalCount"), 0);
    assert!(!seen.text.contains("Alder"));
    let apply = "mutation($input: ApplyImportInput!) { applyImport(input: $input) { userErrors { message } } }";
    let input = json!({ "id": plan["id"], "expectedVersion": plan["version"] });
    assert_eq!(
        agent.gql(apply, json!({ "input": input })).await.code(),
        "FORBIDDEN"
    );
}

/// A list of this number of applications.
fn long(rows: usize, stage: &str) -> String {
    let mut list = "Company,Role,Status,Applied,Link\n".to_owned();
    for number in 0..rows {
        writeln!(
            list,
            "Company {number},Role,{stage},2026-01-04,https://jobs.example/{number}"
        )
        .unwrap();
    }
    list
}

#[tokio::test]
async fn a_long_list_takes_few_statements() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let mut costs = Vec::new();
    for (rows, stage) in [(20, "Applied"), (900, "Applied"), (900, "Interview")] {
        let plan = plan_of(&ada, &long(rows, stage)).await;
        try_apply(&ada, &plan, json!({})).await;
        let before = app.platform.db.statement_counter().count();
        app.run_tasks().await;
        costs.push(app.platform.db.statement_counter().count() - before);
        let done = super::plan(&ada, &plan["id"]).await;
        assert_eq!(
            (&done["state"], &done["done"]),
            (&json!("APPLIED"), &json!(rows))
        );
    }
    assert!(
        costs[1] <= costs[0] + 8 && costs[2] <= costs[0] + 10,
        "{costs:?}"
    );
    assert_eq!(app.count_rows("applications").await, 900);
    assert_eq!(app.count_rows("application_events").await, 1_800);
    assert_eq!(app.count_rows("notifications").await, 0);
    let again = plan_of(&ada, &long(900, "Interview")).await;
    assert_eq!(again["counts"][0]["keep"], 900);
    apply_and_run(&app, &ada, &again).await;
    assert_eq!(app.count_rows("application_events").await, 1_800);
}

async fn apply_and_run(app: &TestApp, ada: &crate::kit::TestUser, plan: &Value) {
    try_apply(ada, plan, json!({})).await;
    app.run_tasks().await;
}

#[tokio::test]
async fn what_a_list_said_is_erased_with_the_account() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let plan = plan_of(&ada, TRACKER).await;
    apply(&ada, &plan).await;
    assert_eq!(app.count_rows("imported_values").await, 8);
    app.execute(&format!("DELETE FROM users WHERE email = '{}'", ada.email))
        .await;
    for table in [
        "applications",
        "application_events",
        "imported_values",
        "import_entries",
    ] {
        assert_eq!(app.count_rows(table).await, 0, "{table}");
    }
}
