//! When the process has no descriptors left, it waits for free ones without spinning, and then continues.

use std::process::Command;

use super::assert_serves;
use crate::kit::{Place, Raw, Running, eventually};

/// Limit of descriptors: enough to start, fewer than the connections below.
const DESCRIPTORS: &str = "--nofile=80";
const CONNECTIONS: usize = 120;

#[tokio::test]
async fn a_server_without_descriptors_waits_for_some() {
    if !cfg!(target_os = "linux") || Command::new("prlimit").arg("--version").output().is_err() {
        println!("skipped: there is no prlimit here");
        return;
    }
    let place = Place::new();
    let variables = [
        ("CAREERGRAPH__HTTP__HEADER_TIMEOUT_SECS", "30"),
        ("CAREERGRAPH__HTTP__IDLE_SECS", "3600"),
    ];
    let server = place.start(&["serve"], &variables);
    let address = server.said("listens on http://");
    assert_serves(&mut Raw::connect_to(&address).await).await;
    // Lowered only now: with a low limit from the start, it would accept fewer connections.
    let process = server.id().to_string();
    assert!(
        Command::new("prlimit")
            .args(["--pid", process.as_str(), DESCRIPTORS])
            .status()
            .expect("it runs")
            .success()
    );
    let mut waiting = Vec::new();
    for _ in 0..CONNECTIONS {
        waiting.push(Raw::connect_to(&address).await);
    }
    eventually("it logs that connections cannot be accepted", || async {
        shortage(&place).then_some(())
    })
    .await;
    // Accepted connections are served; the others wait, and meanwhile the process is idle.
    let mut first = waiting.remove(0);
    assert_serves(&mut first).await;
    let mut last = waiting.pop().expect("one");
    let before = ticks(&server);
    assert!(
        !last.is_answered_soon().await,
        "the limit is too high for this test"
    );
    let spent = ticks(&server) - before;
    assert!(
        spent < 50,
        "{spent} hundredths of a second of work in one second of waiting"
    );
    assert!(
        place
            .log()
            .matches("connections cannot be accepted")
            .count()
            < 5,
        "logged, but not each time: {}",
        place.log()
    );
    drop((first, waiting));
    assert_eq!(
        last.answer().await.status,
        200,
        "it has waited for its turn"
    );
}

fn shortage(place: &Place) -> bool {
    place.log().contains("connections cannot be accepted")
}

/// CPU time of the process in hundredths of a second (proc(5), `stat`).
fn ticks(server: &Running) -> u64 {
    let stat =
        std::fs::read_to_string(format!("/proc/{}/stat", server.id())).expect("the process runs");
    let after_name = stat.rsplit(')').next().expect("fields");
    after_name
        .split_whitespace()
        .skip(11)
        .take(2)
        .map(|ticks| ticks.parse::<u64>().expect("a number"))
        .sum()
}
