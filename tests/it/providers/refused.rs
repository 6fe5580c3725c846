//! A refused provider sign-in is recorded in the audit of its account, like a wrong password.

use careergraph::{
    config::Preset,
    features::auth::AdminActor,
    types::{
        id::{TypedId, UserId},
        origin::Origin,
    },
};
use serde_json::{Value, json};

use super::{
    ME,
    apps::{VERIFIER, code, redeem},
    person, setup, setup_with, signed_in, start, turned_away,
};
use crate::kit::{Browser, TestApp, TestUser, eventually};

const ENTRIES: &str = "query($id: ID!) { admin { auditEntries(filter: { subjectId: $id, action: \"session.sign_in\" }) { totalCount
    nodes { outcome actorId subjectId ipAddress } } } }";

/// The sign-in entries of this account, when there is this number of them.
async fn entries(admin: &TestUser, id: &str, count: usize) -> Vec<Value> {
    eventually("it is written down", || async {
        let found = admin.client.gql(ENTRIES, json!({ "id": id })).await;
        let nodes = found
            .data("admin.auditEntries.nodes")
            .as_array()
            .unwrap()
            .clone();
        (nodes.len() >= count).then_some(nodes)
    })
    .await
}

async fn suspend(app: &TestApp, id: &str) {
    let id = UserId::parse_id(id).unwrap();
    app.auth
        .accounts
        .suspend(AdminActor::Operator, id, "x", &Origin::inside("command"))
        .await
        .unwrap();
}

fn refusal(id: &str) -> Value {
    json!({ "outcome": "REFUSED", "actorId": null, "subjectId": id, "ipAddress": "127.0.0.1" })
}

#[tokio::test]
async fn that_of_a_suspended_account_is_in_its_audit_once() {
    let (app, _provider) = setup(Preset::Generic).await;
    let admin = app.admin("root").await;
    let id = signed_in(&app)
        .await
        .client()
        .gql(ME, json!({}))
        .await
        .text_at("viewer.user.id");
    suspend(&app, &id).await;
    assert_eq!(
        turned_away(&mut Browser::new(&app), &start(&app, "")).await,
        "ACCOUNT_SUSPENDED"
    );
    let seen = entries(&admin, &id, 2).await;
    assert_eq!((seen.len(), &seen[0]), (2, &refusal(&id)));
    // An app is refused when it redeems its code, not before.
    let code = code(&app).await;
    assert_eq!(redeem(&app, &code, VERIFIER).await.code(), "FORBIDDEN");
    let seen = entries(&admin, &id, 3).await;
    assert_eq!((seen.len(), &seen[0]), (3, &refusal(&id)));
}

#[tokio::test]
async fn that_of_an_account_which_is_not_linked_is_in_its_audit_once() {
    let (app, provider) = setup(Preset::Generic).await;
    let admin = app.admin("root").await;
    let id = signed_in(&app)
        .await
        .client()
        .gql(ME, json!({}))
        .await
        .text_at("viewer.user.id");
    provider.person(person("mallory-1", "ada@example.org", true));
    assert_eq!(
        turned_away(&mut Browser::new(&app), &start(&app, "")).await,
        "ACCOUNT_EXISTS"
    );
    let seen = entries(&admin, &id, 2).await;
    assert_eq!((seen.len(), &seen[0]), (2, &refusal(&id)));
}

/// No password attempt is charged here: entries are rate-limited, otherwise the owner of such an identity could fill the audit.
#[tokio::test]
async fn without_end_they_are_written_down_some_times() {
    let (app, provider) = setup_with(Preset::Generic, |config| {
        config.auth.failed_sign_ins_per_account = 4;
    })
    .await;
    let admin = app.admin("root").await;
    let id = signed_in(&app)
        .await
        .client()
        .gql(ME, json!({}))
        .await
        .text_at("viewer.user.id");
    provider.person(person("mallory-1", "ada@example.org", true));
    for _ in 0..8 {
        assert_eq!(
            turned_away(&mut Browser::new(&app), &start(&app, "")).await,
            "ACCOUNT_EXISTS"
        );
    }
    let seen = entries(&admin, &id, 3).await;
    assert!((3..=5).contains(&seen.len()), "{seen:?}");
}
