//! The phases of a `/graphql` request as `Server-Timing`, and the caller's rate limits as `RateLimit` and
//! `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-11). The phases and limits are recorded in a task-local meter, so that
//! it need not be passed from function to function; outside of a request nothing is recorded.

use std::{
    cell::RefCell,
    fmt::{self, Write},
    time::{Duration, Instant},
};

use http::{HeaderName, HeaderValue};
use poem::Response;

use crate::platform::limiter::{Level, WINDOW};

tokio::task_local! {
    static METER: RefCell<Meter>;
}

/// A phase of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Parse,
    Validate,
    Execute,
}

/// The records of one request.
#[derive(Default)]
pub(super) struct Meter {
    phases: Vec<(Phase, Duration)>,
    levels: Vec<Level>,
}

/// Records the duration of a phase of this task's request.
pub(super) fn note_phase(phase: Phase, began: Instant) {
    let took = began.elapsed();
    note(|meter| meter.phases.push((phase, took)));
}

/// Records the level of a rate limit.
pub(super) fn note_level(level: Level) {
    note(|meter| {
        meter.levels.retain(|known| known.policy != level.policy);
        meter.levels.push(level);
    });
}

fn note(write: impl FnOnce(&mut Meter)) {
    // Outside of a request, such as over a WebSocket, there is no response header to write.
    let _no_request = METER.try_with(|meter| write(&mut meter.borrow_mut()));
}

impl Meter {
    /// Runs a request; returns its result and the records.
    pub(super) async fn around<T>(request: impl Future<Output = T>) -> (T, Self) {
        let noted = async { (request.await, METER.with(RefCell::take)) };
        METER.scope(RefCell::default(), noted).await
    }

    /// True if the request running in this task has not been charged to any budget.
    pub(super) fn is_uncharged() -> bool {
        METER
            .try_with(|meter| meter.borrow().levels.is_empty())
            .unwrap_or_default()
    }

    /// Writes the headers of a response that took `total`.
    pub(super) fn write(&self, response: &mut Response, total: Duration) {
        for (name, value) in self.headers(total) {
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().insert(name, value);
            }
        }
    }

    fn headers(&self, total: Duration) -> [(HeaderName, String); 3] {
        [
            (HeaderName::from_static("server-timing"), self.timing(total)),
            (
                HeaderName::from_static("ratelimit-policy"),
                list(&self.levels, |written, level| {
                    write!(written, "q={};w={}", level.quota, WINDOW.as_secs())
                }),
            ),
            (
                HeaderName::from_static("ratelimit"),
                list(&self.levels, |written, level| {
                    write!(written, "r={};t={}", level.remaining, level.full_in_secs())
                }),
            ),
        ]
    }

    fn timing(&self, total: Duration) -> String {
        let mut written = String::with_capacity(96);
        for (phase, name) in [
            (Phase::Parse, "parse;dur="),
            (Phase::Validate, "validate;dur="),
            (Phase::Execute, "execute;dur="),
        ] {
            let noted = self.phases.iter().filter(|(noted, _)| *noted == phase);
            let took = noted.map(|(_, took)| *took).reduce(|sum, took| sum + took);
            if let Some(took) = took {
                written.push_str(name);
                push_millis(&mut written, took);
                written.push_str(", ");
            }
        }
        written.push_str("total;dur=");
        push_millis(&mut written, total);
        written
    }
}

/// Appends milliseconds with three decimals; formatting a float would cost many times as much.
fn push_millis(written: &mut String, took: Duration) {
    let micros = took.as_micros();
    let _infallible = write!(written, "{}.{:03}", micros / 1_000, micros % 1_000);
}

/// Formats a list of items with parameters (RFC 9651, 3.1).
fn list(levels: &[Level], parameters: impl Fn(&mut String, &Level) -> fmt::Result) -> String {
    let mut written = String::with_capacity(96);
    for level in levels {
        if !written.is_empty() {
            written.push_str(", ");
        }
        written.push('"');
        written.push_str(level.policy);
        written.push_str("\";");
        let _infallible = parameters(&mut written, level);
    }
    written
}
