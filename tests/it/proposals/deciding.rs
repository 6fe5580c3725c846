//! Accepting and rejecting.

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{ACCEPT, LIST, MOVE, REJECT, agent, decide, proposals, propose, proposer, stage};
use crate::kit::{Setup, TestApp, eventually};

#[tokio::test]
async fn an_accepted_proposal_runs_once_by_the_right_of_the_user() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let agent = proposer(&app, &ada).await;
    let id = propose(&agent, &card, "OFFER").await;
    for _ in 0..2 {
        let accepted = decide(&ada.client, ACCEPT, &id).await;
        assert_eq!(accepted.data("acceptAgentProposal.userErrors"), &json!([]));
        assert_eq!(
            accepted.data("acceptAgentProposal.proposal.state"),
            "ACCEPTED"
        );
        assert_eq!(stage(&ada.client).await, ("OFFER".into(), 2));
    }
    let events = "{ viewer { applications { nodes { events { toStage actor } } } } }";
    let events = ada.client.gql(events, json!({})).await;
    let expected =
        json!([{ "toStage": "APPLIED", "actor": "USER" }, { "toStage": "OFFER", "actor": "USER" }]);
    assert_eq!(events.data("viewer.applications.nodes.0.events"), &expected);
    let rejected = decide(&ada.client, REJECT, &id).await;
    assert_eq!(
        rejected.data("rejectAgentProposal.userErrors.0.message"),
        "This proposal was accepted."
    );
}

#[tokio::test]
async fn a_rejected_proposal_never_runs() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let agent = proposer(&app, &ada).await;
    let id = propose(&agent, &card, "OFFER").await;
    for _ in 0..2 {
        let rejected = decide(&ada.client, REJECT, &id).await;
        assert_eq!(
            rejected.data("rejectAgentProposal.proposal.state"),
            "REJECTED"
        );
    }
    let accepted = decide(&ada.client, ACCEPT, &id).await;
    assert_eq!(
        accepted.data("acceptAgentProposal.userErrors.0.message"),
        "This proposal was rejected."
    );
    assert_eq!(stage(&ada.client).await, ("APPLIED".into(), 1));
}

#[tokio::test]
async fn a_proposal_for_an_earlier_version_is_refused_and_waits() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let agent = proposer(&app, &ada).await;
    let id = propose(&agent, &card, "OFFER").await;
    let note = "mutation($id: ID!) { updateApplication(input: { id: $id, expectedVersion: 1, note: \"Call\" }) { userErrors { message } } }";
    ada.client
        .gql(note, json!({ "id": card["id"] }))
        .await
        .data("updateApplication");
    let refused = decide(&ada.client, ACCEPT, &id).await;
    let error = refused.data("acceptAgentProposal.userErrors.0");
    assert_eq!(
        (&error["code"], &error["reason"]),
        (&json!("PROPOSAL_REFUSED"), &json!("VERSION_CONFLICT"))
    );
    let message = refused.text_at("acceptAgentProposal.userErrors.0.message");
    assert!(message.contains("has changed since"), "{message}");
    assert_eq!(proposals(&ada.client).await[0]["state"], "PENDING");
    assert_eq!(stage(&ada.client).await, ("APPLIED".into(), 2));
    decide(&ada.client, REJECT, &id)
        .await
        .text_at("rejectAgentProposal.proposal.id");
}

#[tokio::test]
async fn a_proposal_about_what_is_gone_is_refused() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let agent = proposer(&app, &ada).await;
    let id = propose(&agent, &card, "OFFER").await;
    let delete = "mutation($id: ID!) { deleteApplication(input: { id: $id, expectedVersion: 1 }) { deletedApplicationId } }";
    ada.client
        .gql(delete, json!({ "id": card["id"] }))
        .await
        .text_at("deleteApplication.deletedApplicationId");
    let refused = decide(&ada.client, ACCEPT, &id).await;
    let error = refused.data("acceptAgentProposal.userErrors.0");
    let path = json!(["input", "id"]);
    assert_eq!(
        (&error["message"], &error["path"], &error["reason"]),
        (
            &json!("There is no such application."),
            &path,
            &json!("NOT_FOUND")
        )
    );
    assert_eq!(proposals(&ada.client).await[0]["state"], "PENDING");
}

#[tokio::test]
async fn an_accepted_proposal_names_what_it_created() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let agent = proposer(&app, &ada).await;
    let create = "mutation { createApplication(input: { company: \"Fernhill\", role: \"Cook\" }) { proposalId } }";
    let proposed = agent.gql(create, json!({})).await;
    let id = proposed.text_at("createApplication.proposalId");
    let effects = async || proposals(&ada.client).await[0]["effects"].clone();
    let effect =
        |id: Value| json!([{ "kind": "APPLICATION", "objectId": id, "operation": "CREATED" }]);
    assert_eq!(effects().await, effect(Value::Null));
    decide(&ada.client, ACCEPT, &id)
        .await
        .text_at("acceptAgentProposal.proposal.id");
    let list = "{ viewer { applications { nodes { id } } } }";
    let created = ada.client.gql(list, json!({})).await;
    let created = created.data("viewer.applications.nodes.0.id").clone();
    assert_eq!(effects().await, effect(created));
}

#[tokio::test]
async fn one_that_has_nothing_to_change_any_more_is_accepted() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let offer = json!({ "id": card["id"], "expectedVersion": 1, "to": "OFFER" });
    let moved = ada.client.gql(MOVE, json!({ "input": offer })).await;
    assert_eq!(moved.data("moveApplication.userErrors"), &json!([]));
    let scopes = [("NOTIFICATIONS", "READ"), ("NOTIFICATIONS", "PROPOSE")];
    let agent = agent(&app, &ada, &scopes).await;
    let list = "{ viewer { notifications { nodes { id } } } }";
    let list = eventually("a notification", || async {
        let list = ada.client.gql(list, json!({})).await;
        let first = &list.data("viewer.notifications.nodes")[0]["id"];
        (!first.is_null()).then(|| json!({ "id": first }))
    })
    .await;
    let mark = "mutation($id: ID!) { markRead(input: { ids: [$id] }) { proposalId userErrors { message } } }";
    let proposed = agent.gql(mark, list.clone()).await;
    let id = proposed.text_at("markRead.proposalId");
    ada.client.gql(mark, list).await.data("markRead");
    let accepted = decide(&ada.client, ACCEPT, &id).await;
    assert_eq!(
        accepted.data("acceptAgentProposal.proposal.state"),
        "ACCEPTED"
    );
}

#[tokio::test]
async fn a_revoked_token_has_nothing_to_decide_about() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let (one, other) = (proposer(&app, &ada).await, proposer(&app, &ada).await);
    let id = propose(&one, &card, "OFFER").await;
    let kept = propose(&other, &card, "SCREENING").await;
    let token = "{ viewer { apiTokens { id } } }";
    let token = ada.client.gql(token, json!({})).await;
    let token = token.text_at("viewer.apiTokens.1.id");
    let revoke =
        "mutation($id: ID!) { revokeApiToken(input: { id: $id }) { userErrors { message } } }";
    let revoked = ada.client.gql(revoke, json!({ "id": token })).await;
    assert_eq!(revoked.data("revokeApiToken.userErrors"), &json!([]));
    let refused = decide(&ada.client, ACCEPT, &id).await;
    let message = refused.text_at("acceptAgentProposal.userErrors.0.message");
    assert!(message.contains("was revoked"), "{message}");
    app.run_tasks().await;
    let states = proposals(&ada.client).await;
    let states = states.iter().map(|it| (&it["id"], &it["state"]));
    let expected = [
        (json!(kept), json!("PENDING")),
        (json!(id), json!("REJECTED")),
    ];
    assert!(
        states.eq(expected.iter().map(|(id, state)| (id, state))),
        "{expected:?}"
    );
    assert_eq!(stage(&ada.client).await, ("APPLIED".into(), 1));
}

#[tokio::test]
async fn only_a_session_decides() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let proposer = proposer(&app, &ada).await;
    let id = propose(&proposer, &card, "OFFER").await;
    let all = [("APPLICATIONS", "WRITE"), ("USERS", "WRITE")];
    for client in [proposer, agent(&app, &ada, &all).await] {
        for mutation in [ACCEPT, REJECT] {
            assert_eq!(decide(&client, mutation, &id).await.code(), "FORBIDDEN");
        }
    }
    let bob = app.sign_up("bob").await;
    for mutation in [ACCEPT, REJECT] {
        assert_eq!(decide(&bob.client, mutation, &id).await.code(), "NOT_FOUND");
        assert_eq!(
            decide(&app.anonymous(), mutation, &id).await.code(),
            "UNAUTHENTICATED"
        );
    }
    assert_eq!(stage(&ada.client).await, ("APPLIED".into(), 1));
}

#[tokio::test]
async fn a_proposal_expires_and_is_deleted_later() {
    let clock = Clock::held_at(Clock::default().now());
    let app = Setup::new().workers(0).clock(clock.clone()).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let id = super::planted(&app, &ada, card["id"].as_str().expect("an id"), "Call").await;
    clock.advance(TimeDelta::days(7));
    let ada = ada.sign_in_again(&app).await;
    let all = proposals(&ada.client).await;
    assert_eq!(all[0]["state"], "EXPIRED");
    let open = ada.client.gql(LIST, json!({ "isOpen": true })).await;
    assert_eq!(open.data("viewer.proposals.totalCount"), 0);
    for (mutation, name) in [
        (ACCEPT, "acceptAgentProposal"),
        (REJECT, "rejectAgentProposal"),
    ] {
        let refused = decide(&ada.client, mutation, &id).await;
        let message = refused.text_at(&format!("{name}.userErrors.0.message"));
        assert!(message.contains("expired"), "{message}");
    }
    clock.advance(TimeDelta::days(30));
    app.proposals.clone().sweep().await.expect("a sweep");
    let ada = ada.sign_in_again(&app).await;
    assert_eq!(proposals(&ada.client).await.len(), 1, "not yet");
    clock.advance(TimeDelta::seconds(1));
    app.proposals.clone().sweep().await.expect("a sweep");
    let ada = ada.sign_in_again(&app).await;
    assert!(proposals(&ada.client).await.is_empty());
}
