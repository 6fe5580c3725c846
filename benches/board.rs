//! A board of 5 000 postings, read from a server on this machine and stored: time, and growth of the memory of the process, after a board of
//! one, which loads the tables that every later one uses. *Own* is memory without pages of files: SQLite's are in the cache of the kernel.
//! Run with `cargo bench --bench board`, for PostgreSQL with `-- --database postgres://…` (an empty database); the target is 5 s and 64 MB.
#![expect(
    clippy::print_stdout,
    reason = "the table is the output of a benchmark"
)]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

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
/// Words of a description; some 2.2 kB, so that all are below `sources.max_bytes`.
const WORDS: usize = 300;
/// Every third word of a description, as in a text that a person wrote: the language of a text is known by such words.
const FUNCTION_WORDS: [&str; 8] = ["we", "the", "and", "you", "with", "for", "to", "our"];

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
    fs::write(folder.path().join("fernhill"), board(POSTINGS))?;
    fs::write(folder.path().join("one"), board(1))?;
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
    let boards = folder.path().to_owned();
    app.platform.background.spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            drop(answer(stream, &boards).await);
        }
    });
    println!(
        "{:<28} {:>8} {:>8} {:>8} {:>8} {:>8}",
        "boards", "s", "user s", "kernel s", "MB more", "own"
    );
    for (what, name) in [
        ("one posting", "one"),
        ("5 000 postings", "fernhill"),
        ("the same again", "fernhill"),
    ] {
        read(&app, what, name).await?;
    }
    app.platform.background.stop();
    Ok(())
}

/// Reads a board, and prints what it took.
async fn read(app: &App, what: &str, name: &str) -> Done {
    let address = format!("https://boards.greenhouse.io/{name}");
    let added = app.jobs.add_source(&address, None).await?;
    drop(fs::write("/proc/self/clear_refs", "5"));
    let (before, own_before) = (memory("VmRSS:"), memory("RssAnon:"));
    let (began, (user, kernel), watch) = (Instant::now(), cpu(), Watch::start());
    let run = app.jobs.refresh(added.source.id).await?;
    let run = run.ok_or("no source")?;
    let seconds = began.elapsed().as_secs_f64();
    let more = memory("VmHWM:").saturating_sub(before) / 1_024;
    let own = watch.stop().saturating_sub(own_before) / 1_024;
    println!(
        "{what:<28} {seconds:>8.2} {:>8.2} {:>8.2} {more:>8} {own:>8}   {} found, {} new, {} changed, {:?}",
        cpu().0 - user,
        cpu().1 - kernel,
        run.found,
        run.added,
        run.changed,
        run.error
    );
    Ok(())
}

/// Looks at the process's own memory every few milliseconds; the kernel keeps no maximum of it.
struct Watch {
    is_over: Arc<AtomicBool>,
    most: JoinHandle<u64>,
}

impl Watch {
    fn start() -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&is_over);
        let most = thread::spawn(move || {
            let mut most = 0;
            while !over.load(Ordering::Relaxed) {
                most = memory("RssAnon:").max(most);
                thread::park_timeout(Duration::from_millis(5));
            }
            most
        });
        Self { is_over, most }
    }

    /// The most, in kilobytes.
    fn stop(self) -> u64 {
        self.is_over.store(true, Ordering::Relaxed);
        self.most.join().unwrap_or_default()
    }
}

/// A payload of Greenhouse.
fn board(postings: usize) -> String {
    let job = |id: usize| {
        let words: Vec<String> = (0..WORDS)
            .map(|word| match FUNCTION_WORDS.get(word / 3 % 8) {
                Some(known) if word % 3 == 0 => (*known).to_owned(),
                _ => format!(
                    "word{}",
                    id.wrapping_mul(31).wrapping_add(word.wrapping_mul(17)) % 4_001
                ),
            })
            .collect();
        json!({
            "id": id, "internal_job_id": id, "title": format!("Gardener {}", id % 700), "company_name": "Fernhill",
            "first_published": "2026-11-01T09:00:00Z", "location": { "name": "Lisbon, Portugal" },
            "content": format!("&lt;p&gt;{}&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Rust&lt;/li&gt;&lt;/ul&gt;", words.join(" ")),
            "absolute_url": format!("https://boards.greenhouse.io/fernhill/jobs/{id}"),
        })
    };
    json!({ "jobs": (1..=postings).map(job).collect::<Vec<_>>() }).to_string()
}

async fn answer(mut stream: tokio::net::TcpStream, boards: &Path) -> Done {
    let mut head = [0_u8; 4_096];
    let read = stream.read(&mut head).await?;
    let head = String::from_utf8_lossy(head.get(..read).unwrap_or_default()).into_owned();
    let payload: PathBuf = if head.contains("/one/") {
        boards.join("one")
    } else {
        boards.join("fernhill")
    };
    let length = fs::metadata(&payload)?.len();
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
