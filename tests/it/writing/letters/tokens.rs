//! What API tokens may do with letters.

use serde_json::{Value, json};

use super::{engineer, posting, quiet, write, written};
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
const PROFILES: (&str, &str) = ("PROFILES", "READ");

#[tokio::test]
async fn a_token_reads_the_profile_through_no_letter() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let create = json!({ "postingId": posting, "language": "EN" });
    for scopes in [vec![WRITE, READ], vec![READ, PROFILES]] {
        let client = agent(&app, &ada, &scopes).await;
        let refused = write(&client, "createLetter", &create).await;
        assert_eq!(refused.code(), "FORBIDDEN", "{scopes:?}");
    }
    let writer = agent(&app, &ada, &[WRITE, PROFILES]).await;
    let created = write(&writer, "createLetter", &create).await;
    assert_eq!(
        created.data("createLetter"),
        &json!({ "letter": null, "userErrors": [] })
    );
    assert_eq!(app.count_rows("letters").await, 1);
}

#[tokio::test]
async fn a_token_sees_the_text_of_facts_only_with_the_scope_of_profiles() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let letter = written(&app, &ada, &posting).await;
    let query = "query($id: ID!) { viewer { letter(id: $id) { content { paragraphs { sentences { text citations { text isCurrent } } } } } } }";
    for (scopes, shown) in [(vec![READ], false), (vec![READ, PROFILES], true)] {
        let client = agent(&app, &ada, &scopes).await;
        let read = client.gql(query, json!({ "id": letter["id"] })).await;
        assert_eq!(read.text.contains("FORBIDDEN"), !shown, "{}", read.text);
        assert_eq!(read.text.contains("\"isCurrent\":true"), shown);
    }
}

#[tokio::test]
async fn a_token_removes_no_letter() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let letter = written(&app, &ada, &posting).await;
    let client = agent(&app, &ada, &[WRITE, READ]).await;
    let query = "mutation($id: ID!) { removeLetter(input: { id: $id, expectedVersion: 2 }) { removedLetterId } }";
    let refused = client.gql(query, json!({ "id": letter["id"] })).await;
    assert_eq!(refused.code(), "FORBIDDEN");
}
