//! The state that all connections of a server share, and the configuration of hyper.

use std::{sync::Arc, time::Duration};

use connection::Timeouts;
use hyper_util::server::conn::auto;
use poem::{EndpointExt, IntoEndpoint, Response, endpoint::BoxEndpoint};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{capacity::Capacity, executor::Tracked};
use crate::{
    config,
    platform::{metrics::Metrics, process_tasks::ProcessTasks},
};

/// Concurrent requests of one HTTP/2 connection, and streams that may be reset before they were processed (CVE-2023-44487).
const STREAMS_MAX: u32 = 100;
const RESETS_MAX: usize = 20;
/// The head that hyper reads over HTTP/2, as a multiple of the limit, so that the refusal is ours (`middleware::HeaderLimits`).
/// Beyond it hyper answers 431 without a body; beyond four times that it ends the connection.
const HEAD_ROOM: usize = 4;
/// Interval of HTTP/2 pings, and the time limit of their answers.
const PING_EVERY: Duration = Duration::from_secs(30);
const PING_TIMEOUT: Duration = Duration::from_secs(20);

/// The state that all connections share.
pub(in crate::http) struct Server {
    pub(super) endpoint: BoxEndpoint<'static, Response>,
    pub(super) protocol: auto::Builder<Tracked>,
    pub(super) timeouts: Timeouts,
    pub(super) behind_tls: bool,
    pub(super) tasks: ProcessTasks,
    pub(super) capacity: Capacity,
    /// The metrics that count connections.
    pub(super) metrics: Option<Metrics>,
    /// Open connections, upgraded ones included.
    pub(super) open: TaskTracker,
    /// Cancelled when the time to finish is over.
    pub(super) cut: CancellationToken,
}

impl Server {
    pub(in crate::http) fn new<E>(
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
