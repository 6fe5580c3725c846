//! People added and changed by hand.

use serde_json::{Value, json};

use super::{add, done};
use crate::kit::{Setup, TestUser};

/// The path of the refusal of a mutation.
async fn refused(user: &TestUser, mutation: &str, input: Value) -> Value {
    let kind = crate::kit::capital(mutation);
    let query = format!(
        "mutation($input: {kind}Input!) {{ {mutation}(input: $input) {{ person {{ id }} userErrors {{ __typename path }} }} }}"
    );
    let answer = user.client.gql(&query, json!({ "input": input })).await;
    assert!(answer.data(&format!("{mutation}.person")).is_null());
    answer.data(&format!("{mutation}.userErrors.0")).clone()
}

#[tokio::test]
async fn a_person_is_added_and_changed_field_by_field() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let new = json!({ "firstName": " Ann ", "lastName": "Ray", "profileUrl": "https://x.example/ann", "email": "ann@example.net",
        "company": "Fernhill", "position": "Cook", "connectedOn": "2024-05", "notes": "One\r\ntwo", "tags": ["b", "a", "B"], "followUpOn": "2026-12-01" });
    let person = add(&ada, new).await;
    assert_eq!(
        person,
        json!({ "id": person["id"], "name": "Ann Ray", "firstName": "Ann", "lastName": "Ray", "profileUrl": "https://x.example/ann",
            "email": "ann@example.net", "companyName": "Fernhill", "companyId": null, "position": "Cook", "connectedOn": "2024-05",
            "notes": "One\ntwo", "tags": ["b", "a"], "followUpOn": "2026-12-01", "source": null, "version": 1 })
    );
    let change = json!({ "id": person["id"], "expectedVersion": 1, "notes": "Three" });
    let changed = done(&ada, "updatePerson", change).await;
    let mut expected = person.clone();
    (expected["notes"], expected["version"]) = (json!("Three"), json!(2));
    assert_eq!(changed, expected, "what is left out stays");
    let change = json!({ "id": person["id"], "expectedVersion": 2, "profileUrl": null, "email": null, "connectedOn": null,
        "followUpOn": null, "tags": null, "lastName": "", "company": null, "position": null, "notes": null });
    let changed = done(&ada, "updatePerson", change).await;
    for field in ["profileUrl", "email", "connectedOn", "followUpOn"] {
        assert!(changed[field].is_null(), "{field}");
    }
    for field in ["companyName", "position", "notes"] {
        assert_eq!(changed[field], "", "{field}");
    }
    assert_eq!(
        (&changed["name"], &changed["tags"]),
        (&json!("Ann"), &json!([]))
    );
}

#[tokio::test]
async fn what_is_wrong_is_named_with_its_path() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let many: Vec<String> = (0..21).map(|n| n.to_string()).collect();
    for (field, value, path) in [
        ("firstName", json!(""), json!(["input", "firstName"])),
        (
            "firstName",
            json!("x".repeat(101)),
            json!(["input", "firstName"]),
        ),
        (
            "company",
            json!("x".repeat(201)),
            json!(["input", "company"]),
        ),
        ("position", json!("a\nb"), json!(["input", "position"])),
        (
            "profileUrl",
            json!("javascript:alert(1)"),
            json!(["input", "profileUrl"]),
        ),
        ("email", json!("nobody"), json!(["input", "email"])),
        (
            "notes",
            json!("x".repeat(10_001)),
            json!(["input", "notes"]),
        ),
        ("tags", json!(many), json!(["input", "tags"])),
        (
            "tags",
            json!(["a", "x".repeat(51)]),
            json!(["input", "tags", "1"]),
        ),
    ] {
        let mut input = json!({ "firstName": "Ann" });
        input[field] = value;
        let refusal = refused(&ada, "addPerson", input).await;
        assert_eq!(
            refusal,
            json!({ "__typename": "InvalidInputError", "path": path }),
            "{field}"
        );
    }
    assert_eq!(app.count_rows("people").await, 0);
}

#[tokio::test]
async fn retries_dry_runs_and_stale_versions_change_nothing() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let mut new = json!({ "firstName": "Ann", "tags": ["x"], "dryRun": true });
    let would_be = add(&ada, new.clone()).await;
    assert_eq!(
        (&would_be["name"], app.count_rows("people").await),
        (&json!("Ann"), 0)
    );
    new["dryRun"] = json!(false);
    new["idempotencyKey"] = json!("one");
    let person = add(&ada, new.clone()).await;
    assert_eq!(add(&ada, new).await, person);
    assert_eq!(app.count_rows("people").await, 1);
    let mut change =
        json!({ "id": person["id"], "expectedVersion": 1, "notes": "Call.", "dryRun": true });
    assert_eq!(
        done(&ada, "updatePerson", change.clone()).await["version"],
        2
    );
    change["dryRun"] = json!(false);
    change["idempotencyKey"] = json!("two");
    let changed = done(&ada, "updatePerson", change.clone()).await;
    assert_eq!(done(&ada, "updatePerson", change.clone()).await, changed);
    change["idempotencyKey"] = json!("three");
    let refusal = refused(&ada, "updatePerson", change).await;
    assert_eq!(refusal["__typename"], "VersionConflictError");
}
