//! The actor is stored with an event, and the change recorder receives each change inside the transaction.

use std::sync::{Arc, Mutex};

use careergraph::{
    error::{Error, Result},
    features::applications::{EventActor, NewApplication},
    platform::{
        db::Transaction,
        unit_of_work::{Change, ChangeRecorder},
    },
    types::{
        actor::{Actor, By},
        write::Write,
    },
};
use serde_json::json;

use crate::kit::{Setup, TestUser};

/// Records changes; refuses those of a company with this name.
#[derive(Default)]
struct Heard(Mutex<Vec<(By, Change)>>, Mutex<bool>);

#[async_trait::async_trait]
impl ChangeRecorder for Heard {
    async fn record(&self, _: &Transaction, actor: &Actor, changes: &[Change]) -> Result<()> {
        if *self.1.lock().unwrap() {
            return Err(Error::internal("the feed is full"));
        }
        let mut heard = self.0.lock().unwrap();
        heard.extend(changes.iter().map(|it| (actor.by().clone(), it.clone())));
        Ok(())
    }
}

#[tokio::test]
async fn what_was_changed_is_recorded_in_the_transaction_that_changes_it() {
    let app = Setup::new().workers(0).start().await;
    let heard = Arc::new(Heard::default());
    app.platform.record_changes(heard.clone()).unwrap();
    assert!(
        app.platform.record_changes(heard.clone()).is_err(),
        "there is one recorder"
    );
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    ada.step("move", &card, &json!({ "to": "OFFER" })).await;
    let skills = "mutation { setSkills(input: { expectedVersion: 0, skills: [], idempotencyKey: \"one\" }) { profile { version } } }";
    ada.client
        .gql(skills, json!({}))
        .await
        .data("setSkills.profile");
    ada.client
        .gql(skills, json!({}))
        .await
        .data("setSkills.profile");
    let seen: Vec<_> = heard.0.lock().unwrap().drain(..).collect();
    let told: Vec<_> = seen
        .iter()
        .map(|(_, it)| (it.object_type, it.version))
        .collect();
    assert_eq!(
        told,
        [
            ("Application", Some(1)),
            ("Application", Some(2)),
            ("Profile", Some(1))
        ],
        "each change once; a retry changes nothing"
    );
    assert!(
        seen.iter()
            .all(|(by, it)| *by == By::Person && it.owner == ada.user_id)
    );
    // A change that cannot be recorded is not made.
    *heard.1.lock().unwrap() = true;
    let answer = ada
        .drive("create", json!({ "company": "Fernhill", "role": "Cook" }))
        .await;
    assert_eq!(answer.code(), "INTERNAL_SERVER_ERROR");
    assert_eq!(app.count_rows("applications").await, 1);
}

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
