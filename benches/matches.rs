//! Matching over many postings: the time of `viewer { matches(first: 20) }` when a ranking is kept, of a ranking that is made, and of one posting
//! explained. Run with `cargo bench --bench matches`; `benches/README.md` explains the figures.
#![expect(
    clippy::print_stdout,
    reason = "the table is the output of a benchmark"
)]

use std::time::{Duration, Instant};

use careergraph::{app::App, faces, platform::clock::Clock};
use clap::Parser;
use serde_json::{Value, json};
use tokio::net::TcpListener;

#[path = "search/copies.rs"]
mod copies;
#[path = "search/data.rs"]
#[expect(dead_code, reason = "the other benchmark uses the rest")]
mod data;
#[path = "search/place.rs"]
#[expect(dead_code, reason = "the other benchmark uses the rest")]
mod place;
#[path = "gateway/random.rs"]
#[allow(
    clippy::allow_attributes,
    dead_code,
    reason = "the other benchmarks use the rest"
)]
mod random;
#[path = "search/words.rs"]
#[allow(
    clippy::allow_attributes,
    dead_code,
    reason = "the other benchmark uses the rest"
)]
mod words;

use crate::place::Place;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Done<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// What people look for, what they do now, and what they know.
const PEOPLE: [(&str, &str, &[&str]); 5] = [
    (
        "Backend Developer",
        "Backend Engineer",
        &["Rust", "PostgreSQL", "Kubernetes", "Go", "Docker"],
    ),
    (
        "Data Engineer",
        "Data Analyst",
        &["Python", "SQL", "Spark", "Airflow", "Java"],
    ),
    (
        "Hospital Nurse",
        "Community Nurse",
        &["Nursing care", "Patient care", "Wound care"],
    ),
    (
        "Financial Accountant",
        "Payroll Accountant",
        &["Accounting", "Payroll", "Excel", "SAP"],
    ),
    (
        "Product Designer",
        "Graphic Designer",
        &["Figma", "Typography", "User research", "CSS"],
    ),
];
/// The first queries of a person, which are not counted.
const WARM: usize = 3;

/// Measures matching.
#[derive(Parser)]
struct Arguments {
    /// Postings.
    #[arg(long, default_value_t = 100_000)]
    rows: usize,
    /// Postings that the import stores; on PostgreSQL the others are copies of them.
    #[arg(long, default_value_t = 50_000)]
    distinct: usize,
    /// Queries of each person.
    #[arg(long, default_value_t = 20)]
    queries: usize,
    /// postgres://… of a role that may create databases; a file of SQLite by default, or what BENCH_DATABASE_URL says. It is that of the
    /// benchmark of searches.
    #[arg(long)]
    database: Option<String>,
    /// Fills the database again.
    #[arg(long)]
    fresh: bool,
    /// Given by `cargo bench`.
    #[arg(long, hide = true)]
    bench: bool,
}

#[tokio::main]
async fn main() -> Done {
    // `cargo test --benches` runs this too, without the flag: tests are never timed.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let arguments = Arguments::parse();
    let place = Place::open(&arguments).await?;
    place.fill(&arguments).await?;
    let app = App::build(place.config()?, Clock::default()).await?;
    app.platform.db.migrate().await?;
    app.jobs.measure_windows().await;
    let (read, took) = read_all(&app).await?;
    println!("{read} postings read in {:.1} s", took.as_secs_f64());
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/graphql", listener.local_addr()?);
    let serving = faces::serve(app.clone(), listener);
    app.platform
        .background
        .spawn(async move { drop(serving.await) });
    let measured = measure(&url, &arguments).await;
    app.platform.background.stop();
    measured
}

/// Reads all postings that wait.
async fn read_all(app: &App) -> Done<(u64, Duration)> {
    let began = Instant::now();
    let mut read = 0;
    loop {
        match app.matching.read_waiting().await? {
            0 => return Ok((read, began.elapsed())),
            some => read += some,
        }
    }
}

async fn measure(url: &str, arguments: &Arguments) -> Done {
    let list = "{ viewer { matches(first: 20) { nodes { posting { id title company { name } } match { score band reasons { feature contribution } } } } } }";
    let mut table = [Vec::new(), Vec::new(), Vec::new(), Vec::new()];
    for (number, person) in PEOPLE.iter().enumerate() {
        let client = Client::sign_up(url, number).await?;
        client.describe(person).await?;
        let [first, again, explained, ordered] = &mut table;
        let (took, answer) = client.timed(list).await?;
        first.push(took);
        let best = answer.pointer("/data/viewer/matches/nodes/0/posting/id");
        let best = best.and_then(Value::as_str).ok_or("nothing matches")?;
        let explain = format!(
            "{{ node(id: \"{best}\") {{ ... on Posting {{ match {{ score reasons {{ text evidence {{ quote }} }} gates {{ text }} levers(first: 5) {{ text gain }} }} }} }} }}"
        );
        let order = "{ jobs(order: MATCH, first: 20) { nodes { id title } } }";
        for round in 0..arguments.queries + WARM {
            let times = [
                client.timed(list).await?.0,
                client.timed(&explain).await?.0,
                client.timed(order).await?.0,
            ];
            if round >= WARM {
                again.push(times[0]);
                explained.push(times[1]);
                ordered.push(times[2]);
            }
        }
    }
    println!(
        "{:<44} {:>6} {:>10} {:>10}",
        "query", "times", "p50 ms", "p95 ms"
    );
    let names = [
        "matches(first: 20), ranked now",
        "matches(first: 20), ranked before",
        "one posting, explained, with five levers",
        "jobs(order: MATCH, first: 20)",
    ];
    for (name, mut times) in names.into_iter().zip(table) {
        times.sort_unstable();
        let at = |share: usize| millis(times.get(times.len() * share / 100).copied());
        println!(
            "{name:<44} {:>6} {:>10.1} {:>10.1}",
            times.len(),
            at(50),
            at(95)
        );
    }
    Ok(())
}

fn millis(time: Option<Duration>) -> f64 {
    time.unwrap_or_default().as_secs_f64() * 1_000.0
}

/// A client with the token of a new user.
struct Client {
    http: reqwest::Client,
    url: String,
    token: String,
}

impl Client {
    async fn sign_up(url: &str, number: usize) -> Done<Self> {
        let mut client = Self {
            http: reqwest::Client::builder().no_proxy().build()?,
            url: url.to_owned(),
            token: String::new(),
        };
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
        let email = format!("bench-{}-{number}@example.org", now.as_millis());
        let query = format!(
            "mutation {{ signUp(input: {{ email: \"{email}\", password: \"four random words here\", name: \"Bench\" }}) {{ session {{ accessToken }} }} }}"
        );
        let answer = client.ask(&query).await?;
        let token = answer.pointer("/data/signUp/session/accessToken");
        let token = token.and_then(Value::as_str);
        token
            .ok_or_else(|| answer.to_string())?
            .clone_into(&mut client.token);
        Ok(client)
    }

    /// Stores who the user is.
    async fn describe(&self, (target, title, skills): &(&str, &str, &[&str])) -> Done {
        let skills: Vec<String> = skills
            .iter()
            .map(|name| format!("{{ name: \"{name}\" }}"))
            .collect();
        let description = format!(
            "Worked as {title} with a team of five.\\nPlanned and delivered changes every week."
        );
        let query = format!(
            "mutation {{
                updateProfile(input: {{ expectedVersion: 0, headline: \"{title}\", targets: {{ titles: [\"{target}\"] }} }}) {{ userErrors {{ message }} }}
                setSkills(input: {{ expectedVersion: 1, skills: [{}] }}) {{ userErrors {{ message }} }}
                addEmployment(input: {{ expectedVersion: 2, employment: {{ company: \"Example Works\", title: \"{title}\", startedOn: \"2019-03\", description: \"{description}\" }} }}) {{ userErrors {{ message }} }}
            }}",
            skills.join(", ")
        );
        let answer = self.ask(&query).await?;
        let data = answer.get("data").and_then(Value::as_object);
        let is_refused = |payload: &Value| {
            payload.pointer("/userErrors/0").is_some() || payload.pointer("/userErrors").is_none()
        };
        if data.is_none_or(|data| data.values().any(is_refused)) {
            return Err(answer.to_string().into());
        }
        Ok(())
    }

    async fn timed(&self, query: &str) -> Done<(Duration, Value)> {
        let began = Instant::now();
        let answer = self.ask(query).await?;
        Ok((began.elapsed(), answer))
    }

    async fn ask(&self, query: &str) -> Done<Value> {
        let mut request = self
            .http
            .post(&self.url)
            .header("content-type", "application/json")
            .body(json!({ "query": query }).to_string());
        if !self.token.is_empty() {
            request = request.header("authorization", format!("Bearer {}", self.token));
        }
        let answer: Value = serde_json::from_slice(&request.send().await?.bytes().await?)?;
        if answer.get("errors").is_some() {
            return Err(format!("{query}: {answer}").into());
        }
        Ok(answer)
    }
}
