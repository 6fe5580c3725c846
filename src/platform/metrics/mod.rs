//! Metrics of the process in the text format of Prometheus. Labels have only values from fixed lists, never text from
//! requests, so that metrics hold no personal data and their number is bounded.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use opentelemetry::{
    KeyValue,
    metrics::{Counter, Histogram, Meter, MeterProvider, UpDownCounter},
};
use opentelemetry_sdk::metrics::SdkMeterProvider;
use prometheus::{Encoder, Registry, TextEncoder};

use crate::error::{Error, Result};

mod gauges;

pub use self::gauges::Gauges;

/// Buckets of durations, in seconds.
const SECONDS: [f64; 13] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];

/// The metrics of this process; cheap to clone.
#[derive(Clone)]
pub struct Metrics(Arc<Inner>);

struct Inner {
    /// `None` if metrics are disabled.
    registry: Option<Registry>,
    provider: SdkMeterProvider,
    requests: Histogram<f64>,
    operations: Histogram<f64>,
    tasks: Histogram<f64>,
    open: [UpDownCounter<i64>; 3],
    ai_sentences: Counter<u64>,
    gauges: Mutex<Gauges>,
}

/// Things that are counted while they are open.
#[derive(Clone, Copy, Debug)]
pub enum Open {
    /// An HTTP connection, not upgraded to a WebSocket.
    Connection,
    /// A WebSocket.
    Socket,
    /// A subscription, over any transport.
    Subscription,
}

/// Counts as open until dropped.
pub struct Counted(Metrics, Open);

impl Metrics {
    /// Metrics that are recorded, or whose calls do nothing.
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
            opened("http_connections", "Open connections without WebSockets"),
            opened("websockets", "Open WebSockets"),
            opened("graphql_subscriptions", "Running subscriptions"),
        ];
        let metrics = Self(Arc::new(Inner {
            requests: duration(
                &meter,
                "http_request_duration",
                "Duration of HTTP requests until the first byte of the response",
            ),
            operations: duration(
                &meter,
                "graphql_operation_duration",
                "Duration of queries, of mutations and of the start of subscriptions",
            ),
            tasks: duration(&meter, "task_duration", "Duration of queue tasks"),
            open,
            ai_sentences: meter
                .u64_counter("ai_sentences")
                .with_description(
                    "Sentences that language models proposed, and the composer in their place",
                )
                .build(),
            registry,
            provider,
            gauges: Mutex::default(),
        }));
        // Without a reader the library warns that the metrics are never read.
        if kept {
            // The instruments belong to the metrics: a strong reference would be a cycle.
            let weak = Arc::downgrade(&metrics.0);
            gauges::observe(&meter, move || {
                weak.upgrade()
                    .map(|inner| {
                        inner
                            .gauges
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .clone()
                    })
                    .unwrap_or_default()
            });
        }
        Ok(metrics)
    }

    /// True if metrics are recorded.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.0.registry.is_some()
    }

    /// Records a response.
    pub fn request(&self, route: &'static str, status: &'static str, took: Duration) {
        self.0.requests.record(
            took.as_secs_f64(),
            &[
                KeyValue::new("route", route),
                KeyValue::new("status", status),
            ],
        );
    }

    /// Records an operation, or the start of a subscription: its type, and `OK` or the code of its first error.
    pub fn operation(&self, kind: &'static str, outcome: &'static str, took: Duration) {
        self.0.operations.record(
            took.as_secs_f64(),
            &[
                KeyValue::new("kind", kind),
                KeyValue::new("outcome", outcome),
            ],
        );
    }

    /// Records the end of a task: success, retry, or set aside.
    pub fn task(&self, kind: &str, outcome: &'static str, took: Duration) {
        self.0.tasks.record(
            took.as_secs_f64(),
            &[
                KeyValue::new("kind", kind.to_owned()),
                KeyValue::new("outcome", outcome),
            ],
        );
    }

    /// Counts a sentence that was proposed by a language model, or in its place: accepted, or refused by this rule.
    pub fn ai_sentence(&self, result: &'static str, rule: &'static str) {
        let labels = [KeyValue::new("result", result), KeyValue::new("rule", rule)];
        self.0.ai_sentences.add(1, &labels);
    }

    /// Counts something as open until the returned value is dropped.
    #[must_use]
    pub fn open(&self, what: Open) -> Counted {
        self.counter(what).add(1, &[]);
        Counted(self.clone(), what)
    }

    /// Sets the gauges for the next [`Metrics::text`], which cannot query them itself.
    pub fn set_gauges(&self, gauges: Gauges) {
        *self.0.gauges.lock().unwrap_or_else(PoisonError::into_inner) = gauges;
    }

    /// All metrics in the format of Prometheus.
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

    /// The content type of `text`.
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
