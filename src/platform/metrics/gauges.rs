//! Numbers that are looked up when somebody asks for them.

use opentelemetry::{KeyValue, metrics::Meter};

use crate::platform::queue::depth::Depth;

/// How things stood at one moment. What could not be found out is told by nothing.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// How many tasks there are.
    pub queue: Option<Depth>,
    /// Seconds by which the task is late that has waited longest.
    pub late_secs: Option<f64>,
    /// Whether Redis answers, if there is to be one.
    pub redis: Option<bool>,
    /// By the name of the budget, what it refused since the start.
    pub refused: Vec<(&'static str, u64)>,
}

/// Has the numbers told whenever all are; `look` gives what was seen last.
pub(super) fn observe(meter: &Meter, look: impl Fn() -> Seen + Clone + Send + Sync + 'static) {
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
    let late = late.with_description("By how much the task is late that has waited longest");
    let _late = late
        .with_callback(move |observer| {
            at_late()
                .late_secs
                .into_iter()
                .for_each(|late| observer.observe(late, &[]))
        })
        .build();
    let redis = meter
        .u64_observable_gauge("redis_up")
        .with_description("Whether Redis answers; absent without one");
    let _redis = redis
        .with_callback(move |observer| {
            at_redis()
                .redis
                .into_iter()
                .for_each(|up| observer.observe(u64::from(up), &[]))
        })
        .build();
    let refused = meter
        .u64_observable_counter("rate_limited")
        .with_description("Requests and operations that a budget refused");
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
        .with_description("Memory that the process holds");
    let _memory = memory
        .with_callback(|observer| {
            resident_bytes()
                .into_iter()
                .for_each(|bytes| observer.observe(bytes, &[]))
        })
        .build();
}

/// Where the system tells.
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
