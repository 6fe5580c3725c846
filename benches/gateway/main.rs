//! The benchmark: the gateway and a hand-written SQL server take turns on one database, and the ratio is printed. Run with `cargo bench
//! --bench gateway`; `benches/README.md` explains the figures.
#![expect(
    clippy::print_stdout,
    reason = "the table is the output of a benchmark"
)]

use std::{path::PathBuf, time::Duration};

use careergraph::{app::App, config::Config, platform::clock::Clock};
use clap::{Parser, ValueEnum};

mod children;
mod data;
mod driver;
mod growth;
mod identity;
mod place;
mod random;
mod reference;
mod report;
mod words;
mod workloads;

use crate::{
    children::Server, data::Size, driver::Driver, place::Place, report::Row, workloads::Workload,
};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Done<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Compares the gateway with a hand-written SQL server.
#[derive(Parser)]
struct Arguments {
    /// Seconds of a slice.
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// Pairs of slices of each workload: gateway, reference, gateway, …
    #[arg(long, default_value_t = 3)]
    pairs: usize,
    /// Concurrent connections, each of which sends the next request when the last has its response.
    #[arg(long, default_value_t = 16)]
    connections: usize,
    /// Postings.
    #[arg(long, default_value_t = 20_000)]
    rows: usize,
    /// Users, each with 60 applications.
    #[arg(long, default_value_t = 200)]
    users: usize,
    /// postgres://… of a role that may create databases; a file of SQLite by default, or what BENCH_DATABASE_URL says.
    #[arg(long)]
    database: Option<String>,
    /// Only these workloads, such as W2.
    #[arg(long)]
    only: Vec<String>,
    /// Measures how cost grows instead: postings, connections and instances, on PostgreSQL.
    #[arg(long)]
    growth: bool,
    /// A small smoke test; its figures mean little.
    #[arg(long)]
    quick: bool,
    /// Given by `cargo bench`.
    #[arg(long, hide = true)]
    bench: bool,
    /// Given to the processes that this one starts.
    #[arg(long, hide = true)]
    serve: Option<Role>,
    /// Given to the processes that this one starts.
    #[arg(long, hide = true, default_value = ".")]
    folder: PathBuf,
}

/// Which server a process is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Role {
    /// The complete app as released.
    Gateway,
    /// The same without a cache.
    Uncached,
    /// Hand-written SQL.
    Reference,
}

#[tokio::main]
async fn main() -> Done {
    // `cargo test --benches` runs this too, without the flag: tests are never timed.
    if !std::env::args().any(|argument| argument == "--bench" || argument == "--serve") {
        return Ok(());
    }
    let mut arguments = Arguments::parse();
    if let Some(role) = arguments.serve {
        return Box::pin(children::serve(role, &arguments.folder)).await;
    }
    if arguments.quick {
        (
            arguments.seconds,
            arguments.pairs,
            arguments.rows,
            arguments.users,
        ) = (1.0, 1, 2_000, 20);
    }
    let place = Place::make(arguments.database.as_deref()).await?;
    let measured = measure(&arguments, &place).await;
    place.remove().await?;
    measured
}

async fn measure(arguments: &Arguments, place: &Place) -> Done {
    let app = App::build(place.config()?, Clock::default()).await?;
    app.platform.db.migrate().await?;
    if arguments.growth {
        return growth::measure(arguments, place, &app).await;
    }
    let size = Size {
        postings: arguments.rows,
        users: arguments.users,
    };
    println!(
        "Filling {}: {} postings, {} users …",
        place.kind(),
        size.postings,
        size.users
    );
    let facts = data::fill(&app, size).await?;
    let tokens = identity::tokens(place.folder(), &facts.users)?;
    let gateway = Server::start(Role::Gateway, place)?;
    let uncached = Server::start(Role::Uncached, place)?;
    let reference = Server::start(Role::Reference, place)?;
    let mut driver = Driver::new(app.platform.queue.clone(), tokens, arguments.connections)?;
    let mut rows = Vec::new();
    for mut workload in workloads::all(&facts, arguments.connections) {
        if !arguments.only.is_empty() && !arguments.only.iter().any(|name| name == workload.name) {
            continue;
        }
        let gateway = if workload.role == Role::Uncached {
            &uncached
        } else {
            &gateway
        };
        driver.compare(&mut workload, gateway, &reference).await?;
        rows.push(pairs(arguments, &mut driver, &mut workload, gateway, &reference).await?);
    }
    println!("{}", report::table(&rows));
    drop(app);
    Ok(())
}

/// Slices of one workload, alternating, after a short one of each that is not counted.
async fn pairs(
    arguments: &Arguments,
    driver: &mut Driver,
    workload: &mut Workload,
    gateway: &Server,
    reference: &Server,
) -> Done<Row> {
    let slice = Duration::from_secs_f64(arguments.seconds);
    let mut row = Row::new(workload.name, workload.what);
    for server in [gateway, reference] {
        driver.slice(workload, server, slice / 3).await?;
    }
    for _ in 0..arguments.pairs {
        row.gateway
            .push(driver.slice(workload, gateway, slice).await?);
        row.reference
            .push(driver.slice(workload, reference, slice).await?);
    }
    println!("{}", row.progress());
    Ok(row)
}

/// The defaults, with budgets that no load reaches.
fn config(file: &std::path::Path) -> Done<Config> {
    let mut config = Config::load(Some(file))?;
    config.limits.user_per_minute = u32::MAX;
    config.limits.address_per_minute = u32::MAX;
    config.limits.user_cost_per_minute = u32::MAX;
    config.limits.address_cost_per_minute = u32::MAX;
    config.redis.url = String::new().into();
    identity::ISSUER.clone_into(&mut config.auth.issuer);
    Ok(config)
}
