//! What was given to an application stays as it was.

use serde_json::json;

use super::{edited, given, recorded, saved, write};
use crate::kit::{Setup, TestApp};

#[tokio::test]
async fn what_was_given_stays_when_the_answer_is_edited_or_removed() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let application = ada.apply("Acme").await.id;
    let first = saved(&ada.client, "Notice period?", json!({ "text": "1 month" })).await;
    let record = recorded(&ada, &application, &first).await;
    let next = edited(
        &ada.client,
        &first,
        "Your notice?",
        json!({ "text": "3 months" }),
    )
    .await;
    let now = given(&ada.client, &application).await;
    assert_eq!(now[0]["value"], record["value"]);
    assert_eq!(now[0]["value"]["text"], "1 month");
    assert_eq!(
        (&now[0]["question"], &now[0]["version"]),
        (&json!("Notice period?"), &json!(1))
    );
    assert_eq!(now[0]["answer"]["version"], 2);
    recorded(&ada, &application, &next).await;
    let input = json!({ "id": first["id"], "expectedVersion": 2 });
    let removed = write(&ada.client, "removeAnswer", &input).await;
    assert_eq!(removed.data("removeAnswer.removedAnswerId"), &first["id"]);
    let now = given(&ada.client, &application).await;
    let texts = [&now[0]["value"]["text"], &now[1]["value"]["text"]];
    assert_eq!(texts, ["1 month", "3 months"]);
    assert!(now[0]["answer"].is_null() && now[1]["answer"].is_null());
    assert_eq!(app.count_rows("answer_versions").await, 0);
}

#[tokio::test]
async fn the_words_of_the_form_and_an_earlier_version_are_recorded() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let application = ada.apply("Acme").await.id;
    let first = saved(&ada.client, "Can you travel?", json!({ "choice": ["Yes"] })).await;
    edited(
        &ada.client,
        &first,
        "Can you travel?",
        json!({ "choice": ["No"] }),
    )
    .await;
    let mut input = json!({ "applicationId": application, "answerId": first["id"], "version": 1,
        "question": "Sind Sie reisebereit?", "value": { "choice": ["Ja"] }, "idempotencyKey": "once" });
    let done = write(&ada.client, "recordAnswer", &input).await;
    let again = write(&ada.client, "recordAnswer", &input).await;
    assert_eq!(done.data("recordAnswer"), again.data("recordAnswer"));
    let row = done.data("recordAnswer.recordedAnswer");
    assert_eq!(row["value"]["choice"], json!(["Ja"]));
    assert_eq!(
        (&row["question"], &row["version"]),
        (&json!("Sind Sie reisebereit?"), &json!(1))
    );
    input["idempotencyKey"] = json!(null);
    input["version"] = json!(3);
    assert_eq!(
        write(&ada.client, "recordAnswer", &input).await.code(),
        "NOT_FOUND"
    );
    input["version"] = json!(1);
    input["dryRun"] = json!(true);
    let dry = write(&ada.client, "recordAnswer", &input).await;
    assert!(dry.data("recordAnswer.recordedAnswer").is_object());
    assert_eq!(app.count_rows("application_answers").await, 1);
}

#[tokio::test]
async fn a_record_is_removed_alone_and_with_its_application() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let application = ada.apply("Acme").await;
    let answer = saved(&ada.client, "Q?", json!({ "number": 1 })).await;
    let one = recorded(&ada, &application.id, &answer).await;
    let second = saved(&ada.client, "R?", json!({ "number": 1 })).await;
    let other = recorded(&ada, &application.id, &second).await;
    let removed = write(
        &ada.client,
        "removeRecordedAnswer",
        &json!({ "id": one["id"] }),
    )
    .await;
    assert_eq!(
        removed.data("removeRecordedAnswer.removedRecordedAnswerId"),
        &one["id"]
    );
    let left = given(&ada.client, &application.id).await;
    assert_eq!(left, json!([other]));
    let delete = "mutation($input: DeleteApplicationInput!) { deleteApplication(input: $input) { userErrors { message } } }";
    let input = json!({ "id": application.id, "expectedVersion": application.version });
    let deleted = ada.client.gql(delete, json!({ "input": input })).await;
    assert_eq!(deleted.data("deleteApplication.userErrors"), &json!([]));
    assert_eq!(app.count_rows("application_answers").await, 0);
    assert_eq!(app.count_rows("answers").await, 2);
}

#[tokio::test]
async fn the_same_record_again_adds_none() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let application = ada.apply("Acme").await.id;
    let answer = saved(&ada.client, "Q?", json!({ "number": -0.0 })).await;
    assert_eq!(answer["value"]["number"].to_string(), "0.0");
    let first = recorded(&ada, &application, &answer).await;
    assert_eq!(recorded(&ada, &application, &answer).await, first);
    assert_eq!(app.count_rows("application_answers").await, 1);
    // Another question, value or version is another record.
    let mut input =
        json!({ "applicationId": application, "answerId": answer["id"], "question": "Other?" });
    write(&ada.client, "recordAnswer", &input).await;
    input["value"] = json!({ "number": 2 });
    write(&ada.client, "recordAnswer", &input).await;
    write(&ada.client, "recordAnswer", &input).await;
    let next = edited(&ada.client, &answer, "Q?", json!({ "number": 3 })).await;
    recorded(&ada, &application, &next).await;
    assert_eq!(app.count_rows("application_answers").await, 4);
}

#[tokio::test]
async fn an_answer_that_was_changed_is_not_removed() {
    let app = TestApp::start().await;
    let ada = app.sign_up("ada").await;
    let first = saved(&ada.client, "Q?", json!({ "number": 1 })).await;
    edited(&ada.client, &first, "Q?", json!({ "number": 2 })).await;
    for version in [0, 1, 3] {
        let input = json!({ "id": first["id"], "expectedVersion": version });
        let refused = write(&ada.client, "removeAnswer", &input).await;
        assert_eq!(
            refused.refusal("removeAnswer"),
            "VersionConflictError input.expectedVersion"
        );
    }
    assert_eq!(app.count_rows("answers").await, 1);
}

#[tokio::test]
async fn a_stranger_records_and_sees_nothing() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let (of_ada, of_bob) = (ada.apply("Acme").await.id, bob.apply("Acme").await.id);
    let answer = saved(&ada.client, "Q?", json!({ "text": "A secret" })).await;
    recorded(&ada, &of_ada, &answer).await;
    let own = saved(&bob.client, "Q?", json!({ "text": "B" })).await;
    for (application, answer) in [(&of_ada, &own), (&of_bob, &answer)] {
        let input = json!({ "applicationId": application, "answerId": answer["id"] });
        let refused = write(&bob.client, "recordAnswer", &input).await;
        assert_eq!(refused.code(), "NOT_FOUND");
    }
    let query = "query($id: ID!, $ids: [ID!]!) { nodes(ids: $ids) { __typename } viewer { answers { nodes { id } } answer(id: $id) { id } \
        findAnswers(question: { text: \"Q?\" }) { answer { id } } } }";
    let ids = json!({ "id": answer["id"], "ids": [answer["id"], of_ada] });
    let seen = bob.client.gql(query, ids).await;
    assert_eq!(seen.code(), "NOT_FOUND");
    assert!(!seen.text.contains("A secret"));
    assert_eq!(seen.json["data"]["nodes"], json!([null, null]));
    let list = &seen.json["data"]["viewer"]["answers"]["nodes"];
    assert_eq!(list, &json!([{ "id": own["id"] }]));
}

#[tokio::test]
async fn one_record_too_many_is_refused() {
    let setup = Setup::new().config(|config| config.writing.answers_per_application = 1);
    let app = setup.start().await;
    let ada = app.sign_up("ada").await;
    let (one, other) = (ada.apply("Acme").await.id, ada.apply("Fernhill").await.id);
    let answer = saved(&ada.client, "Q?", json!({ "number": 1 })).await;
    recorded(&ada, &one, &answer).await;
    let second = saved(&ada.client, "R?", json!({ "number": 1 })).await;
    let input = json!({ "applicationId": one, "answerId": second["id"] });
    let refused = write(&ada.client, "recordAnswer", &input).await;
    assert_eq!(
        refused.refusal("recordAnswer"),
        "InvalidInputError input.applicationId"
    );
    recorded(&ada, &other, &answer).await;
}
