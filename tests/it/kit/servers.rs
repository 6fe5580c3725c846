//! Servers that a test starts itself, because it stops them.

use std::{
    net::{SocketAddr, TcpListener},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

use tempfile::TempDir;

use super::eventually;

/// The path of redis-server.
const REDIS_SERVER: &str = "CAREERGRAPH_TEST_REDIS_SERVER";

/// The address in a URL; it must be local.
pub fn server_address(url: &str) -> SocketAddr {
    let url = url::Url::parse(url).expect("a URL");
    let port = url
        .port()
        .unwrap_or(if url.scheme().starts_with("postgres") {
            5432
        } else {
            6379
        });
    let host = url
        .host_str()
        .filter(|host| *host != "localhost")
        .unwrap_or("127.0.0.1");
    SocketAddr::new(host.parse().expect("an address of this machine"), port)
}

/// A port on which nobody listens. It is below those that the system assigns by itself, so that no other server or client gets it before
/// it is used, and no other test of this process is given it.
pub fn free_port() -> u16 {
    const FIRST: u32 = 20_000;
    const COUNT: u32 = 10_000;
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let begin = std::process::id();
    let ports = std::iter::repeat_with(|| NEXT.fetch_add(1, Ordering::Relaxed));
    let mut ports = ports
        .map(|offset| FIRST + begin.wrapping_add(offset) % COUNT)
        .map(|port| u16::try_from(port).expect("a port"));
    ports
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("a port")
}

/// Sends a signal to a process that a test started.
pub fn signal(process: &Child, signal: &str) {
    let sent = Command::new("kill")
        .args([&format!("-{signal}"), &process.id().to_string()])
        .status();
    assert!(
        sent.expect("kill runs").success(),
        "no signal {signal} for {}",
        process.id()
    );
}

/// A private Redis on its own port.
pub struct OwnRedis {
    program: String,
    folder: TempDir,
    port: u16,
    process: Option<Child>,
}

impl OwnRedis {
    /// A Redis that is not running yet; `None` if no program is configured.
    pub fn new() -> Option<Self> {
        let program = std::env::var(REDIS_SERVER)
            .ok()
            .filter(|program| !program.is_empty())?;
        Some(Self {
            program,
            folder: tempfile::tempdir().expect("a folder"),
            port: free_port(),
            process: None,
        })
    }

    /// `redis://…`.
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Starts it empty, and waits until it responds.
    pub async fn start(&mut self) {
        let port = self.port.to_string();
        let arguments = [
            "--port",
            port.as_str(),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
        ];
        let started = Command::new(&self.program)
            .args(arguments)
            .arg(self.folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        self.process = Some(started.expect("redis-server runs"));
        let address = ("127.0.0.1", self.port);
        eventually("Redis responds", || async move {
            tokio::net::TcpStream::connect(address).await.ok()
        })
        .await;
    }

    /// Kills it.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            drop(process.kill());
            drop(process.wait());
        }
    }

    /// Suspends it: it accepts connections and never responds.
    pub fn hold(&self) {
        signal(self.process.as_ref().expect("it runs"), "STOP");
    }

    /// Resumes it.
    pub fn release(&self) {
        signal(self.process.as_ref().expect("it runs"), "CONT");
    }
}

impl Drop for OwnRedis {
    fn drop(&mut self) {
        self.kill();
    }
}
