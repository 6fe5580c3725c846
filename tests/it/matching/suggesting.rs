//! Suggestions for a profile: found, dismissed, restored and done.

use serde_json::{Value, json};

use super::{RUST, catalogue, edit, engineer, list};
use crate::kit::{TestApp, TestUser};

const FIELDS: &str = "id rule severity state message evidence { itemId quote } fix { kind skill itemId url } expectedGain";

async fn suggestions(user: &TestUser, states: &str) -> Vec<Value> {
    let query = format!("{{ viewer {{ profile {{ suggestions{states} {{ {FIELDS} }} }} }} }}");
    let answer = user.client.gql(&query, json!({})).await;
    list(answer.data("viewer.profile.suggestions")).clone()
}

fn by_rule<'a>(all: &'a [Value], rule: &str) -> Option<&'a Value> {
    all.iter().find(|one| one["rule"] == rule)
}

#[tokio::test]
async fn a_skill_that_facts_show_is_suggested_with_its_fix_until_it_is_listed() {
    let app = TestApp::start().await;
    let ids = catalogue(&app, &[RUST]).await;
    let ada = engineer(&app, "ada").await;
    let apply = "mutation($id: ID!) { createApplication(input: { postingId: $id }) { application { id } userErrors { message } } }";
    ada.client
        .gql(apply, json!({ "id": ids[0] }))
        .await
        .data("createApplication.application.id");
    let open = suggestions(&ada, "").await;
    let listed = open
        .iter()
        .find(|one| one["fix"]["skill"] == "PostgreSQL" && one["fix"]["kind"] == "LIST_SKILL")
        .expect("PostgreSQL is in a fact and not listed");
    assert_eq!(listed["state"], "OPEN");
    assert!(!list(&listed["evidence"]).is_empty());
    let skills = json!([{ "name": "Docker" }, { "name": "Rust" }, { "name": "PostgreSQL" }]);
    edit(&ada, "setSkills", json!({ "skills": skills })).await;
    app.run_tasks().await;
    let now = suggestions(&ada, "").await;
    assert!(now.iter().all(|one| one["id"] != listed["id"]));
    let done = suggestions(&ada, "(states: [DONE])").await;
    assert!(
        done.iter().any(|one| one["id"] == listed["id"]),
        "{done:#?}"
    );
}

#[tokio::test]
async fn a_suggestion_is_dismissed_and_restored() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let open = suggestions(&ada, "").await;
    let missing = by_rule(&open, "HEADLINE_MISSING")
        .expect("there is no headline")
        .clone();
    let dismiss = "mutation($id: ID!) { done: dismissSuggestion(input: { id: $id }) { suggestion { state } userErrors { message } } }";
    let restore = "mutation($id: ID!) { done: restoreSuggestion(input: { id: $id }) { suggestion { state } userErrors { message } } }";
    let answer = ada
        .client
        .gql(dismiss, json!({ "id": missing["id"] }))
        .await;
    assert_eq!(answer.data("done.suggestion.state"), "DISMISSED");
    assert!(by_rule(&suggestions(&ada, "").await, "HEADLINE_MISSING").is_none());
    assert!(
        by_rule(
            &suggestions(&ada, "(states: [DISMISSED])").await,
            "HEADLINE_MISSING"
        )
        .is_some()
    );
    let answer = ada
        .client
        .gql(restore, json!({ "id": missing["id"] }))
        .await;
    assert_eq!(answer.data("done.suggestion.state"), "OPEN");
    assert!(by_rule(&suggestions(&ada, "").await, "HEADLINE_MISSING").is_some());
    let unknown = ada
        .client
        .gql(dismiss, json!({ "id": "NO_SUCH_RULE" }))
        .await;
    assert_eq!(unknown.code(), "NOT_FOUND");
}

#[tokio::test]
async fn what_saved_postings_ask_for_is_counted_against_the_profile() {
    let app = TestApp::start().await;
    let ids = catalogue(&app, &[RUST]).await;
    let ada = engineer(&app, "ada").await;
    let apply = "mutation($id: ID!) { createApplication(input: { postingId: $id }) { application { id } userErrors { message } } }";
    ada.client
        .gql(apply, json!({ "id": ids[0] }))
        .await
        .data("createApplication.application.id");
    let query = "{ viewer { skillDemand { postings skills { skill { slug label } requiredBy preferredBy has shown } } } }";
    let answer = ada.client.gql(query, json!({})).await;
    assert_eq!(answer.data("viewer.skillDemand.postings"), &json!(1));
    let skill = |slug: &str| {
        let skills = list(answer.data("viewer.skillDemand.skills"));
        skills
            .iter()
            .find(|one| one["skill"]["slug"] == slug)
            .cloned()
            .unwrap()
    };
    let (rust, kubernetes) = (skill("rust"), skill("kubernetes"));
    assert_eq!(
        (&rust["requiredBy"], &rust["shown"]),
        (&json!(1), &json!(true))
    );
    assert_eq!(
        (&kubernetes["preferredBy"], &kubernetes["has"]),
        (&json!(1), &json!(false))
    );
}

#[tokio::test]
async fn a_token_without_the_scope_of_applications_learns_and_settles_nothing_of_them() {
    let app = TestApp::start().await;
    let platform = (
        "Platform Engineer",
        "Berlin, Germany",
        "<h3>Requirements</h3><ul><li>Kubernetes and Terraform</li></ul>",
    );
    let ids = catalogue(&app, &[RUST, platform]).await;
    let ada = engineer(&app, "ada").await;
    let apply = "mutation($id: ID!) { createApplication(input: { postingId: $id }) { application { id } userErrors { message } } }";
    for id in &ids {
        let applied = ada.client.gql(apply, json!({ "id": id })).await;
        applied.data("createApplication.application.id");
    }
    let demanded = |all: &[Value]| -> Vec<String> {
        let rules = all.iter().filter_map(|one| one["rule"].as_str());
        let rules = rules.filter(|rule| rule.starts_with("DEMANDED"));
        rules.map(str::to_owned).collect()
    };
    let before = demanded(&suggestions(&ada, "").await);
    assert!(!before.is_empty());
    let create = "mutation { createApiToken(input: { name: \"x\", scopes: [{ area: PROFILES, verb: READ }] }) { secret } }";
    let token = ada.client.gql(create, json!({})).await;
    let reader = ada
        .client
        .with_token(&token.text_at("createApiToken.secret"));
    let query = format!(
        "{{ viewer {{ profile {{ suggestions(states: [OPEN, DISMISSED, DONE]) {{ {FIELDS} }} }} }} }}"
    );
    let seen = reader.gql(&query, json!({})).await;
    let seen = list(seen.data("viewer.profile.suggestions"));
    assert!(!seen.is_empty() && demanded(seen).is_empty(), "{seen:#?}");
    let done = suggestions(&ada, "(states: [DONE])").await;
    assert!(done.is_empty(), "{done:#?}");
    assert_eq!(demanded(&suggestions(&ada, "").await), before);
}
