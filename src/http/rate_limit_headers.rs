//! What a request to `/graphql` took: its phases, told in `Server-Timing`, and its budgets, told in `RateLimit` and
//! `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-11). Whatever a request runs through on its way notes here what it
//! knows, by the task it runs in; so no function has to hand the meter on, and what runs without a request notes nothing.

use std::{
    cell::RefCell,
    fmt::Write,
    time::{Duration, Instant},
};

use http::{HeaderName, HeaderValue};
use poem::Response;

use crate::platform::limiter::{Level, WINDOW};

tokio::task_local! {
    static METER: RefCell<Meter>;
}

/// A part of the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Parse,
    Validate,
    Execute,
}

/// What was noted of one request.
#[derive(Default)]
pub(super) struct Meter {
    phases: Vec<(Phase, Duration)>,
    levels: Vec<Level>,
}

/// Notes how long a phase of the request took that runs in this task.
pub(super) fn note_phase(phase: Phase, began: Instant) {
    let took = began.elapsed();
    note(|meter| meter.phases.push((phase, took)));
}

/// Notes how a budget stands.
pub(super) fn note_level(level: Level) {
    note(|meter| {
        meter.levels.retain(|known| known.policy != level.policy);
        meter.levels.push(level);
    });
}

fn note(write: impl FnOnce(&mut Meter)) {
    // Without a request, over a socket, there is nobody to tell.
    let _no_request = METER.try_with(|meter| write(&mut meter.borrow_mut()));
}

impl Meter {
    /// Runs a request; gives its answer and what was noted meanwhile.
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

    /// Writes the headers of an answer that took `total`.
    pub(super) fn write(&self, response: &mut Response, total: Duration) {
        for (name, value) in self.headers(total) {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(name, value);
            }
        }
    }

    fn headers(&self, total: Duration) -> [(HeaderName, String); 3] {
        [
            (HeaderName::from_static("server-timing"), self.timing(total)),
            (
                HeaderName::from_static("ratelimit-policy"),
                list(&self.levels, |level| {
                    format!("q={};w={}", level.quota, WINDOW.as_secs())
                }),
            ),
            (
                HeaderName::from_static("ratelimit"),
                list(&self.levels, |level| {
                    format!("r={};t={}", level.remaining, level.full_in_secs())
                }),
            ),
        ]
    }

    fn timing(&self, total: Duration) -> String {
        let mut written = String::new();
        for (phase, name) in [
            (Phase::Parse, "parse"),
            (Phase::Validate, "validate"),
            (Phase::Execute, "execute"),
        ] {
            let mut took = self
                .phases
                .iter()
                .filter(|(noted, _)| *noted == phase)
                .map(|(_, took)| *took)
                .peekable();
            if took.peek().is_some() {
                let _infallible = write!(written, "{name};dur={:.3}, ", millis(took.sum()));
            }
        }
        written + &format!("total;dur={:.3}", millis(total))
    }
}

fn millis(took: Duration) -> f64 {
    took.as_secs_f64() * 1_000.0
}

/// A list of items with parameters (RFC 9651, 3.1).
fn list(levels: &[Level], parameters: impl Fn(&Level) -> String) -> String {
    let items: Vec<String> = levels
        .iter()
        .map(|level| format!("\"{}\";{}", level.policy, parameters(level)))
        .collect();
    items.join(", ")
}
