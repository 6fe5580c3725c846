//! Tailorings in a data export, and after an erasure.

use super::{about, done, engineer, posting, proposed, quiet, resume};
use crate::{
    kit::Setup,
    personal_data::{DELETE, archive_of, ask, documents_in, export, wrong_in},
};

#[tokio::test]
async fn an_export_has_proposals_and_decisions() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let resume = resume(&ada, &posting).await;
    let tailoring = proposed(&ada.client, &resume).await;
    let input = about(&tailoring, &[&tailoring["proposals"][0]]);
    done(&ada.client, "acceptProposals", &input).await;
    let path = export(&app, &ada).await;
    let (schema, account) = documents_in(&archive_of(&ada.client, &path).await);
    assert_eq!(wrong_in(&schema, &account), Vec::<String>::new());
    let whole = &account["tailorings"][0];
    assert_eq!(
        whole["decisions"][0]["proposal"],
        tailoring["proposals"][0]["id"]
    );
    let proposals = whole["content"]["proposals"].as_array().unwrap();
    assert_eq!(
        proposals.len(),
        tailoring["proposals"].as_array().unwrap().len()
    );
    assert_ne!(whole["content"]["grounds"]["facts"], serde_json::json!([]));
}

#[tokio::test]
async fn an_erasure_deletes_tailorings() {
    let app = Setup::new()
        .workers(0)
        .config(|config| config.auth.deletion_days = 0)
        .start()
        .await;
    let posting = posting(&app).await;
    for name in ["ada", "bob"] {
        let user = engineer(&app, name).await;
        let resume = resume(&user, &posting).await;
        proposed(&user.client, &resume).await;
        if name == "ada" {
            ask(&user.client, DELETE)
                .await
                .text_at("deleteAccount.deletionAt");
        }
    }
    assert_eq!(app.personal_data.erase_due().await.expect("an erasure"), 1);
    for table in ["tailorings", "tailoring_contents"] {
        assert_eq!(app.count_rows(table).await, 1, "{table}");
    }
}
