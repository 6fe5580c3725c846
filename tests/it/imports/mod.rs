//! Imports of a profile through the public API: a file becomes a plan, the owner chooses, and the choices are written.

mod applying;
mod archive;
mod careful;
mod claims;
mod cli;
mod decided;
mod files;
mod kept;
mod killed;
mod lists;
mod migrations;
mod people;
mod plans;
mod readers;
mod resumes;
mod round_trip;
mod scopes;
mod sources;

use serde_json::{Value, json};

pub use self::archive::Archive;
use crate::kit::{Answer, REFUSAL, TestApp, TestUser, eventually};

/// What tests read of a plan.
const PLAN: &str = "id source fileName sha256 state version total done expiresAt
    counts { section add change keep conflict refuse added changed kept refused outdated }
    files { name state rows items } findings(first: 100) { totalCount nodes { file row kind message } }
    entries(first: 100) { totalCount nodes { id section action file row quote fields { name imported existing } note choice result message } }";

/// What tests read of a profile.
const PROFILE: &str = "version headline summary location links { label url }
    targets { titles countries employmentTypes }
    employments { id company title location description startedOn endedOn source evidence { id text origin confirmedAt } }
    educations { id school degree startedOn endedOn source } skills { id name level years source }
    languages { id name proficiency stated source } projects { id name url source }
    certifications { id name authority licenseNumber url issuedOn expiresOn source }
    volunteerings { id organization role cause source } publications { id title source } awards { id title source }";

/// Uploads a file; returns the whole answer.
pub async fn try_upload(user: &TestUser, name: &str, content: &[u8], more: Value) -> Answer {
    let query = format!(
        "mutation($input: ImportProfileInput!) {{ importProfile(input: $input) {{ plan {{ {PLAN} }} {REFUSAL} }} }}"
    );
    let mut input = json!({ "file": null });
    for (key, value) in more.as_object().unwrap() {
        input[key] = value.clone();
    }
    let variables = json!({ "input": input });
    let file = ("variables.input.file", name, content);
    user.client.send_files(&query, &variables, &[file]).await
}

/// Uploads a file; returns its plan.
pub async fn upload(user: &TestUser, name: &str, content: &[u8]) -> Value {
    let answer = try_upload(user, name, content, json!({})).await;
    assert_eq!(answer.data("importProfile.userErrors"), &json!([]));
    answer.data("importProfile.plan").clone()
}

/// Uploads an archive; returns its plan.
async fn plan_of(user: &TestUser, archive: &Archive) -> Value {
    upload(user, "Basic_Export.zip", &archive.bytes()).await
}

/// An import as it is now.
async fn plan(user: &TestUser, id: &Value) -> Value {
    let query = format!("query($id: ID!) {{ viewer {{ importPlan(id: $id) {{ {PLAN} }} }} }}");
    let answer = user.client.gql(&query, json!({ "id": id })).await;
    answer.data("viewer.importPlan").clone()
}

/// Applies a plan with more input; returns the whole answer.
async fn try_apply(user: &TestUser, plan: &Value, more: Value) -> Answer {
    let query = format!(
        "mutation($input: ApplyImportInput!) {{ applyImport(input: $input) {{ plan {{ id state version }} {REFUSAL} }} }}"
    );
    let mut input = json!({ "id": plan["id"], "expectedVersion": plan["version"] });
    for (key, value) in more.as_object().unwrap() {
        input[key] = value.clone();
    }
    user.client.gql(&query, json!({ "input": input })).await
}

/// Applies a plan with more input, and waits until it is applied.
async fn apply_with(user: &TestUser, plan: &Value, more: Value) -> Value {
    let answer = try_apply(user, plan, more).await;
    assert_eq!(answer.data("applyImport.userErrors"), &json!([]));
    applied(user, &plan["id"]).await
}

/// Applies a plan as it is, and waits until it is applied.
async fn apply(user: &TestUser, plan: &Value) -> Value {
    apply_with(user, plan, json!({})).await
}

/// Cancels a plan.
async fn cancel(user: &TestUser, plan: &Value) {
    let query = "mutation($id: ID!) { cancelImport(input: { id: $id }) { plan { state } } }";
    let answer = user.client.gql(query, json!({ "id": plan["id"] })).await;
    assert_eq!(answer.data("cancelImport.plan.state"), "CANCELLED");
}

/// Waits until an import is applied.
async fn applied(user: &TestUser, id: &Value) -> Value {
    eventually("the import is applied", || async {
        let plan = plan(user, id).await;
        (plan["state"] == "APPLIED").then_some(plan)
    })
    .await
}

async fn profile(user: &TestUser) -> Value {
    let query = format!("{{ viewer {{ profile {{ {PROFILE} }} }} }}");
    let answer = user.client.gql(&query, json!({})).await;
    answer.data("viewer.profile").clone()
}

/// Changes the profile by hand.
async fn edit(user: &TestUser, mutation: &str, input: Value) {
    let capital = crate::kit::capital(mutation);
    let query = format!(
        "mutation($input: {capital}Input!) {{ {mutation}(input: $input) {{ profile {{ version }} userErrors {{ message }} }} }}"
    );
    let version = profile(user).await["version"].clone();
    let mut input = input;
    input["expectedVersion"] = version;
    let answer = user.client.gql(&query, json!({ "input": input })).await;
    assert_eq!(answer.data(&format!("{mutation}.userErrors")), &json!([]));
}

/// The entries of a section: action, and the values of a field.
fn entries<'a>(plan: &'a Value, section: &str) -> Vec<&'a Value> {
    let nodes = plan["entries"]["nodes"].as_array().unwrap();
    nodes
        .iter()
        .filter(|node| node["section"] == section)
        .collect()
}

/// One side of a field of an entry.
fn side<'a>(entry: &'a Value, field: &str, side: &str) -> Vec<&'a str> {
    let fields = entry["fields"].as_array().unwrap();
    let found = fields.iter().find(|known| known["name"] == field);
    found.map_or_else(Vec::new, |found| {
        let texts = found[side].as_array().unwrap();
        texts.iter().map(|text| text.as_str().unwrap()).collect()
    })
}

/// The actions of all entries, each once.
fn actions(plan: &Value) -> Vec<&str> {
    let nodes = plan["entries"]["nodes"].as_array().unwrap();
    let mut actions: Vec<&str> = nodes
        .iter()
        .map(|node| node["action"].as_str().unwrap())
        .collect();
    actions.sort_unstable();
    actions.dedup();
    actions
}

/// A user whose profile was filled from the archive.
async fn filled(app: &TestApp, name: &str) -> TestUser {
    let user = app.sign_up(name).await;
    let plan = plan_of(&user, &Archive::new()).await;
    apply(&user, &plan).await;
    user
}

/// These fields of the items of a section, in order.
fn each<'a>(profile: &'a Value, section: &str, field: &str) -> Vec<&'a Value> {
    let items = profile[section].as_array().unwrap();
    items.iter().map(|item| &item[field]).collect()
}
