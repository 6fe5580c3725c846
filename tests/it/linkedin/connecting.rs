//! Connecting with a token, and disconnecting.

use serde_json::{Value, json};

use super::{World, connect, disconnect, instant, run, shown};
use crate::kit::{LINKEDIN_TOKEN, board::Reply, fault};

#[tokio::test]
async fn accepted_token_connects_and_starts_the_first_run() {
    let world = World::of_member().await;
    let before = world.shown().await;
    assert_eq!(
        (&before["state"], &before["version"], &before["enabled"]),
        (&json!("NOT_CONNECTED"), &json!(0), &json!(true))
    );
    let connected = world.connect().await;
    assert_eq!(
        (
            &connected["state"],
            &connected["version"],
            &connected["tokenSource"],
            &connected["syncing"]
        ),
        (
            &json!("PREPARING"),
            &json!(1),
            &json!("PASTED"),
            &json!(true)
        )
    );
    assert_eq!(world.app.run_tasks().await, 1);
    let after = world.shown().await;
    assert_eq!(
        (&after["state"], &after["syncing"], &after["lastError"]),
        (&json!("CONNECTED"), &json!(false), &Value::Null)
    );
    let now = world.clock.now();
    assert_eq!(instant(&after["lastSyncAt"]), now);
    let next = instant(&after["nextSyncAt"]) - now;
    assert!(
        (24 * 60..=24 * 66 + 1).contains(&next.num_minutes()),
        "{next}"
    );
    assert_eq!(after["domains"].as_array().unwrap().len(), super::DOMAINS);
    let seen = world.linkedin.seen();
    assert!(
        seen.iter()
            .all(|seen| seen.authorization == format!("Bearer {LINKEDIN_TOKEN}"))
    );
}

#[tokio::test]
async fn token_that_linkedin_does_not_accept_is_refused_with_the_reason() {
    let world = World::new().await;
    let ada = &world.ada;
    let refused = async |token: &str| {
        let answer = connect(ada, token, 0).await;
        let refusal = answer.refusal("connectLinkedIn");
        assert_eq!(refusal, "InvalidInputError input.accessToken");
        answer.text_at("connectLinkedIn.userErrors.0.message")
    };
    for token in [
        "",
        "x",
        "two words which are no token",
        "nö-such-token-0123456789",
    ] {
        refused(token).await;
    }
    assert!(world.linkedin.seen().is_empty(), "no request for these");
    assert!(
        refused("another-token-0123456789")
            .await
            .contains("does not accept")
    );
    world
        .linkedin
        .always("memberAuthorizations", fault(403, "Not enough permissions"));
    assert!(
        refused(LINKEDIN_TOKEN)
            .await
            .contains("r_dma_portability_self_serve")
    );
    for reply in [
        fault(426, "Requested version is not active"),
        fault(503, "Down"),
        Reply::status(302).header("location", "http://127.0.0.1:1/"),
    ] {
        world.linkedin.always("memberAuthorizations", reply);
        assert_eq!(connect(ada, LINKEDIN_TOKEN, 0).await.code(), "UNAVAILABLE");
    }
    assert_eq!(world.shown().await["state"], "NOT_CONNECTED");
    assert_eq!(world.app.count_rows("linkedin_accounts").await, 0);
    assert_eq!(world.app.count_rows("tasks").await, 0);
}

#[tokio::test]
async fn word_bearer_and_blanks_around_a_token_are_dropped() {
    let world = World::new().await;
    let answer = connect(&world.ada, &format!(" Bearer {LINKEDIN_TOKEN}\n"), 0).await;
    assert_eq!(
        answer.text_at("connectLinkedIn.linkedIn.state"),
        "PREPARING"
    );
}

#[tokio::test]
async fn retry_dry_run_and_stale_version_change_nothing() {
    let world = World::new().await;
    let ada = &world.ada;
    let input = json!({ "accessToken": LINKEDIN_TOKEN, "expectedVersion": 0 });
    let with = |field: &str, value: Value| {
        let mut input = input.clone();
        input[field] = value;
        input
    };
    let dry = run(ada, "connectLinkedIn", with("dryRun", json!(true))).await;
    assert_eq!(dry.text_at("connectLinkedIn.linkedIn.state"), "PREPARING");
    assert_eq!(world.app.count_rows("linkedin_accounts").await, 0);
    assert_eq!(world.app.count_rows("tasks").await, 0);
    let keyed = with("idempotencyKey", json!("one"));
    let first = run(ada, "connectLinkedIn", keyed.clone()).await;
    let again = run(ada, "connectLinkedIn", keyed).await;
    assert_eq!(first.data("connectLinkedIn"), again.data("connectLinkedIn"));
    assert_eq!(world.version().await, 1);
    let stale = connect(ada, LINKEDIN_TOKEN, 0).await;
    assert_eq!(
        stale.refusal("connectLinkedIn"),
        "VersionConflictError input.expectedVersion"
    );
    let stale = disconnect(ada, 7).await;
    assert_eq!(
        stale.refusal("disconnectLinkedIn"),
        "VersionConflictError input.expectedVersion"
    );
    assert_eq!(world.version().await, 1);
}

#[tokio::test]
async fn disconnecting_deletes_the_token_and_keeps_the_limit() {
    let world = World::of_member().await;
    let refused = disconnect(&world.ada, 0).await;
    assert_eq!(
        refused.refusal("disconnectLinkedIn"),
        "InvalidInputError input"
    );
    world.connect_and_run().await;
    let answer = disconnect(&world.ada, 1).await;
    let gone = answer.data("disconnectLinkedIn.linkedIn");
    assert_eq!(
        (&gone["state"], &gone["version"], &gone["domains"]),
        (&json!("NOT_CONNECTED"), &json!(2), &json!([]))
    );
    let kept = "linkedin_accounts WHERE token IS NOT NULL OR next_at IS NOT NULL";
    assert_eq!(world.app.count_rows(kept).await, 0);
    world.advance(60 * 24 * 3);
    assert_eq!(world.tick().await, 0);
    assert!(world.linkedin.seen().is_empty());

    // Within the hour after a run, connecting again waits for its end.
    world.connect_and_run().await;
    disconnect(&world.ada, 3).await;
    let again = world.connect().await;
    assert_eq!(again["syncing"], false);
    assert_eq!(
        instant(&again["nextSyncAt"]),
        world.clock.now() + chrono::TimeDelta::hours(1)
    );
    world.advance(59);
    assert_eq!(world.tick().await, 0);
    world.advance(1);
    assert_eq!(world.tick().await, 1);
    assert_eq!(world.health().await.0, "CONNECTED");
}

#[tokio::test]
async fn account_that_is_disconnected_during_a_run_is_read_no_more() {
    let world = World::of_member().await;
    world.connect().await;
    disconnect(&world.ada, 1).await;
    world.linkedin.seen();
    assert_eq!(world.app.run_tasks().await, 1);
    assert!(world.linkedin.seen().is_empty());
    assert_eq!(world.shown().await["domains"], json!([]));
}

#[tokio::test]
async fn operator_may_turn_it_off() {
    let world = World::with(|config| config.linkedin.enabled = false).await;
    let refused = connect(&world.ada, LINKEDIN_TOKEN, 0).await;
    assert_eq!(
        refused.refusal("connectLinkedIn"),
        "InvalidInputError input"
    );
    assert!(world.linkedin.seen().is_empty());
    assert_eq!(world.shown().await["enabled"], false);
}

#[tokio::test]
async fn nobody_sees_or_changes_the_account_of_another() {
    let world = World::of_member().await;
    world.connect_and_run().await;
    let bob = world.app.sign_up("bob").await;
    assert_eq!(shown(&bob).await["state"], "NOT_CONNECTED");
    let refused = disconnect(&bob, 0).await;
    assert_eq!(
        refused.refusal("disconnectLinkedIn"),
        "InvalidInputError input"
    );
    assert_eq!(world.health().await.0, "CONNECTED");
}

#[tokio::test]
async fn consent_runs_and_disconnection_are_told_in_the_change_feed() {
    let world = World::of_member().await;
    let last = async || {
        world
            .app
            .platform
            .feed
            .last(world.ada.user_id)
            .await
            .unwrap()
    };
    let mut before = last().await;
    world.connect().await;
    for step in ["connected", "read", "read by hand", "disconnected"] {
        match step {
            "read" => drop(world.app.run_tasks().await),
            "read by hand" => {
                world.advance(61);
                world.sync().await.text_at("syncLinkedIn.linkedIn.state");
            }
            "disconnected" => drop(disconnect(&world.ada, 1).await),
            _ => {}
        }
        let now = last().await;
        assert!(now > before, "{step}");
        before = now;
    }
    let kept = "changes WHERE kind = 'LINKED_IN_SYNC'";
    assert_eq!(world.app.count_rows(kept).await, 1);
}
