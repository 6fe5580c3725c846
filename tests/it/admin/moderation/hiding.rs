//! Hidden postings.

use serde_json::{Value, json};

use super::{found, hide, moderator, node, report, run};
use crate::{
    jobs::{record, store},
    kit::{TestApp, eventually},
};

#[tokio::test]
async fn a_hidden_posting_is_nowhere_and_applications_keep_their_copy() {
    let app = TestApp::start().await;
    let twin = app.twin().await;
    store(
        &app,
        "Fernhill",
        &[
            record("Engineer", "You write Rust."),
            record("Painter", "You paint ferns."),
        ],
    )
    .await;
    let (ada, moderator) = (app.sign_up("ada").await, moderator(&app).await);
    let engineer = found(&app, "(query: \"rust\")").await.remove(0);
    let create = "mutation($id: ID!) { createApplication(input: { postingId: $id }) { application { id } } }";
    let card = ada
        .client
        .gql(create, json!({ "id": engineer }))
        .await
        .text_at("createApplication.application.id");
    for instance in [&app, &twin] {
        assert_eq!(
            node(instance, &engineer).await["title"],
            "Engineer",
            "the caches are warm"
        );
    }
    let hidden = hide(&moderator, &engineer).await;
    assert_eq!(
        hidden.data("hidePosting.posting.hiddenReason"),
        "Fraud",
        "{}",
        hidden.text
    );
    let gone = async |instance: &TestApp| {
        assert_eq!(found(instance, "").await.len(), 1);
        assert_eq!(
            found(instance, "(query: \"rust\")").await,
            Vec::<String>::new()
        );
        assert_eq!(node(instance, &engineer).await, Value::Null);
        let nodes = instance
            .anonymous()
            .gql(
                "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
                json!({ "ids": [engineer] }),
            )
            .await;
        assert_eq!(nodes.data("nodes"), &json!([null]));
    };
    gone(&app).await;
    if app.with_redis() {
        gone(&twin).await;
    }
    let bob = app.sign_up("bob").await;
    assert_eq!(
        bob.client
            .gql(create, json!({ "id": engineer }))
            .await
            .code(),
        "NOT_FOUND"
    );
    assert_eq!(report(&bob, &engineer).await.code(), "NOT_FOUND");
    let query = "query($id: ID!) { viewer { application(id: $id) { role companyName posting { id } snapshot { title companyName description } } } }";
    let kept = ada.client.gql(query, json!({ "id": card })).await;
    let expected = json!({ "role": "Engineer", "companyName": "Fernhill", "posting": null,
        "snapshot": { "title": "Engineer", "companyName": "Fernhill", "description": "You write Rust." } });
    assert_eq!(kept.data("viewer.application"), &expected);
    let seen = "query($id: ID!) { moderation { posting(id: $id) { title hiddenReason } } }";
    let seen = moderator.client.gql(seen, json!({ "id": engineer })).await;
    assert_eq!(
        seen.data("moderation.posting"),
        &json!({ "title": "Engineer", "hiddenReason": "Fraud" })
    );

    // Its board is read again, first unchanged, then changed.
    for text in ["You write Rust.", "You write Rust, and SQL."] {
        store(&app, "Fernhill", &[record("Engineer", text)]).await;
        assert_eq!(node(&app, &engineer).await, Value::Null, "{text}");
    }
    let shown = run(
        &moderator,
        "showPosting",
        "posting { hiddenAt }",
        json!({ "id": engineer }),
    )
    .await;
    assert_eq!(shown.data("showPosting.posting.hiddenAt"), &Value::Null);
    assert_eq!(
        (
            node(&app, &engineer).await["title"].clone(),
            found(&app, "(query: \"sql\")").await
        ),
        (json!("Engineer"), vec![engineer.clone()])
    );
    assert_eq!(
        hide(&moderator, "post_00000000000000000000000000000000")
            .await
            .code(),
        "NOT_FOUND"
    );
}

/// A read that started before a posting was hidden may cache it afterwards: it does not stay there.
#[tokio::test]
async fn what_was_read_before_does_not_stay_in_the_cache() {
    let app = TestApp::start().await;
    store(&app, "Fernhill", &[record("Engineer", "You write Rust.")]).await;
    let (posting, moderator) = (found(&app, "").await.remove(0), moderator(&app).await);
    for round in 0..5 {
        let readers = futures_util::future::join_all((0..20).map(|_| node(&app, &posting)));
        let (hidden, _) = tokio::join!(hide(&moderator, &posting), readers);
        hidden.text_at("hidePosting.posting.id");
        eventually(&format!("round {round}: it is not found"), || async {
            node(&app, &posting).await.is_null().then_some(())
        })
        .await;
        run(
            &moderator,
            "showPosting",
            "posting { id }",
            json!({ "id": posting }),
        )
        .await
        .text_at("showPosting.posting.id");
        eventually(&format!("round {round}: it is back"), || async {
            node(&app, &posting).await.is_object().then_some(())
        })
        .await;
    }
}

#[tokio::test]
async fn a_posting_that_another_moderator_changed_is_not_changed_unseen() {
    let app = TestApp::start().await;
    store(&app, "Fernhill", &[record("Engineer", "You write Rust.")]).await;
    let (posting, moderator) = (found(&app, "").await.remove(0), moderator(&app).await);
    let hide = async |version: Value, reason: &str| {
        let input = json!({ "id": posting, "expectedVersion": version, "reason": reason });
        run(
            &moderator,
            "hidePosting",
            "posting { version hiddenReason }",
            input,
        )
        .await
    };
    let show = async |version: Value| {
        run(
            &moderator,
            "showPosting",
            "posting { version hiddenAt }",
            json!({ "id": posting, "expectedVersion": version }),
        )
        .await
    };
    assert_eq!(
        hide(json!(0), "Fraud").await.data("hidePosting.posting"),
        &json!({ "version": 1, "hiddenReason": "Fraud" })
    );
    assert_eq!(
        hide(json!(0), "Spam").await.refusal("hidePosting"),
        "VersionConflictError input.expectedVersion"
    );
    assert_eq!(
        show(json!(0)).await.refusal("showPosting"),
        "VersionConflictError input.expectedVersion"
    );
    // Reading its boards does not show it.
    store(
        &app,
        "Fernhill",
        &[record("Engineer", "You write Rust, and SQL.")],
    )
    .await;
    assert_eq!(
        show(json!(1)).await.data("showPosting.posting"),
        &json!({ "version": 2, "hiddenAt": null })
    );
    assert_eq!(
        hide(Value::Null, "Spam")
            .await
            .data("hidePosting.posting.version"),
        3,
        "without a version, whatever it is at"
    );
}
