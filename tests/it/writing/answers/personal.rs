//! Answers in a data export, and after an erasure.

use serde_json::json;

use super::{edited, recorded, saved};
use crate::{
    kit::Setup,
    personal_data::{DELETE, archive_of, ask, documents_in, export, wrong_in},
};

#[tokio::test]
async fn an_export_has_all_versions_and_what_was_given() {
    let app = Setup::new().workers(0).start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    let application = ada.apply("Acme").await.id;
    let answer = saved(&ada.client, "Notice?", json!({ "text": "1 month" })).await;
    recorded(&ada, &application, &answer).await;
    edited(
        &ada.client,
        &answer,
        "Notice?",
        json!({ "text": "3 months" }),
    )
    .await;
    for value in [
        json!({ "choice": ["Yes"] }),
        json!({ "number": 1.5 }),
        json!({ "date": "2027-02-01" }),
        json!({ "pay": { "amount": 19.5, "currency": "EUR", "period": "WEEK" } }),
        json!({ "authorization": { "country": "DE", "needsSponsorship": true } }),
    ] {
        saved(&ada.client, "Q?", value).await;
    }
    saved(&bob.client, "Q?", json!({ "text": "A secret of Bob" })).await;
    let path = export(&app, &ada).await;
    let (schema, account) = documents_in(&archive_of(&ada.client, &path).await);
    assert_eq!(wrong_in(&schema, &account), Vec::<String>::new());
    let answers = &account["answers"];
    assert_eq!(answers["bank"].as_array().unwrap().len(), 6);
    let texts = [0, 1].map(|n| &answers["bank"][0]["versions"][n]["value"]["text"]);
    assert_eq!(texts, ["1 month", "3 months"]);
    assert_eq!(answers["given"][0]["value"]["text"], "1 month");
    assert!(!account.to_string().contains("A secret of Bob"));
}

#[tokio::test]
async fn an_erasure_deletes_answers() {
    let app = Setup::new()
        .workers(0)
        .config(|config| config.auth.deletion_days = 0)
        .start()
        .await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    for user in [&ada, &bob] {
        let application = user.apply("Acme").await.id;
        let answer = saved(&user.client, "Q?", json!({ "text": "T" })).await;
        recorded(user, &application, &answer).await;
    }
    ask(&ada.client, DELETE)
        .await
        .text_at("deleteAccount.deletionAt");
    assert_eq!(app.personal_data.erase_due().await.expect("an erasure"), 1);
    for table in ["answers", "answer_versions", "application_answers"] {
        assert_eq!(app.count_rows(table).await, 1, "{table}");
    }
}
