//! Mutations whose input states no version are accepted for what stood when they were proposed, too.

use serde_json::{Value, json};

use super::{ACCEPT, agent, decide, proposals};
use crate::kit::{Client, TestApp, TestUser};

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
