//! An API token is told of the kinds whose areas it may read.

use serde_json::{Value, json};

use super::{asked, cursor_now, page};
use crate::kit::{Client, Setup, TestApp, TestUser};

async fn agent(app: &TestApp, user: &TestUser, scopes: Value) -> Client {
    let query =
        "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }";
    let input = json!({ "input": { "name": "Night shift", "scopes": scopes } });
    let secret = user.client.gql(query, input).await;
    app.anonymous()
        .with_token(&secret.text_at("createApiToken.secret"))
}

#[tokio::test]
async fn a_token_is_told_of_what_it_may_read() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let before = cursor_now(&ada.client).await;
    ada.begin("Fernhill", "APPLIED").await;
    let add = "mutation { addPerson(input: { firstName: \"Ann\" }) { person { id } } }";
    ada.client
        .gql(add, json!({}))
        .await
        .text_at("addPerson.person.id");
    let read = |area: &str, verb: &str| json!([{ "area": area, "verb": verb }]);
    let people = agent(&app, &ada, read("CONNECTIONS", "READ")).await;
    let kinds = async |client: &Client| {
        let page = page(client, json!({ "after": before })).await;
        let changes = page["changes"].as_array().unwrap().iter();
        changes.map(|it| it["kind"].clone()).collect::<Vec<Value>>()
    };
    assert_eq!(kinds(&people).await, ["PERSON"]);
    assert_eq!(kinds(&ada.client).await, ["APPLICATION", "PERSON"]);
    let named = json!({ "after": before, "kinds": ["PERSON", "APPLICATION"] });
    assert_eq!(asked(&people, named).await.code(), "FORBIDDEN");
    let writer = agent(&app, &ada, read("CONNECTIONS", "WRITE")).await;
    assert_eq!(asked(&writer, json!({})).await.code(), "FORBIDDEN");
    let searcher = agent(&app, &ada, read("JOBS", "READ")).await;
    assert_eq!(asked(&searcher, json!({})).await.code(), "FORBIDDEN");
    assert_eq!(
        asked(&app.anonymous(), json!({})).await.code(),
        "UNAUTHENTICATED"
    );
}

#[tokio::test]
async fn the_program_that_made_a_change_is_named() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let before = cursor_now(&ada.client).await;
    let scopes = json!([{ "area": "APPLICATIONS", "verb": "READ" }, { "area": "APPLICATIONS", "verb": "WRITE" }]);
    let agent = agent(&app, &ada, scopes).await;
    crate::kit::new_card(&agent, "Fernhill")
        .await
        .move_on(&agent, "OFFER")
        .await;
    app.run_tasks().await;
    let read = page(&ada.client, json!({ "after": before })).await;
    let changes = read["changes"].as_array().unwrap().iter();
    let who: Vec<Value> = changes
        .map(|it| json!([it["kind"], it["actor"], it["actorName"]]))
        .collect();
    assert_eq!(
        who,
        [
            json!(["APPLICATION", "AGENT", "Night shift"]),
            json!(["NOTIFICATION", "SERVER", null])
        ]
    );
}
