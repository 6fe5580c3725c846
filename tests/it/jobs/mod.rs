//! Jobs: reading boards, closing removed postings, searching, the command line.

mod anything;
mod closing;
mod command;
mod demo;
mod faults;
mod history;
mod identity;
mod lever_pages;
mod many_requests;
mod merging;
mod orders;
mod pages;
mod paging;
mod pay;
mod reading;
mod reprocessing;
mod schedule;
mod search;
mod warnings;
mod words;

pub use self::search::{record, store};

use careergraph::{
    config::Config, features::jobs::RunRow, platform::clock::Clock, types::id::SourceId,
};
use chrono::{DateTime, TimeDelta};
use serde_json::{Value, json};

use crate::kit::{Setup, TestApp, board::Boards};

/// The careers pages of the boards that these tests read.
const FERNHILL: &str = "https://boards.greenhouse.io/fernhill";
const CARGOLANE: &str = "https://jobs.lever.co/cargolane";

/// An app without workers that reads fake boards, with a held clock.
struct Bench {
    app: TestApp,
    boards: Boards,
    clock: Clock,
}

impl Bench {
    async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let boards = Boards::start().await;
        let clock = Clock::held_at(
            DateTime::parse_from_rfc3339("2026-11-23T09:00:00Z")
                .unwrap()
                .to_utc(),
        );
        let setup = Setup::new()
            .config(|config| boards.configure(config))
            .config(change);
        Self {
            app: setup.clock(clock.clone()).workers(0).start().await,
            boards,
            clock,
        }
    }

    async fn add(&self, careers_url: &str) -> SourceId {
        self.app
            .jobs
            .add_source(careers_url, None)
            .await
            .unwrap()
            .source
            .id
    }

    /// Reads a board now.
    async fn read(&self, source: SourceId) -> RunRow {
        self.app
            .jobs
            .refresh(source)
            .await
            .unwrap()
            .expect("the board is there")
    }

    /// Reads a board after some hours.
    async fn read_after(&self, hours: i64, source: SourceId) -> RunRow {
        self.clock.advance(TimeDelta::hours(hours));
        self.read(source).await
    }

    /// The result of a list query.
    async fn jobs(&self, arguments: &str, fields: &str) -> Value {
        let answer = self
            .app
            .anonymous()
            .gql(
                &format!("{{ jobs({arguments}) {{ {fields} }} }}"),
                json!({}),
            )
            .await;
        answer.data("jobs").clone()
    }

    /// The titles of all open postings, sorted.
    async fn open(&self) -> Vec<String> {
        let mut titles = titles(&self.jobs("first: 100", "nodes { title }").await);
        titles.sort();
        titles
    }

    /// The id of the only open posting with this title.
    async fn id_of(&self, title: &str) -> String {
        let found = self.jobs("first: 100", "nodes { id title }").await;
        let ids: Vec<&Value> = found["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|node| node["title"] == title)
            .collect();
        assert_eq!(ids.len(), 1, "{title}: {found}");
        ids[0]["id"].as_str().unwrap().to_owned()
    }

    /// `OPEN`, or why it was closed; a list shows exactly those that are open.
    async fn state(&self, id: &str) -> String {
        let query = "query($id: ID!) { node(id: $id) { ... on Posting { isOpen closedAt closeReason } } jobs(first: 100) { nodes { id } } }";
        let answer = self.app.anonymous().gql(query, json!({ "id": id })).await;
        let node = answer.data("node");
        let listed = answer
            .data("jobs.nodes")
            .as_array()
            .unwrap()
            .iter()
            .any(|node| node["id"] == id);
        assert_eq!(node["isOpen"], listed, "{}", answer.text);
        assert_eq!(
            (node["closedAt"].is_null(), node["closeReason"].is_null()),
            (listed, listed),
            "{}",
            answer.text
        );
        node["closeReason"].as_str().unwrap_or("OPEN").to_owned()
    }
}

fn titles(connection: &Value) -> Vec<String> {
    connection["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["title"].as_str().unwrap().to_owned())
        .collect()
}

/// Found, added, changed, closed.
fn counts(run: &RunRow) -> (i32, i32, i32, i32) {
    (run.found, run.added, run.changed, run.closed)
}

/// The run was complete and without errors.
fn assert_whole(run: &RunRow) {
    assert!(run.complete && run.error.is_none(), "{run:?}");
}
