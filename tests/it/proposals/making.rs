//! What a token proposes, and what it may not.

use serde_json::json;

use super::{MOVE, agent, proposals, propose, proposer, stage};
use crate::kit::{Setup, TestApp};

#[tokio::test]
async fn a_move_becomes_a_proposal_and_moves_nothing() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let agent = proposer(&app, &ada).await;
    app.run_tasks().await;
    let input = json!({ "id": card["id"], "expectedVersion": 1, "to": "OFFER", "proposalReason": "They wrote that they want you." });
    let answer = agent.gql(MOVE, json!({ "input": input })).await;
    let id = answer.text_at("moveApplication.proposalId");
    assert_eq!(answer.data("moveApplication.userErrors"), &json!([]));
    let shown = answer.data("moveApplication.application");
    assert_eq!(
        (&shown["stage"], &shown["version"]),
        (&json!("OFFER"), &json!(2)),
        "what it would be"
    );
    assert_eq!(
        stage(&ada.client).await,
        ("APPLIED".into(), 1),
        "what it is"
    );
    assert_eq!(app.run_tasks().await, 0, "nothing is queued");
    let all = proposals(&ada.client).await;
    assert_eq!(all.len(), 1);
    let proposal = &all[0];
    assert_eq!(proposal["id"], id);
    assert_eq!(proposal["mutation"], "moveApplication");
    let today = app.platform.clock.now().date_naive().to_string();
    let input =
        json!({ "id": card["id"], "expectedVersion": 1, "to": "OFFER", "occurredOn": today });
    assert_eq!(proposal["input"], input);
    assert_eq!(proposal["reason"], "They wrote that they want you.");
    assert_eq!(proposal["tokenName"], "Night shift");
    assert_eq!(proposal["state"], "PENDING");
    let effects =
        json!([{ "kind": "APPLICATION", "objectId": card["id"], "operation": "CHANGED" }]);
    assert_eq!(proposal["effects"], effects);
}

#[tokio::test]
async fn what_would_be_created_has_no_id() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let agent = proposer(&app, &ada).await;
    let create = "mutation { createApplication(input: { company: \"Fernhill\", role: \"Cook\" }) { proposalId application { role } } }";
    agent
        .gql(create, json!({}))
        .await
        .text_at("createApplication.proposalId");
    let effects = json!([{ "kind": "APPLICATION", "objectId": null, "operation": "CREATED" }]);
    assert_eq!(proposals(&ada.client).await[0]["effects"], effects);
    let count = ada
        .client
        .gql("{ viewer { applications { totalCount } } }", json!({}))
        .await;
    assert_eq!(count.data("viewer.applications.totalCount"), 0);
}

#[tokio::test]
async fn what_the_rules_refuse_becomes_no_proposal() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let agent = proposer(&app, &ada).await;
    for (change, code) in [
        (
            json!({ "expectedVersion": 7, "to": "OFFER" }),
            "VERSION_CONFLICT",
        ),
        (
            json!({ "expectedVersion": 1, "to": "PREPARING" }),
            "INVALID_TRANSITION",
        ),
    ] {
        let mut input = change;
        input["id"] = card["id"].clone();
        let answer = agent.gql(MOVE, json!({ "input": input })).await;
        assert_eq!(answer.data("moveApplication.userErrors.0.code"), code);
        assert_eq!(answer.data("moveApplication.proposalId"), &json!(null));
    }
    let long = json!({ "id": card["id"], "expectedVersion": 1, "to": "OFFER", "proposalReason": "x".repeat(501) });
    let refused = agent.gql(MOVE, json!({ "input": long })).await;
    assert_eq!(refused.code(), "BAD_USER_INPUT");
    assert!(proposals(&ada.client).await.is_empty());
}

#[tokio::test]
async fn a_dry_run_stores_no_proposal() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let agent = proposer(&app, &ada).await;
    let input = json!({ "id": card["id"], "expectedVersion": 1, "to": "OFFER", "dryRun": true });
    let answer = agent.gql(MOVE, json!({ "input": input })).await;
    assert_eq!(answer.data("moveApplication.application.stage"), "OFFER");
    assert_eq!(answer.data("moveApplication.proposalId"), &json!(null));
    assert!(proposals(&ada.client).await.is_empty());
}

#[tokio::test]
async fn only_the_area_of_the_scope_is_proposed() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let other = agent(
        &app,
        &ada,
        &[("PROFILES", "PROPOSE"), ("APPLICATIONS", "READ")],
    )
    .await;
    let input = json!({ "id": card["id"], "expectedVersion": 1, "to": "OFFER" });
    let refused = other.gql(MOVE, json!({ "input": input })).await;
    assert_eq!(refused.code(), "FORBIDDEN");
    let blind = agent(&app, &ada, &[("APPLICATIONS", "PROPOSE")]).await;
    let answer = blind.gql(MOVE, json!({ "input": input })).await;
    answer.text_at("moveApplication.proposalId");
    assert_eq!(
        answer.data("moveApplication.application"),
        &json!(null),
        "to propose is no right to read"
    );
    let both = agent(
        &app,
        &ada,
        &[("APPLICATIONS", "PROPOSE"), ("APPLICATIONS", "WRITE")],
    )
    .await;
    let answer = both.gql(MOVE, json!({ "input": input })).await;
    assert_eq!(
        answer.data("moveApplication.proposalId"),
        &json!(null),
        "who may write, writes"
    );
    assert_eq!(stage(&ada.client).await, ("OFFER".into(), 2));
}

#[tokio::test]
async fn there_is_a_limit() {
    let app = TestApp::with(|config| config.proposals.pending_per_token = 2).await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let agent = proposer(&app, &ada).await;
    let first = propose(&agent, &card, "OFFER").await;
    propose(&agent, &card, "SCREENING").await;
    let input = json!({ "id": card["id"], "expectedVersion": 1, "to": "OFFER" });
    let refused = agent.gql(MOVE, json!({ "input": input })).await;
    let message = refused.text_at("moveApplication.userErrors.0.message");
    assert!(
        message.starts_with("2 proposals of this API token wait"),
        "{message}"
    );
    let other = proposer(&app, &ada).await;
    propose(&other, &card, "OFFER").await;
    super::decide(&ada.client, super::REJECT, &first)
        .await
        .text_at("rejectAgentProposal.proposal.id");
    propose(&agent, &card, "OFFER").await;
}
