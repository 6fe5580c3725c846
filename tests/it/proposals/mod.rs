//! API tokens that may only propose: what they ask for changes nothing until their user accepts it.

mod deciding;
mod making;
mod running_twice;
mod seeing;
mod without_version;

use std::sync::Arc;

use careergraph::{
    features::applications::ApplicationChange,
    types::{
        actor::Actor,
        id::{SessionId, TypedId},
        scope::Scopes,
        write::{Asked, Write},
    },
};
use serde_json::{Value, json};

use crate::kit::{Answer, Client, TestApp, TestUser};

const MOVE: &str = "mutation($input: MoveApplicationInput!) { moveApplication(input: $input) {
    proposalId application { stage version events { actor } } userErrors { code message path } } }";
const LIST: &str = "query($isOpen: Boolean! = false) { viewer { proposals(isOpen: $isOpen) { totalCount nodes { id mutation input reason tokenName state
    createdAt expiresAt decidedAt effects { kind objectId operation } } } } }";
const ACCEPT: &str = "mutation($id: ID!) { acceptAgentProposal(input: { id: $id }) {
    proposal { id state decidedAt } userErrors { code message path ... on ProposalRefusedError { reason } } } }";
const REJECT: &str = "mutation($id: ID!) { rejectAgentProposal(input: { id: $id }) {
    proposal { id state decidedAt } userErrors { code message path } } }";

/// A token of the user with these scopes, each an area and a verb.
async fn agent(app: &TestApp, user: &TestUser, scopes: &[(&str, &str)]) -> Client {
    let scopes: Vec<Value> = scopes
        .iter()
        .map(|(area, verb)| json!({ "area": area, "verb": verb }))
        .collect();
    let create =
        "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }";
    let input = json!({ "input": { "name": "Night shift", "scopes": scopes } });
    let secret = user.client.gql(create, input).await;
    app.anonymous()
        .with_token(&secret.text_at("createApiToken.secret"))
}

/// A token that may read applications and propose changes of them.
async fn proposer(app: &TestApp, user: &TestUser) -> Client {
    let scopes = [("APPLICATIONS", "READ"), ("APPLICATIONS", "PROPOSE")];
    agent(app, user, &scopes).await
}

/// Proposes to move an application; returns the proposal.
async fn propose(agent: &Client, card: &Value, to: &str) -> String {
    let input = json!({ "id": card["id"], "expectedVersion": card["version"], "to": to });
    let proposed = agent.gql(MOVE, json!({ "input": input })).await;
    proposed.text_at("moveApplication.proposalId")
}

/// The proposals that a client sees.
async fn proposals(client: &Client) -> Vec<Value> {
    let list = client.gql(LIST, json!({})).await;
    list.data("viewer.proposals.nodes")
        .as_array()
        .expect("a list")
        .clone()
}

async fn decide(client: &Client, mutation: &str, id: &str) -> Answer {
    client.gql(mutation, json!({ "id": id })).await
}

/// The stage of the only application, and its version.
async fn stage(client: &Client) -> (String, i64) {
    let query = "{ viewer { applications { nodes { stage version } } } }";
    let found = client.gql(query, json!({})).await;
    let version = found.data("viewer.applications.nodes.0.version");
    (
        found.text_at("viewer.applications.nodes.0.stage"),
        version.as_i64().expect("a version"),
    )
}

/// A proposal to change the note of an application, by a token that does not exist.
pub(crate) async fn planted(
    app: &TestApp,
    owner: &TestUser,
    application: &str,
    note: &str,
) -> String {
    let token = SessionId(app.platform.clock.new_id());
    let actor = Actor::of_token(owner.user_id, token, Scopes::default(), note).proposing();
    let input = json!({ "id": application, "note": note });
    let asked = Asked {
        mutation: "updateApplication".into(),
        input: input.as_object().expect("an object").clone(),
        reason: Some(note.to_owned()),
        takes_version: true,
        version: Arc::default(),
        taken: Arc::default(),
        made: Arc::default(),
    };
    let write = Write {
        asked: Some(asked.clone()),
        ..Write::by(&actor)
    };
    let change = ApplicationChange {
        note: Some(note.to_owned()),
        ..ApplicationChange::default()
    };
    let id = TypedId::parse_id(application).expect("an id");
    app.applications
        .update(&write, id, change)
        .await
        .expect("a dry run");
    asked.made.get().expect("a proposal").to_string()
}
