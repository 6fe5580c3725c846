//! Retries, crashes and races: a proposal is made once, and its mutation runs once.

use futures_util::future::join_all;
use serde_json::json;

use super::{ACCEPT, MOVE, decide, proposals, proposer, stage};
use crate::kit::{Client, TestApp};

#[tokio::test]
async fn a_retry_with_the_key_returns_the_first_proposal() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let agent = proposer(&app, &ada).await;
    let mut input =
        json!({ "id": card["id"], "expectedVersion": 1, "to": "OFFER", "idempotencyKey": "k" });
    let ask = async |input: &serde_json::Value| agent.gql(MOVE, json!({ "input": input })).await;
    let all = join_all((0..5).map(|_| ask(&input))).await;
    let ids: std::collections::BTreeSet<String> = all
        .iter()
        .map(|answer| answer.text_at("moveApplication.proposalId"))
        .collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(proposals(&ada.client).await.len(), 1);
    input["to"] = json!("SCREENING");
    let reused = ask(&input).await;
    assert_eq!(
        reused.data("moveApplication.userErrors.0.code"),
        "IDEMPOTENCY_KEY_REUSED"
    );
}

#[tokio::test]
async fn of_many_who_accept_at_once_one_runs_it() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let agent = proposer(&app, &ada).await;
    let create = "mutation { createApplication(input: { company: \"Fernhill\", role: \"Cook\" }) { proposalId } }";
    let id = agent
        .gql(create, json!({}))
        .await
        .text_at("createApplication.proposalId");
    let answers = join_all((0..8).map(|_| decide(&ada.client, ACCEPT, &id))).await;
    for answer in answers {
        assert_eq!(
            answer.data("acceptAgentProposal.proposal.state"),
            "ACCEPTED"
        );
    }
    let count = "{ viewer { applications { totalCount } } }";
    let count = ada.client.gql(count, json!({})).await;
    assert_eq!(count.data("viewer.applications.totalCount"), 1);
}

#[tokio::test]
async fn keys_of_proposals_are_no_keys_of_writes() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let (one, other) = (proposer(&app, &ada).await, proposer(&app, &ada).await);
    let ask = async |client: &Client, key: &str| {
        let input =
            json!({ "id": card["id"], "expectedVersion": 1, "to": "OFFER", "idempotencyKey": key });
        let answer = client.gql(MOVE, json!({ "input": input })).await;
        answer.data("moveApplication.proposalId").clone()
    };
    let first = ask(&one, "k").await;
    assert_ne!(ask(&other, "k").await, first, "each token has its own keys");
    // With the id of the first one as its key.
    let id = first.as_str().expect("a proposal").to_owned();
    assert_ne!(ask(&one, &id).await, first);
    let accepted = decide(&ada.client, ACCEPT, &id).await;
    assert_eq!(
        accepted.data("acceptAgentProposal.proposal.state"),
        "ACCEPTED"
    );
    assert_eq!(stage(&ada.client).await, ("OFFER".into(), 2), "it ran");
    let second = app.sign_up("bob").await;
    let card = second.begin("Fernhill", "APPLIED").await;
    let agent = proposer(&app, &second).await;
    let input =
        json!({ "id": card["id"], "expectedVersion": 1, "to": "OFFER", "idempotencyKey": "k" });
    agent
        .gql(MOVE, json!({ "input": input }))
        .await
        .text_at("moveApplication.proposalId");
    let written = second.client.gql(MOVE, json!({ "input": input })).await;
    assert_eq!(written.data("moveApplication.proposalId"), &json!(null));
    assert_eq!(
        stage(&second.client).await,
        ("OFFER".into(), 2),
        "a write with the key of a proposal writes"
    );
    let proposed = agent.gql(MOVE, json!({ "input": input })).await;
    proposed.text_at("moveApplication.proposalId");
}
