//! The server: accepts HTTP/1.1 and HTTP/2 connections on one port and lets them finish when the process stops. hyper serves the
//! routes of poem; its timeouts and the answer before closing are those of the crate `connection`.

use std::{io, sync::Arc, time::Duration};

use connection::Timeouts;
use hyper_util::server::conn::auto;
use poem::{EndpointExt, IntoEndpoint, Response, endpoint::BoxEndpoint};
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use self::{
    capacity::{Capacity, FullWarning},
    executor::Tracked,
};
use crate::{
    config,
    platform::{metrics::Metrics, process_tasks::ProcessTasks},
};

mod capacity;

mod executor;
mod final_answer;
mod serving;

/// The pause after `accept` failed: an immediate retry would only keep a core busy.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// Concurrent requests of one HTTP/2 connection, and streams that may be reset before they were processed (CVE-2023-44487).
const STREAMS_MAX: u32 = 100;
const RESETS_MAX: usize = 20;
/// The head that hyper reads over HTTP/2, as a multiple of the limit, so that the refusal is ours (`middleware::HeaderLimits`).
/// Beyond it hyper answers 431 without a body; beyond four times that it ends the connection.
const HEAD_ROOM: usize = 4;
/// How often an HTTP/2 connection is pinged, and how long the answer may take.
const PING_EVERY: Duration = Duration::from_secs(30);
const PING_TIMEOUT: Duration = Duration::from_secs(20);

/// What all connections share.
pub(super) struct Server {
    endpoint: BoxEndpoint<'static, Response>,
    protocol: auto::Builder<Tracked>,
    timeouts: Timeouts,
    behind_tls: bool,
    tasks: ProcessTasks,
    capacity: Capacity,
    /// Where connections are counted.
    metrics: Option<Metrics>,
    /// Open connections, upgraded ones too.
    open: TaskTracker,
    /// Cancelled when the time to finish is over.
    cut: CancellationToken,
}

impl Server {
    pub(super) fn new<E>(
        endpoint: E,
        config: &config::Http,
        tasks: &ProcessTasks,
        metrics: Option<Metrics>,
    ) -> Arc<Self>
    where
        E: IntoEndpoint,
        E::Endpoint: 'static,
    {
        Arc::new(Self {
            endpoint: endpoint.into_endpoint().map_to_response().boxed(),
            protocol: protocol(config, tasks),
            timeouts: Timeouts {
                head: Duration::from_secs(config.header_timeout_secs),
                idle: Duration::from_secs(config.idle_secs),
            },
            behind_tls: config.is_behind_tls(),
            tasks: tasks.clone(),
            capacity: Capacity::new(config.connections_max),
            metrics,
            open: TaskTracker::new(),
            cut: CancellationToken::new(),
        })
    }

    /// Serves until the process stops, then lets open connections finish within `drain`.
    pub(super) async fn run(self: Arc<Self>, listener: TcpListener, drain: Duration) {
        let stopping = self.tasks.clone();
        tokio::select! {
            () = self.accept(&listener) => {}
            () = stopping.stopping() => {}
        }
        drop(listener);
        self.open.close();
        if tokio::time::timeout(drain, self.open.wait()).await.is_err() {
            tracing::warn!(
                connections = self.open.len(),
                "connections did not finish in time and are cut"
            );
            self.cut.cancel();
        }
    }

    async fn accept(self: &Arc<Self>, listener: &TcpListener) {
        let (mut failing, mut full_warning) = (false, FullWarning::default());
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => {
                    failing = false;
                    // Nagle's algorithm and delayed acknowledgements would add 40 ms between a result and the `complete` after
                    // it (RFC 896; RFC 1122, 4.2.3.2).
                    if stream.set_nodelay(true).is_err() {
                        continue;
                    }
                    if let Some(permit) = self.capacity.permit() {
                        self.tasks
                            .spawn(serving::serve(Arc::clone(self), stream, peer, permit));
                    } else {
                        full_warning.log();
                        self.capacity.refuse(stream, &self.tasks, self.behind_tls);
                    }
                }
                Err(error) if is_of_one_connection(&error) => {}
                Err(error) => {
                    if !failing {
                        tracing::warn!(%error, "connections cannot be accepted; trying again");
                    }
                    failing = true;
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    }
}

/// True if only the connection failed that was about to be accepted, and not the listener.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}

fn protocol(config: &config::Http, tasks: &ProcessTasks) -> auto::Builder<Tracked> {
    let mut protocol = auto::Builder::new(Tracked(tasks.clone()));
    // hyper's own timer would close the connection without an answer; see `connection::ConnectionState`.
    protocol
        .http1()
        .header_read_timeout(None)
        .max_buf_size(config.head_bytes);
    let head_bytes = u32::try_from(config.head_bytes.saturating_mul(HEAD_ROOM)).unwrap_or(u32::MAX);
    protocol
        .http2()
        .timer(hyper_util::rt::TokioTimer::new())
        .max_concurrent_streams(STREAMS_MAX)
        .max_pending_accept_reset_streams(RESETS_MAX)
        .max_header_list_size(head_bytes)
        .keep_alive_interval(PING_EVERY)
        .keep_alive_timeout(PING_TIMEOUT);
    protocol
}
