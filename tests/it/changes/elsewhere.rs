//! What is told of files, and of work in the background.

use careergraph::platform::clock::Clock;
use chrono::TimeDelta;
use serde_json::json;

use super::{cursor_now, expected, told};
use crate::kit::{Setup, TestApp, TestUser};

/// Imports a profile with a skill; returns the plan before it is applied.
async fn planned(user: &TestUser) -> serde_json::Value {
    let file = br#"{"basics":{"label":"Planner"},"skills":[{"name":"Knots"}]}"#;
    crate::imports::upload(user, "cv.json", file).await
}

#[tokio::test]
async fn documents_are_told_when_they_come_and_when_they_go() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let before = cursor_now(&ada.client).await;
    let document = ada.document("a.txt", b"a document").await;
    let created = expected(&[("DOCUMENT", "CREATED", Some(1))]);
    assert_eq!(told(&ada.client, &before).await, created);
    ada.remove_document(&document).await;
    let deleted = expected(&[("DOCUMENT", "DELETED", None)]);
    assert_eq!(told(&ada.client, &before).await, deleted);
}

#[tokio::test]
async fn an_import_is_told_with_what_it_writes() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let before = cursor_now(&ada.client).await;
    let plan = planned(&ada).await;
    let created = expected(&[("IMPORT_PLAN", "CREATED", Some(1))]);
    assert_eq!(told(&ada.client, &before).await, created);
    let before = cursor_now(&ada.client).await;
    let apply = "mutation($id: ID!) { applyImport(input: { id: $id, expectedVersion: 1 }) { plan { id } } }";
    let begun = ada.client.gql(apply, json!({ "id": plan["id"] })).await;
    begun.text_at("applyImport.plan.id");
    app.run_tasks().await;
    let told = told(&ada.client, &before).await;
    assert!(told.iter().any(|(kind, ..)| kind == "PROFILE"), "{told:?}");
    let (kind, operation, _) = told.last().unwrap();
    assert_eq!(
        (kind.as_str(), operation.as_str()),
        ("IMPORT_PLAN", "CHANGED")
    );
}

#[tokio::test]
async fn plans_that_expire_and_imports_that_are_forgotten_are_told() {
    let clock = Clock::held_at(Clock::default().now());
    let app = Setup::new().workers(0).clock(clock.clone()).start().await;
    let ada = app.sign_up("ada").await;
    planned(&ada).await;
    for (days, operation, version) in [(9, "CHANGED", Some(2)), (400, "DELETED", None)] {
        let before = last(&app, &ada).await;
        clock.advance(TimeDelta::days(days));
        app.imports.sweep().await.unwrap();
        let ada = ada.sign_in_again(&app).await;
        let told = told(&ada.client, &before).await;
        assert_eq!(told, expected(&[("IMPORT_PLAN", operation, version)]));
    }
}

/// The cursor of now, also for a user whose session has ended.
async fn last(app: &TestApp, user: &TestUser) -> String {
    let number = app.platform.feed.last(user.user_id).await.unwrap();
    super::cursor_at(user.user_id, number)
}

#[tokio::test]
async fn people_that_expire_are_told() {
    let clock = Clock::held_at(Clock::default().now());
    let app = Setup::new().workers(0).clock(clock.clone()).start().await;
    let ada = app.sign_up("ada").await;
    let add = "mutation { addPerson(input: { firstName: \"Ann\" }) { person { id } } }";
    ada.client
        .gql(add, json!({}))
        .await
        .text_at("addPerson.person.id");
    let before = last(&app, &ada).await;
    clock.advance(TimeDelta::days(10_000));
    assert_eq!(app.connections.expire().await.unwrap(), 1);
    let ada = ada.sign_in_again(&app).await;
    let deleted = expected(&[("PERSON", "DELETED", None)]);
    assert_eq!(told(&ada.client, &before).await, deleted);
}
