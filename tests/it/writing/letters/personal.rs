//! Letters in a data export, and after an erasure.

use super::{describe, edit_of, engineer, posting, quiet, write, written};
use crate::{
    kit::Setup,
    personal_data::{DELETE, archive_of, ask, documents_in, export, wrong_in},
};
use serde_json::json;

#[tokio::test]
async fn an_export_has_letters_with_their_facts_and_revisions() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let letter = written(&app, &ada, &posting).await;
    let edit = edit_of(&letter, |input| input["greeting"] = json!("Hello there,"));
    write(&ada.client, "editLetter", &edit).await;
    let path = export(&app, &ada).await;
    let (schema, account) = documents_in(&archive_of(&ada.client, &path).await);
    assert_eq!(wrong_in(&schema, &account), Vec::<String>::new());
    let whole = &account["letters"][0];
    assert_eq!(whole["revisions"][1]["content"]["greeting"], "Hello there,");
    assert!(whole["grounds"]["facts"].as_array().unwrap().len() >= 3);
    assert!(whole["events"].as_array().unwrap().len() >= 4);
}

#[tokio::test]
async fn an_erasure_deletes_letters() {
    let app = Setup::new()
        .workers(0)
        .config(|config| config.auth.deletion_days = 0)
        .start()
        .await;
    let posting = posting(&app).await;
    let (ada, bob) = (engineer(&app, "ada").await, app.sign_up("bob").await);
    describe(&bob.client).await;
    written(&app, &ada, &posting).await;
    written(&app, &bob, &posting).await;
    ask(&ada.client, DELETE)
        .await
        .text_at("deleteAccount.deletionAt");
    assert_eq!(app.personal_data.erase_due().await.expect("an erasure"), 1);
    for table in ["letters", "letter_grounds", "letter_revisions"] {
        assert_eq!(app.count_rows(table).await, 1, "{table}");
    }
}
