//! Inputs that are refused, each with its place.

use serde_json::json;

use super::{begun, edit_of, engineer, posting, quiet, write, written};
use crate::kit::Setup;

#[tokio::test]
async fn wrong_inputs_are_refused_with_their_place() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let letter = written(&app, &ada, &posting).await;
    let long = "x".repeat(1_001);
    let cases = [
        (
            "greeting",
            edit_of(&letter, |input| input["greeting"] = json!("")),
        ),
        (
            "paragraphs",
            edit_of(&letter, |input| input["paragraphs"] = json!([])),
        ),
        (
            "paragraphs.0.sentences.0.text",
            edit_of(&letter, |input| {
                input["paragraphs"][0]["sentences"][0]["text"] = json!(long);
            }),
        ),
        (
            "paragraphs.0.sentences.0.from",
            edit_of(&letter, |input| {
                input["paragraphs"][0]["sentences"][0]["from"] = json!(99);
            }),
        ),
    ];
    for (place, input) in cases {
        let refused = write(&ada.client, "editLetter", &input).await;
        let expected = format!("InvalidInputError input.{place}");
        assert_eq!(refused.refusal("editLetter"), expected);
    }
    let of = |index: i32| json!({ "id": letter["id"], "expectedVersion": letter["version"], "index": index });
    for index in [-1, 99] {
        let refused = write(&ada.client, "regenerateSentence", &of(index)).await;
        assert_eq!(
            refused.refusal("regenerateSentence"),
            "InvalidInputError input.index"
        );
    }
    let restore =
        json!({ "id": letter["id"], "expectedVersion": letter["version"], "revision": 9 });
    assert_eq!(
        write(&ada.client, "restoreLetter", &restore).await.code(),
        "NOT_FOUND"
    );
    let cancel = json!({ "id": letter["id"] });
    let refused = write(&ada.client, "cancelLetter", &cancel).await;
    assert_eq!(
        refused.refusal("cancelLetter"),
        "InvalidInputError input.id"
    );
    let nowhere = json!({ "postingId": "post_0192f00000007000800000000000beef", "language": "EN" });
    assert_eq!(
        write(&ada.client, "createLetter", &nowhere).await.code(),
        "NOT_FOUND"
    );
}

#[tokio::test]
async fn letter_without_text_is_not_edited() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let letter = begun(&ada, &posting).await;
    let input = json!({ "id": letter["id"], "expectedVersion": 1, "greeting": "Hi,",
        "paragraphs": [{ "sentences": [{ "text": "Mine." }] }] });
    let refused = write(&ada.client, "editLetter", &input).await;
    assert_eq!(refused.refusal("editLetter"), "InvalidInputError input.id");
}

#[tokio::test]
async fn one_letter_or_revision_too_many_is_refused() {
    let app = Setup::new()
        .workers(0)
        .config(|config| {
            config.writing.letters_per_user = 1;
            config.writing.revisions_per_letter = 1;
        })
        .start()
        .await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let letter = written(&app, &ada, &posting).await;
    let input = json!({ "postingId": posting, "language": "EN" });
    let refused = write(&ada.client, "createLetter", &input).await;
    assert_eq!(refused.refusal("createLetter"), "InvalidInputError input");
    let edit = edit_of(&letter, |input| input["greeting"] = json!("Hi,"));
    let refused = write(&ada.client, "editLetter", &edit).await;
    assert_eq!(refused.refusal("editLetter"), "InvalidInputError input");
}
