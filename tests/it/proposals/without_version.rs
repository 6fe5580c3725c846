//! Mutations whose input states no version are accepted for what stood when they were proposed, too.

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{ACCEPT, MOVE, agent, decide, proposals};
use crate::{
    kit::{Client, Setup, TestApp, TestUser},
    writing::{
        answers::{edited, saved},
        resumes,
    },
};

const ACCOUNT: &str = "mutation($zone: TimeZone!) { updateAccount(input: { timeZone: $zone }) { proposalId userErrors { message } } }";
const RANK: &str = "mutation($id: ID!, $below: ID) { rankApplication(input: { id: $id, belowId: $below }) { proposalId userErrors { message } } }";

/// A token that may read and propose within an area.
async fn proposer_of(app: &TestApp, user: &TestUser, area: &str) -> Client {
    agent(app, user, &[(area, "READ"), (area, "PROPOSE")]).await
}

/// What a client asks for, which must not be refused.
async fn ask(client: &Client, mutation: &str, field: &str, variables: Value) -> Value {
    let asked = client.gql(mutation, variables).await;
    assert_eq!(asked.data(&format!("{field}.userErrors")), &json!([]));
    asked.data(field).clone()
}

/// A proposal of it.
async fn propose(agent: &Client, mutation: &str, field: &str, variables: Value) -> String {
    let proposed = ask(agent, mutation, field, variables).await;
    proposed["proposalId"]
        .as_str()
        .expect("a proposal")
        .to_owned()
}

/// Accepting is refused because of a later change, and the proposal waits on.
async fn is_late(user: &TestUser, proposal: &str) {
    let refused = decide(&user.client, ACCEPT, proposal).await;
    let error = refused.data("acceptAgentProposal.userErrors.0");
    assert_eq!(
        (&error["code"], &error["reason"]),
        (&json!("PROPOSAL_REFUSED"), &json!("VERSION_CONFLICT")),
        "{refused:?}"
    );
    let waiting = proposals(&user.client).await;
    let found = waiting.iter().find(|it| it["id"] == proposal);
    assert_eq!(found.expect("the proposal")["state"], "PENDING");
}

async fn is_accepted(user: &TestUser, proposal: &str) {
    let accepted = decide(&user.client, ACCEPT, proposal).await;
    let state = accepted.data("acceptAgentProposal.proposal.state");
    assert_eq!(state, "ACCEPTED", "{accepted:?}");
}

async fn zone_of(user: &TestUser) -> String {
    let read = user
        .client
        .gql("{ viewer { user { timeZone } } }", json!({}))
        .await;
    read.text_at("viewer.user.timeZone")
}

#[tokio::test]
async fn a_later_value_of_the_user_is_not_overwritten() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let agent = proposer_of(&app, &ada, "USERS").await;
    let field = "updateAccount";
    let late = propose(&agent, ACCOUNT, field, json!({ "zone": "Asia/Tokyo" })).await;
    ask(
        &ada.client,
        ACCOUNT,
        field,
        json!({ "zone": "Europe/Oslo" }),
    )
    .await;
    is_late(&ada, &late).await;
    assert_eq!(zone_of(&ada).await, "Europe/Oslo");
    let again = propose(&agent, ACCOUNT, field, json!({ "zone": "Europe/Rome" })).await;
    let other = propose(&agent, ACCOUNT, field, json!({ "zone": "Asia/Seoul" })).await;
    ada.begin("Fernhill", "APPLIED").await;
    is_accepted(&ada, &again).await;
    assert_eq!(
        zone_of(&ada).await,
        "Europe/Rome",
        "other objects may change"
    );
    is_late(&ada, &other).await;
}

#[tokio::test]
async fn a_place_is_given_to_the_card_that_was_seen() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let agent = proposer_of(&app, &ada, "APPLICATIONS").await;
    let first = ada.begin("Fernhill", "APPLIED").await;
    let second = ada.begin("Acme", "APPLIED").await;
    let to_end = json!({ "id": first["id"], "below": second["id"] });
    let late = propose(&agent, RANK, "rankApplication", to_end.clone()).await;
    let note = "mutation($id: ID!) { updateApplication(input: { id: $id, expectedVersion: 1, note: \"Call\" }) { userErrors { message } } }";
    let noted = json!({ "id": first["id"] });
    ask(&ada.client, note, "updateApplication", noted).await;
    is_late(&ada, &late).await;
    let now = propose(&agent, RANK, "rankApplication", to_end).await;
    is_accepted(&ada, &now).await;
}

#[tokio::test]
async fn the_day_is_that_of_the_proposal() {
    let clock = Clock::held_at(Clock::default().now());
    let app = Setup::new().clock(clock.clone()).start().await;
    let ada = app.sign_up("ada").await;
    let agent = proposer_of(&app, &ada, "APPLICATIONS").await;
    let card = ada.begin("Fernhill", "PREPARING").await;
    let today = clock.now().date_naive().to_string();
    let input = json!({ "id": card["id"], "expectedVersion": 1, "to": "APPLIED" });
    let asked = json!({ "input": input });
    let late = propose(&agent, MOVE, "moveApplication", asked).await;
    let stored = proposals(&ada.client).await[0]["input"].clone();
    assert_eq!(stored["occurredOn"], today);
    clock.advance(TimeDelta::days(3));
    let ada = ada.sign_in_again(&app).await;
    is_accepted(&ada, &late).await;
    let applied = "{ viewer { applications { nodes { appliedOn } } } }";
    let applied = ada.client.gql(applied, json!({})).await;
    assert_eq!(
        applied.text_at("viewer.applications.nodes.0.appliedOn"),
        today
    );
}

#[tokio::test]
async fn an_answer_is_recorded_in_the_version_that_was_proposed() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let answer = saved(
        &ada.client,
        "What pay do you expect?",
        json!({ "number": 90000 }),
    )
    .await;
    let scopes = [
        ("WRITING", "READ"),
        ("WRITING", "PROPOSE"),
        ("APPLICATIONS", "READ"),
    ];
    let agent = agent(&app, &ada, &scopes).await;
    let record = "mutation($input: RecordAnswerInput!) { recordAnswer(input: $input) { proposalId userErrors { message } } }";
    let asked = json!({ "input": { "applicationId": card["id"], "answerId": answer["id"] } });
    let proposal = propose(&agent, record, "recordAnswer", asked).await;
    edited(
        &ada.client,
        &answer,
        "Do you have a criminal record?",
        json!({ "text": "No" }),
    )
    .await;
    is_accepted(&ada, &proposal).await;
    let recorded = "{ viewer { applications { nodes { answers { version question } } } } }";
    let recorded = ada.client.gql(recorded, json!({})).await;
    assert_eq!(
        recorded.data("viewer.applications.nodes.0.answers"),
        &json!([{ "version": 1, "question": "What pay do you expect?" }])
    );
}

#[tokio::test]
async fn a_copy_is_made_of_the_resume_that_was_seen() {
    let app = TestApp::start().await;
    app.import_postings().await;
    let ada = app.sign_up("ada").await;
    let parent = resumes::master(&ada, "All").await;
    let posting = ada
        .client
        .gql("{ jobs(first: 1) { nodes { id } } }", json!({}))
        .await;
    let posting = posting.text_at("jobs.nodes.0.id");
    let scopes = [("WRITING", "READ"), ("WRITING", "PROPOSE")];
    let agent = agent(&app, &ada, &scopes).await;
    let create = "mutation($input: CreateResumeInput!) { createResume(input: $input) { proposalId userErrors { message } } }";
    let input = json!({ "kind": "TAILORED", "name": "For them", "parentId": parent["id"], "postingId": posting });
    let asked = json!({ "input": input });
    let late = propose(&agent, create, "createResume", asked.clone()).await;
    let rename =
        json!({ "id": parent["id"], "expectedVersion": parent["version"], "name": "Everything" });
    let renamed = write_resume(&ada.client, &rename).await;
    assert_eq!(renamed, json!([]));
    is_late(&ada, &late).await;
    let now = propose(&agent, create, "createResume", asked).await;
    is_accepted(&ada, &now).await;
}

async fn write_resume(client: &Client, input: &Value) -> Value {
    let update = "mutation($input: UpdateResumeInput!) { updateResume(input: $input) { userErrors { message } } }";
    let done = client.gql(update, json!({ "input": input })).await;
    done.data("updateResume.userErrors").clone()
}

#[tokio::test]
async fn one_with_nothing_to_change_any_more_changed_nothing() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let agent = proposer_of(&app, &ada, "USERS").await;
    let zone = json!({ "zone": "Asia/Seoul" });
    let proposal = propose(&agent, ACCOUNT, "updateAccount", zone.clone()).await;
    ask(&ada.client, ACCOUNT, "updateAccount", zone).await;
    is_accepted(&ada, &proposal).await;
    assert_eq!(proposals(&ada.client).await[0]["effects"], json!([]));
}
