//! A Redis connection for the cache and one for signals. Redis is optional and may become unavailable at any time:
//! when a command fails or times out, the caller continues without Redis.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use fred::{
    clients::{Client, SubscriberClient},
    interfaces::ClientLike,
    types::{
        Builder,
        config::{Config as FredConfig, ReconnectPolicy},
    },
};

use tokio::sync::Notify;

use super::process_tasks::ProcessTasks;
use crate::{
    config,
    error::{Error, Result},
};

/// Consecutive failures after which commands are suspended.
const FAILURES_MAX: u64 = 3;
/// How long commands are suspended before one probes Redis again.
const PAUSE_MS: u64 = 1_000;

/// A shared Redis connection and its health.
#[derive(Clone)]
pub struct Connection {
    client: Client,
    subscriber: SubscriberClient,
    health: Arc<Health>,
    prefix: Arc<str>,
}

struct Health {
    born: Instant,
    failures: AtomicU64,
    /// The time of the next probe while Redis fails; 0 while it works.
    paused_until_ms: AtomicU64,
    /// Notified at each failure while Redis fails.
    failing: Notify,
}

impl Connection {
    /// Opens the configured connection, if any. An unavailable Redis does not prevent the start.
    pub async fn open(config: &config::Redis, background: &ProcessTasks) -> Result<Option<Self>> {
        let Some(url) = config.url() else {
            return Ok(None);
        };
        let mut address = FredConfig::from_url(url)
            .map_err(|cause| Error::bad_input("redis.url cannot be read.").caused_by(cause))?;
        // Otherwise a failed first connection would not be retried.
        address.fail_fast = false;
        let timeout = Duration::from_millis(config.timeout_ms);
        let mut builder = Builder::from_config(address);
        builder
            .with_performance_config(|performance| {
                performance.default_command_timeout = timeout;
                performance.broadcast_channel_capacity = 4_096;
            })
            .with_connection_config(|connection| {
                connection.connection_timeout = timeout.max(Duration::from_secs(1));
                connection.internal_command_timeout = timeout.max(Duration::from_secs(1));
                connection.max_command_buffer_len = 10_000;
                connection.max_command_attempts = 1;
                connection.unresponsive.max_timeout = Some(Duration::from_secs(2));
                connection.unresponsive.interval = Duration::from_secs(1);
            })
            .set_policy(ReconnectPolicy::new_exponential(0, 100, 2_000, 2));
        let client = builder.build().map_err(Error::internal)?;
        let subscriber = builder.build_subscriber_client().map_err(Error::internal)?;
        for connecting in [client.connect(), subscriber.connect()] {
            let watched = background.clone();
            // The client never ends by itself; it is closed when the process stops.
            background.spawn(async move {
                tokio::select! { () = watched.stopping() => {}, ended = connecting => drop(ended) }
            });
        }
        if tokio::time::timeout(timeout, client.wait_for_connect())
            .await
            .is_err()
        {
            tracing::warn!("Redis does not answer; starting without it and retrying");
        }
        let health = Health {
            born: Instant::now(),
            failures: AtomicU64::new(0),
            paused_until_ms: AtomicU64::new(0),
            failing: Notify::new(),
        };
        let connection = Self {
            client,
            subscriber,
            health: Arc::new(health),
            prefix: config.prefix.as_str().into(),
        };
        let (mended, watched) = (connection.clone(), background.clone());
        background.spawn(async move {
            tokio::select! { () = watched.stopping() => {}, () = mended.reconnect_if_dead() => {} }
        });
        Ok(Some(connection))
    }

    /// Replaces a connection that is dead without an error. The library does so only if nothing is written for a while.
    async fn reconnect_if_dead(&self) {
        loop {
            self.health.failing.notified().await;
            if self.client.is_connected() {
                drop(self.client.force_reconnection().await);
            }
        }
    }

    /// The client for commands. While Redis fails, one caller per pause gets it, as a probe.
    #[must_use]
    pub fn client(&self) -> Option<&Client> {
        let until = self.health.paused_until_ms.load(Ordering::Relaxed);
        let may_try = until == 0 || {
            let now = self.elapsed_ms();
            now >= until
                && self
                    .health
                    .paused_until_ms
                    .compare_exchange(
                        until,
                        now.saturating_add(PAUSE_MS),
                        Ordering::Relaxed,
                        Ordering::Relaxed,
                    )
                    .is_ok()
        };
        may_try.then_some(&self.client)
    }

    /// True while commands are suspended, except for a probe from time to time.
    #[must_use]
    pub fn is_failing(&self) -> bool {
        self.health.paused_until_ms.load(Ordering::Relaxed) != 0
    }

    /// The name of a key or channel with the prefix of this deployment.
    #[must_use]
    pub fn key(&self, name: &str) -> String {
        format!("{}:{name}", self.prefix)
    }

    /// The client for subscriptions.
    #[must_use]
    pub const fn subscriber(&self) -> &SubscriberClient {
        &self.subscriber
    }

    /// Records whether a command succeeded and turns an error into `None`.
    pub fn outcome<T>(&self, result: std::result::Result<T, fred::error::Error>) -> Option<T> {
        match result {
            Ok(value) => {
                self.health.failures.store(0, Ordering::Relaxed);
                self.health.paused_until_ms.store(0, Ordering::Relaxed);
                Some(value)
            }
            Err(cause) => {
                let failures = self
                    .health
                    .failures
                    .fetch_add(1, Ordering::Relaxed)
                    .saturating_add(1);
                if failures >= FAILURES_MAX {
                    self.health.paused_until_ms.store(
                        self.elapsed_ms().saturating_add(PAUSE_MS),
                        Ordering::Relaxed,
                    );
                    self.health.failing.notify_one();
                }
                if failures == FAILURES_MAX {
                    tracing::warn!(error = %cause.details(), "Redis fails; continuing without it until it answers");
                }
                None
            }
        }
    }

    /// True if Redis answers now.
    pub async fn ping(&self) -> bool {
        self.client.ping::<()>(None).await.is_ok()
    }

    fn elapsed_ms(&self) -> u64 {
        u64::try_from(self.health.born.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}
