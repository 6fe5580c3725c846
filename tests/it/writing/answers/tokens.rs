//! What API tokens may do with answers.

use serde_json::json;

use super::{recorded, saved, write};
use crate::kit::{Client, TestApp, TestUser};

async fn agent(app: &TestApp, user: &TestUser, scopes: &str) -> Client {
    let make = format!(
        "mutation {{ createApiToken(input: {{ name: \"A\", scopes: [{scopes}] }}) {{ secret }} }}"
    );
    let secret = user.client.gql(&make, json!({})).await;
    app.anonymous()
        .with_token(&secret.text_at("createApiToken.secret"))
}

const WRITE: &str = "{ area: WRITING, verb: WRITE }";
const READ: &str = "{ area: WRITING, verb: READ }";
const APPLICATIONS: &str = "{ area: APPLICATIONS, verb: READ }";

#[tokio::test]
async fn a_token_that_may_not_read_answers_saves_them_unseen() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let client = agent(&app, &ada, WRITE).await;
    let input = json!({ "question": "Q?", "value": { "text": "T" } });
    let saved = write(&client, "saveAnswer", &input).await;
    assert_eq!(
        saved.data("saveAnswer"),
        &json!({ "answer": null, "userErrors": [] })
    );
    assert_eq!(app.count_rows("answers").await, 1);
}

#[tokio::test]
async fn a_token_learns_of_no_application_by_recording() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let application = ada.apply("Acme").await.id;
    let answer = saved(&ada.client, "Q?", json!({ "text": "T" })).await;
    let input = json!({ "applicationId": application, "answerId": answer["id"] });
    let client = agent(&app, &ada, &format!("{WRITE}, {READ}")).await;
    assert_eq!(
        write(&client, "recordAnswer", &input).await.code(),
        "FORBIDDEN"
    );
    let client = agent(&app, &ada, &format!("{WRITE}, {APPLICATIONS}")).await;
    let done = write(&client, "recordAnswer", &input).await;
    assert_eq!(
        done.data("recordAnswer"),
        &json!({ "recordedAnswer": null, "userErrors": [] })
    );
    let query = "query($id: ID!) { node(id: $id) { ... on Application { answers { question } } } }";
    let seen = client.gql(query, json!({ "id": application })).await;
    assert_eq!(seen.code(), "FORBIDDEN");
    let client = agent(&app, &ada, &format!("{READ}, {APPLICATIONS}")).await;
    let seen = client.gql(query, json!({ "id": application })).await;
    assert_eq!(seen.data("node.answers.0.question"), "Q?");
}

#[tokio::test]
async fn a_token_removes_nothing() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let application = ada.apply("Acme").await.id;
    let answer = saved(&ada.client, "Q?", json!({ "text": "T" })).await;
    let record = recorded(&ada, &application, &answer).await;
    let client = agent(&app, &ada, &format!("{WRITE}, {READ}")).await;
    for (mutation, input) in [
        (
            "removeAnswer",
            json!({ "id": answer["id"], "expectedVersion": 1 }),
        ),
        ("removeRecordedAnswer", json!({ "id": record["id"] })),
    ] {
        let refused = write(&client, mutation, &input).await;
        assert_eq!(refused.code(), "FORBIDDEN");
    }
}
