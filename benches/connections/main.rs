//! Connections: the time to bring in 10 000 people, and of searches for postings of companies at which the viewer knows people, beside the same
//! searches without that. Run with `cargo bench --bench connections`; `benches/README.md` explains the figures.
#![expect(
    clippy::print_stdout,
    reason = "the table is the output of a benchmark"
)]

use std::time::{Duration, Instant};

use careergraph::{
    app::App,
    faces,
    features::connections::{PersonChoice, PersonWish},
    platform::clock::Clock,
    types::{
        id::{TypedId, UserId},
        import_source::ImportSource,
    },
};
use clap::Parser;
use importing::{date::PartialDate, record::Connection};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use tokio::net::TcpListener;

#[path = "../search/copies.rs"]
mod copies;
#[path = "../search/data.rs"]
#[expect(dead_code, reason = "the other benchmark uses the rest")]
mod data;
#[path = "../search/place.rs"]
#[expect(dead_code, reason = "the other benchmark uses the rest")]
mod place;
#[path = "../gateway/random.rs"]
#[allow(
    clippy::allow_attributes,
    dead_code,
    reason = "the other benchmarks use the rest"
)]
mod random;
#[path = "../search/words.rs"]
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

/// Runs of each import.
const IMPORTS: usize = 3;
/// Searches that are compared; each with and without the condition.
const SEARCHES: [(&str, &str, &str); 6] = [
    ("newest", "", "nodes { id title company { name } }"),
    ("newest, counted", "", "totalCount nodes { id title }"),
    (
        "query",
        "query: \"engineer\", ",
        "nodes { id title company { name } }",
    ),
    (
        "query, counted",
        "query: \"engineer\", ",
        "totalCount nodes { id title }",
    ),
    ("highest pay", "order: PAY, ", "nodes { id title }"),
    (
        "newest with facets",
        "",
        "facets { seniorities { count } companies { count } } nodes { id }",
    ),
];

/// Measures connections.
#[derive(Parser)]
struct Arguments {
    /// Postings.
    #[arg(long, default_value_t = 100_000)]
    rows: usize,
    /// Postings that the import stores; on PostgreSQL the others are copies of them.
    #[arg(long, default_value_t = 50_000)]
    distinct: usize,
    /// People whom the user knows.
    #[arg(long, default_value_t = 10_000)]
    people: usize,
    /// Searches of each kind.
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
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/graphql", listener.local_addr()?);
    let serving = faces::serve(app.clone(), listener);
    app.platform
        .background
        .spawn(async move { drop(serving.await) });
    let mut client = Client::new(url)?;
    let user = client.sign_up().await?;
    let measured = measure(&app, &client, user, &arguments).await;
    let delete = format!("DELETE FROM users WHERE email = '{}'", email());
    app.platform.db.conn().execute_unprepared(&delete).await?;
    app.platform.background.stop();
    measured
}

async fn measure(app: &App, client: &Client, user: UserId, arguments: &Arguments) -> Done {
    let people = people(app, arguments.people).await?;
    let newer: Vec<Connection> = people
        .iter()
        .map(|person| Connection {
            position: "Lead".to_owned(),
            ..person.clone()
        })
        .collect();
    println!("{} people, {} postings", arguments.people, arguments.rows);
    for (name, rows) in [
        ("new", &people),
        ("the same again", &people),
        ("newer", &newer),
    ] {
        let mut times = Vec::new();
        for _ in 0..IMPORTS {
            if name == "new" {
                app.platform
                    .db
                    .conn()
                    .execute_unprepared("DELETE FROM people")
                    .await?;
            }
            let (took, done) = import_people(app, user, rows).await?;
            times.push((took, done));
            if name == "newer" {
                import_people(app, user, &people).await?;
            }
        }
        times.sort_unstable_by_key(|(took, _)| *took);
        let (took, done) = times.get(IMPORTS / 2).ok_or("no run")?;
        println!("import, {name:<16} {:>8.1} ms  {done}", millis(*took));
    }
    println!(
        "{:<22} {:>10} {:>10} {:>7}",
        "search", "without", "with", "ratio"
    );
    for (name, arguments_of, fields) in SEARCHES {
        let search = |filter: &str| {
            format!(
                "query($first: Int!) {{ jobs(first: $first, {arguments_of}filter: {{ {filter} }}) {{ {fields} }} }}"
            )
        };
        let (mut without, mut with) = (Vec::new(), Vec::new());
        for round in 0..arguments.queries + 3 {
            // Each round asks for another number, because an answer without the condition would be kept for all.
            let times = [
                client.timed(&search(""), 20 + round).await?,
                client
                    .timed(&search("hasConnection: true"), 20 + round)
                    .await?,
            ];
            // The first rounds warm up.
            if round >= 3 {
                without.push(times[0]);
                with.push(times[1]);
            }
        }
        let (without, with) = (median(without), median(with));
        println!(
            "{name:<22} {:>7.2} ms {:>7.2} ms {:>7.2}",
            millis(without),
            millis(with),
            millis(with) / millis(without)
        );
    }
    Ok(())
}

/// People of invented names; every other one is at a company that advertises postings.
async fn people(app: &App, number: usize) -> Done<Vec<Connection>> {
    let conn = app.platform.db.conn();
    let select = Statement::from_string(
        conn.get_database_backend(),
        "SELECT name FROM companies ORDER BY id",
    );
    let companies = conn.query_all_raw(select).await?;
    let companies: Vec<String> = companies
        .iter()
        .map(|row| row.try_get_by_index(0))
        .collect::<Result<_, _>>()?;
    let one = |n: usize| {
        let known = companies
            .get(n.wrapping_mul(7_919) % companies.len().max(1))
            .filter(|_| n.is_multiple_of(2));
        Connection {
            first_name: format!("First{}", n % 997),
            last_name: format!("Last {n}"),
            profile_url: Some(format!("https://www.linkedin.com/in/person-{n}")),
            company: known
                .cloned()
                .unwrap_or_else(|| format!("Unheard {} Ltd", n % 3_001)),
            position: format!("Position {}", n % 113),
            connected_on: PartialDate::new(
                2025,
                Some(1),
                Some(1 + u32::try_from(n % 28).unwrap_or_default()),
            ),
            ..Connection::default()
        }
    };
    Ok((0..number).map(one).collect())
}

async fn import_people(app: &App, user: UserId, rows: &[Connection]) -> Done<(Duration, String)> {
    let unit = app.platform.begin().await?;
    let connections = &app.connections;
    let shown = connections.compare(&unit, user, rows).await?.rows;
    let wish = |(stated, shown): (&Connection, _)| PersonWish {
        stated: stated.clone(),
        choice: PersonChoice::Take,
        shown,
    };
    let wanted: Vec<_> = rows.iter().zip(shown).map(wish).collect();
    let began = Instant::now();
    let imported = connections
        .import_people(&unit, user, &wanted, ImportSource::ExportZip)
        .await?;
    unit.commit().await?;
    let done = format!(
        "{} added, {} changed, {} kept",
        imported.added, imported.changed, imported.kept
    );
    Ok((began.elapsed(), done))
}

/// The address of the user.
fn email() -> String {
    format!("bench-{}@example.org", std::process::id())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// A client with the token of the user.
struct Client {
    http: reqwest::Client,
    url: String,
    token: String,
}

impl Client {
    fn new(url: String) -> Done<Self> {
        Ok(Self {
            http: reqwest::Client::builder().no_proxy().build()?,
            url,
            token: String::new(),
        })
    }

    async fn ask(&self, query: &str) -> Done<Value> {
        self.ask_with(query, json!({})).await
    }

    async fn ask_with(&self, query: &str, variables: Value) -> Done<Value> {
        let mut request = self
            .http
            .post(&self.url)
            .header("content-type", "application/json")
            .body(json!({ "query": query, "variables": variables }).to_string());
        if !self.token.is_empty() {
            request = request.header("authorization", format!("Bearer {}", self.token));
        }
        let answer: Value = serde_json::from_slice(&request.send().await?.bytes().await?)?;
        if answer.get("errors").is_some() {
            return Err(format!("{query}: {answer}").into());
        }
        Ok(answer)
    }

    /// The time of a search for the first so many postings.
    async fn timed(&self, query: &str, first: usize) -> Done<Duration> {
        let began = Instant::now();
        self.ask_with(query, json!({ "first": first })).await?;
        Ok(began.elapsed())
    }

    async fn sign_up(&mut self) -> Done<UserId> {
        let input = format!(
            "email: \"{}\", password: \"four random words here\", name: \"Bench\"",
            email()
        );
        let query = format!(
            "mutation {{ signUp(input: {{ {input} }}) {{ session {{ accessToken }} userErrors {{ message }} }} }}"
        );
        let answer = self.ask(&query).await?;
        let token = answer
            .pointer("/data/signUp/session/accessToken")
            .and_then(Value::as_str);
        token
            .ok_or_else(|| answer.to_string())?
            .clone_into(&mut self.token);
        let me = self.ask("{ viewer { user { id } } }").await?;
        let id = me.pointer("/data/viewer/user/id").and_then(Value::as_str);
        Ok(id.and_then(UserId::parse_id).ok_or("no id of a user")?)
    }
}
