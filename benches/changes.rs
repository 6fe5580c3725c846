//! The change feed: pages of 100 changes after a cursor, of all kinds and of a rare one, and what a change adds to a move of an application.
//! Run with `cargo bench --bench changes`, for PostgreSQL with `-- --database postgres://…` (an empty database); the targets are 20 ms for a page
//! (p95) and 15 % of a move.
#![expect(
    clippy::print_stdout,
    reason = "the table is the output of a benchmark"
)]

use std::time::{Duration, Instant};

use careergraph::{
    app::App,
    config::Config,
    features::{
        applications::{NewApplication, Stage, Step, Verb, life},
        auth::passwords::NewAccount,
        changes,
    },
    platform::{
        clock::Clock,
        unit_of_work::{Change, Operation},
    },
    types::{
        actor::{Actor, Role},
        id::SessionId,
        object_kind::ObjectKind,
        origin::Origin,
        write::Write,
    },
};
use clap::Parser;
use secrecy::SecretString;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Done<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Changes of a page.
const PAGE: u64 = 100;
/// Changes that are recorded at once.
const AT_ONCE: usize = 1_000;
/// One change in so many is of the rare kind.
const RARE: usize = 500;
/// Moves of an application.
const MOVES: usize = 400;

/// Measures the change feed.
#[derive(Parser)]
struct Arguments {
    /// Changes of the feed.
    #[arg(long, default_value_t = 100_000)]
    rows: usize,
    /// Changes that are read, the last ones.
    #[arg(long, default_value_t = 10_000)]
    read: usize,
    /// postgres://… of an empty database; a file of SQLite by default.
    #[arg(long)]
    database: Option<String>,
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
    let folder = tempfile::tempdir()?;
    let file = format!(
        "sqlite://{}?mode=rwc",
        folder.path().join("bench.db").display()
    );
    let mut config = Config::load(None)?;
    config.database.url = arguments.database.clone().unwrap_or(file).into();
    config.auth.keys_dir = folder.path().join("keys");
    config.redis.url = String::new().into();
    let app = App::build(config, Clock::default()).await?;
    app.platform.db.migrate().await?;
    let new = NewAccount {
        email: "ada@example.org".to_owned(),
        name: "Ada".to_owned(),
        password: SecretString::from("four random words here"),
    };
    let accounts = &app.auth.accounts;
    let user = accounts
        .create_account(new, Role::User, &Origin::inside("bench"))
        .await?;
    let actor = Actor::of_session(user.id, SessionId(user.id.0), Role::User);
    fill(&app, &actor, arguments.rows).await?;
    println!(
        "{:<44} {:>6} {:>10} {:>10}",
        "", "times", "p50 ms", "p95 ms"
    );
    for (name, kinds) in [
        ("a page of all kinds", None),
        ("a page of a rare kind", Some([ObjectKind::Document])),
    ] {
        let kinds = kinds.as_ref().map(<[ObjectKind; 1]>::as_slice);
        show(name, pages(&app, &actor, kinds, arguments.read).await?);
    }
    moves(&app, &actor).await
}

/// Records changes of people, and of some documents.
async fn fill(app: &App, actor: &Actor, rows: usize) -> Done {
    let began = Instant::now();
    for start in (0..rows).step_by(AT_ONCE) {
        let unit = app.platform.begin_by(actor).await?;
        for number in start..rows.min(start + AT_ONCE) {
            let kind = if number % RARE == 0 {
                ObjectKind::Document
            } else {
                ObjectKind::Person
            };
            let id = app.platform.clock.new_id();
            unit.changed(Change::unversioned(
                actor.user_id,
                kind,
                id,
                Operation::Created,
            ))
            .await;
        }
        unit.commit().await?;
    }
    let seconds = began.elapsed().as_secs_f64();
    println!("{rows} changes recorded in {seconds:.1} s");
    Ok(())
}

/// Reads the last changes in pages; the time of each.
async fn pages(
    app: &App,
    actor: &Actor,
    kinds: Option<&[ObjectKind]>,
    read: usize,
) -> Done<Vec<Duration>> {
    let last = app.platform.feed.last(actor.user_id).await?;
    let mut after = last.saturating_sub(i64::try_from(read)?).max(0);
    let mut times = Vec::new();
    loop {
        let cursor = changes::cursor(actor.user_id, after);
        let began = Instant::now();
        let page = app.changes.page(actor, kinds, Some(&cursor), PAGE).await?;
        times.push(began.elapsed());
        after = page.position;
        if !page.has_more {
            return Ok(times);
        }
    }
}

/// Moves an application to and fro, and measures the statement that records one change beside it.
async fn moves(app: &App, actor: &Actor) -> Done {
    let new = NewApplication {
        company: Some("Fernhill".to_owned()),
        role: Some("Cook".to_owned()),
        stage: Some(Stage::Applied),
        ..NewApplication::default()
    };
    let row = app.applications.create(&Write::by(actor), new).await?.row;
    let (mut version, mut whole, mut part) = (row.version, Vec::new(), Vec::new());
    for number in 0..MOVES {
        let to = if number % 2 == 0 {
            Stage::Screening
        } else {
            Stage::Assessment
        };
        let step = Step {
            id: row.id,
            verb: Verb::Change(life::Change::Move(to)),
            occurred_on: None,
            reason: None,
        };
        let began = Instant::now();
        let write = Write::by(actor).expecting(version);
        version = app.applications.apply(&write, step).await?.row.version;
        whole.push(began.elapsed());
        let change = Change::of(
            actor.user_id,
            ObjectKind::Application,
            row.id.0,
            Some(version),
        );
        let unit = app.platform.begin_by(actor).await?;
        let began = Instant::now();
        app.platform
            .feed
            .record(&unit, Some(actor), &[change])
            .await?;
        part.push(began.elapsed());
        unit.rollback().await?;
    }
    let share = 100.0 * middle(&mut part) / middle(&mut whole);
    show("a move of an application", whole);
    show("the statement that records its change", part);
    println!("{:<44} {share:>6.1} %", "its share of a move (p50)");
    Ok(())
}

/// The median in milliseconds; sorts the times.
fn middle(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    millis(times.get(times.len() / 2).copied())
}

fn show(name: &str, mut times: Vec<Duration>) {
    let p50 = middle(&mut times);
    let p95 = millis(times.get(times.len() * 95 / 100).copied());
    println!("{name:<44} {:>6} {p50:>10.2} {p95:>10.2}", times.len());
}

fn millis(time: Option<Duration>) -> f64 {
    time.unwrap_or_default().as_secs_f64() * 1_000.0
}
