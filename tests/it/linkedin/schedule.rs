//! When accounts are read: at most once an hour, on the schedule, shortly after the consent, and by one instance only.

use serde_json::json;

use super::{World, instant, run, setup, sync};
use crate::kit::{LINKEDIN_TOKEN, fault};

#[tokio::test]
async fn account_is_read_by_hand_at_most_once_an_hour() {
    let world = World::of_member().await;
    let refused = sync(&world.ada, 0).await;
    assert_eq!(refused.refusal("syncLinkedIn"), "InvalidInputError input");
    let begun = world.clock.now();
    world.connect_and_run().await;
    let free = begun + chrono::TimeDelta::hours(1);
    for minutes in [0, 30, 29] {
        world.advance(minutes);
        let refused = world.sync().await;
        assert_eq!(refused.refusal("syncLinkedIn"), "SyncTooEarlyError input");
        assert_eq!(
            refused.text_at("syncLinkedIn.userErrors.0.code"),
            "SYNC_TOO_EARLY"
        );
        let possible = refused.data("syncLinkedIn.userErrors.0.possibleFrom");
        assert_eq!(instant(possible), free);
        assert_eq!(instant(&world.shown().await["syncPossibleFrom"]), free);
    }
    assert_eq!(world.app.run_tasks().await, 0);
    world.advance(1);
    let input = json!({ "expectedVersion": 1, "idempotencyKey": "now" });
    for _ in 0..2 {
        let answer = run(&world.ada, "syncLinkedIn", input.clone()).await;
        assert_eq!(answer.data("syncLinkedIn.linkedIn.syncing"), true);
    }
    assert_eq!(world.app.run_tasks().await, 1);
    assert_eq!(world.linkedin.domains_seen().len(), super::DOMAINS);
    let refused = world.sync().await;
    assert_eq!(refused.refusal("syncLinkedIn"), "SyncTooEarlyError input");
}

#[tokio::test]
async fn account_is_read_again_after_the_interval() {
    let world = World::with(|config| config.linkedin.interval_hours = 2).await;
    world.fill();
    world.connect_and_run().await;
    world.advance(119);
    assert_eq!(world.tick().await, 0);
    world.advance(14);
    assert_eq!(world.tick().await, 1);
    assert!(!world.linkedin.seen().is_empty());
    assert_eq!(world.tick().await, 0);
}

#[tokio::test]
async fn what_is_not_there_after_the_consent_is_asked_for_again_and_deletes_nothing() {
    let world = World::new().await;
    world.linkedin.forget_member();
    world.connect().await;
    world.app.run_tasks().await;
    assert_eq!(world.linkedin.domains_seen().len(), super::DOMAINS);
    assert_eq!(
        world.health().await,
        ("PREPARING".to_owned(), String::new())
    );
    for minutes in [1, 5, 15, 60] {
        let next = instant(&world.shown().await["nextSyncAt"]);
        assert_eq!(
            next - world.clock.now(),
            chrono::TimeDelta::minutes(minutes)
        );
        world.advance(minutes - 1);
        assert_eq!(world.tick().await, 0, "before {minutes}");
        world.advance(1);
        assert_eq!(world.tick().await, 1, "after {minutes}");
        assert_eq!(world.linkedin.domains_seen().len(), super::DOMAINS);
        assert!(
            world.linkedin.has_member(),
            "LinkedIn was asked to provide the data"
        );
    }
    let next = instant(&world.shown().await["nextSyncAt"]) - world.clock.now();
    assert!(
        next >= chrono::TimeDelta::hours(23),
        "then the schedule goes on: {next}"
    );
    world.fill();
    world.advance(27 * 60);
    assert_eq!(world.tick().await, 1);
    assert_eq!(world.health().await.0, "CONNECTED");
}

#[tokio::test]
async fn only_what_was_missing_is_asked_for_again() {
    let world = World::of_member().await;
    world.linkedin.pages("SKILLS", []);
    world
        .linkedin
        .next("SKILLS", fault(404, "No data found for this memberId"));
    world.connect_and_run().await;
    assert_eq!(world.domain("SKILLS").await, (0, "NOT_THERE".to_owned()));
    world.linkedin.rows("SKILLS", &json!([{ "Name": "Knots" }]));
    world.advance(1);
    assert_eq!(world.tick().await, 1);
    assert_eq!(world.linkedin.domains_seen(), ["SKILLS"]);
    assert_eq!(world.domain("SKILLS").await, (1, "COMPLETE".to_owned()));
    assert_eq!(world.domain("LANGUAGES").await.0, 1);
}

#[tokio::test]
async fn of_two_instances_one_starts_a_run_and_one_runs_it() {
    let world = World::of_member().await;
    world.connect_and_run().await;
    let twin = world.app.beside(setup(&world.linkedin, &world.clock)).await;
    world.advance(60 * 27);
    let (here, there) = tokio::join!(world.app.linkedin.schedule(), twin.linkedin.schedule());
    assert_eq!(here.unwrap() + there.unwrap(), 1);
    assert_eq!(world.app.count_rows("tasks").await, 1);
    let (here, there) = tokio::join!(world.app.run_tasks(), twin.run_tasks());
    assert_eq!(here + there, 1);
    let seen = world.linkedin.seen();
    assert_eq!(seen.len(), 1, "the changelog, once: {seen:?}");
}

#[tokio::test]
async fn expired_token_is_not_sent() {
    let world = World::of_member().await;
    let expires_at = world.clock.now() + chrono::TimeDelta::hours(20);
    let input =
        json!({ "expectedVersion": 0, "accessToken": LINKEDIN_TOKEN, "expiresAt": expires_at });
    run(&world.ada, "connectLinkedIn", input).await;
    world.app.run_tasks().await;
    assert_eq!(instant(&world.shown().await["tokenExpiresAt"]), expires_at);
    assert_eq!(world.health().await.0, "CONNECTED");
    world.linkedin.seen();
    world.advance(60 * 27);
    assert_eq!(world.health().await.0, "CONSENT_NEEDED");
    world.tick().await;
    assert_eq!(
        world.health().await,
        ("CONSENT_NEEDED".to_owned(), "TOKEN_EXPIRED".to_owned())
    );
    assert!(world.linkedin.seen().is_empty());
    let input =
        json!({ "expectedVersion": 1, "accessToken": LINKEDIN_TOKEN, "expiresAt": expires_at });
    let refused = run(&world.ada, "connectLinkedIn", input).await;
    assert_eq!(
        refused.refusal("connectLinkedIn"),
        "InvalidInputError input.expiresAt"
    );
}

#[tokio::test]
async fn suspended_account_is_not_read() {
    let world = World::of_member().await;
    let warden = world.app.admin("warden").await;
    world.connect().await;
    world.linkedin.seen();
    let suspend =
        "mutation($id: ID!) { suspendUser(input: { id: $id, reason: \"x\" }) { account { id } } }";
    let id = json!({ "id": world.ada.user_id.to_string() });
    warden
        .client
        .gql(suspend, id)
        .await
        .text_at("suspendUser.account.id");
    world.app.run_tasks().await;
    world.advance(60 * 27);
    world.tick().await;
    assert!(world.linkedin.seen().is_empty());
    assert_eq!(
        world
            .app
            .count_rows("linkedin_accounts WHERE run_id IS NOT NULL")
            .await,
        0
    );
}
