//! What API tokens may do with résumés.

use serde_json::{Value, json};

use super::{describe, edit_of, master, write};
use crate::kit::{Client, TestApp, TestUser};

async fn agent(app: &TestApp, user: &TestUser, scopes: &[(&str, &str)]) -> Client {
    let scopes: Vec<Value> = scopes
        .iter()
        .map(|(area, verb)| json!({ "area": area, "verb": verb }))
        .collect();
    let query =
        "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }";
    let input = json!({ "input": { "name": "Agent", "scopes": scopes } });
    let secret = user.client.gql(query, input).await;
    app.anonymous()
        .with_token(&secret.text_at("createApiToken.secret"))
}

const WRITE: (&str, &str) = ("WRITING", "WRITE");
const READ: (&str, &str) = ("WRITING", "READ");

#[tokio::test]
async fn a_token_reads_the_account_through_no_resume() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    describe(&ada).await;
    let create = json!({ "kind": "MASTER", "name": "All" });
    for scopes in [
        vec![WRITE, READ],
        vec![WRITE, READ, ("PROFILES", "READ")],
        vec![WRITE, READ, ("USERS", "READ")],
        vec![READ, ("PROFILES", "READ"), ("USERS", "READ")],
    ] {
        let client = agent(&app, &ada, &scopes).await;
        let refused = write(&client, "createResume", &create).await;
        assert_eq!(refused.code(), "FORBIDDEN", "{scopes:?}");
    }
    let scopes = [WRITE, ("PROFILES", "READ"), ("USERS", "READ")];
    let writer = agent(&app, &ada, &scopes).await;
    let created = write(&writer, "createResume", &create).await;
    assert_eq!(
        created.data("createResume"),
        &json!({ "resume": null, "userErrors": [] })
    );
    assert_eq!(app.count_rows("resumes").await, 1);
}

#[tokio::test]
async fn a_token_sees_the_text_of_facts_only_with_the_scope_of_profiles() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    describe(&ada).await;
    let resume = master(&ada, "All").await;
    let query = "query($id: ID!) { viewer { resume(id: $id) { content { sections { items { statements { text isSupported \
                 citations { version text isCurrent } } } } } } } }";
    let place = "viewer.resume.content.sections.0.items.0.statements.0";
    for (scopes, text) in [
        (vec![READ], Value::Null),
        (vec![READ, ("PROFILES", "READ")], json!("Led two people.")),
    ] {
        let client = agent(&app, &ada, &scopes).await;
        let read = client.gql(query, json!({ "id": resume["id"] })).await;
        let data = read
            .json
            .pointer(&format!("/data/{}", place.replace('.', "/")))
            .unwrap();
        assert_eq!(data["text"], "Led two people.");
        assert_eq!(data["citations"][0]["text"], text);
    }
}

#[tokio::test]
async fn a_token_edits_and_removes_nothing_for_good() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let resume = master(&ada, "All").await;
    let client = agent(&app, &ada, &[WRITE, READ]).await;
    let edit = edit_of(&resume, |content| content["phone"] = json!("1"));
    let edited = write(&client, "editResume", &edit).await;
    assert_eq!(edited.data("editResume.resume.newestRevision"), 2);
    let query = "mutation($id: ID!) { removeResume(input: { id: $id, expectedVersion: 2 }) { removedResumeId } }";
    let refused = client.gql(query, json!({ "id": resume["id"] })).await;
    assert_eq!(refused.code(), "FORBIDDEN");
}
