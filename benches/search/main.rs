//! The search over many postings: response times of a mix of queries with total, facets and highlights, and on PostgreSQL the CPU time of the
//! database beside that of hand-written SQL for the same answers. Run with `cargo bench --bench search -- --rows 100000`; `benches/README.md`
//! explains the figures.
#![expect(
    clippy::print_stdout,
    reason = "the table is the output of a benchmark"
)]

use careergraph::{app::App, faces, platform::clock::Clock};
use clap::Parser;
use tokio::net::TcpListener;

mod copies;
mod cpu;
mod data;
mod driver;
#[path = "../gateway/reference/keys.rs"]
#[expect(dead_code, reason = "the other benchmark uses the rest")]
mod keys;
mod mix;
mod place;
#[path = "../gateway/random.rs"]
mod random;
mod reference;
mod report;
mod words;

use crate::{driver::Driver, place::Place, reference::Reference};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Done<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Measures the search.
#[derive(Parser)]
#[expect(clippy::struct_excessive_bools, reason = "switches of a command")]
struct Arguments {
    /// Postings.
    #[arg(long, default_value_t = 1_000)]
    rows: usize,
    /// Postings that the import stores; on PostgreSQL the others are copies of them.
    #[arg(long, default_value_t = 50_000)]
    distinct: usize,
    /// Queries of each kind.
    #[arg(long, default_value_t = 20)]
    queries: usize,
    /// postgres://… of a role that may create databases; a file of SQLite by default, or what BENCH_DATABASE_URL says. Either is kept, and
    /// used again by a run with as many postings.
    #[arg(long)]
    database: Option<String>,
    /// Only these kinds of queries, such as RARE.
    #[arg(long)]
    only: Vec<String>,
    /// Fills the database again.
    #[arg(long)]
    fresh: bool,
    /// Fills the database and measures nothing.
    #[arg(long)]
    fill: bool,
    /// Prints the hand-written statements.
    #[arg(long)]
    print: bool,
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
    if arguments.fill {
        return Ok(());
    }
    let app = App::build(place.config()?, Clock::default()).await?;
    app.jobs.measure_windows().await;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let driver = Driver::new(&format!("http://{}/graphql", listener.local_addr()?))?;
    let serving = faces::serve(app.clone(), listener);
    app.platform
        .background
        .spawn(async move { drop(serving.await) });
    let reference = match place.server() {
        Some(url) => Some(Reference::open(url, arguments.rows).await?),
        None => None,
    };
    let originals = arguments.rows.min(arguments.distinct);
    let mut rows = Vec::new();
    for kind in mix::KINDS {
        if !arguments.only.is_empty() && !arguments.only.iter().any(|name| name == kind.name) {
            continue;
        }
        let questions = mix::questions(&kind, arguments.queries + mix::WARM, originals);
        let row = driver
            .measure(&kind, &questions, reference.as_ref(), arguments.print)
            .await?;
        println!("{}", row.line());
        rows.push(row);
    }
    println!("{}", report::table(&rows));
    app.platform.background.stop();
    Ok(())
}
