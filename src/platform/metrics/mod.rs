//! Numbers for whoever watches the process, in the text format of Prometheus. What a number is told apart by is one of a few
//! words of ours, never what somebody sent: so there is nothing personal among them, and not more of them than can be kept.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use opentelemetry::{
    KeyValue,
    metrics::{Histogram, Meter, MeterProvider, UpDownCounter},
};
use opentelemetry_sdk::metrics::SdkMeterProvider;
use prometheus::{Encoder, Registry, TextEncoder};

use crate::error::{Error, Result};

mod gauges;

pub use self::gauges::Seen;

/// Seconds that a duration is sorted by.
const SECONDS: [f64; 13] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];

/// The numbers of this process; cheap to clone.
#[derive(Clone)]
pub struct Metrics(Arc<Inner>);

struct Inner {
    /// Without it nothing is kept and nothing can be told.
    registry: Option<Registry>,
    provider: SdkMeterProvider,
    requests: Histogram<f64>,
    operations: Histogram<f64>,
    tasks: Histogram<f64>,
    open: [UpDownCounter<i64>; 3],
    seen: Mutex<Seen>,
}

/// What can be open for a while.
#[derive(Clone, Copy, Debug)]
pub enum Open {
    /// A connection of HTTP that was not turned into a socket.
    Connection,
    /// A WebSocket.
    Socket,
    /// A subscription, on whatever its answers travel.
    Subscription,
}

/// Something that counts as open until this is dropped.
pub struct Counted(Metrics, Open);

impl Metrics {
    /// Numbers that are kept, or calls that do nothing.
    pub fn new(kept: bool) -> Result<Self> {
        let (mut provider, registry) = (SdkMeterProvider::builder(), kept.then(Registry::new));
        if let Some(registry) = &registry {
            let exporter = opentelemetry_prometheus::exporter().with_registry(registry.clone());
            provider = provider.with_reader(
                exporter
                    .without_target_info()
                    .scope_info_enabled(false)
                    .build()
                    .map_err(Error::internal)?,
            );
        }
        let provider = provider.build();
        let meter = provider.meter("careergraph");
        let opened = |name, help| {
            meter
                .i64_up_down_counter(name)
                .with_description(help)
                .build()
        };
        let open = [
            opened(
                "http_connections",
                "Connections that are open, sockets apart",
            ),
            opened("websockets", "WebSockets that are open"),
            opened("graphql_subscriptions", "Subscriptions that run"),
        ];
        let metrics = Self(Arc::new(Inner {
            requests: duration(
                &meter,
                "http_request_duration",
                "How long answers to HTTP requests took until their first byte",
            ),
            operations: duration(
                &meter,
                "graphql_operation_duration",
                "How long queries, mutations and the begin of subscriptions took",
            ),
            tasks: duration(&meter, "task_duration", "How long tasks of the queue ran"),
            open,
            registry,
            provider,
            seen: Mutex::default(),
        }));
        // Without a reader the library complains that nobody will ever ask.
        if kept {
            // The instruments live in what is looked into: a strong hold would keep both for good.
            let weak = Arc::downgrade(&metrics.0);
            gauges::observe(&meter, move || {
                weak.upgrade()
                    .map(|inner| {
                        inner
                            .seen
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .clone()
                    })
                    .unwrap_or_default()
            });
        }
        Ok(metrics)
    }

    /// Whether numbers are kept.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.0.registry.is_some()
    }

    /// A request was answered.
    pub fn request(&self, route: &'static str, status: &'static str, took: Duration) {
        self.0.requests.record(
            took.as_secs_f64(),
            &[
                KeyValue::new("route", route),
                KeyValue::new("status", status),
            ],
        );
    }

    /// An operation was answered, or a subscription began: the kind of the operation, and `OK` or the code of its first error.
    pub fn operation(&self, kind: &'static str, outcome: &'static str, took: Duration) {
        self.0.operations.record(
            took.as_secs_f64(),
            &[
                KeyValue::new("kind", kind),
                KeyValue::new("outcome", outcome),
            ],
        );
    }

    /// A task ended: well, to be tried again, or set aside.
    pub fn task(&self, kind: &str, outcome: &'static str, took: Duration) {
        self.0.tasks.record(
            took.as_secs_f64(),
            &[
                KeyValue::new("kind", kind.to_owned()),
                KeyValue::new("outcome", outcome),
            ],
        );
    }

    /// Something is open from now on.
    #[must_use]
    pub fn open(&self, what: Open) -> Counted {
        self.counter(what).add(1, &[]);
        Counted(self.clone(), what)
    }

    /// What was found out for the next [`Metrics::text`], and cannot be asked for while it is written.
    pub fn see(&self, seen: Seen) {
        *self.0.seen.lock().unwrap_or_else(PoisonError::into_inner) = seen;
    }

    /// All numbers, as Prometheus reads them.
    pub fn text(&self) -> Result<String> {
        let mut text = Vec::new();
        let families = self
            .0
            .registry
            .as_ref()
            .map(Registry::gather)
            .unwrap_or_default();
        TextEncoder::new()
            .encode(&families, &mut text)
            .map_err(Error::internal)?;
        String::from_utf8(text).map_err(Error::internal)
    }

    /// How `text` is labelled.
    #[must_use]
    pub const fn content_type() -> &'static str {
        prometheus::TEXT_FORMAT
    }

    fn counter(&self, what: Open) -> &UpDownCounter<i64> {
        let [connections, sockets, subscriptions] = &self.0.open;
        match what {
            Open::Connection => connections,
            Open::Socket => sockets,
            Open::Subscription => subscriptions,
        }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.counter(self.1).add(-1, &[]);
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        drop(self.provider.shutdown());
    }
}

fn duration(meter: &Meter, name: &'static str, help: &'static str) -> Histogram<f64> {
    meter
        .f64_histogram(name)
        .with_unit("s")
        .with_description(help)
        .with_boundaries(SECONDS.to_vec())
        .build()
}
