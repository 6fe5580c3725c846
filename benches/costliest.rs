//! The most expensive queries within the limits, on the demo data: time and growth of the process's memory, server and client together.
//! Run with `cargo bench --bench costliest`; the target is 500 ms and 32 MB.
#![expect(
    clippy::print_stdout,
    reason = "the table is the output of a benchmark"
)]

use std::{fs, time::Instant};

use careergraph::{app::App, config::Config, demo, faces, platform::clock::Clock};
use serde_json::{Value, json};
use tokio::net::TcpListener;

type Done<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Runs of each query; the median counts, and the first fills the cache.
const ROUNDS: usize = 5;

const SIGN_IN: &str =
    "mutation($input: SignInInput!) { signIn(input: $input) { session { accessToken } } }";

/// The parts of each query; the number of copies is as high as the limits allow.
const QUERIES: [(&str, &str, usize); 5] = [
    (
        "descriptions, again and again",
        "{ jobs(first: 100) { nodes { COPIES } } }",
        19,
    ),
    ("pages under other names", "{ COPIES }", 17),
    (
        "postings with all that hangs on them",
        "{ jobs(first: 100) { nodes { COPIES } } }",
        1,
    ),
    (
        "a board with everything",
        "{ viewer { board(first: 20) { applications { COPIES } } } }",
        1,
    ),
    (
        "ids, again and again",
        "{ jobs(first: 100) { nodes { COPIES } } }",
        198,
    ),
];

fn copy(what: usize, number: usize) -> String {
    match what {
        0 => "description ".to_owned(),
        1 => format!("a{number}: jobs(first: 100) {{ nodes {{ description }} }} "),
        2 => {
            "id title url description company { id name industry } locations { raw city country } skills { importance quote skill { id label } }"
                .to_owned()
        }
        3 => "id stage version events { id occurredOn } posting { id title company { name } skills { skill { label } } locations { raw } }"
            .to_owned(),
        _ => "id ".to_owned(),
    }
}

#[tokio::main]
async fn main() -> Done {
    // `cargo test --benches` runs this too, without the flag: tests are never timed.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let app = App::build(config(folder.path())?, Clock::default()).await?;
    app.platform.db.migrate().await?;
    demo::fill(&app).await?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/graphql", listener.local_addr()?);
    let serving = faces::serve(app.clone(), listener);
    app.platform
        .background
        .spawn(async move { drop(serving.await) });
    let client = reqwest::Client::builder().no_proxy().build()?;
    let sign_in = json!({ "query": SIGN_IN, "variables": { "input": { "email": demo::EMAIL, "password": demo::PASSWORD } } });
    let signed_in: Value =
        serde_json::from_slice(&post(&client, &url, &sign_in).send().await?.bytes().await?)?;
    let token = signed_in
        .pointer("/data/signIn/session/accessToken")
        .and_then(Value::as_str)
        .ok_or("no token")?;
    println!(
        "{:<40} {:>6} {:>9} {:>9} {:>9}",
        "query", "cost", "answer kB", "ms", "MB more"
    );
    for (what, (name, query, copies)) in QUERIES.into_iter().enumerate() {
        let copies: String = (0..copies).map(|number| copy(what, number)).collect();
        let body = json!({ "query": query.replace("COPIES", &copies) });
        let mut rounds = Vec::new();
        for _ in 0..ROUNDS {
            let request = post(&client, &url, &body).bearer_auth(token);
            rounds.push(measure(request).await?);
        }
        rounds.sort_by(|left, right| left.millis.total_cmp(&right.millis));
        let Some(middle) = rounds.get(ROUNDS / 2) else {
            continue;
        };
        let megabytes = rounds
            .iter()
            .map(|round| round.kilobytes)
            .max()
            .unwrap_or_default()
            / 1_024;
        println!(
            "{name:<40} {:>6} {:>9} {:>9.1} {megabytes:>9}",
            middle.cost,
            middle.answer / 1_024,
            middle.millis
        );
    }
    app.platform.background.stop();
    Ok(())
}

fn post(client: &reqwest::Client, url: &str, body: &Value) -> reqwest::RequestBuilder {
    client
        .post(url)
        .header("content-type", "application/json")
        .body(body.to_string())
}

fn config(folder: &std::path::Path) -> Done<Config> {
    let mut config = Config::load(None)?;
    config.database.url = format!("sqlite://{}?mode=rwc", folder.join("bench.db").display()).into();
    config.auth.keys_dir = folder.join("keys");
    config.limits.user_cost_per_minute = 1_000_000_000;
    config.redis.url = String::new().into();
    Ok(config)
}

struct Round {
    millis: f64,
    cost: u64,
    answer: usize,
    kilobytes: u64,
}

async fn measure(request: reqwest::RequestBuilder) -> Done<Round> {
    // From here on, the kernel measures a new peak (proc(5)).
    drop(fs::write("/proc/self/clear_refs", "5"));
    let before = memory("VmRSS:");
    let began = Instant::now();
    let bytes = request.send().await?.bytes().await?;
    let millis = began.elapsed().as_secs_f64() * 1_000.0;
    let kilobytes = memory("VmHWM:")
        .saturating_sub(before)
        .saturating_sub(u64::try_from(bytes.len())? / 1_024);
    let answer: Value = serde_json::from_slice(&bytes)?;
    let cost = answer
        .pointer("/extensions/cost/requestedQueryCost")
        .and_then(Value::as_u64);
    Ok(Round {
        millis,
        cost: cost.ok_or_else(|| answer.to_string())?,
        answer: bytes.len(),
        kilobytes,
    })
}

/// A figure of /proc/self/status in kB; 0 if it is not available.
fn memory(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(name))
        .unwrap_or_default();
    line.split_whitespace()
        .next()
        .and_then(|figure| figure.parse().ok())
        .unwrap_or_default()
}
