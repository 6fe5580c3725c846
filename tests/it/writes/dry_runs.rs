//! A dry run returns what the mutation would return, and stores nothing.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::kit::{REFUSAL, Setup, TestApp, TestUser, input_of};

/// The input as a dry run.
fn dry(input: &Value) -> Value {
    let mut input = input.clone();
    input["dryRun"] = json!(true);
    input
}

/// A response without ids and instants, which differ in each run.
fn comparable(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(comparable).collect(),
        Value::Object(members) => {
            let kept = members
                .iter()
                .filter(|(name, _)| !matches!(name.as_str(), "id" | "updatedAt"));
            let kept = kept.map(|(name, value)| (name.clone(), comparable(value)));
            Value::Object(kept.collect())
        }
        other => other.clone(),
    }
}

/// All rows that a dry run must not change.
async fn stored(app: &TestApp) -> (BTreeMap<String, i64>, Vec<String>) {
    let sums = "SELECT CAST(count(*) AS text) || ' ' || CAST(coalesce(sum(version), 0) AS text) AS sum FROM";
    let mut found = Vec::new();
    for table in [
        "applications",
        "documents",
        "profiles",
        "resumes",
        "letters",
        "tailorings",
        "answers",
    ] {
        let row = app.rows(&format!("{sums} {table}")).await.remove(0);
        found.push(row.try_get::<String>("", "sum").unwrap());
    }
    found.push(app.count_rows("tasks").await.to_string());
    (app.row_counts().await, found)
}

/// Runs a mutation as a dry run and then for real: the dry run returns the same, and stores nothing.
async fn twice(app: &TestApp, user: &TestUser, mutation: &str, input: Value) -> Value {
    let before = stored(app).await;
    let would_be = user.done(mutation, dry(&input)).await;
    assert_eq!(stored(app).await, before, "{mutation} stored something");
    let is = user.done(mutation, input).await;
    assert_eq!(comparable(&would_be), comparable(&is), "{mutation}");
    is
}

#[tokio::test]
async fn a_dry_run_of_each_step_says_what_the_step_does_and_stores_nothing() {
    let app = Setup::new().workers(0).start().await;
    let posting = app.import_board("greenhouse_jobs").await.remove(0);
    let ada = app.sign_up("ada").await;
    let new = json!({ "postingId": posting, "stage": "APPLIED", "idempotencyKey": "create" });
    let card = twice(&app, &ada, "create", new).await;
    let other = ada.begin("Fernhill", "APPLIED").await;
    let step = |card: &Value, change: Value| input_of(card, &change);
    let card = twice(&app, &ada, "move", step(&card, json!({ "to": "OFFER" }))).await;
    let card = twice(
        &app,
        &ada,
        "close",
        step(&card, json!({ "outcome": "DECLINED" })),
    )
    .await;
    let again = json!({ "to": "APPLIED", "reason": "They called." });
    let card = twice(&app, &ada, "reopen", step(&card, again)).await;
    let last = json!({ "eventId": card["events"][3]["id"], "reason": "They did not." });
    let card = twice(&app, &ada, "correct", step(&card, last)).await;
    let date =
        json!({ "eventId": card["events"][0]["id"], "occurredOn": "2026-01", "reason": "Then." });
    let card = twice(&app, &ada, "correctDate", step(&card, date)).await;
    twice(
        &app,
        &ada,
        "update",
        step(&card, json!({ "note": "Call them." })),
    )
    .await;
    let below = json!({ "id": other["id"] });
    twice(&app, &ada, "rank", below).await;
}

#[tokio::test]
async fn a_dry_run_shows_the_copy_of_the_posting_that_would_be_taken() {
    let app = Setup::new().workers(0).start().await;
    let posting = app.import_board("greenhouse_jobs").await.remove(0);
    let ada = app.sign_up("ada").await;
    let query = "mutation($input: CreateApplicationInput!) { createApplication(input: $input) {
        application { snapshot { title hash } posting { title } } } }";
    let input = json!({ "postingId": posting });
    let would_be = ada.client.gql(query, json!({ "input": dry(&input) })).await;
    let is = ada.client.gql(query, json!({ "input": input })).await;
    let field = "createApplication.application";
    assert!(is.data(field)["snapshot"]["title"].is_string());
    assert_eq!(would_be.data(field), is.data(field));
}

#[tokio::test]
async fn a_dry_run_of_a_deletion_deletes_nothing() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let query = format!(
        "mutation($input: DeleteApplicationInput!) {{ deleteApplication(input: $input) {{ deletedApplicationId {REFUSAL} }} }}"
    );
    let before = stored(&app).await;
    let input = json!({ "input": dry(&input_of(&card, &json!({}))) });
    let answer = ada.client.gql(&query, input).await;
    assert_eq!(
        answer.data("deleteApplication.deletedApplicationId"),
        &card["id"]
    );
    assert_eq!(stored(&app).await, before);
    assert_eq!(ada.card(&card["id"]).await, card);
}

#[tokio::test]
async fn a_dry_run_is_refused_as_the_step_would_be() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let wrong = dry(&input_of(&card, &json!({ "to": "CLOSED" })));
    ada.refused("move", wrong, "InvalidTransitionError").await;
    let mut stale = dry(&input_of(&card, &json!({ "to": "OFFER" })));
    stale["expectedVersion"] = json!(7);
    ada.refused("move", stale, "VersionConflictError").await;
}

#[tokio::test]
async fn a_dry_run_of_each_section_of_a_profile_shows_the_section_and_stores_nothing() {
    const FIELDS: &str = "headline version employments { company title } educations { school } skills { name level } languages { name }
        projects { name } certifications { name } volunteerings { organization } publications { title } awards { title }";
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let job = json!([{ "company": "Fernhill", "title": "Cook" }]);
    let study = json!([{ "school": "Kiel" }]);
    let skill = json!([{ "name": "Bread", "level": "EXPERT" }]);
    let language = json!([{ "name": "German", "proficiency": "NATIVE" }]);
    let changes = [
        ("updateProfile", "headline", json!("Baker")),
        ("setEmployments", "employments", job),
        ("setEducations", "educations", study),
        ("setSkills", "skills", skill),
        ("setLanguages", "languages", language),
        ("setProjects", "projects", json!([{ "name": "Oven" }])),
        (
            "setCertifications",
            "certifications",
            json!([{ "name": "Hygiene" }]),
        ),
        (
            "setVolunteerings",
            "volunteerings",
            json!([{ "organization": "Soup kitchen" }]),
        ),
        (
            "setPublications",
            "publications",
            json!([{ "title": "On bread" }]),
        ),
        (
            "setAwards",
            "awards",
            json!([{ "title": "Baker of the year" }]),
        ),
        ("addSkill", "skill", json!({ "name": "Cake" })),
        ("addAward", "award", json!({ "title": "Cake of the year" })),
    ];
    for (version, (mutation, field, value)) in changes.into_iter().enumerate() {
        let input = json!({ "expectedVersion": version, field: value });
        let query = format!(
            "mutation($input: {}Input!) {{ done: {mutation}(input: $input) {{ profile {{ {FIELDS} }} {REFUSAL} }} }}",
            crate::kit::capital(mutation)
        );
        let before = stored(&app).await;
        let would_be = ada
            .client
            .gql(&query, json!({ "input": dry(&input) }))
            .await;
        assert_eq!(stored(&app).await, before, "{mutation} stored something");
        let is = ada.client.gql(&query, json!({ "input": input })).await;
        assert_eq!(is.data("done.userErrors"), &json!([]));
        assert_eq!(would_be.data("done"), is.data("done"), "{mutation}");
    }
}
