//! What API tokens may do with tailorings.

use serde_json::{Value, json};

use super::{about, doing, engineer, posting, proposed, quiet, resume, write};
use crate::kit::{Client, TestApp, TestUser};

async fn token(app: &TestApp, user: &TestUser, scopes: &[(&str, &str)]) -> Client {
    let scopes = scopes
        .iter()
        .map(|(area, verb)| json!({ "area": area, "verb": verb }));
    let input = json!({ "name": "an agent", "scopes": scopes.collect::<Vec<Value>>() });
    let query = "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret userErrors { message } } }";
    let made = user.client.gql(query, json!({ "input": input })).await;
    app.anonymous()
        .with_token(&made.text_at("createApiToken.secret"))
}

#[tokio::test]
async fn token_needs_the_scopes_of_what_it_reads_and_writes() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let resume = resume(&ada, &posting).await;
    let tailoring = proposed(&ada.client, &resume).await;
    let input = json!({ "resumeId": resume["id"] });
    let writer = token(&app, &ada, &[("WRITING", "WRITE")]).await;
    let refused = write(&writer, "tailorResume", &input).await;
    assert_eq!(refused.code(), "FORBIDDEN", "profiles:read is missing");
    // The right to write is no right to read.
    let accept = about(&tailoring, &[doing(&tailoring, "REORDER_SKILLS")[0]]);
    let done = write(&writer, "acceptProposals", &accept).await;
    let payload = done.data("acceptProposals");
    assert_eq!(
        (
            &payload["tailoring"],
            &payload["resume"],
            &payload["userErrors"]
        ),
        (&Value::Null, &Value::Null, &json!([]))
    );
    let reader = token(&app, &ada, &[("WRITING", "READ")]).await;
    let query = "query($id: ID!) { node(id: $id) { ... on Tailoring { proposals { operation citations { evidence text } } } } }";
    let found = reader.gql(query, json!({ "id": tailoring["id"] })).await;
    assert_eq!(
        found.code(),
        "FORBIDDEN",
        "texts of facts are the profile's"
    );
    let variant = doing(&found.json["data"]["node"], "PICK_VARIANT")[0];
    assert!(variant["citations"][0]["evidence"].is_string());
    assert!(variant["citations"][0]["text"].is_null());
    let refused = write(&reader, "tailorResume", &input).await;
    assert_eq!(refused.code(), "FORBIDDEN");
    let both = token(
        &app,
        &ada,
        &[
            ("WRITING", "WRITE"),
            ("WRITING", "READ"),
            ("PROFILES", "READ"),
        ],
    );
    let made = write(&both.await, "tailorResume", &input).await;
    assert!(
        made.data("tailorResume.tailoring").is_object(),
        "{}",
        made.text
    );
}
