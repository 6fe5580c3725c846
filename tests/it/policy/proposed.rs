//! Each mutation that a token may call is answered as a proposal, if the token may only propose: nothing changes before it is accepted, and then
//! it changes what the mutation changes.

use serde_json::{Value, json};

use super::{Common, Expect, Things, meets, roomy, scopes, table::policy, told};
use crate::{
    changes::{PAGE, cursor_at},
    kit::{Client, TestApp, TestUser},
};

/// They take a file, which is gone when the user decides.
const FILES: &[&str] = &[
    "uploadDocument",
    "importProfile",
    "importApplications",
    "previewApplicationList",
];

/// A token that may read everything, and change nothing but by proposals.
async fn proposer(app: &TestApp, owner: &TestUser) -> Client {
    let verbs = |scope: &&str| {
        scope
            .split_once(' ')
            .map(|(area, verb)| json!({ "area": area, "verb": verb.replace("WRITE", "PROPOSE") }))
    };
    let all: Vec<Value> = scopes::SCOPES.iter().filter_map(verbs).collect();
    let create =
        "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }";
    let input = json!({ "input": { "name": "proposer", "scopes": all } });
    let secret = owner.client.gql(create, input).await;
    app.anonymous()
        .with_token(&secret.text_at("createApiToken.secret"))
}

/// The kinds of which the feed tells after a number.
async fn kinds(owner: &TestUser, after: i64) -> Vec<String> {
    let after = json!({ "after": cursor_at(owner.user_id, after), "first": 100 });
    let page = owner.client.gql(PAGE, after).await;
    let changes = page
        .data("viewer.changes.changes")
        .as_array()
        .expect("changes")
        .clone();
    let kind = |change: &Value| change["kind"].as_str().expect("a kind").to_owned();
    changes.iter().map(kind).collect()
}

/// Proposes by one row, and accepts; returns what is wrong.
async fn propose_and_accept(
    app: &TestApp,
    (owner, agent): (&TestUser, &Client),
    (name, ask): (&str, (&str, Value)),
) -> Result<(), String> {
    let before = app
        .platform
        .feed
        .last(owner.user_id)
        .await
        .expect("a number");
    let (query, variables) = ask;
    let answer = agent.gql(query, variables).await;
    meets(&answer, name, Expect::Data)
        .map_err(|answer| format!("{name} is not proposed: {answer}"))?;
    let told = kinds(owner, before).await;
    if told != ["AGENT_PROPOSAL"] {
        return Err(format!("{name} changed something: {told:?}"));
    }
    let newest = "{ viewer { proposals(first: 1) { nodes { id mutation effects { kind } } } } }";
    let newest = owner.client.gql(newest, json!({})).await;
    let proposal = newest.data("viewer.proposals.nodes.0");
    if proposal["mutation"] != name {
        return Err(format!("{name} is proposed as {}", proposal["mutation"]));
    }
    let accept = "mutation($id: ID!) { acceptAgentProposal(input: { id: $id }) { proposal { state } userErrors { message } } }";
    let accepted = owner
        .client
        .gql(accept, json!({ "id": proposal["id"] }))
        .await;
    meets(&accepted, "acceptAgentProposal", Expect::Data)
        .map_err(|answer| format!("{name} is not accepted: {answer}"))?;
    let told = kinds(owner, before).await;
    if told.len() < 2 && !told::is_listed(name) {
        return Err(format!("{name} changed nothing when it was accepted"));
    }
    Ok(())
}

#[tokio::test]
async fn each_mutation_is_proposed_and_then_accepted() {
    let app = roomy().await;
    app.import_postings().await;
    let (owner, admin) = (app.sign_up("owner").await, app.admin("admin").await);
    let common = Common::of(&app, &admin).await;
    let agent = proposer(&app, &owner).await;
    let (mut wrong, mut count) = (Vec::new(), 0);
    let rows = policy().filter(|row| !is_elsewhere(row.field));
    for (number, row) in rows.enumerate() {
        let name = row
            .field
            .strip_prefix("Mutation.")
            .filter(|name| !FILES.contains(name));
        let Some(name) = name.filter(|_| scopes::is_of_a_token(row.field)) else {
            continue;
        };
        count += 1;
        let owner = owner.sign_in_again(&app).await;
        let things = Things::of(&app, &owner, &common, number).await;
        let ask = (row.ask)(&things);
        let done = propose_and_accept(&app, (&owner, &agent), (name, ask)).await;
        wrong.extend(done.err());
    }
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(count > 30, "{count} mutations");
}

/// Mutations of the profile have a test of their own, in which their input fits; `syncLinkedIn` needs a server of LinkedIn.
fn is_elsewhere(field: &str) -> bool {
    let mut of_profiles = told::OF_PROFILES.iter().map(|(name, _)| *name);
    let name = field.strip_prefix("Mutation.").unwrap_or_default();
    name == "syncLinkedIn" || of_profiles.any(|of_profile| of_profile == name)
}

#[tokio::test]
async fn each_mutation_of_the_profile_is_proposed_and_then_accepted() {
    let app = roomy().await;
    let owner = app.sign_up("owner").await;
    let agent = proposer(&app, &owner).await;
    let mut wrong = Vec::new();
    for (name, input) in told::OF_PROFILES {
        let query = told::mutation_of_the_profile(&owner, name, input).await;
        let done = propose_and_accept(&app, (&owner, &agent), (name, (&query, json!({})))).await;
        wrong.extend(done.err());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_mutation_that_takes_a_file_is_not_proposed() {
    let app = TestApp::start().await;
    let owner = app.sign_up("owner").await;
    let agent = proposer(&app, &owner).await;
    for name in FILES {
        assert!(scopes::is_of_a_token(&format!("Mutation.{name}")), "{name}");
    }
    let refused = agent.upload("a.txt", b"a document", json!({})).await;
    assert_eq!(refused.code(), "FORBIDDEN");
    let message = refused.json["errors"][0]["message"].to_string();
    assert!(message.contains("takes a file"), "{message}");
}
