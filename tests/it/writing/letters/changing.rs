//! Letters are changed by their user: a sentence anew, an edit by hand with the advice of the verifier, and what was before.

use serde_json::{Value, json};

use super::{done, edit_of, engineer, posting, quiet, read, sentences, write, written};

#[tokio::test]
async fn sentence_is_written_anew_for_the_same_facts() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let letter = written(&app, &ada, &posting).await;
    let before = sentences(&letter);
    let at = before
        .iter()
        .position(|one| one["kind"] == "CLAIM")
        .unwrap();
    let input = json!({ "id": letter["id"], "expectedVersion": letter["version"], "index": at });
    let after = done(&ada.client, "regenerateSentence", &input).await;
    assert_eq!(after["newestRevision"], 2);
    for (index, (old, new)) in before.iter().zip(sentences(&after)).enumerate() {
        assert_eq!(old["text"] == new["text"], index != at, "{old} {new}");
        assert_eq!(old["citations"], new["citations"]);
        assert_eq!(new["origin"], "COMPOSER");
    }
    let query = "query($id: ID!) { viewer { letter(id: $id) { revision(number: 2) { reason changes { kind place before after } } } } }";
    let read = ada.client.gql(query, json!({ "id": letter["id"] })).await;
    let revision = read.data("viewer.letter.revision");
    assert_eq!(revision["reason"], "REGENERATED");
    let place = format!("sentences.{at}");
    assert_eq!(revision["changes"][0]["kind"], "CHANGED");
    assert_eq!(
        revision["changes"],
        json!([{ "kind": "CHANGED", "place": place,
        "before": before[at]["text"], "after": sentences(&after)[at]["text"] }])
    );
    // The same version again has been changed since.
    let conflict = write(&ada.client, "regenerateSentence", &input).await;
    assert_eq!(
        conflict.refusal("regenerateSentence"),
        "VersionConflictError input.expectedVersion"
    );
}

#[tokio::test]
async fn edit_by_hand_is_kept_with_advice() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let letter = written(&app, &ada, &posting).await;
    let all = sentences(&letter);
    let about = |one: &Value| {
        one["citations"][0]["text"]
            .as_str()
            .is_some_and(|text| text.contains("14 Kubernetes"))
    };
    let at = all
        .iter()
        .position(about)
        .expect("a sentence about clusters");
    let edit = edit_of(&letter, |input| {
        for paragraph in input["paragraphs"].as_array_mut().unwrap() {
            for sentence in paragraph["sentences"].as_array_mut().unwrap() {
                if sentence["from"] == at {
                    sentence["text"] = json!("At Fernhill, I ran 9000 Kubernetes clusters.");
                }
            }
        }
        let own = json!({ "sentences": [{ "text": "Thank you for reading this." }] });
        input["paragraphs"].as_array_mut().unwrap().push(own);
    });
    let edited = done(&ada.client, "editLetter", &edit).await;
    let after = sentences(&edited);
    assert_eq!(after[at]["origin"], "USER");
    assert_eq!(after[at]["citations"], all[at]["citations"]);
    let advice = after[at]["advice"].as_array().unwrap();
    let number = advice.iter().find(|one| one["rule"] == "NUMBER");
    let number = number.expect("advice about the number");
    let text = after[at]["text"].as_str().unwrap();
    let (start, end) = (
        number["start"].as_u64().unwrap(),
        number["end"].as_u64().unwrap(),
    );
    let place = usize::try_from(start).unwrap()..usize::try_from(end).unwrap();
    let words = text.get(place).unwrap();
    assert!(words.contains("9000"), "{words}");
    let last = after.last().unwrap();
    assert_eq!(
        (&last["origin"], &last["text"]),
        (&json!("USER"), &json!("Thank you for reading this."))
    );
    for (old, new) in all
        .iter()
        .zip(&after)
        .filter(|(old, new)| old["text"] == new["text"])
    {
        assert_eq!(old, new);
    }
    // The same again is no revision.
    let same = done(&ada.client, "editLetter", &edit_of(&edited, |_| ())).await;
    assert_eq!(
        (&same["newestRevision"], &same["version"]),
        (&json!(2), &edited["version"])
    );
    // The first revision is as it was, and can be the newest again.
    let restore = json!({ "id": letter["id"], "expectedVersion": same["version"], "revision": 1 });
    let restored = done(&ada.client, "restoreLetter", &restore).await;
    assert_eq!(
        (&restored["newestRevision"], &restored["content"]),
        (&json!(3), &letter["content"])
    );
}

#[tokio::test]
async fn letter_is_archived_brought_back_and_removed() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let letter = written(&app, &ada, &posting).await;
    let of = |letter: &Value| json!({ "id": letter["id"], "expectedVersion": letter["version"] });
    let archived = done(&ada.client, "archiveLetter", &of(&letter)).await;
    assert!(archived["archivedAt"].is_string());
    let list = "{ viewer { letters { totalCount nodes { id } } archived: letters(archived: true) { totalCount nodes { id } } } }";
    let lists = ada.client.gql(list, json!({})).await;
    assert_eq!(
        (
            lists.data("viewer.letters.totalCount"),
            lists.data("viewer.archived.totalCount")
        ),
        (&json!(0), &json!(1))
    );
    let back = done(&ada.client, "unarchiveLetter", &of(&archived)).await;
    let remove = "mutation($input: RemoveLetterInput!) { removeLetter(input: $input) { removedLetterId userErrors { code } } }";
    let removed = ada.client.gql(remove, json!({ "input": of(&back) })).await;
    assert_eq!(removed.data("removeLetter.removedLetterId"), &letter["id"]);
    for table in [
        "letters",
        "letter_grounds",
        "letter_revisions",
        "letter_events",
    ] {
        assert_eq!(app.count_rows(table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn stranger_changes_no_letter() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let bob = app.sign_up("bob").await;
    let letter = written(&app, &ada, &posting).await;
    let edit = edit_of(&letter, |input| input["greeting"] = json!("Hi,"));
    let refused = write(&bob.client, "editLetter", &edit).await;
    assert_eq!(refused.code(), "NOT_FOUND");
    assert_eq!(read(&ada.client, &letter["id"]).await, letter);
}
