//! The server: takes connections of HTTP/1.1 and HTTP/2 on one port, and lets them finish when the process is told to stop.
//! It is hyper under the endpoint of the routes; what the library leaves open (clocks, limits, a word to whoever is cut off)
//! is in this folder.

use std::{io, sync::Arc, time::Duration};

use hyper_util::server::conn::auto;
use poem::{EndpointExt, IntoEndpoint, Response, endpoint::BoxEndpoint};
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use self::{
    capacity::{Capacity, Fullness},
    executor::Tracked,
    idle_timer::Patience,
};
use crate::{
    config,
    platform::{metrics::Metrics, process_tasks::ProcessTasks},
};

mod capacity;
mod close;
mod connection;
mod executor;
mod h2_frames;
mod idle_timer;
mod watched_stream;

/// How long to leave it alone when no connection could be taken: trying on would only keep a core busy.
const BREATH: Duration = Duration::from_millis(100);
/// Requests at once on one connection of HTTP/2, and streams that may be reset before they were looked at (CVE-2023-44487).
const STREAMS_MAX: u32 = 100;
const RESETS_MAX: usize = 20;
/// How many times the size of a head the library reads over HTTP/2, so that the refusal is ours (`middleware::Heads`). Beyond it
/// answers 431 without a body, and ends the connection beyond four times that.
const HEAD_ROOM: usize = 4;
/// How often a connection of HTTP/2 is asked whether somebody is still there, and how long the answer may take.
const PING_EVERY: Duration = Duration::from_secs(30);
const PING_WAIT: Duration = Duration::from_secs(20);

/// What all connections share.
pub(super) struct Server {
    endpoint: BoxEndpoint<'static, Response>,
    protocol: auto::Builder<Tracked>,
    patience: Patience,
    behind_tls: bool,
    background: ProcessTasks,
    capacity: Capacity,
    /// Where connections are counted.
    metrics: Option<Metrics>,
    /// Connections that are open, upgraded ones too.
    open: TaskTracker,
    /// The time to finish is over.
    cut: CancellationToken,
}

impl Server {
    pub(super) fn new<E>(endpoint: E, config: &config::Http, background: &ProcessTasks, metrics: Option<Metrics>) -> Arc<Self>
    where
        E: IntoEndpoint,
        E::Endpoint: 'static,
    {
        Arc::new(Self {
            endpoint: endpoint.into_endpoint().map_to_response().boxed(),
            protocol: protocol(config, background),
            patience: Patience { head: Duration::from_secs(config.header_timeout_secs), idle: Duration::from_secs(config.idle_secs) },
            behind_tls: config.is_behind_tls(),
            background: background.clone(),
            capacity: Capacity::new(config.connections_max),
            metrics,
            open: TaskTracker::new(),
            cut: CancellationToken::new(),
        })
    }

    /// Serves until the process is told to stop, then lets open connections finish, but not longer than `drain`.
    pub(super) async fn run(self: Arc<Self>, listener: TcpListener, drain: Duration) {
        let stopping = self.background.clone();
        tokio::select! {
            () = self.take_connections(&listener) => {}
            () = stopping.stopping() => {}
        }
        drop(listener);
        self.open.close();
        if tokio::time::timeout(drain, self.open.wait()).await.is_err() {
            tracing::warn!(connections = self.open.len(), "some connections did not finish in time; they are cut");
            self.cut.cancel();
        }
    }

    async fn take_connections(self: &Arc<Self>, listener: &TcpListener) {
        let (mut failing, mut fullness) = (false, Fullness::default());
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => {
                    failing = false;
                    // Without this a result and the `complete` after it are 40 ms apart (RFC 896 meets RFC 1122, 4.2.3.2).
                    if stream.set_nodelay(true).is_err() {
                        continue;
                    }
                    if let Some(place) = self.capacity.place() {
                        self.background.spawn(connection::serve(Arc::clone(self), stream, peer, place));
                    } else {
                        fullness.tell();
                        self.capacity.turn_away(stream, &self.background, self.behind_tls);
                    }
                }
                Err(error) if is_of_one_connection(&error) => {}
                Err(error) => {
                    if !failing {
                        tracing::warn!(%error, "no connection can be taken; trying on");
                    }
                    failing = true;
                    tokio::time::sleep(BREATH).await;
                }
            }
        }
    }
}

/// Whether only the connection failed that was about to be taken, and not the listener.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

fn protocol(config: &config::Http, background: &ProcessTasks) -> auto::Builder<Tracked> {
    let mut protocol = auto::Builder::new(Tracked(background.clone()));
    // Our own clock runs instead of the library's, which says nothing to whom it cuts off; see `pulse`.
    protocol.http1().header_read_timeout(None).max_buf_size(config.head_bytes);
    protocol
        .http2()
        .timer(hyper_util::rt::TokioTimer::new())
        .max_concurrent_streams(STREAMS_MAX)
        .max_pending_accept_reset_streams(RESETS_MAX)
        .max_header_list_size(u32::try_from(config.head_bytes.saturating_mul(HEAD_ROOM)).unwrap_or(u32::MAX))
        .keep_alive_interval(PING_EVERY)
        .keep_alive_timeout(PING_WAIT);
    protocol
}
