//! Notifications are data: their words are written in the language of the user, or in the one that is asked for.

use serde_json::{Value, json};

use crate::kit::{Setup, TestApp, TestUser};

const SET: &str = "mutation($input: UpdateAccountInput!) { updateAccount(input: $input) { user { locale timeZone } userErrors { message path } } }";
const TEXTS: &str = "query($locale: Locale) { viewer { notifications { nodes { kind locale title(locale: $locale) body(locale: $locale) english: title(locale: \"en\")
    subject { __typename ... on Application { id } ... on Export { state } } } } } }";

async fn speak(user: &TestUser, locale: &str) {
    let set = user
        .client
        .gql(SET, json!({ "input": { "locale": locale } }))
        .await;
    assert_eq!(set.data("updateAccount.userErrors"), &json!([]));
}

/// The notifications, newest first.
async fn texts(user: &TestUser, locale: Value) -> Vec<Value> {
    let texts = user.client.gql(TEXTS, json!({ "locale": locale })).await;
    texts
        .data("viewer.notifications.nodes")
        .as_array()
        .expect("a list")
        .clone()
}

#[tokio::test]
async fn words_are_in_the_language_of_the_user() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    ada.done(
        "move",
        json!({ "id": card["id"], "expectedVersion": 1, "to": "SCREENING" }),
    )
    .await;
    app.run_tasks().await;
    speak(&ada, "de-AT").await;
    ada.done(
        "move",
        json!({ "id": card["id"], "expectedVersion": 2, "to": "OFFER" }),
    )
    .await;
    app.run_tasks().await;
    let found = texts(&ada, Value::Null).await;
    let expected = json!({
        "kind": "APPLICATION_MOVED", "locale": "de", "title": "Fernhill: Angebot",
        "body": "Engineer bei Fernhill: Die neue Phase ist „Angebot“.", "english": "Fernhill: offer",
        "subject": { "__typename": "Application", "id": card["id"] }
    });
    assert_eq!(found[0], expected);
    assert_eq!(
        (&found[1]["locale"], &found[1]["title"]),
        (&json!("en"), &json!("Fernhill: screening")),
        "delivered before"
    );
    let german = texts(&ada, json!("de")).await;
    assert_eq!(german[1]["title"], "Fernhill: Vorauswahl");
}

#[tokio::test]
async fn a_language_without_texts_is_refused() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let refused = ada
        .client
        .gql(SET, json!({ "input": { "locale": "tlh" } }))
        .await;
    let message = refused.errors()[0]["message"].to_string();
    assert!(message.contains("choose one of en, de"), "{message}");
    let both = json!({ "input": { "locale": "de", "timeZone": "Europe/Vienna" } });
    let set = ada.client.gql(SET, both).await;
    assert_eq!(
        set.data("updateAccount.user"),
        &json!({ "locale": "de", "timeZone": "Europe/Vienna" })
    );
}

#[tokio::test]
async fn the_subject_of_an_export_is_for_its_owner_only() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let sent = "mutation { exportAccount(input: {}) { export { id } userErrors { message } } }";
    ada.client
        .gql(sent, json!({}))
        .await
        .text_at("exportAccount.export.id");
    let told = crate::kit::eventually("the export is told", || async {
        let found = texts(&ada, Value::Null).await;
        found.into_iter().find(|one| one["kind"] == "EXPORT_READY")
    })
    .await;
    assert_eq!(
        told["subject"],
        json!({ "__typename": "Export", "state": "READY" })
    );
    assert_eq!(told["title"], "Your data export is ready");
    let scopes = json!({ "input": { "name": "Reader", "scopes": [{ "area": "NOTIFICATIONS", "verb": "READ" }] } });
    let create =
        "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }";
    let secret = ada
        .client
        .gql(create, scopes)
        .await
        .text_at("createApiToken.secret");
    let seen = app
        .anonymous()
        .with_token(&secret)
        .gql(TEXTS, json!({}))
        .await;
    assert_eq!(
        seen.data("viewer.notifications.nodes")[0]["subject"],
        Value::Null
    );
}
