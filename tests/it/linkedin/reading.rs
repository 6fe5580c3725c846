//! Reading domains: pages by number, every answer that LinkedIn gives, and limits.

use serde_json::{Value, json};

use super::{World, instant, job};
use crate::kit::{FakeLinkedIn, board::Reply, fault, page};

/// The pages of POSITIONS that were asked for.
fn starts(world: &World) -> Vec<String> {
    let seen = world.linkedin.seen().into_iter();
    seen.filter(|seen| seen.domain == "POSITIONS")
        .map(|seen| seen.start)
        .collect()
}

#[tokio::test]
async fn pages_are_asked_for_by_their_number_until_there_are_no_more() {
    let world = World::new().await;
    let empty = json!({ "paging": { "links": [{ "rel": "prev", "href": "/" }, { "rel": "next", "href": "/rest/memberSnapshotData?start=7" }] }, "elements": {} });
    world.linkedin.pages(
        "POSITIONS",
        [
            page(
                "POSITIONS",
                &json!([job("Orrin")]),
                Some("/rest/memberSnapshotData?start=1"),
            ),
            Reply::json(&empty),
            page("POSITIONS", &json!([job("Marl")]), None),
            page("POSITIONS", &json!([job("Marl"), job("Peel")]), None),
        ],
    );
    world.connect().await;
    world.app.run_tasks().await;
    assert_eq!(starts(&world), ["0", "1", "2", "3", "4"]);
    assert_eq!(
        world.domain("POSITIONS").await,
        (3, "COMPLETE".to_owned()),
        "a row that is repeated counts once"
    );
    assert_eq!(world.domain("SKILLS").await, (0, "NOT_THERE".to_owned()));
    assert_eq!(
        world.health().await,
        ("CONNECTED".to_owned(), String::new())
    );
}

#[tokio::test]
async fn only_domains_that_are_used_are_asked_for() {
    let world = World::of_member().await;
    world.connect().await;
    world.app.run_tasks().await;
    let seen = world.linkedin.seen();
    let asked: Vec<_> = seen
        .iter()
        .filter(|seen| seen.path == "memberSnapshotData")
        .collect();
    assert!(asked.iter().all(|seen| !seen.domain.is_empty()));
    for never in ["INBOX", "PHONE_NUMBERS", "EMAIL_ADDRESSES", "CONTACTS"] {
        assert!(asked.iter().all(|seen| seen.domain != never), "{never}");
    }
}

#[tokio::test]
async fn revoked_token_needs_a_new_consent_and_is_not_tried_again() {
    for (status, code) in [(401, "CONSENT_WITHDRAWN"), (403, "NOT_PERMITTED")] {
        let world = World::of_member().await;
        world.linkedin.next(
            "SKILLS",
            fault(
                status,
                "The token used in the request has been revoked by the user",
            ),
        );
        world.connect().await;
        world.app.run_tasks().await;
        let shown = world.shown().await;
        assert_eq!(shown["state"], "CONSENT_NEEDED");
        assert_eq!(shown["lastError"]["code"], code);
        assert_eq!(
            (&shown["nextSyncAt"], &shown["syncPossibleFrom"]),
            (&Value::Null, &Value::Null)
        );
        let seen = world.linkedin.seen();
        assert_eq!(
            seen.iter().filter(|seen| seen.domain == "SKILLS").count(),
            1
        );
        assert_eq!(
            seen.last().unwrap().domain,
            "SKILLS",
            "nothing is asked for after it"
        );
        assert_eq!(
            world
                .app
                .count_rows("linkedin_accounts WHERE token IS NOT NULL")
                .await,
            0
        );
        world.advance(60 * 24 * 30);
        assert_eq!(world.tick().await, 0);
        let refused = world.sync().await;
        assert_eq!(refused.refusal("syncLinkedIn"), "InvalidInputError input");
        assert!(world.linkedin.seen().is_empty());

        world.connect().await;
        world.app.run_tasks().await;
        assert_eq!(
            world.health().await,
            ("CONNECTED".to_owned(), String::new())
        );
    }
}

#[tokio::test]
async fn version_that_is_not_served_is_our_fault_and_not_repeated() {
    let world = World::of_member().await;
    world.connect().await;
    world.linkedin.seen();
    world
        .linkedin
        .always("*", fault(426, "Requested version is not active"));
    world.app.run_tasks().await;
    assert_eq!(world.linkedin.seen().len(), 1);
    let shown = world.shown().await;
    assert_eq!(shown["lastError"]["code"], "REQUEST_REFUSED");
    assert!(
        shown["lastError"]["message"]
            .as_str()
            .unwrap()
            .contains("status 426")
    );
    let next = instant(&shown["nextSyncAt"]) - world.clock.now();
    assert!(next.num_hours() >= 23, "{next}");
    assert_eq!(world.app.platform.queue.depth().await.unwrap().failed, 0);
}

#[tokio::test]
async fn other_refusals_skip_their_domain_only() {
    let world = World::of_member().await;
    world.linkedin.always(
        "SKILLS",
        fault(400, "Invalid domain of urn:li:person:CANARY"),
    );
    world.connect().await;
    world.app.run_tasks().await;
    assert_eq!(world.domain("SKILLS").await, (0, "INCOMPLETE".to_owned()));
    assert_eq!(world.domain("LANGUAGES").await, (1, "COMPLETE".to_owned()));
    let shown = world.shown().await;
    assert_eq!(shown["lastError"]["code"], "INCOMPLETE");
    assert!(!shown.to_string().contains("CANARY"));
}

#[tokio::test]
async fn short_wait_is_waited_for_and_a_long_one_ends_the_run() {
    let world = World::of_member().await;
    let throttled = |secs: &str| fault(429, "Throttled").header("retry-after", secs);
    world.linkedin.next("SKILLS", throttled("1"));
    world.connect_and_run().await;
    assert_eq!(world.domain("SKILLS").await, (1, "COMPLETE".to_owned()));

    world.advance(60);
    world.linkedin.next("SKILLS", throttled("7200"));
    world.sync().await.data("syncLinkedIn.linkedIn.syncing");
    world.app.run_tasks().await;
    let shown = world.shown().await;
    assert_eq!(shown["lastError"]["code"], "THROTTLED");
    assert_eq!(shown["state"], "CONNECTED");
    assert_eq!(
        instant(&shown["nextSyncAt"]),
        world.clock.now() + chrono::TimeDelta::hours(2)
    );
    assert_eq!(world.linkedin.seen().last().unwrap().domain, "SKILLS");
}

#[tokio::test]
async fn server_that_fails_is_asked_again_and_then_left_alone() {
    let world = World::of_member().await;
    world.linkedin.next("SKILLS", Reply::status(500));
    world
        .linkedin
        .next("SKILLS", Reply::bytes("<html>Sign in</html>"));
    world.connect_and_run().await;
    assert_eq!(world.domain("SKILLS").await, (1, "COMPLETE".to_owned()));
    assert_eq!(world.health().await.0, "CONNECTED");

    world.linkedin.always("*", fault(404, "Resource not found"));
    world.advance(60);
    world.sync().await.data("syncLinkedIn.linkedIn.syncing");
    world.app.run_tasks().await;
    assert_eq!(
        world.health().await,
        ("CONNECTED".to_owned(), "REQUEST_REFUSED".to_owned()),
        "a 404 of another kind is no end"
    );
}

#[tokio::test]
async fn server_that_is_gone_is_no_end_of_the_data() {
    let world = World::of_member().await;
    world.connect_and_run().await;
    let before = world.shown().await["lastSyncAt"].clone();
    for domain in importing::snapshot::domains() {
        let down = Reply::status(503).header("retry-after", "0");
        world.linkedin.always(domain, down);
    }
    world.advance(61);
    world.sync().await.data("syncLinkedIn.linkedIn.syncing");
    world.app.run_tasks().await;
    let shown = world.shown().await;
    assert_eq!(
        (&shown["state"], &shown["lastError"]["code"]),
        (&json!("CONNECTED"), &json!("UNAVAILABLE"))
    );
    assert_eq!(shown["lastSyncAt"], before);
    assert_eq!(
        world.linkedin.domains_seen().len(),
        2,
        "then it is left alone"
    );
    assert_eq!(
        instant(&shown["nextSyncAt"]),
        world.clock.now() + chrono::TimeDelta::hours(1)
    );
    assert_eq!(world.app.platform.queue.depth().await.unwrap().waiting, 0);
}

#[tokio::test]
async fn link_to_another_server_is_not_followed() {
    let (world, collector) = (World::of_member().await, FakeLinkedIn::start().await);
    let next = format!("{}/rest/memberSnapshotData?start=1", collector.base_url);
    let other =
        json!({ "snapshotDomain": "INBOX", "snapshotData": [{ "CONTENT": "CANARY-INBOX" }] });
    let own = json!({ "snapshotDomain": "POSITIONS", "snapshotData": [job("Fernhill"), job("Marl"), { "Company Name": null, "Title": "" }] });
    let body = json!({ "paging": { "links": [{ "rel": "next", "href": next }] }, "elements": [own, other] });
    world.linkedin.pages("POSITIONS", [Reply::json(&body)]);
    world.connect().await;
    world.app.run_tasks().await;
    assert_eq!(starts(&world), ["0"]);
    assert!(collector.seen().is_empty());
    let (rows, ending) = world.domain("POSITIONS").await;
    assert_eq!((rows, ending.as_str()), (3, "INCOMPLETE"));
    assert_eq!(world.health().await.1, "INCOMPLETE");
    for table in crate::personal_data::tables(&world.app).await {
        for row in crate::personal_data::rows_of(&world.app, &table).await {
            assert!(!row.contains("CANARY-INBOX"), "{table}: {row}");
        }
    }
}

#[tokio::test]
async fn endless_pages_end() {
    let world = World::with(|config| config.linkedin.max_pages = 5).await;
    world.fill();
    world.linkedin.always(
        "POSITIONS",
        page(
            "POSITIONS",
            &json!([job("Fernhill")]),
            Some("/rest?start=1"),
        ),
    );
    world.linkedin.always(
        "SKILLS",
        Reply::json(&json!({ "paging": {}, "elements": {} })),
    );
    world.connect().await;
    world.app.run_tasks().await;
    assert_eq!(starts(&world), ["0", "1", "2", "3", "4"]);
    assert_eq!(
        world.domain("POSITIONS").await,
        (1, "INCOMPLETE".to_owned())
    );
    assert_eq!(world.domain("SKILLS").await, (0, "INCOMPLETE".to_owned()));
    assert_eq!(world.domain("LANGUAGES").await.1, "COMPLETE");
    assert_eq!(world.health().await.1, "INCOMPLETE");
}

#[tokio::test]
async fn run_has_a_time_limit_and_the_next_one_reads_the_rest() {
    let world = World::with(|config| config.linkedin.run_secs = 5).await;
    world.fill();
    let busy = Reply::status(503).header("retry-after", "50");
    world.linkedin.next("SKILLS", busy);
    world.connect().await;
    world.app.run_tasks().await;
    assert_eq!(world.health().await.1, "TOO_SLOW");
    let first = world.linkedin.domains_seen();
    assert!(first.len() < super::DOMAINS, "{first:?}");
    world.advance(60);
    assert_eq!(world.tick().await, 1);
    let seen = world.linkedin.seen();
    let rest = seen.iter().find(|seen| !seen.domain.is_empty()).unwrap();
    assert!(
        !first.contains(&rest.domain),
        "what was not read comes first"
    );
    assert_eq!(
        world.health().await,
        ("CONNECTED".to_owned(), String::new())
    );
}

#[tokio::test]
async fn answer_that_is_too_long_is_not_read() {
    let world = World::with(|config| config.linkedin.max_bytes = 4_096).await;
    world.fill();
    world
        .linkedin
        .rows("SKILLS", &json!([{ "Name": "x".repeat(5_000) }]));
    world.connect().await;
    world.app.run_tasks().await;
    assert_eq!(world.domain("SKILLS").await, (0, "INCOMPLETE".to_owned()));
    assert_eq!(world.domain("LANGUAGES").await.1, "COMPLETE");
}

#[tokio::test]
async fn redirect_is_not_followed() {
    let (world, collector) = (World::of_member().await, FakeLinkedIn::start().await);
    world.connect().await;
    let location = format!("{}/rest/memberSnapshotData", collector.base_url);
    world
        .linkedin
        .always("*", Reply::status(302).header("location", &location));
    world.app.run_tasks().await;
    assert!(collector.seen().is_empty());
    assert_eq!(world.health().await.1, "REQUEST_REFUSED");
}
