//! `undo`: the viewer's own last act on an application or on the profile is taken back, or refused with the reason.

mod applications;
mod notes;
mod profiles;
mod proposing;
mod refused;
mod series;
mod twice;

use serde_json::{Value, json};

use crate::{
    changes::cursor_at,
    kit::{Answer, Client, TestApp, TestUser},
};

/// All that shows what became of an application or profile.
pub(crate) const UNDO: &str = "mutation($input: UndoInput!) { undo(input: $input) { proposalId application { id version stage } profile { version headline }
    userErrors { __typename code message path ... on CannotUndoError { reason laterChangeId } ... on DuplicateError { existing } } } }";

/// The last change of each object that a user can read, in order.
pub(crate) async fn changes(user: &TestUser, client: &Client) -> Vec<Value> {
    let query = "query($after: String) { viewer { changes(after: $after, first: 100) { changes { id kind objectId operation version actor actorName } } } }";
    let after = json!({ "after": cursor_at(user.user_id, 0) });
    let answer = client.gql(query, after).await;
    let changes = answer.data("viewer.changes.changes").as_array();
    changes.expect("changes").clone()
}

/// The last change of an object.
pub(crate) async fn last_of(user: &TestUser, object: &Value) -> Value {
    let query =
        "query($kind: ObjectKind!, $id: ID!) { viewer { lastChange(kind: $kind, objectId: $id) {
        id kind objectId operation version actor actorName } } }";
    let id = object.as_str().expect("an id");
    let kind = match id.split('_').next() {
        Some("appl") => "APPLICATION",
        Some("prof") => "PROFILE",
        _ => "PERSON",
    };
    let found = json!({ "kind": kind, "id": id });
    let answer = user.client.gql(query, found).await;
    let change = answer.data("viewer.lastChange").clone();
    assert_eq!(change["objectId"], id);
    change
}

/// Takes a change back.
async fn ask(client: &Client, change: &Value) -> Answer {
    let input = json!({ "input": { "changeId": change["id"] } });
    client.gql(UNDO, input).await
}

/// Takes the last act on an application back, and returns it.
async fn undo(user: &TestUser, card: &Value) -> Value {
    let change = last_of(user, &card["id"]).await;
    let answer = ask(&user.client, &change).await;
    assert_eq!(answer.data("undo.userErrors"), &json!([]), "refused");
    assert_eq!(answer.text_at("undo.application.id"), card["id"]);
    user.card(&card["id"]).await
}

/// Tries to take a change back, which is refused for this reason; returns the refusal.
async fn refusal(client: &Client, change: &Value, reason: &str) -> Value {
    let answer = ask(client, change).await;
    let errors = answer.data("undo.userErrors").as_array().expect("a list");
    assert_eq!(errors.len(), 1, "{}", answer.text);
    let error = errors[0].clone();
    assert_eq!(error["code"], "CANNOT_UNDO", "{}", answer.text);
    assert_eq!(error["reason"], reason, "{}", answer.text);
    assert_eq!(error["path"], json!(["input", "changeId"]));
    assert_eq!(answer.data("undo.application"), &Value::Null);
    assert_eq!(answer.data("undo.profile"), &Value::Null);
    error
}

/// A token of the user with these scopes, each an area and a verb.
async fn token(app: &TestApp, user: &TestUser, name: &str, scopes: &[(&str, &str)]) -> Client {
    let scopes: Vec<Value> = scopes
        .iter()
        .map(|(area, verb)| json!({ "area": area, "verb": verb }))
        .collect();
    let create =
        "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }";
    let input = json!({ "input": { "name": name, "scopes": scopes } });
    let secret = user.client.gql(create, input).await;
    app.anonymous()
        .with_token(&secret.text_at("createApiToken.secret"))
}

/// What an application shows of itself, without what each change counts up: of the history, the events that count,
/// in any order: one with another date takes the place of the one that it replaces.
fn visible(card: &Value) -> Value {
    let mut shown = card.clone();
    let members = shown.as_object_mut().expect("an application");
    members.remove("version");
    let events = members.remove("events").expect("a history");
    let events = events.as_array().expect("a history").iter();
    let counting = events.filter(|event| event["effective"] == true);
    let mut counting: Vec<String> = counting
        .filter(|event| event["kind"] != "CORRECTED")
        .map(|event| {
            json!([
                event["kind"],
                event["toStage"],
                event["outcome"],
                event["occurredOn"],
                event["reason"]
            ])
            .to_string()
        })
        .collect();
    counting.sort_unstable();
    members.insert("counting".into(), counting.into());
    shown
}
