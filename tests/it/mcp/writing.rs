//! Tools that change something: by the rules of the mutations.

use serde_json::json;

use super::Assistant;
use crate::kit::{TestApp, eventually};

const WRITER: &[&str] = &["applications:read", "applications:write"];

#[tokio::test]
async fn an_application_is_created_moved_changed_and_closed() {
    let app = TestApp::start().await;
    let ann = app.sign_up("ann").await;
    let assistant = Assistant::of(&ann, WRITER).await;
    let new =
        json!({ "company": "Acme", "role": "Engineer", "stage": "APPLIED", "idempotencyKey": "1" });
    let created = assistant.call("create_application", new.clone()).await;
    let id = created.text_at("createApplication.application.id");
    let again = assistant.call("create_application", new).await;
    assert_eq!(
        again.text_at("createApplication.application.id"),
        id,
        "a retry creates none"
    );
    let to_screening = json!({ "id": id, "expectedVersion": 1, "to": "SCREENING" });
    let moved = assistant
        .call("move_application", to_screening.clone())
        .await;
    assert_eq!(
        moved.text_at("moveApplication.application.stage"),
        "SCREENING"
    );
    let version = moved.data("moveApplication.application.version").clone();
    let note = json!({ "id": id, "expectedVersion": version, "note": "Call on Monday", "deadline": "2030-01-01" });
    let noted = assistant.call("update_application", note).await;
    let version = noted.data("updateApplication.application.version").clone();
    let next =
        json!({ "id": id, "expectedVersion": version, "nextAction": "Call", "deadline": null });
    let noted = assistant.call("update_application", next).await;
    let application = noted.data("updateApplication.application");
    assert_eq!(
        application["note"], "Call on Monday",
        "what is left out stays"
    );
    assert_eq!(
        application["deadline"],
        json!(null),
        "what is null is cleared"
    );
    let close =
        json!({ "id": id, "expectedVersion": application["version"], "outcome": "WITHDRAWN" });
    let closed = assistant.call("close_application", close).await;
    assert_eq!(
        closed.text_at("closeApplication.application.outcome"),
        "WITHDRAWN"
    );
    let read = assistant.call("get_application", json!({ "id": id })).await;
    let events = read
        .data("viewer.application.events")
        .as_array()
        .expect("events");
    for event in events {
        assert_eq!(
            (&event["actor"], &event["actorName"]),
            (&json!("AGENT"), &json!("an assistant"))
        );
    }
    assert_eq!(events.len(), 3);
}

#[tokio::test]
async fn a_refused_change_says_what_to_do() {
    let app = TestApp::start().await;
    let ann = app.sign_up("ann").await;
    let application = ann.apply("Acme").await;
    let assistant = Assistant::of(&ann, WRITER).await;
    let late = json!({ "id": application.id, "expectedVersion": 9, "to": "SCREENING" });
    let outcome = assistant.call("move_application", late).await;
    assert!(
        outcome.problem().starts_with("VERSION_CONFLICT: "),
        "{}",
        outcome.problem()
    );
    let refusals = &outcome.0["structuredContent"]["data"]["moveApplication"]["userErrors"];
    assert_eq!(refusals[0]["current"], application.version);
    let back =
        json!({ "id": application.id, "expectedVersion": application.version, "to": "PREPARING" });
    let outcome = assistant.call("move_application", back).await;
    assert!(
        outcome.problem().starts_with("INVALID_TRANSITION: "),
        "{}",
        outcome.problem()
    );
    let missing = json!({ "id": application.id, "to": "SCREENING" });
    let outcome = assistant.call("move_application", missing).await;
    assert!(
        outcome.problem().contains("$expectedVersion"),
        "{}",
        outcome.problem()
    );
}

#[tokio::test]
async fn a_dry_run_changes_nothing() {
    let app = TestApp::start().await;
    let ann = app.sign_up("ann").await;
    let assistant = Assistant::of(&ann, WRITER).await;
    let dry = json!({ "company": "Acme", "role": "Engineer", "dryRun": true });
    let outcome = assistant.call("create_application", dry).await;
    assert_eq!(
        outcome.text_at("createApplication.application.companyName"),
        "Acme"
    );
    let board = assistant.call("list_applications", json!({})).await;
    assert_eq!(board.data("viewer.applications.totalCount"), 0);
}

#[tokio::test]
async fn notifications_are_read_and_marked() {
    let app = TestApp::start().await;
    let ann = app.sign_up("ann").await;
    let application = ann.apply("Acme").await;
    let all = [WRITER, &["notifications:read", "notifications:write"]].concat();
    let assistant = Assistant::of(&ann, &all).await;
    let to_offer =
        json!({ "id": application.id, "expectedVersion": application.version, "to": "OFFER" });
    assistant
        .call("move_application", to_offer)
        .await
        .data("moveApplication.application");
    let unread = || async {
        let unread = json!({ "unreadOnly": true });
        let inbox = assistant.call("list_notifications", unread).await;
        let list = inbox.data("viewer.notifications.nodes").as_array().cloned();
        list.expect("a list")
    };
    let first = eventually("a notification", || async {
        unread().await.first().map(|first| first["id"].clone())
    })
    .await;
    let marked = assistant
        .call("mark_notifications_read", json!({ "ids": [first] }))
        .await;
    assert_eq!(marked.data("markRead.marked"), 1);
    let left = unread().await;
    assert!(left.iter().all(|other| other["id"] != first), "{left:?}");
}

#[tokio::test]
async fn what_a_token_may_only_propose_waits_for_the_user() {
    let app = TestApp::start().await;
    let ann = app.sign_up("ann").await;
    let card = ann.begin("Acme", "APPLIED").await;
    let assistant = Assistant::of(&ann, &["applications:read", "applications:propose"]).await;
    let names = assistant.names().await;
    assert!(names.iter().any(|name| name == "move_application"));
    let to_offer = json!({ "id": card["id"], "expectedVersion": 1, "to": "OFFER", "proposalReason": "They want you." });
    let proposed = assistant.call("move_application", to_offer).await;
    let id = proposed.text_at("moveApplication.proposalId");
    let text = proposed.0["content"][0]["text"].as_str().expect("a text");
    assert_eq!(
        text,
        format!("PROPOSED as {id}: nothing is changed before the user accepts it.")
    );
    let one = json!({ "id": card["id"] });
    let read = assistant.call("get_application", one.clone()).await;
    assert_eq!(read.text_at("viewer.application.stage"), "APPLIED");
    let accept = "mutation($id: ID!) { acceptAgentProposal(input: { id: $id }) { proposal { state reason } } }";
    let accepted = ann.client.gql(accept, json!({ "id": id })).await;
    let expected = json!({ "state": "ACCEPTED", "reason": "They want you." });
    assert_eq!(accepted.data("acceptAgentProposal.proposal"), &expected);
    let read = assistant.call("get_application", one).await;
    assert_eq!(read.text_at("viewer.application.stage"), "OFFER");
}
