//! Gauges whose values are read for each scrape.

use opentelemetry::{KeyValue, metrics::Meter};

use crate::platform::queue::depth::Depth;

/// The values at one moment. Unknown values are omitted from the metrics.
#[derive(Clone, Debug, Default)]
pub struct Gauges {
    /// The number of tasks.
    pub queue: Option<Depth>,
    /// Seconds since the due time of the task that is most overdue.
    pub late_secs: Option<f64>,
    /// Whether Redis answers; `None` if none is configured.
    pub redis: Option<bool>,
    /// Refused calls since the start, by the name of the rate limit.
    pub refused: Vec<(&'static str, u64)>,
}

/// Registers gauges that report the values returned by `look`.
pub(super) fn observe(meter: &Meter, look: impl Fn() -> Gauges + Clone + Send + Sync + 'static) {
    let (at_queue, at_late, at_redis) = (look.clone(), look.clone(), look.clone());
    let queue = meter
        .u64_observable_gauge("queue_tasks")
        .with_description("Tasks that wait or run, and tasks that were set aside");
    let _queue = queue
        .with_callback(move |observer| {
            if let Some(depth) = at_queue().queue {
                observer.observe(depth.waiting, &[KeyValue::new("state", "waiting")]);
                observer.observe(depth.failed, &[KeyValue::new("state", "set_aside")]);
            }
        })
        .build();
    let late = meter.f64_observable_gauge("queue_late").with_unit("s");
    let late = late.with_description("Delay of the task that is most overdue");
    let _late = late
        .with_callback(move |observer| {
            at_late()
                .late_secs
                .into_iter()
                .for_each(|late| observer.observe(late, &[]));
        })
        .build();
    let redis = meter
        .u64_observable_gauge("redis_up")
        .with_description("1 if Redis answers, otherwise 0; absent without Redis");
    let _redis = redis
        .with_callback(move |observer| {
            at_redis()
                .redis
                .into_iter()
                .for_each(|up| observer.observe(u64::from(up), &[]));
        })
        .build();
    let refused = meter
        .u64_observable_counter("rate_limited")
        .with_description("Requests and operations that a rate limit refused");
    let _refused = refused
        .with_callback(move |observer| {
            for (budget, count) in look().refused {
                observer.observe(count, &[KeyValue::new("budget", budget)]);
            }
        })
        .build();
    let memory = meter
        .u64_observable_gauge("process_resident_memory")
        .with_unit("By")
        .with_description("Resident memory of the process");
    let _memory = memory
        .with_callback(|observer| {
            if let Some(bytes) = resident_bytes() {
                observer.observe(bytes, &[]);
            }
        })
        .build();
}

/// The resident memory, if the system reports it.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = status.lines().find_map(|line| {
        line.strip_prefix("VmRSS:")?
            .trim()
            .strip_suffix(" kB")?
            .trim()
            .parse::<u64>()
            .ok()
    })?;
    kilobytes.checked_mul(1_024)
}
