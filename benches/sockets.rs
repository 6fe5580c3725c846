//! Memory of an idle subscription: many sockets that each subscribe to an inbox, and the resident memory of the server process per
//! socket. Run with `cargo bench --bench sockets`; `benches/README.md` explains the figures.
#![expect(
    clippy::print_stdout,
    reason = "the figures are the output of a benchmark"
)]

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use careergraph::types::cursor::{Cursor, List};
use clap::Parser;
use futures_util::{SinkExt, StreamExt, TryStreamExt, stream};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{
        Message,
        client::IntoClientRequest,
        http::{HeaderValue, header},
        protocol::WebSocketConfig,
    },
};

type Done<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;
type Socket = WebSocketStream<TcpStream>;

/// Maximum memory of a socket, in bytes.
const TARGET: u64 = 20 * 1_024;
/// Descriptors of a process other than its sockets.
const SPARE: usize = 200;
const SIGN_UP: &str = "mutation { signUp(input: { email: \"ada@example.org\", password: \"correct horse battery staple\", name: \"Ada\" }) { \
     session { accessToken } } }";
const APPLY: &str = "mutation { createApplication(input: { company: \"Fernhill\", role: \"Engineer\" }) { application { id version } } }";
const MOVE: &str = "mutation($input: MoveApplicationInput!) { moveApplication(input: $input) { application { id } } }";
const FOLLOW: &str = "subscription($after: String) { notificationReceived(after: $after) { cursor notification { id title } } }";
/// Raises the soft limit of descriptors to the hard limit, then executes the program that follows.
const WITH_DESCRIPTORS: &str = "ulimit -S -n \"$(ulimit -H -n)\"; exec \"$0\" \"$@\"";

/// Measures the memory of an idle subscription.
#[derive(Parser)]
struct Arguments {
    /// Sockets, each with one subscription.
    #[arg(long, default_value_t = 10_000)]
    sockets: usize,
    /// Sockets that are opened at the same time.
    #[arg(long, default_value_t = 64)]
    at_once: usize,
    /// Given by `cargo bench`.
    #[arg(long, hide = true)]
    bench: bool,
    /// Passed to itself when the limit of descriptors is raised.
    #[arg(long, hide = true)]
    raised: bool,
}

#[tokio::main]
async fn main() -> Done {
    // `cargo test --benches` runs this too, without the flag: tests are never timed.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let arguments = Arguments::parse();
    if !arguments.raised {
        let itself = std::env::current_exe()?;
        let mut again = Command::new("sh");
        let status = again
            .arg("-c")
            .arg(WITH_DESCRIPTORS)
            .arg(itself)
            .args(std::env::args().skip(1))
            .arg("--raised")
            .status()?;
        return if status.success() {
            Ok(())
        } else {
            Err("it was not measured, see above".into())
        };
    }
    let needed = arguments.sockets + SPARE;
    if let Some(limit) = descriptors()?.filter(|limit| *limit < needed) {
        let message = format!(
            "A process may open {limit} descriptors here and {needed} are needed: raise the hard limit, or pass --sockets {}.",
            limit.saturating_sub(SPARE)
        );
        return Err(message.into());
    }
    let folder = tempfile::tempdir()?;
    let server = Server::start(folder.path(), arguments.sockets)?;
    let token = sign_up(&server.address).await?;
    measure(&arguments, &server, &token).await
}

async fn measure(arguments: &Arguments, server: &Server, token: &str) -> Done {
    // One-time allocations of a first socket are not counted.
    drop(open(&server.address, token).await?);
    let before = server.settled_memory().await?;
    let began = Instant::now();
    let opening = stream::iter(0..arguments.sockets)
        .map(|_| open(&server.address, token))
        .buffer_unordered(arguments.at_once);
    let mut sockets: Vec<Socket> = opening.try_collect().await?;
    let took = began.elapsed();
    let after = server.settled_memory().await?;
    let count = u64::try_from(arguments.sockets)?.max(1);
    let each = after.saturating_sub(before) / count;
    println!(
        "{count} idle subscriptions, one on each socket, opened in {:.1} s",
        took.as_secs_f64()
    );
    println!(
        "server's memory before {} KiB, with them {} KiB",
        before / 1_024,
        after / 1_024
    );
    println!(
        "{each} bytes each; {}.{:02} of the {TARGET} that are allowed",
        each / TARGET,
        each % TARGET * 100 / TARGET
    );
    let began = Instant::now();
    make_news(&server.address, token).await?;
    for socket in &mut sockets {
        hear(socket, "next").await?;
    }
    println!(
        "all of them receive the notification, the last after {:.1} s",
        began.elapsed().as_secs_f64()
    );
    Ok(())
}

/// Writes one notification for all subscribers.
async fn make_news(address: &str, token: &str) -> Done {
    let application = ask(address, Some(token), APPLY, json!({})).await?;
    let application = application
        .pointer("/createApplication/application")
        .ok_or("no application")?;
    let input = json!({ "id": application.get("id"), "expectedVersion": application.get("version"), "to": "APPLIED" });
    ask(address, Some(token), MOVE, json!({ "input": input }))
        .await
        .map(drop)
}

/// Opens a socket and subscribes; the server has accepted both.
async fn open(address: &str, token: &str) -> Done<Socket> {
    let mut request = format!("ws://{address}/graphql").into_client_request()?;
    request.headers_mut().insert(
        header::SEC_WEBSOCKET_PROTOCOL,
        HeaderValue::from_static("graphql-transport-ws"),
    );
    let config = WebSocketConfig::default()
        .read_buffer_size(1_024)
        .write_buffer_size(0);
    let (mut socket, _) =
        client_async_with_config(request, TcpStream::connect(address).await?, Some(config)).await?;
    say(&mut socket, &json!({ "type": "connection_init", "payload": { "authorization": format!("Bearer {token}") } })).await?;
    hear(&mut socket, "connection_ack").await?;
    let start = Cursor {
        key: 0,
        id: uuid::Uuid::nil(),
    }
    .encode(List::Notifications);
    let payload = json!({ "query": FOLLOW, "variables": { "after": start } });
    say(
        &mut socket,
        &json!({ "id": "1", "type": "subscribe", "payload": payload }),
    )
    .await?;
    say(&mut socket, &json!({ "type": "ping" })).await?;
    hear(&mut socket, "pong").await?;
    Ok(socket)
}

async fn say(socket: &mut Socket, message: &Value) -> Done {
    Ok(socket.send(Message::text(message.to_string())).await?)
}

/// Waits for a message of this type; pings of the server are skipped.
async fn hear(socket: &mut Socket, kind: &str) -> Done {
    loop {
        let message = socket.next().await.ok_or("a socket was closed")??;
        if message.is_close() {
            return Err(format!("the server closed a socket: {message:?}").into());
        }
        let message: Value = serde_json::from_str(message.to_text()?)?;
        match message.get("type").and_then(Value::as_str) {
            Some("ping") => {}
            Some(found) if found == kind => return Ok(()),
            _ => return Err(format!("not {kind} but {message}").into()),
        }
    }
}

async fn sign_up(address: &str) -> Done<String> {
    let data = ask(address, None, SIGN_UP, json!({})).await?;
    let token = data
        .pointer("/signUp/session/accessToken")
        .and_then(Value::as_str);
    token.map(str::to_owned).ok_or_else(|| "no token".into())
}

/// Sends a request over HTTP; returns the data.
async fn ask(address: &str, token: Option<&str>, query: &str, variables: Value) -> Done<Value> {
    let client = reqwest::Client::builder().no_proxy().build()?;
    let mut request = client
        .post(format!("http://{address}/graphql"))
        .header("content-type", "application/json");
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    let answer = request
        .body(json!({ "query": query, "variables": variables }).to_string())
        .send()
        .await?
        .text()
        .await?;
    let data = serde_json::from_str::<Value>(&answer)?
        .get_mut("data")
        .map(Value::take);
    data.filter(Value::is_object)
        .ok_or_else(|| format!("no data: {answer}").into())
}

/// The limit of descriptors of this process; `None` without /proc.
fn descriptors() -> Done<Option<usize>> {
    let Ok(limits) = fs::read_to_string("/proc/self/limits") else {
        return Ok(None);
    };
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))
        .ok_or("no line about open files")?;
    Ok(line
        .split_whitespace()
        .next()
        .and_then(|soft| soft.parse().ok()))
}

/// The released program in a process of its own, so that only it is measured. It is stopped when this is dropped.
struct Server {
    child: Child,
    address: String,
    /// Its output is still read, so that it does not block or fail.
    _output: BufReader<ChildStdout>,
}

impl Server {
    fn start(folder: &Path, sockets: usize) -> Done<Self> {
        let room = (sockets + 10).to_string();
        let variables = [
            ("CAREERGRAPH__HTTP__LISTEN", "127.0.0.1:0"),
            ("CAREERGRAPH__LIMITS__SOCKETS", &room),
            ("CAREERGRAPH__LIMITS__SOCKETS_PER_USER", &room),
            ("CAREERGRAPH__LIMITS__USER_PER_MINUTE", "10000000"),
            ("CAREERGRAPH__AUTH__ACCESS_MINUTES", "60"),
            // Subscriptions do not poll the database meanwhile, because all of them together might have to wait for it.
            ("CAREERGRAPH__NOTIFICATIONS__FOLLOW_POLL_SECS", "300"),
            ("CAREERGRAPH__STREAMS__INIT_SECS", "60"),
            ("CAREERGRAPH__STREAMS__LAG_SECS", "300"),
            ("CAREERGRAPH__DATABASE__ACQUIRE_TIMEOUT_MS", "60000"),
        ];
        let mut command = Command::new("sh");
        command
            .arg("-c")
            .arg(WITH_DESCRIPTORS)
            .arg(env!("CARGO_BIN_EXE_careergraph"))
            .arg("serve")
            .envs(variables)
            .current_dir(folder);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut output = BufReader::new(child.stdout.take().ok_or("no output")?);
        let mut line = String::new();
        output.read_line(&mut line)?;
        let address = line
            .trim()
            .split_once("http://")
            .map(|(_, address)| address.to_owned());
        let server = Self {
            child,
            address: address.clone().unwrap_or_default(),
            _output: output,
        };
        address
            .map(|_| server)
            .ok_or_else(|| "the server did not start".into())
    }

    /// Its resident memory in bytes, when it no longer changes.
    async fn settled_memory(&self) -> Done<u64> {
        let mut last = self.memory()?;
        loop {
            tokio::time::sleep(Duration::from_secs(2)).await;
            let now = self.memory()?;
            if now.abs_diff(last) < 64 * 1_024 {
                return Ok(now);
            }
            last = now;
        }
    }

    fn memory(&self) -> Done<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))
            .map_err(|_| "memory is read from /proc, which is not here")?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .ok_or("no line about memory")?;
        let kib: u64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kib * 1_024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The process may have exited already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
