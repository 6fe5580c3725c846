//! An error about a value in the input says where the value is: `inputPath`, from the argument inwards.

use serde_json::{Value, json};

use super::{change, done, job};
use crate::kit::TestApp;

const MESSAGE_OF_DATES: &str = "A date has the format YYYY-MM-DD, or YYYY or YYYY-MM";

#[tokio::test]
async fn a_value_of_a_wrong_form_has_its_place() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let before = app.row_counts().await;
    let mut started = job("b");
    started["startedOn"] = json!("soon");
    // A company may be called like that.
    let first = job("soon");
    for (mutation, input, place) in [
        (
            "setEmployments",
            json!({ "expectedVersion": 0, "employments": [first, started] }),
            json!(["input", "employments", "1", "startedOn"]),
        ),
        (
            "setCertifications",
            json!({ "expectedVersion": 0, "certifications": [{ "name": "a" }, { "name": "b", "url": "ftp://x" }] }),
            json!(["input", "certifications", "1", "url"]),
        ),
        (
            "setEmployments",
            json!({ "expectedVersion": 0, "employments": [{ "id": "educ_1", "title": "t", "company": "c" }] }),
            json!(["input", "employments", "0", "id"]),
        ),
        (
            "updateProfile",
            json!({ "expectedVersion": 0, "targets": { "availableFrom": "soon" } }),
            json!(["input", "targets", "availableFrom"]),
        ),
    ] {
        // Twice: the second time the operation is known.
        for _ in 0..2 {
            let answer = change(&ada, mutation, input.clone()).await;
            assert_eq!(answer.code(), "BAD_USER_INPUT", "{mutation}");
            assert_eq!(extension(&answer.json, "inputPath"), place, "{mutation}");
            assert_eq!(extension(&answer.json, "refused"), Value::Null);
            let message = answer.json["errors"][0]["message"].to_string();
            assert!(!message.contains("occurred while"), "{message}");
        }
    }
    assert_eq!(app.row_counts().await, before);
}

#[tokio::test]
async fn places_are_found_behind_aliases_fragments_and_variables() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let query = r#"
        mutation($start: PartialDate, $jobs: [EmploymentInput!]!) {
            ...changes
            other: setEmployments(input: { expectedVersion: 0, employments: $jobs }) { userErrors { code } }
        }
        fragment changes on Mutation {
            ... on Mutation {
                own: setEmployments(input: { expectedVersion: 0, employments: { title: "t", company: "c", startedOn: $start } }) {
                    userErrors { code }
                }
            }
        }"#;
    let mut late = job("b");
    late["endedOn"] = json!("2024-13");
    let variables = json!({ "start": "never", "jobs": [job("a"), late] });
    let answer = ada.client.gql(query, variables).await;
    let mut errors: Vec<Value> = answer.json["errors"].as_array().expect("errors").clone();
    errors.sort_by_key(|error| error["path"].to_string());
    let told = |error: &Value| {
        let message = error["message"].as_str().unwrap_or_default();
        assert!(message.contains(MESSAGE_OF_DATES), "{message}");
        error["extensions"]["inputPath"].clone()
    };
    // A non-null field of the root that fails ends the operation, so the first error may be the only one.
    let places: Vec<Value> = errors.iter().map(told).collect();
    let (own, other) = (
        json!(["input", "employments", "startedOn"]),
        json!(["input", "employments", "1", "endedOn"]),
    );
    assert!(
        !places.is_empty() && places.iter().all(|place| *place == own || *place == other),
        "{places:?}"
    );
}

#[tokio::test]
async fn an_id_that_is_not_there_has_its_place() {
    let app = TestApp::start().await;
    let (ada, eve) = (app.sign_up("ada").await, app.sign_up("eve").await);
    let hers = done(
        &ada,
        "setEmployments",
        json!({ "expectedVersion": 0, "employments": [job("a")] }),
    )
    .await;
    let mut stolen = job("mine");
    stolen["id"] = hers["employments"][0]["id"].clone();
    let list = json!({ "expectedVersion": 0, "employments": [job("new"), stolen.clone()] });
    let answer = change(&eve, "setEmployments", list).await;
    assert_eq!(answer.code(), "NOT_FOUND");
    assert_eq!(
        extension(&answer.json, "inputPath"),
        json!(["input", "employments", "1", "id"])
    );
    let one = json!({ "expectedVersion": 0, "employment": stolen });
    let answer = change(&eve, "updateEmployment", one).await;
    assert_eq!(answer.code(), "NOT_FOUND");
    assert_eq!(
        extension(&answer.json, "inputPath"),
        json!(["input", "employment", "id"])
    );
}

#[tokio::test]
async fn what_the_library_refuses_has_its_place() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let long = "x".repeat(257);
    let skills = json!([{ "name": "Rust" }, { "name": "Go", "years": 4_294_967_296_i64 }]);
    for (mutation, input, place) in [
        (
            "setSkills",
            json!({ "expectedVersion": 0, "skills": skills }),
            json!(["input", "skills", "1", "years"]),
        ),
        (
            "updateProfile",
            json!({ "expectedVersion": 1_099_511_627_776_i64, "headline": "a" }),
            json!(["input", "expectedVersion"]),
        ),
        (
            "updateProfile",
            json!({ "expectedVersion": 0, "headline": "a", "clientMutationId": long }),
            json!(["input", "clientMutationId"]),
        ),
    ] {
        for _ in 0..2 {
            let answer = change(&ada, mutation, input.clone()).await;
            assert_eq!(answer.code(), "BAD_USER_INPUT", "{mutation}");
            assert_eq!(extension(&answer.json, "inputPath"), place, "{mutation}");
        }
    }
    let upload = "mutation($input: ImportProfileInput!) { importProfile(input: $input) { userErrors { code } } }";
    let answer = ada
        .client
        .gql(upload, json!({ "input": { "file": "x" } }))
        .await;
    assert_eq!(
        extension(&answer.json, "inputPath"),
        json!(["input", "file"]),
        "{}",
        answer.json
    );
}

#[tokio::test]
async fn what_validation_refuses_has_its_place() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let skills = json!([{ "name": "Rust" }, { "name": "Go", "level": "SUPERB" }]);
    let answer = change(
        &ada,
        "setSkills",
        json!({ "expectedVersion": 0, "skills": skills }),
    )
    .await;
    assert_eq!(answer.code(), "GRAPHQL_VALIDATION_FAILED");
    assert_eq!(
        extension(&answer.json, "inputPath"),
        json!(["input", "skills", "1", "level"])
    );
    let cancel = "mutation($input: CancelImportInput!) { cancelImport(input: $input) { userErrors { code } } }";
    let answer = ada.client.gql(cancel, json!({ "input": "all" })).await;
    assert_eq!(
        extension(&answer.json, "inputPath"),
        json!(["input"]),
        "{}",
        answer.json
    );
}

#[tokio::test]
async fn refused_arguments_of_queries_have_their_place() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    for (query, place) in [
        ("{ jobs(first: 0) { nodes { id } } }", json!(["first"])),
        (
            "{ viewer { applications(after: \"x\") { nodes { id } } } }",
            json!(["after"]),
        ),
        (
            "{ viewer { matches(target: \"Pilot\") { nodes { match { score } } } } }",
            json!(["target"]),
        ),
        (
            "{ jobs(filter: { none: { countries: [\"DE\", \"Atlantis\"] } }) { nodes { id } } }",
            json!(["filter", "none", "countries", "1"]),
        ),
        (
            "{ jobs(filter: { near: { place: \"Berlin\", radiusKm: 0 } }) { nodes { id } } }",
            json!(["filter", "near", "radiusKm"]),
        ),
        (
            "{ jobs(order: DISTANCE) { nodes { id } } }",
            json!(["order"]),
        ),
    ] {
        let answer = ada.client.gql(query, json!({})).await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{query}: {}", answer.json);
        assert_eq!(extension(&answer.json, "inputPath"), place, "{query}");
    }
}

fn extension(answer: &Value, name: &str) -> Value {
    answer["errors"][0]["extensions"][name].clone()
}
