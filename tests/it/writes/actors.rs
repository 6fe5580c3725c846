//! The actor is stored with an event.

use careergraph::{
    features::applications::{EventActor, NewApplication},
    types::{actor::By, write::Write},
};
use serde_json::json;

use crate::kit::{Setup, TestUser};

/// An API token of the user with all scopes of applications.
async fn token(user: &TestUser) -> String {
    let scopes = ["READ", "WRITE"].map(|verb| json!({ "area": "APPLICATIONS", "verb": verb }));
    let query =
        "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }";
    let input = json!({ "input": { "name": "Night shift", "scopes": scopes } });
    user.client
        .gql(query, input)
        .await
        .text_at("createApiToken.secret")
}

#[tokio::test]
async fn an_event_names_the_program_that_caused_it() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let agent = app.anonymous().with_token(&token(&ada).await);
    let query = "mutation($input: MoveApplicationInput!) { moveApplication(input: $input) {
        application { events { actor actorName } } } }";
    let input = json!({ "input": { "id": card["id"], "expectedVersion": 1, "to": "OFFER" } });
    let answer = agent.gql(query, input).await;
    let expected = json!([
        { "actor": "USER", "actorName": null },
        { "actor": "AGENT", "actorName": "Night shift" }
    ]);
    assert_eq!(answer.data("moveApplication.application.events"), &expected);
}

#[tokio::test]
async fn imports_and_rules_act_under_their_own_names() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await.actor(&app);
    let text = |text: &str| Some(text.to_owned());
    for (by, kind, name) in [
        (By::Import("linkedin"), EventActor::Import, "linkedin"),
        (By::Rule("close.silent"), EventActor::Rule, "close.silent"),
    ] {
        let new = NewApplication {
            company: text("Fernhill"),
            role: text("Cook"),
            ..NewApplication::default()
        };
        let actor = ada.acting_by(by);
        let written = app
            .applications
            .create(&Write::by(&actor), new)
            .await
            .unwrap();
        let id = written.row.id;
        let events = app.applications.batch_events(&ada, &[id]).await.unwrap();
        let event = &events[&id][0];
        assert_eq!(
            (event.actor, event.actor_name.as_deref()),
            (kind, Some(name))
        );
    }
}
