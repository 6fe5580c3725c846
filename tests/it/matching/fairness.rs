//! A score reads neither names nor pronouns nor ages.

use serde_json::json;

use super::{RUST, catalogue, edit, matched};
use crate::kit::{TestApp, TestUser};

async fn person(app: &TestApp, name: &str, facts: &str, summary: &str) -> TestUser {
    let user = app.sign_up(name).await;
    let jobs = json!([{ "company": "Cargolane", "title": "Backend Engineer", "startedOn": "2018-01", "description": facts }]);
    edit(&user, "setEmployments", json!({ "employments": jobs })).await;
    edit(
        &user,
        "updateProfile",
        json!({ "summary": summary, "targets": { "titles": ["Backend Engineer"] } }),
    )
    .await;
    user
}

#[tokio::test]
async fn other_names_pronouns_and_years_of_birth_get_the_same_score() {
    let app = TestApp::start().await;
    let ids = catalogue(&app, &[RUST]).await;
    let one = person(
        &app,
        "one",
        "- He built billing services in Rust with his team.\n- Mr Olafsen tuned PostgreSQL.",
        "Born 1961, a family man. He likes services that last.",
    )
    .await;
    let other = person(
        &app,
        "other",
        "- She built billing services in Rust with her team.\n- Ms Oyelaran tuned PostgreSQL.",
        "Born 1999, a mother. She likes services that last.",
    )
    .await;
    let (one, other) = (
        matched(&one, &ids[0]).await["match"].clone(),
        matched(&other, &ids[0]).await["match"].clone(),
    );
    assert_eq!(one["score"], other["score"]);
    let contributions = |found: &serde_json::Value| -> Vec<serde_json::Value> {
        let reasons = found["reasons"].as_array().unwrap().iter();
        reasons
            .map(|reason| reason["contribution"].clone())
            .collect()
    };
    assert_eq!(contributions(&one), contributions(&other));
}
