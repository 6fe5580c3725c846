//! Everything about a résumé but what it says: its name and look, archiving, removal, dry runs and retries.

use serde_json::{Value, json};

use super::{describe, done, edit_of, edited, master, names, of, posting, tailored, write};
use crate::kit::{Client, Setup, TestApp};

fn with(resume: &Value, change: &Value) -> Value {
    let mut input = of(resume);
    for (name, value) in change.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

async fn remove(client: &Client, input: &Value) -> crate::kit::Answer {
    let query = "mutation($input: RemoveResumeInput!) { removeResume(input: $input) { removedResumeId userErrors { __typename path } } }";
    client.gql(query, json!({ "input": input })).await
}

#[tokio::test]
async fn name_and_look_change_without_a_revision_and_the_language_with_one() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let resume = master(&ada, "All").await;
    let change =
        json!({ "name": "Everything", "template": "CLASSIC", "paper": "LETTER", "language": "EN" });
    let changed = done(&ada.client, "updateResume", &with(&resume, &change)).await;
    assert_eq!(
        [&changed["name"], &changed["template"], &changed["paper"]],
        ["Everything", "CLASSIC", "LETTER"]
    );
    assert_eq!(
        (&changed["version"], &changed["newestRevision"]),
        (&json!(2), &json!(1))
    );
    let german = json!({ "language": "DE" });
    let changed = done(&ada.client, "updateResume", &with(&changed, &german)).await;
    assert_eq!(
        (&changed["version"], &changed["newestRevision"]),
        (&json!(3), &json!(2))
    );
    assert_eq!(
        [&changed["language"], &changed["content"]["language"]],
        ["DE", "DE"]
    );
    assert_eq!(changed["paper"], "LETTER", "what is left out stays");
    for (name, change) in [
        ("input.name", json!({ "name": " " })),
        ("input.name", json!({ "name": "x".repeat(221) })),
    ] {
        let refused = write(&ada.client, "updateResume", &with(&changed, &change)).await;
        assert_eq!(
            refused.refusal("updateResume"),
            format!("InvalidInputError {name}")
        );
    }
    let stale = write(&ada.client, "updateResume", &with(&resume, &german)).await;
    assert_eq!(
        stale.refusal("updateResume"),
        "VersionConflictError input.expectedVersion"
    );
}

#[tokio::test]
async fn an_archived_resume_is_listed_apart_until_it_comes_back() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let (one, _) = (master(&ada, "One").await, master(&ada, "Two").await);
    let archived = done(&ada.client, "archiveResume", &of(&one)).await;
    assert!(archived["archivedAt"].is_string());
    assert_eq!(names(&ada.client, "").await, ["Two"]);
    assert_eq!(names(&ada.client, ", archived: true").await, ["One"]);
    let again = done(&ada.client, "archiveResume", &of(&archived)).await;
    assert_eq!(again, archived, "it is archived already");
    let edited = edited(&ada.client, &archived, |content| {
        content["phone"] = json!("1");
    })
    .await;
    assert_eq!(edited["archivedAt"], archived["archivedAt"]);
    let back = done(&ada.client, "unarchiveResume", &of(&edited)).await;
    assert_eq!(back["archivedAt"], Value::Null);
    assert_eq!(names(&ada.client, "").await, ["Two", "One"]);
}

#[tokio::test]
async fn a_removed_resume_is_gone_and_its_copies_stay() {
    let app = TestApp::start().await;
    let posting = posting(&app).await;
    let ada = app.sign_up("ada").await;
    let input = json!({ "kind": "MASTER", "name": "All", "idempotencyKey": "one" });
    let parent = done(&ada.client, "createResume", &input).await;
    let copy = tailored(&ada, &parent, &posting).await;
    let mut stale = of(&parent);
    stale["expectedVersion"] = json!(7);
    assert_eq!(
        remove(&ada.client, &stale).await.refusal("removeResume"),
        "VersionConflictError input.expectedVersion"
    );
    let mut trial = of(&parent);
    trial["dryRun"] = json!(true);
    for input in [&trial, &of(&parent)] {
        let removed = remove(&ada.client, input).await;
        assert_eq!(removed.data("removeResume.removedResumeId"), &parent["id"]);
    }
    assert_eq!(remove(&ada.client, &of(&parent)).await.code(), "NOT_FOUND");
    assert_eq!(app.count_rows("resume_revisions").await, 1);
    let retried = write(&ada.client, "createResume", &input).await;
    assert_eq!(
        retried.code(),
        "NOT_FOUND",
        "a late retry does not bring it back"
    );
    let query = "query($id: ID!) { viewer { resume(id: $id) { parent { id } content { name } } } }";
    let left = ada.client.gql(query, json!({ "id": copy["id"] })).await;
    assert_eq!(left.data("viewer.resume.parent"), &Value::Null);
    assert_eq!(left.data("viewer.resume.content.name"), "ada");
}

#[tokio::test]
async fn resumes_of_others_do_not_exist() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let resume = master(&ada, "All").await;
    let client = &bob.client;
    let mut restore = of(&resume);
    restore["revision"] = json!(1);
    for (mutation, input) in [
        (
            "editResume",
            edit_of(&resume, |content| content["phone"] = json!("1")),
        ),
        ("restoreResume", restore),
        ("updateResume", with(&resume, &json!({ "name": "Mine" }))),
        ("archiveResume", of(&resume)),
        ("unarchiveResume", of(&resume)),
    ] {
        assert_eq!(
            write(client, mutation, &input).await.code(),
            "NOT_FOUND",
            "{mutation}"
        );
    }
    assert_eq!(remove(client, &of(&resume)).await.code(), "NOT_FOUND");
    let query = "query($id: ID!) { viewer { resume(id: $id) { name } } }";
    let read = client.gql(query, json!({ "id": resume["id"] })).await;
    assert_eq!(read.code(), "NOT_FOUND");
    assert!(names(client, "").await.is_empty());
    assert_eq!(names(&ada.client, "").await, ["All"]);
}

/// A value without the version, instants and ids, which differ in each run.
fn comparable(resume: &Value) -> Value {
    let mut resume = resume.clone();
    for field in ["id", "archivedAt"] {
        resume[field] = Value::Null;
    }
    resume
}

#[tokio::test]
async fn a_dry_run_shows_what_would_be_and_stores_nothing() {
    let app = Setup::new().workers(0).start().await;
    let posting = posting(&app).await;
    let ada = app.sign_up("ada").await;
    describe(&ada).await;
    let twice = async |mutation: &str, input: Value| {
        let mut trial = input.clone();
        trial["dryRun"] = json!(true);
        let before = app.row_counts().await;
        let would_be = done(&ada.client, mutation, &trial).await;
        assert_eq!(
            app.row_counts().await,
            before,
            "{mutation} stored something"
        );
        let is = done(&ada.client, mutation, &input).await;
        assert_eq!(comparable(&would_be), comparable(&is), "{mutation}");
        is
    };
    let resume = twice("createResume", json!({ "kind": "MASTER", "name": "All" })).await;
    let copy =
        json!({ "kind": "TAILORED", "name": "T", "parentId": resume["id"], "postingId": posting });
    twice("createResume", copy).await;
    let edit = edit_of(&resume, |content| content["headline"] = json!("Baker"));
    let resume = twice("editResume", edit).await;
    let mut restore = of(&resume);
    restore["revision"] = json!(1);
    let resume = twice("restoreResume", restore).await;
    let resume = twice("updateResume", with(&resume, &json!({ "language": "DE" }))).await;
    let resume = twice("archiveResume", of(&resume)).await;
    let resume = twice("unarchiveResume", of(&resume)).await;
    assert_eq!(
        (&resume["version"], &resume["newestRevision"]),
        (&json!(6), &json!(4))
    );
    let query = "mutation($input: EditResumeInput!) { editResume(input: $input) { resume { revision(number: 5) { number reason \
                 changes { place after } } } } }";
    let mut trial = edit_of(&resume, |content| content["phone"] = json!("1"));
    trial["dryRun"] = json!(true);
    let would_be = ada.client.gql(query, json!({ "input": trial })).await;
    assert_eq!(
        would_be.data("editResume.resume.revision"),
        &json!({ "number": 5, "reason": "EDITED", "changes": [{ "place": "phone", "after": "1" }] })
    );
}

#[tokio::test]
async fn a_retry_returns_the_first_result() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let input = json!({ "kind": "MASTER", "name": "All", "idempotencyKey": "create" });
    let first = done(&ada.client, "createResume", &input).await;
    let mut edit = edit_of(&first, |content| content["phone"] = json!("1"));
    edit["idempotencyKey"] = json!("edit");
    let second = done(&ada.client, "editResume", &edit).await;
    assert_eq!(done(&ada.client, "createResume", &input).await, first);
    assert_eq!(done(&ada.client, "editResume", &edit).await, second);
    assert_eq!(
        (
            app.count_rows("resumes").await,
            app.count_rows("resume_revisions").await
        ),
        (1, 2)
    );
    edit["content"]["phone"] = json!("2");
    let other = write(&ada.client, "editResume", &edit).await;
    assert_eq!(
        other.data("editResume.userErrors.0.__typename"),
        "IdempotencyKeyReusedError"
    );
}
