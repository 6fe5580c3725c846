//! The real binary: `careergraph sources add/list/import/refresh`, beside an app that has the same database.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use secrecy::ExposeSecret;
use serde_json::json;

use super::{Bench, FERNHILL};
use crate::kit::board::{Reply, greenhouse, greenhouse_job};

/// What a command answered.
#[derive(Debug)]
struct Output {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Bench {
    /// Runs `careergraph sources …` on the database of this app.
    async fn sources(&self, arguments: &[&str]) -> Output {
        let platform = &self.app.platform;
        let folder = platform.config.auth.keys_dir.parent().unwrap().to_owned();
        let mut command = Command::new(env!("CARGO_BIN_EXE_careergraph"));
        command.env_clear().current_dir(&folder).arg("sources").args(arguments);
        command.env("DATABASE_URL", platform.config.database.url.expose_secret());
        command.env("REDIS_URL", platform.config.redis.url.expose_secret());
        command.env("CAREERGRAPH__AUTH__KEYS_DIR", folder.join("keys")).env("RUST_LOG", "warn");
        for (key, url) in self.boards.addresses() {
            command.env(format!("CAREERGRAPH__SOURCES__{}", key.to_uppercase()), url);
        }
        let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Output { code: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// Imports a file with this content.
    async fn import(&self, content: &[u8], more: &[&str]) -> Output {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), content).unwrap();
        let arguments: Vec<&str> = ["import", file.path().to_str().unwrap()].iter().chain(more).copied().collect();
        self.sources(&arguments).await
    }
}

impl Output {
    fn assert_says(&self, code: i32, lines: &str) {
        assert_eq!((self.code, self.stdout.as_str()), (code, lines), "{}", self.stderr);
    }

    fn assert_complains(&self, code: i32, words: &str) {
        assert_eq!((self.code, self.stdout.as_str()), (code, ""), "{}", self.stderr);
        let one_sentence = self.stderr.starts_with("careergraph: ") && self.stderr.trim_end().lines().count() == 1;
        assert!(one_sentence && self.stderr.contains(words), "expected {words:?}: {}", self.stderr);
    }
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/boards").join(name)
}

#[tokio::test]
async fn a_board_is_added_read_listed_and_read_again() {
    let bench = Bench::start().await;
    bench.sources(&["list"]).await.assert_says(0, "no boards yet; add one with `careergraph sources add <careers-url>`\n");
    bench.boards.set("greenhouse/fernhill", greenhouse(&[greenhouse_job(1, "Gardener", "Roses.")]));
    let added = bench.sources(&["add", FERNHILL, "--company", "Fernhill Gardens"]).await;
    added.assert_says(
        0,
        "greenhouse board \"fernhill\" of Fernhill Gardens added\ngreenhouse \"fernhill\": 1 found, 1 new, 0 changed, 0 closed, 0 skipped\n",
    );
    assert_eq!(bench.open().await, ["Gardener"]);
    let listed = "greenhouse \"fernhill\" (Fernhill Gardens): 1 found, 1 new, 0 changed, 0 closed, 0 skipped\n";
    bench.sources(&["list"]).await.assert_says(0, listed);
    let again = bench.sources(&["add", FERNHILL, "--later"]).await;
    again.assert_says(0, "greenhouse board \"fernhill\" of Fernhill Gardens is there already\n");
    bench.boards.set("greenhouse/fernhill", greenhouse(&[greenhouse_job(1, "Florist", "Roses.")]));
    let refreshed = bench.sources(&["refresh"]).await;
    refreshed.assert_says(0, "greenhouse \"fernhill\": 1 found, 0 new, 1 changed, 0 closed, 0 skipped\n");
    assert_eq!(bench.open().await, ["Florist"]);
}

#[tokio::test]
async fn a_board_that_fails_is_told_and_does_not_stop_the_others() {
    let bench = Bench::start().await;
    bench.boards.set("lever/cargolane", Reply::json(&json!([])));
    for url in ["https://boards.greenhouse.io/nobody", "https://jobs.lever.co/cargolane"] {
        bench.sources(&["add", url, "--later"]).await;
    }
    let expected = "greenhouse \"nobody\": 0 found, 0 new, 0 changed, 0 closed, 0 skipped; problem: The board was not found.\n\
                    lever \"cargolane\": 0 found, 0 new, 0 changed, 0 closed, 0 skipped\n";
    bench.sources(&["refresh"]).await.assert_says(0, expected);
}

#[tokio::test]
async fn an_address_that_is_no_board_is_refused() {
    let bench = Bench::start().await;
    bench
        .sources(&["add", "https://fernhill.example/careers"])
        .await
        .assert_complains(1, "No board of Greenhouse, Lever, Lever (EU), Ashby");
    bench.sources(&["add", "fernhill"]).await.assert_complains(1, "not a web address");
    assert_eq!(bench.sources(&["add"]).await.code, 2);
}

#[tokio::test]
async fn every_saved_payload_can_be_imported_without_a_network() {
    let bench = Bench::start().await;
    for (file, board, read, skipped) in [
        ("greenhouse_jobs.json", "greenhouse board \"fernhill\"", 1, 0),
        ("greenhouse_traps.json", "greenhouse board \"marrowbrook\"", 3, 4),
        ("lever_postings.json", "lever board \"cargolane\"", 1, 0),
        ("lever_traps.json", "lever_eu board \"quillfoss\"", 3, 3),
        ("ashby_board.json", "ashby board \"tintype\"", 1, 0),
        ("ashby_traps.json", "ashby board \"Osprey & Pine\"", 4, 2),
    ] {
        let path = fixture(file);
        for new in [read, 0] {
            let output = bench.sources(&["import", path.to_str().unwrap()]).await;
            let (first, rest) = output.stdout.split_once('\n').unwrap_or_else(|| panic!("{file}: {output:?}"));
            assert_eq!((output.code, first), (0, format!("{board}: {read} posting(s) read, {new} new, 0 changed").as_str()));
            assert_eq!(rest.lines().filter(|line| line.starts_with("  skipped ")).count(), skipped, "{file}: {rest}");
        }
    }
    assert_eq!(bench.open().await.len(), 13);
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
    bench.import(payload.as_bytes(), &[]).await.assert_complains(1, "--board");
    let told = bench.import(payload.as_bytes(), &["--board", "fernhill", "--company", "Fernhill Gardens"]).await;
    told.assert_says(0, "greenhouse board \"fernhill\": 1 posting(s) read, 1 new, 0 changed\n");
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
        (b"{\"jobs\": [{\"id\": 1}]}", "not a payload of Greenhouse, Lever or Ashby"),
    ] {
        bench.import(content, &[]).await.assert_complains(1, words);
    }
    let deep = "[".repeat(100_000);
    bench.import(deep.as_bytes(), &[]).await.assert_complains(1, "not JSON");
    bench.import(b"[]", &["--connector", "workday"]).await.assert_complains(1, "greenhouse, lever, lever_eu, ashby");
    bench.import(b"{}", &["--connector", "greenhouse", "--board", "x"]).await.assert_complains(1, "not a Greenhouse payload");
    bench.sources(&["import", "/nowhere/at/all.json"]).await.assert_complains(1, "No such file");
    assert!(bench.open().await.is_empty());
}
