//! Who sees which proposals, and what tells of them.

use serde_json::json;

use super::{ACCEPT, decide, proposals, propose, proposer};
use crate::{
    changes::{PAGE, cursor_at},
    kit::TestApp,
};

#[tokio::test]
async fn a_token_sees_its_own_and_the_user_all() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let (one, other) = (proposer(&app, &ada).await, proposer(&app, &ada).await);
    let first = propose(&one, &card, "OFFER").await;
    let second = propose(&other, &card, "SCREENING").await;
    let seen = async |client| {
        let all = proposals(client).await;
        let ids = all
            .iter()
            .map(|one| one["id"].as_str().expect("an id").to_owned());
        ids.collect::<Vec<String>>()
    };
    assert_eq!(seen(&ada.client).await, [second.clone(), first.clone()]);
    assert_eq!(seen(&one).await, std::slice::from_ref(&first));
    assert_eq!(seen(&other).await, [second]);
    let node = "query($id: ID!) { node(id: $id) { __typename } viewer { proposal(id: $id) { mutation } } }";
    let hidden = other.gql(node, json!({ "id": first })).await;
    assert_eq!(hidden.json["data"]["node"], json!(null));
    assert_eq!(hidden.code(), "NOT_FOUND");
    let own = one.gql(node, json!({ "id": first })).await;
    assert_eq!(own.data("viewer.proposal.mutation"), "moveApplication");
    assert_eq!(own.data("node.__typename"), "AgentProposal");
}

#[tokio::test]
async fn the_change_feed_tells_of_a_proposal_and_of_what_it_did() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let agent = proposer(&app, &ada).await;
    let after = cursor_at(
        ada.user_id,
        app.platform.feed.last(ada.user_id).await.expect("a number"),
    );
    let told = async || {
        let kinds =
            json!({ "after": after, "first": 100, "kinds": ["APPLICATION", "AGENT_PROPOSAL"] });
        let page = ada.client.gql(PAGE, kinds).await;
        let changes = page
            .data("viewer.changes.changes")
            .as_array()
            .expect("changes")
            .iter();
        changes
            .map(|it| json!([it["kind"], it["operation"], it["actor"], it["actorName"]]))
            .collect::<Vec<_>>()
    };
    let id = propose(&agent, &card, "OFFER").await;
    assert_eq!(
        told().await,
        [json!(["AGENT_PROPOSAL", "CREATED", "AGENT", "Night shift"])]
    );
    decide(&ada.client, ACCEPT, &id)
        .await
        .text_at("acceptAgentProposal.proposal.id");
    let expected = [
        json!(["APPLICATION", "CHANGED", "USER", null]),
        json!(["AGENT_PROPOSAL", "CHANGED", "USER", null]),
    ];
    assert_eq!(told().await, expected);
}
