//! What others may not, and what is left after a removal.

use serde_json::json;

use super::{about, done, engineer, posting, proposed, quiet, read, resume, write};

const REMOVE: &str = "mutation($input: RemoveTailoringInput!) { removeTailoring(input: $input) { removedTailoringId userErrors { message } } }";

#[tokio::test]
async fn stranger_sees_and_decides_nothing() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let bob = engineer(&app, "bob").await;
    let resume = resume(&ada, &posting).await;
    let tailoring = proposed(&ada.client, &resume).await;
    assert!(read(&bob.client, &tailoring["id"]).await.is_null());
    let input = json!({ "resumeId": resume["id"] });
    let refused = write(&bob.client, "tailorResume", &input).await;
    assert_eq!(refused.code(), "NOT_FOUND");
    let input = about(&tailoring, &[&tailoring["proposals"][0]]);
    for mutation in ["acceptProposals", "rejectProposals"] {
        let refused = write(&bob.client, mutation, &input).await;
        assert_eq!(refused.code(), "NOT_FOUND", "{mutation}");
        let place = &refused.errors()[0]["extensions"]["inputPath"];
        assert_eq!(*place, json!(["input", "tailoringId"]));
    }
    let input = json!({ "id": tailoring["id"], "expectedVersion": 1 });
    let refused = bob.client.gql(REMOVE, json!({ "input": input })).await;
    assert_eq!(refused.code(), "NOT_FOUND");
    assert_eq!(read(&ada.client, &tailoring["id"]).await, tailoring);
}

#[tokio::test]
async fn removal_of_a_tailoring_leaves_the_resume() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let resume = resume(&ada, &posting).await;
    let mut input = json!({ "resumeId": resume["id"], "idempotencyKey": "k" });
    let tailoring = done(&ada.client, "tailorResume", &input).await["tailoring"].take();
    let accepted = about(&tailoring, &[&tailoring["proposals"][0]]);
    done(&ada.client, "acceptProposals", &accepted).await;
    let remove = json!({ "id": tailoring["id"], "expectedVersion": 2 });
    let removed = ada.client.gql(REMOVE, json!({ "input": remove })).await;
    assert_eq!(
        *removed.data("removeTailoring.removedTailoringId"),
        tailoring["id"]
    );
    assert!(read(&ada.client, &tailoring["id"]).await.is_null());
    assert_eq!(app.count_rows("tailoring_contents").await, 0);
    assert_eq!(app.count_rows("resume_revisions").await, 4);
    // A retry finds it gone.
    let again = write(&ada.client, "tailorResume", &input).await;
    assert_eq!(again.code(), "NOT_FOUND");
    input["idempotencyKey"] = json!("other");
    done(&ada.client, "tailorResume", &input).await;
}

#[tokio::test]
async fn archived_resume_keeps_its_tailorings_and_a_removed_one_takes_them_along() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let resume = resume(&ada, &posting).await;
    let input = json!({ "resumeId": resume["id"], "idempotencyKey": "k" });
    let tailoring = done(&ada.client, "tailorResume", &input).await["tailoring"].take();
    let archive = "mutation($input: ArchiveResumeInput!) { archiveResume(input: $input) { resume { version tailoring { id } } } }";
    let archived = json!({ "id": resume["id"], "expectedVersion": resume["version"] });
    let archived = ada.client.gql(archive, json!({ "input": archived })).await;
    let archived = archived.data("archiveResume.resume").clone();
    assert_eq!(archived["tailoring"]["id"], tailoring["id"]);
    let accepted = about(&tailoring, &[&tailoring["proposals"][0]]);
    let payload = done(&ada.client, "acceptProposals", &accepted).await;
    let remove = "mutation($input: RemoveResumeInput!) { removeResume(input: $input) { removedResumeId userErrors { message } } }";
    let gone = json!({ "id": resume["id"], "expectedVersion": payload["resume"]["version"] });
    let removed = ada.client.gql(remove, json!({ "input": gone })).await;
    assert_eq!(*removed.data("removeResume.removedResumeId"), resume["id"]);
    for table in ["tailorings", "tailoring_contents"] {
        assert_eq!(app.count_rows(table).await, 0, "{table}");
    }
    let again = write(&ada.client, "tailorResume", &input).await;
    assert_eq!(again.code(), "NOT_FOUND");
}
