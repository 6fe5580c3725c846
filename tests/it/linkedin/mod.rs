//! Synchronisation with LinkedIn, against a fake of its snapshot API.

mod changelog;
mod connecting;
mod identity;
mod plans;
mod reading;
mod schedule;
mod secrets;

use careergraph::platform::clock::Clock;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::kit::{Answer, FakeLinkedIn, LINKEDIN_TOKEN, Setup, TestApp, TestUser};

/// All fields.
pub const FIELDS: &str = "state enabled version tokenSource tokenExpiresAt connectedAt syncing lastSyncAt nextSyncAt syncPossibleFrom
    lastError { code message } domains { name rows ending }";

/// The domains that are read.
const DOMAINS: usize = 14;

/// The row of a job.
fn job(company: &str) -> Value {
    json!({ "Company Name": company, "Title": "Hand", "Description": "", "Location": "", "Started On": "2019", "Finished On": "2022" })
}

/// An app that reads a fake LinkedIn, at a stopped clock, without workers.
struct World {
    app: TestApp,
    linkedin: FakeLinkedIn,
    clock: Clock,
    ada: TestUser,
}

impl World {
    async fn new() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut careergraph::config::Config)) -> Self {
        let linkedin = FakeLinkedIn::start().await;
        let clock = Clock::held_at(Clock::default().now());
        let app = setup(&linkedin, &clock).config(change).start().await;
        let ada = app.sign_up("ada").await;
        app.run_tasks().await;
        Self {
            app,
            linkedin,
            clock,
            ada,
        }
    }

    /// The same with a member whose domains all have one row.
    async fn of_member() -> Self {
        let world = Self::new().await;
        world.fill();
        world
    }

    /// Gives each domain that has no pages one row.
    fn fill(&self) {
        for domain in importing::snapshot::domains() {
            self.linkedin.rows(domain, &rows_of(domain));
        }
    }

    /// Connects with the token that LinkedIn accepts.
    async fn connect(&self) -> Value {
        let version = self.version().await;
        let answer = connect(&self.ada, LINKEDIN_TOKEN, version).await;
        assert_eq!(
            answer.data("connectLinkedIn.userErrors"),
            &json!([]),
            "{}",
            answer.text
        );
        answer.data("connectLinkedIn.linkedIn").clone()
    }

    /// Connects, and runs the first synchronisation; the requests are forgotten.
    async fn connect_and_run(&self) {
        self.connect().await;
        self.app.run_tasks().await;
        self.linkedin.seen();
    }

    async fn version(&self) -> i64 {
        self.shown().await["version"].as_i64().expect("a version")
    }

    /// What the user sees.
    async fn shown(&self) -> Value {
        shown(&self.ada).await
    }

    /// Runs the schedule and the tasks that follow from it; returns the number of runs that were started.
    async fn tick(&self) -> u64 {
        let started = self.app.linkedin.schedule().await.expect("it is scheduled");
        self.app.run_tasks().await;
        started
    }

    fn advance(&self, minutes: i64) {
        self.clock.advance(chrono::TimeDelta::minutes(minutes));
    }

    /// The state, and the code of the last error.
    async fn health(&self) -> (String, String) {
        let shown = self.shown().await;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (text(&shown["state"]), text(&shown["lastError"]["code"]))
    }

    /// The rows of a domain, and its ending.
    async fn domain(&self, name: &str) -> (i64, String) {
        let shown = self.shown().await;
        let domains = shown["domains"].as_array().expect("a list").clone();
        let found = domains.iter().find(|domain| domain["name"] == name);
        let found = found.unwrap_or_else(|| panic!("no {name} in {shown}"));
        (
            found["rows"].as_i64().expect("a number"),
            found["ending"].as_str().expect("a text").to_owned(),
        )
    }

    async fn sync(&self) -> Answer {
        sync(&self.ada, self.version().await).await
    }
}

fn setup(linkedin: &FakeLinkedIn, clock: &Clock) -> Setup {
    Setup::new()
        .workers(0)
        .clock(clock.clone())
        .config(|config| {
            linkedin.known_to(config);
            // The clock is moved by days.
            config.auth.access_minutes = 1_000_000;
        })
}

/// A row of each domain.
fn rows_of(domain: &str) -> Value {
    match domain {
        "POSITIONS" => json!([job("Fernhill")]),
        "PROFILE" => {
            json!([{ "First Name": "Ada", "Last Name": "Sample", "Headline": "Dock planner" }])
        }
        "SKILLS" => json!([{ "Name": "Knots" }]),
        _ => json!([{ "Name": "One", "Title": "One", "Company Name": "Marl" }]),
    }
}

async fn shown(user: &TestUser) -> Value {
    let query = format!("{{ viewer {{ linkedIn {{ {FIELDS} }} }} }}");
    let answer = user.client.gql(&query, json!({})).await;
    answer.data("viewer.linkedIn").clone()
}

async fn run(user: &TestUser, mutation: &str, input: Value) -> Answer {
    let query = format!(
        "mutation($input: {}Input!) {{ {mutation}(input: $input) {{ linkedIn {{ {FIELDS} }}
        userErrors {{ __typename message path code ... on SyncTooEarlyError {{ possibleFrom }} }} }} }}",
        crate::kit::capital(mutation)
    );
    user.client.gql(&query, json!({ "input": input })).await
}

pub async fn connect(user: &TestUser, token: &str, version: i64) -> Answer {
    let input = json!({ "accessToken": token, "expectedVersion": version });
    run(user, "connectLinkedIn", input).await
}

async fn sync(user: &TestUser, version: i64) -> Answer {
    run(user, "syncLinkedIn", json!({ "expectedVersion": version })).await
}

async fn disconnect(user: &TestUser, version: i64) -> Answer {
    run(
        user,
        "disconnectLinkedIn",
        json!({ "expectedVersion": version }),
    )
    .await
}

/// The instant in a field.
fn instant(value: &Value) -> DateTime<Utc> {
    value
        .as_str()
        .and_then(|text| text.parse().ok())
        .unwrap_or_else(|| panic!("{value} is no instant"))
}
