//! The right to write is no right to read: payloads show an object only to tokens that may read it.

use serde_json::{Value, json};

use crate::kit::{Client, Setup, TestApp, TestUser};

/// A client with a token of these scopes.
async fn agent(app: &TestApp, user: &TestUser, verbs: &[&str]) -> Client {
    let scope = |area: &str| {
        let of_verb = |verb: &&str| json!({ "area": area, "verb": verb });
        verbs.iter().map(of_verb).collect::<Vec<_>>()
    };
    let scopes: Vec<Value> = ["APPLICATIONS", "PROFILES"]
        .into_iter()
        .flat_map(scope)
        .collect();
    let query =
        "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }";
    let input = json!({ "input": { "name": "Agent", "scopes": scopes } });
    let secret = user.client.gql(query, input).await;
    app.anonymous()
        .with_token(&secret.text_at("createApiToken.secret"))
}

#[tokio::test]
async fn a_token_that_may_write_only_changes_things_and_is_shown_nothing_of_them() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let id = card["id"].as_str().unwrap();
    let writer = agent(&app, &ada, &["WRITE"]).await;
    let both = agent(&app, &ada, &["READ", "WRITE"]).await;
    let mut version = 1;
    for dry_run in [true, false] {
        for (client, is_shown) in [(&writer, false), (&both, true)] {
            let to = if version == 1 {
                "SCREENING"
            } else {
                "ASSESSMENT"
            };
            let move_on = format!(
                "mutation {{ done: moveApplication(input: {{ id: \"{id}\", expectedVersion: {version}, to: {to}, dryRun: {dry_run} }}) {{ \
                 object: application {{ stage events {{ kind }} }} userErrors {{ code }} }} }}"
            );
            let describe = format!(
                "mutation {{ done: updateProfile(input: {{ expectedVersion: {}, headline: \"Cook\", dryRun: {dry_run} }}) {{ \
                 object: profile {{ headline skills {{ name }} }} userErrors {{ code }} }} }}",
                version - 1
            );
            for query in [move_on, describe] {
                let answer = client.gql(&query, json!({})).await;
                assert!(answer.json.get("errors").is_none(), "{}", answer.text);
                assert_eq!(answer.data("done.userErrors"), &json!([]), "{query}");
                assert_eq!(answer.data("done.object").is_object(), is_shown, "{query}");
            }
            version += i32::from(!dry_run);
        }
    }
    assert_eq!(ada.card(&card["id"]).await["version"], 3, "both moved it");
}

#[tokio::test]
async fn no_message_names_a_part_of_an_input() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let query = "mutation($input: MoveApplicationInput!) { moveApplication(input: $input) { userErrors { code } } }";
    let id = "appl_00000000000000000000000000000000";
    let step = json!({ "id": id, "expectedVersion": 1, "to": "OFFER" });
    for (field, value) in [
        ("expectedVersion", json!(2_147_483_648_i64)),
        ("id", json!(7.5)),
        ("idempotencyKey", json!({})),
        ("dryRun", json!("yes")),
        ("clientMutationId", json!("x".repeat(257))),
    ] {
        let mut input = step.clone();
        input[field] = value;
        let answer = ada.client.gql(query, json!({ "input": input })).await;
        let message = answer.json["errors"][0]["message"].as_str().unwrap();
        assert!(
            !message.contains("Part")
                && !message.contains("StepInput")
                && !message.contains("Request"),
            "{field}: {message}"
        );
    }
}
