//! A token that may only propose proposes to take back what its user did.

use serde_json::{Value, json};

use super::{UNDO, last_of, refusal, token};
use crate::kit::{Setup, TestApp};

const ACCEPT: &str = "mutation($id: ID!) { acceptAgentProposal(input: { id: $id }) { proposal { state } userErrors { message } } }";

#[tokio::test]
async fn a_proposal_is_accepted_while_the_change_is_the_last() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let scopes = [("APPLICATIONS", "READ"), ("APPLICATIONS", "PROPOSE")];
    let agent = token(&app, &ada, "Night shift", &scopes).await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let mut card = ada.step("move", &card, &json!({ "to": "OFFER" })).await;
    for is_late in [true, false] {
        let change = last_of(&ada, &card["id"]).await;
        let input = json!({ "changeId": change["id"], "proposalReason": "A slip?" });
        let answer = agent.gql(UNDO, json!({ "input": input })).await;
        let proposal = answer.text_at("undo.proposalId");
        let would_be = if is_late { "APPLIED" } else { "INTERVIEWING" };
        assert_eq!(answer.data("undo.application.stage"), would_be);
        assert_eq!(ada.card(&card["id"]).await["stage"], "OFFER");
        if is_late {
            card = ada.step("update", &card, &json!({ "note": "Mine" })).await;
            card = super::undo(&ada, &card).await;
            card = ada
                .step("move", &card, &json!({ "to": "INTERVIEWING" }))
                .await;
            card = ada.step("move", &card, &json!({ "to": "OFFER" })).await;
        }
        let accepted = ada.client.gql(ACCEPT, json!({ "id": proposal })).await;
        if is_late {
            let message = accepted.text_at("acceptAgentProposal.userErrors.0.message");
            assert!(message.contains("not the last change"), "{message}");
        } else {
            assert_eq!(
                accepted.data("acceptAgentProposal.proposal.state"),
                "ACCEPTED"
            );
        }
    }
    let card = ada.card(&card["id"]).await;
    assert_eq!(card["stage"], "INTERVIEWING");
    let change = last_of(&ada, &card["id"]).await;
    assert_eq!(change["actor"], "USER");
}

#[tokio::test]
async fn what_a_token_did_is_not_proposed_to_be_taken_back() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let writer = token(&app, &ada, "Writer", &[("APPLICATIONS", "WRITE")]).await;
    let step = "mutation($input: MoveApplicationInput!) { moveApplication(input: $input) { userErrors { message } } }";
    let input = json!({ "id": card["id"], "expectedVersion": 1, "to": "OFFER" });
    let moved = writer.gql(step, json!({ "input": input })).await;
    assert_eq!(moved.data("moveApplication.userErrors"), &json!([]));
    let agent = token(&app, &ada, "Agent", &[("APPLICATIONS", "PROPOSE")]).await;
    let change: Value = last_of(&ada, &card["id"]).await;
    refusal(&agent, &change, "OTHER_ACTOR").await;
}
