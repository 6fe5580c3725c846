//! The changelog: a reason to read a domain again, and nothing else.

use serde_json::json;

use super::World;
use crate::kit::{board::Reply, fault};

/// An account that was read; its next run is due.
async fn due() -> World {
    let world = World::of_member().await;
    world.connect_and_run().await;
    world.advance(60 * 27);
    world
}

fn now(world: &World) -> i64 {
    world.clock.now().timestamp_millis()
}

#[tokio::test]
async fn run_asks_only_for_domains_that_the_changelog_names() {
    let world = due().await;
    let at = now(&world);
    world.linkedin.event(1, at - 5_000, "people/languages");
    world.linkedin.event(2, at - 4_000, "ugcPosts");
    world.linkedin.rows(
        "LANGUAGES",
        &json!([{ "Name": "Dutch" }, { "Name": "Wolof" }]),
    );
    assert_eq!(world.tick().await, 1);
    assert_eq!(world.linkedin.domains_seen(), ["LANGUAGES"]);
    assert_eq!(world.domain("LANGUAGES").await, (2, "COMPLETE".to_owned()));
    assert_eq!(world.domain("SKILLS").await, (1, "COMPLETE".to_owned()));

    // The last event comes again, and is known.
    world.advance(60 * 27);
    assert_eq!(world.tick().await, 1);
    let seen = world.linkedin.seen();
    let asked: Vec<_> = seen
        .iter()
        .map(|seen| (seen.path.as_str(), seen.start_time.clone()))
        .collect();
    assert_eq!(asked, [("memberChangeLogs", (at - 4_000).to_string())]);
    assert_eq!(world.health().await.1, "");

    // Another event of the same instant is not.
    world.linkedin.event(3, at - 4_000, "people/skills");
    world.advance(60 * 27);
    world.tick().await;
    assert_eq!(world.linkedin.domains_seen(), ["SKILLS"]);
}

#[tokio::test]
async fn events_are_read_page_by_page() {
    let world = due().await;
    let at = now(&world);
    for number in 0..35 {
        let resource = if number == 34 {
            "people/projects"
        } else {
            "socialActions/likes"
        };
        // Twelve of them at one instant, which are more than one page.
        let offset = if number < 12 {
            0
        } else {
            i64::try_from(number).unwrap()
        };
        world.linkedin.event(number, at - 60_000 + offset, resource);
    }
    world.tick().await;
    assert_eq!(world.linkedin.domains_seen(), ["PROJECTS"]);
}

#[tokio::test]
async fn changelog_that_cannot_be_read_leads_to_reading_everything() {
    let world = due().await;
    for reply in [
        Reply::status(500),
        fault(403, "Not enough permissions"),
        fault(400, "Invalid startTime"),
        Reply::bytes("<html>"),
        Reply::json(&json!({ "events": [] })),
    ] {
        world.linkedin.always("memberChangeLogs", reply);
        assert_eq!(world.tick().await, 1);
        assert_eq!(world.linkedin.domains_seen().len(), super::DOMAINS);
        assert_eq!(
            world.health().await,
            ("CONNECTED".to_owned(), String::new())
        );
        world.advance(60 * 27);
    }
    // No data is no fault: there are no events.
    world.linkedin.always(
        "memberChangeLogs",
        fault(404, "No data found for this memberId"),
    );
    assert_eq!(world.tick().await, 1);
    assert!(world.linkedin.domains_seen().is_empty());
}

#[tokio::test]
async fn changelog_that_says_no_or_wait_ends_the_run() {
    let world = due().await;
    world.linkedin.next(
        "memberChangeLogs",
        fault(429, "Throttled").header("retry-after", "5"),
    );
    world.tick().await;
    assert_eq!(
        world.health().await,
        ("CONNECTED".to_owned(), "THROTTLED".to_owned())
    );
    world
        .linkedin
        .next("memberChangeLogs", fault(401, "Revoked"));
    world.advance(61);
    world.tick().await;
    assert_eq!(
        world.health().await,
        ("CONSENT_NEEDED".to_owned(), "CONSENT_WITHDRAWN".to_owned())
    );
    assert!(world.linkedin.domains_seen().is_empty());
}

#[tokio::test]
async fn everything_is_read_again_after_a_week() {
    let world = due().await;
    world.tick().await;
    assert!(
        world.linkedin.domains_seen().is_empty(),
        "there are no events"
    );
    world.advance(60 * 24 * 7);
    assert_eq!(world.tick().await, 1);
    assert_eq!(world.linkedin.domains_seen().len(), super::DOMAINS);
}
