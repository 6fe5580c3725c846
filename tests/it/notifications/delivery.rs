//! From a fact to the inbox: the right notification, once, in order.

use futures_util::future::join_all;
use serde_json::json;

use super::{fact, inbox, publish, titles, titles_of, unread};
use crate::kit::{Setup, TestApp, eventually};

#[tokio::test]
async fn each_verb_is_told_once_in_its_own_words() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    app.run_tasks().await;
    assert_eq!(
        inbox(&ada).await,
        Vec::<serde_json::Value>::new(),
        "beginning is no news"
    );
    let card = ada
        .step("move", &card, &json!({ "to": "INTERVIEWING" }))
        .await;
    let card = ada
        .step("move", &card, &json!({ "to": "INTERVIEWING" }))
        .await;
    let card = ada
        .step("close", &card, &json!({ "outcome": "REJECTED" }))
        .await;
    let card = ada
        .step("reopen", &card, &json!({ "to": "OFFER", "reason": "So." }))
        .await;
    let event = card["events"][4]["id"].clone();
    let card = ada
        .step(
            "correct",
            &card,
            &json!({ "eventId": event, "reason": "So." }),
        )
        .await;
    ada.step("update", &card, &json!({ "note": "n" })).await;
    ada.done("rank", json!({ "id": card["id"] })).await;
    app.run_tasks().await;
    let told: Vec<_> = inbox(&ada).await.into_iter().rev().collect();
    let lines: Vec<_> = told
        .iter()
        .map(|node| {
            (
                node["kind"].as_str().unwrap(),
                node["title"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            ("APPLICATION_MOVED", "Fernhill: interviewing"),
            (
                "APPLICATION_MOVED",
                "Fernhill: another round of interviewing"
            ),
            ("APPLICATION_CLOSED", "Fernhill: rejected"),
            ("APPLICATION_REOPENED", "Fernhill: open again"),
            ("APPLICATION_CORRECTED", "Fernhill: history corrected"),
        ]
    );
    assert!(
        told.iter()
            .all(|node| node["application"]["id"] == card["id"] && node["readAt"].is_null())
    );
    assert_eq!(told[2]["body"], "Engineer at Fernhill ended: rejected.");
    assert_eq!(
        told[4]["body"],
        "The history of Engineer at Fernhill was corrected; its stage is CLOSED."
            .replace("CLOSED", "closed")
    );
    assert_eq!(unread(&ada).await, 5);
}

#[tokio::test]
async fn a_fact_that_is_told_twice_is_one_notification() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let fact = fact(&app, &ada, &card, "Twice");
    for _ in 0..2 {
        app.platform
            .queue
            .announce(app.platform.db.conn(), &fact)
            .await
            .unwrap();
        app.run_tasks().await;
    }
    // Also when both run at the same time.
    let at_once = (0..8).map(|_| {
        app.notifications
            .clone()
            .on_application_changed(fact.clone())
    });
    assert!(join_all(at_once).await.iter().all(Result::is_ok));
    publish(&app, &ada, &card, "After", 1).await;
    app.run_tasks().await;
    assert_eq!(
        titles(&ada).await,
        ["After 1: screening", "Twice: screening"]
    );
    // The application is the first change, and each notification another one.
    let last = app.platform.feed.last(ada.user_id).await.unwrap();
    assert_eq!(last, 3, "no number is lost");
    assert_eq!(app.count_rows("notifications WHERE seq = 3").await, 1);
}

#[tokio::test]
async fn parallel_first_deliveries_share_one_inbox() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    let facts: Vec<_> = (0..10)
        .map(|number| fact(&app, &ada, &card, &format!("{number}")))
        .collect();
    let results = join_all(
        facts
            .into_iter()
            .map(|fact| app.notifications.clone().on_application_changed(fact)),
    )
    .await;
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    assert_eq!(app.count_rows("notifications").await, 10);
    assert_eq!(
        app.count_rows("notifications WHERE seq BETWEEN 2 AND 11")
            .await,
        10
    );
}

#[tokio::test]
async fn four_workers_keep_the_order_of_each_user() {
    let app = Setup::new().workers(4).start().await;
    let (ada, ben) = (app.sign_up("ada").await, app.sign_up("ben").await);
    for user in [&ada, &ben] {
        let card = user.begin("Fernhill", "APPLIED").await;
        publish(&app, user, &card, "Fernhill", 30).await;
    }
    for user in [&ada, &ben] {
        let told = eventually("all are delivered", async || {
            Some(titles(user).await).filter(|told| told.len() == 30)
        })
        .await;
        assert!(told.iter().rev().eq(&titles_of("Fernhill", 30)), "{told:?}");
    }
}

#[tokio::test]
async fn a_move_is_told_by_the_worker_at_once() {
    let app = TestApp::with(|config| config.queue.poll_ms = 60_000).await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "APPLIED").await;
    ada.step("move", &card, &json!({ "to": "OFFER" })).await;
    eventually("the move is notified", async || {
        (unread(&ada).await == 1).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_refused_verb_is_not_told() {
    let app = Setup::new().workers(0).start().await;
    let ada = app.sign_up("ada").await;
    let card = ada.begin("Fernhill", "PREPARING").await;
    app.run_tasks().await;
    ada.refused(
        "move",
        crate::kit::input_of(&card, &json!({ "to": "OFFER" })),
        "InvalidTransitionError",
    )
    .await;
    assert_eq!(
        (app.run_tasks().await, app.count_rows("tasks").await),
        (0, 0)
    );
}
