//! What is not taken back, and what is said of it.

use careergraph::{
    features::applications::ApplicationChange,
    types::{
        actor::By,
        id::{ApplicationId, TypedId},
        write::Write,
    },
};
use serde_json::{Value, json};

use super::{UNDO, ask, changes, last_of, refusal, token, undo};
use crate::kit::{Setup, TestApp};

const MOVE: &str = "mutation($input: MoveApplicationInput!) { moveApplication(input: $input) { application { id version } userErrors { message } } }";

#[tokio::test]
async fn a_change_that_is_not_the_last_names_the_last() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let card = ada.step("update", &card, &json!({ "note": "One" })).await;
    let first = last_of(&ada, &card["id"]).await;
    let card = ada.step("update", &card, &json!({ "note": "Two" })).await;
    let second = last_of(&ada, &card["id"]).await;
    let error = refusal(&ada.client, &first, "LATER_CHANGE").await;
    assert_eq!(error["laterChangeId"], second["id"]);
    undo(&ada, &card).await;
    refusal(&ada.client, &second, "LATER_CHANGE").await;
}

#[tokio::test]
async fn a_creation_and_a_deletion_are_not_taken_back() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let change = last_of(&ada, &card["id"]).await;
    let error = refusal(&ada.client, &change, "CREATION").await;
    assert!(error["message"].to_string().contains("deleteApplication"));
    let delete = "mutation($input: DeleteApplicationInput!) { deleteApplication(input: $input) { deletedApplicationId } }";
    let input = json!({ "id": card["id"], "expectedVersion": 1 });
    ada.client
        .gql(delete, json!({ "input": input }))
        .await
        .text_at("deleteApplication.deletedApplicationId");
    refusal(&ada.client, &change, "LATER_CHANGE").await;
    let change = last_of(&ada, &card["id"]).await;
    assert_eq!(change["operation"], "DELETED");
    refusal(&ada.client, &change, "DELETION").await;
}

#[tokio::test]
async fn other_kinds_are_not_taken_back() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let add = "mutation { addPerson(input: { firstName: \"Bo\" }) { person { id } } }";
    let person = ada.client.gql(add, json!({})).await;
    let change = last_of(&ada, person.data("addPerson.person.id")).await;
    let error = refusal(&ada.client, &change, "KIND").await;
    let message = error["message"].as_str().expect("a message");
    assert!(
        message.contains("APPLICATION and PROFILE") && message.contains("PERSON"),
        "{message}"
    );
}

#[tokio::test]
async fn a_session_and_tokens_take_back_only_their_own() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let scopes = [("APPLICATIONS", "READ"), ("APPLICATIONS", "WRITE")];
    // Two tokens of one name are not the same.
    let one = token(&app, &ada, "Night shift", &scopes).await;
    let other = token(&app, &ada, "Night shift", &scopes).await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let input = json!({ "id": card["id"], "expectedVersion": 1, "to": "OFFER" });
    one.gql(MOVE, json!({ "input": input }))
        .await
        .text_at("moveApplication.application.id");
    let change = last_of(&ada, &card["id"]).await;
    for client in [&ada.client, &other] {
        let error = refusal(client, &change, "OTHER_ACTOR").await;
        assert!(error["message"].to_string().contains("Night shift"));
    }
    let answer = ask(&one, &change).await;
    assert_eq!(answer.data("undo.application.stage"), "APPLIED");
    let change = last_of(&ada, &card["id"]).await;
    assert_eq!(
        (&change["actor"], &change["actorName"]),
        (&json!("AGENT"), &json!("Night shift"))
    );
    let card = ada.card(&card["id"]).await;
    ada.step("move", &card, &json!({ "to": "OFFER" })).await;
    let change = last_of(&ada, &card["id"]).await;
    let error = refusal(&one, &change, "OTHER_ACTOR").await;
    assert!(error["message"].to_string().contains("the user"));
    // Another session is the same user.
    let again = ada.sign_in_again(&app).await;
    assert_eq!(undo(&again, &card).await["stage"], "APPLIED");
}

#[tokio::test]
async fn what_imports_and_rules_did_is_not_taken_back() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for (by, name) in [
        (By::Import("linkedin"), "linkedin"),
        (By::Rule("close.silent"), "close.silent"),
    ] {
        let card = ada.begin("Fernhill", "APPLIED").await;
        let id = ApplicationId::parse_id(card["id"].as_str().expect("an id")).expect("an id");
        let change = ApplicationChange {
            note: Some("Theirs".to_owned()),
            ..ApplicationChange::default()
        };
        let actor = ada.actor(&app).acting_by(by);
        let write = Write::by(&actor);
        let done = app.applications.update(&write, id, change).await;
        done.expect("a change");
        let change = last_of(&ada, &card["id"]).await;
        let error = refusal(&ada.client, &change, "OTHER_ACTOR").await;
        assert!(error["message"].to_string().contains(name));
    }
}

#[tokio::test]
async fn what_is_not_kept_any_more_is_not_taken_back() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let card = ada.step("update", &card, &json!({ "note": "One" })).await;
    let change = last_of(&ada, &card["id"]).await;
    app.execute("DELETE FROM changes").await;
    refusal(&ada.client, &change, "NOT_KEPT").await;
}

#[tokio::test]
async fn a_change_of_another_user_and_one_that_never_was_are_not_found() {
    let app = TestApp::start().await;
    let (ada, bo) = (app.sign_up("ada").await, app.sign_up("bo").await);
    let card = ada.begin("Fernhill", "APPLIED").await;
    ada.step("update", &card, &json!({ "note": "One" })).await;
    bo.begin("Fernhill", "APPLIED").await;
    let change = last_of(&ada, &card["id"]).await;
    assert_eq!(ask(&bo.client, &change).await.code(), "NOT_FOUND");
    // A number that the feed has not reached yet.
    let id = change["id"].as_str().expect("an id");
    let mut id = careergraph::types::change_id::ChangeId::parse(id).expect("an id");
    id.seq += 1;
    let later = json!({ "id": id.to_string() });
    assert_eq!(ask(&ada.client, &later).await.code(), "NOT_FOUND");
    let wrong = json!({ "id": card["id"] });
    assert_eq!(ask(&ada.client, &wrong).await.code(), "BAD_USER_INPUT");
    assert_eq!(
        app.anonymous()
            .gql(UNDO, json!({ "input": { "changeId": change["id"] } }))
            .await
            .code(),
        "UNAUTHENTICATED"
    );
}

#[tokio::test]
async fn a_token_needs_the_scope_of_the_object() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let writer = token(&app, &ada, "Writer", &[("APPLICATIONS", "WRITE")]).await;
    let input = json!({ "id": card["id"], "expectedVersion": 1, "to": "OFFER" });
    writer
        .gql(MOVE, json!({ "input": input }))
        .await
        .data("moveApplication.userErrors");
    let change = last_of(&ada, &card["id"]).await;
    let others = [("PROFILES", "WRITE"), ("APPLICATIONS", "READ")];
    let reader = token(&app, &ada, "Reader", &others).await;
    assert_eq!(ask(&reader, &change).await.code(), "FORBIDDEN");
    let answer = ask(&writer, &change).await;
    assert_eq!(answer.data("undo.userErrors"), &json!([]));
    assert_eq!(
        answer.data("undo.application"),
        &Value::Null,
        "to write is no right to read"
    );
    assert_eq!(ada.card(&card["id"]).await["stage"], "APPLIED");
}

#[tokio::test]
async fn the_feed_tells_it() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let card = ada.step("update", &card, &json!({ "note": "One" })).await;
    let before = changes(&ada, &ada.client).await;
    undo(&ada, &card).await;
    let after = changes(&ada, &ada.client).await;
    assert_eq!(after.len(), before.len(), "of the same object");
    let last = after.last().expect("a change");
    assert_eq!(
        (&last["operation"], &last["version"], &last["actor"]),
        (&json!("CHANGED"), &json!(3), &json!("USER"))
    );
}
