//! What was changed in the meantime is not overwritten.

use serde_json::{Value, json};

use super::{about, doing, done, edited, engineer, posting, proposed, quiet, read, resume, write};

/// What a résumé is like now.
async fn resume_now(user: &crate::kit::TestUser, id: &Value) -> Value {
    let query = "query($id: ID!) { viewer { resume(id: $id) { version newestRevision content { summary { text } } } } }";
    let found = user.client.gql(query, json!({ "id": id })).await;
    found.data("viewer.resume").clone()
}

#[tokio::test]
async fn proposal_for_what_was_edited_in_another_tab_is_stale() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let resume = resume(&ada, &posting).await;
    let tailoring = proposed(&ada.client, &resume).await;
    let variant = doing(&tailoring, "PICK_VARIANT")[0];
    let skills = doing(&tailoring, "REORDER_SKILLS")[0];
    let edited = edited(&ada.client, &resume, |content| {
        content["sections"][0]["items"][0]["statements"][4]["text"] = json!("Built billing.");
    })
    .await;
    let before = resume_now(&ada, &resume["id"]).await;
    let now = read(&ada.client, &tailoring["id"]).await;
    let stale: Vec<&Value> = now["proposals"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["state"] == "STALE")
        .map(|one| &one["id"])
        .collect();
    assert_eq!(stale, [&variant["id"]]);
    // One of two is stale: neither is accepted.
    let input = about(&tailoring, &[skills, variant]);
    let refused = write(&ada.client, "acceptProposals", &input).await;
    assert_eq!(
        refused.refusal("acceptProposals"),
        "InvalidInputError input.proposalIds.1"
    );
    for part in [
        "STALE",
        variant["id"].as_str().unwrap(),
        variant["place"].as_str().unwrap(),
    ] {
        assert!(refused.text.contains(part), "{part}: {}", refused.text);
    }
    assert_eq!(resume_now(&ada, &resume["id"]).await, before);
    assert_eq!(read(&ada.client, &tailoring["id"]).await, now);
    let payload = done(
        &ada.client,
        "acceptProposals",
        &about(&tailoring, &[skills]),
    )
    .await;
    assert_eq!(payload["resume"]["newestRevision"], 4);
    // The earlier text again, and the proposal fits again.
    let restore = "mutation($input: RestoreResumeInput!) { restoreResume(input: $input) { resume { id } userErrors { message } } }";
    let version = edited["version"].as_i64().unwrap() + 1;
    let input = json!({ "id": resume["id"], "expectedVersion": version, "revision": 2 });
    let restored = ada.client.gql(restore, json!({ "input": input })).await;
    restored.text_at("restoreResume.resume.id");
    let now = read(&ada.client, &tailoring["id"]).await;
    assert_eq!(doing(&now, "PICK_VARIANT")[0]["state"], "OPEN");
}

#[tokio::test]
async fn decision_of_another_tab_is_a_version_conflict() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let resume = resume(&ada, &posting).await;
    let tailoring = proposed(&ada.client, &resume).await;
    let proposals = tailoring["proposals"].as_array().unwrap();
    let inputs = [
        about(&tailoring, &[&proposals[0]]),
        about(&tailoring, &[&proposals[1]]),
    ];
    let accept = |input| write(&ada.client, "acceptProposals", input);
    let answers = futures_util::future::join(accept(&inputs[0]), accept(&inputs[1])).await;
    let refused: Vec<String> = [answers.0, answers.1]
        .iter()
        .filter(|answer| answer.data("acceptProposals.tailoring").is_null())
        .map(|answer| answer.refusal("acceptProposals"))
        .collect();
    assert_eq!(refused.len(), 1);
    assert!(
        refused[0].starts_with("VersionConflictError"),
        "{refused:?}"
    );
    assert_eq!(resume_now(&ada, &resume["id"]).await["newestRevision"], 3);
}

#[tokio::test]
async fn what_does_not_fit_is_refused_with_its_place() {
    let app = quiet().await;
    let (posting, ada) = (posting(&app).await, engineer(&app, "ada").await);
    let resume = resume(&ada, &posting).await;
    let tailoring = proposed(&ada.client, &resume).await;
    let other = proposed(&ada.client, &resume).await;
    let (one, of_other) = (&tailoring["proposals"][0], &other["proposals"][0]);
    for mutation in ["acceptProposals", "rejectProposals"] {
        for (proposals, path) in [
            (vec![], "input.proposalIds"),
            (vec![one, one], "input.proposalIds.1"),
            (vec![one, of_other], "input.proposalIds.1"),
        ] {
            let refused = write(&ada.client, mutation, &about(&tailoring, &proposals)).await;
            assert_eq!(
                refused.refusal(mutation),
                format!("InvalidInputError {path}")
            );
        }
    }
    let payload = done(&ada.client, "acceptProposals", &about(&tailoring, &[one])).await;
    for mutation in ["acceptProposals", "rejectProposals"] {
        let input = about(&payload["tailoring"], &[one]);
        let refused = write(&ada.client, mutation, &input).await;
        assert_eq!(
            refused.refusal(mutation),
            "InvalidInputError input.proposalIds.0"
        );
        assert!(
            refused.text.contains("accepted already, in revision 3"),
            "{}",
            refused.text
        );
    }
    // The same proposal of the other set does not fit any more.
    let refused = write(&ada.client, "acceptProposals", &about(&other, &[of_other])).await;
    assert!(refused.text.contains("STALE"), "{}", refused.text);
    let mut input = about(&other, &[of_other]);
    input["note"] = json!("x".repeat(501));
    input["proposalIds"] = json!([other["proposals"][1]["id"]]);
    let refused = write(&ada.client, "acceptProposals", &input).await;
    assert_eq!(
        refused.refusal("acceptProposals"),
        "InvalidInputError input.note"
    );
}
