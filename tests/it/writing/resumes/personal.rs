//! Résumés in a data export, and after an erasure.

use serde_json::json;

use super::{describe, edited, master};
use crate::{
    kit::Setup,
    personal_data::{DELETE, archive_of, ask, documents_in, export, wrong_in},
};

#[tokio::test]
async fn an_export_has_all_revisions() {
    let app = Setup::new().workers(0).start().await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    describe(&ada).await;
    let resume = master(&ada, "All").await;
    edited(&ada.client, &resume, |content| {
        content["phone"] = json!("+351 1");
    })
    .await;
    master(&bob, "A secret of Bob").await;
    let path = export(&app, &ada).await;
    let (schema, account) = documents_in(&archive_of(&ada.client, &path).await);
    assert_eq!(wrong_in(&schema, &account), Vec::<String>::new());
    let resumes = &account["resumes"];
    assert_eq!(
        (resumes.as_array().unwrap().len(), &resumes[0]["name"]),
        (1, &json!("All"))
    );
    let revisions = &resumes[0]["revisions"];
    assert_eq!(
        [
            &revisions[0]["content"]["phone"],
            &revisions[1]["content"]["phone"]
        ],
        ["", "+351 1"]
    );
    assert_eq!(
        revisions[0]["content"]["sections"][0]["items"][0]["statements"][0]["text"],
        "Led two people."
    );
}

#[tokio::test]
async fn an_erasure_deletes_resumes_and_revisions() {
    let app = Setup::new()
        .workers(0)
        .config(|config| config.auth.deletion_days = 0)
        .start()
        .await;
    let (ada, bob) = (app.sign_up("ada").await, app.sign_up("bob").await);
    master(&ada, "All").await;
    master(&bob, "Bob's").await;
    ask(&ada.client, DELETE)
        .await
        .text_at("deleteAccount.deletionAt");
    assert_eq!(app.personal_data.erase_due().await.expect("an erasure"), 1);
    assert_eq!(
        (
            app.count_rows("resumes").await,
            app.count_rows("resume_revisions").await
        ),
        (1, 1)
    );
}
