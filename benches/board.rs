//! A board of 5 000 postings, read from a server on this machine and stored: time, and growth of the memory of the process.
//! Run with `cargo bench --bench board`, for PostgreSQL with `-- --database postgres://…` (an empty database); the target is 5 s and 64 MB.
#![expect(
    clippy::print_stdout,
    reason = "the table is the output of a benchmark"
)]

use std::{fs, time::Instant};

use careergraph::{app::App, config::Config, platform::clock::Clock};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

/// The allocator of the program, which decides what memory is given back.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Done<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Postings of the board.
const POSTINGS: usize = 5_000;
/// Words of a description; some 2.7 kB, so that all are below `sources.max_bytes`.
const WORDS: usize = 300;

#[tokio::main]
async fn main() -> Done {
    let arguments: Vec<String> = std::env::args().collect();
    // `cargo test --benches` runs this too, without the flag: tests are never timed.
    if !arguments.iter().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let database = arguments
        .iter()
        .position(|argument| argument == "--database")
        .and_then(|at| arguments.get(at.saturating_add(1)));
    let folder = tempfile::tempdir()?;
    let payload = folder.path().join("board.json");
    fs::write(&payload, board())?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let mut config = Config::load(None)?;
    config.database.url = database
        .cloned()
        .unwrap_or_else(|| {
            format!(
                "sqlite://{}?mode=rwc",
                folder.path().join("bench.db").display()
            )
        })
        .into();
    config.auth.keys_dir = folder.path().join("keys");
    config.redis.url = String::new().into();
    config.sources.greenhouse_url = format!("http://{}", listener.local_addr()?);
    let app = App::build(config, Clock::default()).await?;
    app.platform.db.migrate().await?;
    app.platform.background.spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            drop(answer(stream, &payload).await);
        }
    });
    let added = app
        .jobs
        .add_source("https://boards.greenhouse.io/fernhill", None)
        .await?;
    println!(
        "{:<28} {:>8} {:>8} {:>8} {:>8}",
        "a board of 5 000 postings", "s", "user s", "kernel s", "MB more"
    );
    for what in ["first reading", "the same again"] {
        drop(fs::write("/proc/self/clear_refs", "5"));
        let (before, began, (user, kernel)) = (memory("VmRSS:"), Instant::now(), cpu());
        let run = app
            .jobs
            .refresh(added.source.id)
            .await?
            .ok_or("no source")?;
        let seconds = began.elapsed().as_secs_f64();
        let more = memory("VmHWM:").saturating_sub(before) / 1_024;
        println!(
            "{what:<28} {seconds:>8.2} {:>8.2} {:>8.2} {more:>8}   {} found, {} new, {} changed, {:?}",
            cpu().0 - user,
            cpu().1 - kernel,
            run.found,
            run.added,
            run.changed,
            run.error
        );
    }
    app.platform.background.stop();
    Ok(())
}

/// A payload of Greenhouse.
fn board() -> String {
    let job = |id: usize| {
        let words: Vec<String> = (0..WORDS)
            .map(|word| {
                format!(
                    "word{}",
                    id.wrapping_mul(31).wrapping_add(word.wrapping_mul(17)) % 4_001
                )
            })
            .collect();
        json!({
            "id": id, "internal_job_id": id, "title": format!("Gardener {}", id % 700), "company_name": "Fernhill",
            "first_published": "2026-11-01T09:00:00Z", "location": { "name": "Lisbon, Portugal" },
            "content": format!("&lt;p&gt;{}&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Rust&lt;/li&gt;&lt;/ul&gt;", words.join(" ")),
            "absolute_url": format!("https://boards.greenhouse.io/fernhill/jobs/{id}"),
        })
    };
    json!({ "jobs": (1..=POSTINGS).map(job).collect::<Vec<_>>() }).to_string()
}

async fn answer(mut stream: tokio::net::TcpStream, payload: &std::path::Path) -> Done {
    let mut head = [0_u8; 4_096];
    let _read = stream.read(&mut head).await?;
    let length = fs::metadata(payload)?.len();
    let start = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(start.as_bytes()).await?;
    let mut file = tokio::fs::File::open(payload).await?;
    tokio::io::copy(&mut file, &mut stream).await?;
    Ok(())
}

/// A value of /proc/self/status, in kilobytes.
fn memory(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or_default()
}

/// CPU time of the process in seconds: of its own code, and of the kernel. With SQLite the database is inside.
fn cpu() -> (f64, f64) {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, in brackets, may have spaces.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = |index: usize| {
        let field = fields.split_whitespace().nth(index);
        field
            .and_then(|field| field.parse::<f64>().ok())
            .unwrap_or_default()
    };
    (ticks(11) / 100.0, ticks(12) / 100.0)
}
