//! Each server runs in a process of its own, so that its CPU time can be measured: this program, started again with `--serve`.

use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use careergraph::{
    app::App,
    faces,
    platform::{clock::Clock, process_tasks::off_reactor, telemetry},
};
use clap::ValueEnum;
use tokio::net::TcpListener;

use crate::{
    Done, Role,
    place::{self, Place, VARIABLE},
    reference,
};

/// How often a second the kernel counts (USER_HZ); the same on every Linux.
const TICKS_PER_SECOND: f64 = 100.0;

/// A running server; it is stopped when this is dropped.
pub struct Server {
    /// Its kind.
    pub role: Role,
    /// `http://127.0.0.1:PORT`.
    pub base_url: String,
    child: Child,
}

impl Server {
    /// Starts a server and waits until it prints its address.
    pub fn start(role: Role, place: &Place) -> Done<Self> {
        let name = role.to_possible_value().ok_or("a role without a name")?;
        let mut command = Command::new(std::env::current_exe()?);
        command
            .args(["--serve", name.get_name(), "--folder"])
            .arg(place.folder())
            .env(VARIABLE, place.url());
        // It reads its standard input, which is closed when this process ends, however it ends.
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut base_url = String::new();
        if let Some(output) = child.stdout.take() {
            BufReader::new(output).read_line(&mut base_url)?;
        }
        let server = Self {
            role,
            base_url: base_url.trim().to_owned(),
            child,
        };
        if server.base_url.is_empty() {
            Err(format!("{role:?} did not start").into())
        } else {
            Ok(server)
        }
    }

    /// The CPU time it has used so far, user and system; `None` without /proc.
    pub fn cpu(&self) -> Option<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        // The name of the program is in brackets and may contain anything; utime and stime are the 12th and 13th field after it.
        let ticks = stat
            .rsplit_once(')')?
            .1
            .split_whitespace()
            .skip(11)
            .take(2)
            .map(|ticks| ticks.parse::<f64>().ok());
        Some(Duration::from_secs_f64(
            ticks.sum::<Option<f64>>()? / TICKS_PER_SECOND,
        ))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The process may have exited already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Entry point of a started process: serves until its standard input is closed.
pub async fn serve(role: Role, folder: &Path) -> Done {
    let url = std::env::var(VARIABLE)?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base_url = format!("http://{}", listener.local_addr()?);
    let parent_is_gone = off_reactor(|| std::io::stdin().read_to_end(&mut Vec::new()));
    if role == Role::Reference {
        let reference = reference::Reference::open(folder, &url).await?;
        println!("{base_url}");
        tokio::select! { served = reference.serve(listener) => served?, _ = parent_is_gone => {} }
        return Ok(());
    }
    let mut config = place::config(folder, &url)?;
    if role == Role::Uncached {
        config.cache.max_entries = 0;
    }
    let _guard = telemetry::start(&config.telemetry)?;
    let workers = config.queue.workers;
    let app = App::build(config, Clock::default()).await?;
    // Only the server that runs mutations has queue workers.
    app.start_background(if role == Role::Gateway { workers } else { 0 });
    println!("{base_url}");
    tokio::select! { served = faces::serve(app, listener) => served?, _ = parent_is_gone => {} }
    Ok(())
}
