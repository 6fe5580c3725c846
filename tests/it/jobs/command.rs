//! The real binary: `careergraph sources add/list/import/refresh`, beside an app on the same database.

use std::path::{Path, PathBuf};

use secrecy::ExposeSecret;
use serde_json::json;

use super::{Bench, FERNHILL};
use crate::kit::{
    Ended, Place,
    board::{Reply, greenhouse, greenhouse_job},
    eventually,
};

impl Bench {
    /// The environment of a command that works on the database of this app and reads its boards.
    pub(super) fn variables(&self) -> Vec<(String, String)> {
        let config = &self.app.platform.config;
        let addresses = self
            .boards
            .addresses()
            .map(|(key, url)| (format!("CAREERGRAPH__SOURCES__{}", key.to_uppercase()), url));
        let others = [
            ("DATABASE_URL", config.database.url.expose_secret()),
            ("REDIS_URL", config.redis.url.expose_secret()),
            ("CAREERGRAPH__REDIS__PREFIX", config.redis.prefix.as_str()),
            ("RUST_LOG", "warn"),
        ];
        let others = others.map(|(key, value)| (key.to_owned(), value.to_owned()));
        addresses.into_iter().chain(others).collect()
    }

    /// Runs a command of the program to its end.
    pub(super) async fn command(&self, arguments: &[&str]) -> Ended {
        let variables = self.variables();
        let arguments: Vec<String> = arguments.iter().map(|&word| word.to_owned()).collect();
        // The fake boards respond on this thread, so the command is awaited on another.
        let running = tokio::task::spawn_blocking(move || {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let variables: Vec<(&str, &str)> = variables
                .iter()
                .map(|(key, value)| (key.as_str(), value.as_str()))
                .collect();
            Place::new().run(&arguments, &variables)
        });
        running.await.unwrap()
    }

    /// Runs `careergraph sources …`.
    async fn sources(&self, arguments: &[&str]) -> Ended {
        self.command(&[&["sources"], arguments].concat()).await
    }

    /// Imports a file with this content.
    async fn import(&self, content: &[u8], more: &[&str]) -> Ended {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), content).unwrap();
        let arguments: Vec<&str> = ["import", file.path().to_str().unwrap()]
            .iter()
            .chain(more)
            .copied()
            .collect();
        self.sources(&arguments).await
    }
}

fn assert_says(ended: &Ended, code: i32, lines: &str) {
    assert_eq!(
        (ended.code, ended.stdout.as_str()),
        (code, lines),
        "{}",
        ended.stderr
    );
}

/// What the command says of an error, without warnings of the platform: on a busy machine, Redis or a statement may be late.
fn said(ended: &Ended) -> String {
    let lines = ended.stderr.lines();
    let said = lines.filter(|line| !line.contains(" WARN careergraph::platform::"));
    said.flat_map(|line| [line, "\n"]).collect()
}

/// The command failed with one message that contains these words.
fn assert_complains(ended: &Ended, words: &str) {
    assert_eq!(
        (ended.code, ended.stdout.as_str()),
        (1, ""),
        "{}",
        ended.stderr
    );
    let said = said(ended);
    let one_sentence = said.starts_with("careergraph: ") && said.trim_end().lines().count() == 1;
    assert!(
        one_sentence && said.contains(words),
        "expected {words:?}: {}",
        ended.stderr
    );
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/boards")
        .join(name)
}

#[tokio::test]
async fn a_board_is_added_read_listed_and_read_again() {
    let bench = Bench::start().await;
    assert_says(
        &bench.sources(&["list"]).await,
        0,
        "no boards yet; add one with `careergraph sources add <careers-url>`\n",
    );
    bench.boards.set(
        "greenhouse/fernhill",
        greenhouse(&[greenhouse_job(1, "Gardener", "Roses.")]),
    );
    let added = bench
        .sources(&["add", FERNHILL, "--company", "Fernhill Gardens"])
        .await;
    assert_says(
        &added,
        0,
        "greenhouse board \"fernhill\" of Fernhill Gardens added\ngreenhouse \"fernhill\": 1 found, 1 new, 0 changed, 0 closed, 0 skipped\n",
    );
    assert_eq!(bench.open().await, ["Gardener"]);
    let listed = "greenhouse \"fernhill\" (Fernhill Gardens): 1 found, 1 new, 0 changed, 0 closed, 0 skipped\n";
    assert_says(&bench.sources(&["list"]).await, 0, listed);
    let again = bench.sources(&["add", FERNHILL, "--later"]).await;
    assert_says(
        &again,
        0,
        "greenhouse board \"fernhill\" of Fernhill Gardens exists already\n",
    );
    bench.boards.set(
        "greenhouse/fernhill",
        greenhouse(&[greenhouse_job(1, "Florist", "Roses.")]),
    );
    let refreshed = bench.sources(&["refresh"]).await;
    assert_says(
        &refreshed,
        0,
        "greenhouse \"fernhill\": 1 found, 0 new, 1 changed, 0 closed, 0 skipped\n",
    );
    // The command is another process: the server hears of its change in a moment.
    eventually("the new title is shown", || async {
        (bench.open().await == ["Florist"]).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_board_that_fails_ends_the_command_with_1_and_does_not_stop_the_others() {
    let bench = Bench::start().await;
    bench.boards.set("lever/cargolane", Reply::json(&json!([])));
    for url in [
        "https://boards.greenhouse.io/nobody",
        "https://jobs.lever.co/cargolane",
    ] {
        bench.sources(&["add", url, "--later"]).await;
    }
    let refreshed = bench.sources(&["refresh"]).await;
    assert_says(
        &refreshed,
        1,
        "lever \"cargolane\": 0 found, 0 new, 0 changed, 0 closed, 0 skipped\n",
    );
    let expected = "greenhouse \"nobody\": 0 found, 0 new, 0 changed, 0 closed, 0 skipped; problem: The board was not found.\n\
                    careergraph: 1 of 2 board(s) could not be read\n";
    assert_eq!(said(&refreshed), expected);
}

#[tokio::test]
async fn a_board_that_cannot_be_read_when_it_is_added_ends_the_command_with_1() {
    for (answer, why) in [
        (None, "The board was not found."),
        (Some(Reply::status(403)), "answers 403"),
        (Some(Reply::bytes("<html>")), "expected JSON, found HTML"),
        (
            Some(Reply::bytes("{\"jobs\": [{").breaking_off()),
            "incomplete answer",
        ),
    ] {
        let bench = Bench::start().await;
        if let Some(answer) = answer {
            bench.boards.set("greenhouse/fernhill", answer);
        }
        let added = bench.sources(&["add", FERNHILL]).await;
        assert_says(
            &added,
            1,
            "greenhouse board \"fernhill\" of Fernhill added\n",
        );
        assert!(
            added.stderr.contains("greenhouse \"fernhill\":") && added.stderr.contains(why),
            "{}",
            added.stderr
        );
        let listed = bench.sources(&["list"]).await;
        assert!(
            listed.code == 0 && listed.stdout.contains(why),
            "the list shows its health: {listed:?}"
        );
        assert_eq!(
            bench.sources(&["add", FERNHILL, "--later"]).await.code,
            0,
            "it was added, and nothing is read now"
        );
    }
}

#[tokio::test]
async fn an_address_that_is_no_board_is_refused() {
    let bench = Bench::start().await;
    let unknown = bench.sources(&["add", "https://jobs.ashbyhq.com/"]).await;
    assert_complains(&unknown, "No board of Greenhouse, Lever, Lever (EU), Ashby");
    assert_complains(
        &bench.sources(&["add", "fernhill"]).await,
        "not a web address",
    );
    assert_eq!(bench.sources(&["add"]).await.code, 2);
}

#[tokio::test]
async fn every_saved_payload_can_be_imported_without_a_network() {
    let bench = Bench::start().await;
    for (file, board, read, skipped) in [
        (
            "greenhouse_jobs.json",
            "greenhouse board \"fernhill\"",
            1,
            0,
        ),
        (
            "greenhouse_traps.json",
            "greenhouse board \"marrowbrook\"",
            3,
            4,
        ),
        ("lever_postings.json", "lever board \"cargolane\"", 1, 0),
        ("lever_traps.json", "lever_eu board \"quillfoss\"", 3, 3),
        ("ashby_board.json", "ashby board \"tintype\"", 1, 0),
        ("ashby_traps.json", "ashby board \"Osprey & Pine\"", 4, 2),
    ] {
        let path = fixture(file);
        for new in [read, 0] {
            let output = bench.sources(&["import", path.to_str().unwrap()]).await;
            let (first, rest) = output
                .stdout
                .split_once('\n')
                .unwrap_or_else(|| panic!("{file}: {output:?}"));
            assert_eq!(
                (output.code, first),
                (
                    0,
                    format!("{board}: {read} posting(s) read, {new} new, 0 changed").as_str()
                )
            );
            assert_eq!(
                rest.lines()
                    .filter(|line| line.starts_with("  skipped "))
                    .count(),
                skipped,
                "{file}: {rest}"
            );
        }
    }
    // One of thirteen was over before it was read.
    assert_eq!(bench.open().await.len(), 12);
    for board in ["greenhouse/fernhill", "lever/cargolane", "ashby/tintype"] {
        assert!(bench.boards.seen(board).is_empty());
    }
}

#[tokio::test]
async fn a_payload_that_does_not_tell_its_board_needs_to_be_told() {
    let bench = Bench::start().await;
    let mut job = greenhouse_job(1, "Gardener", "Roses.");
    job["absolute_url"] = json!("https://fernhill.example/careers?gh_jid=1");
    job["company_name"] = json!(null);
    let payload = json!({ "jobs": [job] }).to_string();
    assert_complains(&bench.import(payload.as_bytes(), &[]).await, "--board");
    let told = bench
        .import(
            payload.as_bytes(),
            &["--board", "fernhill", "--company", "Fernhill Gardens"],
        )
        .await;
    assert_says(
        &told,
        0,
        "greenhouse board \"fernhill\": 1 posting(s) read, 1 new, 0 changed\n",
    );
    let named = bench.jobs("first: 1", "nodes { company { name } }").await;
    assert_eq!(named["nodes"][0]["company"]["name"], "Fernhill Gardens");
}

#[tokio::test]
async fn garbage_is_refused_with_a_sentence() {
    let bench = Bench::start().await;
    for (content, words) in [
        (&b""[..], "not JSON"),
        (b"<!doctype html>", "not JSON"),
        (b"\xFF\xFE\x00", "not JSON"),
        (b"{\"jobs\": [", "not JSON"),
        (b"null", "not a payload of Greenhouse, Lever or Ashby"),
        (b"[]", "not a payload of Greenhouse, Lever or Ashby"),
        (
            b"{\"jobs\": [{\"id\": 1}]}",
            "not a payload of Greenhouse, Lever or Ashby",
        ),
    ] {
        assert_complains(&bench.import(content, &[]).await, words);
    }
    let deep = "[".repeat(100_000);
    assert_complains(&bench.import(deep.as_bytes(), &[]).await, "not JSON");
    assert_complains(
        &bench.import(b"[]", &["--connector", "workday"]).await,
        "greenhouse, lever, lever_eu, ashby",
    );
    assert_complains(
        &bench
            .import(b"{}", &["--connector", "greenhouse", "--board", "x"])
            .await,
        "not a Greenhouse payload",
    );
    assert_complains(
        &bench.sources(&["import", "/nowhere/at/all.json"]).await,
        "No such file",
    );
    assert!(bench.open().await.is_empty());
}
