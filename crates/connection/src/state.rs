//! The state of a connection, and the timeout that applies to it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::StatusCode;
use tokio::time::Instant;

use crate::h2_frames::H2Frames;

/// Time limits of the phases of a connection.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// From the first byte of a request's head to its last; for the first head, from the accepted connection.
    pub head: Duration,
    /// Without a request, or without the client reading the response.
    pub idle: Duration,
}

/// The timeout that has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimedOut {
    /// A head did not arrive in time.
    Head,
    /// No request arrived.
    Idle,
    /// The client does not read the response.
    Write,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Head,
    Idle,
    Serving(usize),
}

struct Inner {
    phase: Phase,
    since: Instant,
    /// True if bytes arrived in this phase.
    has_received: bool,
    /// Tracks frames, because over HTTP/2 bytes between two requests may be pings or window updates instead of a head.
    frames: H2Frames,
    /// Since when a frame or a field block is incomplete, even while requests run.
    incomplete_since: Option<Instant>,
    write_pending_since: Option<Instant>,
    closed_by_client: bool,
    final_status: Option<StatusCode>,
}

/// The state of one connection: written by its stream and its requests, read by the task that serves it.
pub struct ConnectionState(Mutex<Inner>);

impl ConnectionState {
    /// The state of a connection that was just accepted.
    #[must_use]
    pub fn new() -> Arc<Self> {
        Arc::new(Self(Mutex::new(Inner {
            phase: Phase::Head,
            since: Instant::now(),
            has_received: false,
            frames: H2Frames::new(),
            incomplete_since: None,
            write_pending_since: None,
            closed_by_client: false,
            final_status: None,
        })))
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records received bytes; an empty slice means that the client closed its sending side.
    pub(crate) fn received(&self, bytes: &[u8]) {
        let mut state = self.lock();
        let ended = state.frames.receive(bytes);
        let since = state
            .incomplete_since
            .filter(|_| !ended)
            .unwrap_or_else(Instant::now);
        state.incomplete_since = state.frames.is_incomplete().then_some(since);
        if state.phase == Phase::Idle && !state.frames.is_http2() && !bytes.is_empty() {
            state.enter(Phase::Head);
        }
        state.has_received = true;
        state.closed_by_client |= bytes.is_empty();
    }

    /// Records whether the last write had to wait for the client.
    pub(crate) fn write_was_pending(&self, pending: bool) {
        let mut state = self.lock();
        state.write_pending_since =
            pending.then(|| state.write_pending_since.unwrap_or_else(Instant::now));
    }

    /// Begins a completely received request; it runs until the returned guard is dropped.
    pub fn begin_request(self: &Arc<Self>) -> RunningRequest {
        let mut state = self.lock();
        let running = if let Phase::Serving(count) = state.phase {
            count
        } else {
            0
        };
        state.enter(Phase::Serving(running.saturating_add(1)));
        RunningRequest(Arc::clone(self))
    }

    /// Returns when to check again, or which timeout has passed.
    pub fn check(&self, timeouts: Timeouts) -> Result<Instant, TimedOut> {
        let (state, now) = (self.lock(), Instant::now());
        if state
            .write_pending_since
            .is_some_and(|since| now >= since + timeouts.idle)
        {
            return Err(TimedOut::Write);
        }
        let frame_end = state.incomplete_since.map(|since| since + timeouts.head);
        if frame_end.is_some_and(|end| now >= end) {
            return Err(TimedOut::Head);
        }
        let (end, timed_out) = match state.phase {
            Phase::Head => (state.since + timeouts.head, TimedOut::Head),
            Phase::Idle => (state.since + timeouts.idle, TimedOut::Idle),
            Phase::Serving(_) => (now + timeouts.idle, TimedOut::Write),
        };
        if now >= end {
            return Err(timed_out);
        }
        // A phase that begins after this check is checked again before its timeout.
        let shortest = now + timeouts.head.min(timeouts.idle);
        Ok(end.min(frame_end.unwrap_or(end)).min(shortest))
    }

    /// Closes the connection with this status; without a response if the client has sent nothing.
    pub fn close_with(&self, status: StatusCode) {
        let mut state = self.lock();
        if state.has_received && !state.frames.is_http2() {
            state.final_status.get_or_insert(status);
        }
    }

    /// True for bytes that the caller replaces: hyper answers heads that it cannot parse with a bare status.
    pub(crate) fn replaces(&self, bytes: &[u8]) -> bool {
        let mut state = self.lock();
        if state.final_status.is_none() && state.phase == Phase::Head {
            state.final_status = bare_status(bytes);
        }
        state.final_status.is_some()
    }

    /// The status of the response before closing, if any.
    pub fn final_status(&self) -> Option<StatusCode> {
        self.lock().final_status
    }

    /// True for HTTP/2, whose concurrent requests are ended by GOAWAY.
    pub fn is_http2(&self) -> bool {
        self.lock().frames.is_http2()
    }

    /// True if the client closed its sending side.
    pub fn is_closed_by_client(&self) -> bool {
        self.lock().closed_by_client
    }
}

impl Inner {
    fn enter(&mut self, phase: Phase) {
        (self.phase, self.since, self.has_received) = (phase, Instant::now(), false);
    }
}

/// The bare client-error status that hyper writes for a head that it cannot parse. Responses of routes have a request id and never match.
fn bare_status(bytes: &[u8]) -> Option<StatusCode> {
    let text = std::str::from_utf8(bytes).ok()?;
    let status = text.strip_prefix("HTTP/1.1 ")?.get(..3)?;
    if text.contains("x-request-id") {
        return None;
    }
    StatusCode::from_bytes(status.as_bytes())
        .ok()
        .filter(StatusCode::is_client_error)
}

/// A running request; it ends when dropped.
pub struct RunningRequest(Arc<ConnectionState>);

impl Drop for RunningRequest {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        match state.phase {
            Phase::Serving(count) if count > 1 => state.phase = Phase::Serving(count - 1),
            _ => state.enter(Phase::Idle),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{ConnectionState, TimedOut, Timeouts};
    use crate::h2_frames::PREFACE;
    use http::StatusCode;

    impl ConnectionState {
        /// Moves everything that happened so far into the past.
        fn age(&self, by: Duration) {
            let mut state = self.lock();
            state.since -= by;
            let marks = &mut *state;
            for mark in [&mut marks.incomplete_since, &mut marks.write_pending_since] {
                *mark = mark.map(|since| since - by);
            }
        }
    }

    const TIMEOUTS: Timeouts = Timeouts {
        head: Duration::from_secs(10),
        idle: Duration::from_secs(75),
    };

    #[test]
    fn a_first_head_that_drips_times_out() {
        let state = ConnectionState::new();
        for _ in 0..3 {
            state.age(Duration::from_secs(3));
            state.received(b"G");
            assert!(state.check(TIMEOUTS).is_ok());
        }
        state.age(Duration::from_secs(1));
        assert_eq!(state.check(TIMEOUTS), Err(TimedOut::Head));
    }

    #[test]
    fn a_connection_without_requests_is_idle() {
        let state = ConnectionState::new();
        drop(state.begin_request());
        state.age(TIMEOUTS.idle);
        assert_eq!(state.check(TIMEOUTS), Err(TimedOut::Idle));
    }

    #[test]
    fn running_requests_have_no_timeout_here_until_a_write_waits() {
        let state = ConnectionState::new();
        let (_first, second) = (state.begin_request(), state.begin_request());
        drop(second);
        state.age(TIMEOUTS.idle * 3);
        assert!(state.check(TIMEOUTS).is_ok(), "one still runs");
        state.write_was_pending(true);
        state.age(TIMEOUTS.idle);
        assert_eq!(state.check(TIMEOUTS), Err(TimedOut::Write));
    }

    #[test]
    fn a_field_block_that_drips_times_out_beside_running_requests() {
        let state = ConnectionState::new();
        state.received(PREFACE);
        let _running = state.begin_request();
        state.received(&[0, 0, 6, 1, 0]);
        state.age(TIMEOUTS.head);
        assert_eq!(state.check(TIMEOUTS), Err(TimedOut::Head));
    }

    #[test]
    fn only_a_client_that_sent_something_is_answered() {
        let silent = ConnectionState::new();
        silent.close_with(StatusCode::REQUEST_TIMEOUT);
        assert_eq!(silent.final_status(), None);
        let started = ConnectionState::new();
        started.received(b"GET /");
        started.close_with(StatusCode::REQUEST_TIMEOUT);
        assert_eq!(started.final_status(), Some(StatusCode::REQUEST_TIMEOUT));
        let over_http2 = ConnectionState::new();
        over_http2.received(PREFACE);
        over_http2.close_with(StatusCode::REQUEST_TIMEOUT);
        assert_eq!(over_http2.final_status(), None, "GOAWAY says it");
    }

    #[test]
    fn answers_of_routes_are_not_replaced() {
        let state = ConnectionState::new();
        state.received(b"GET /");
        assert!(!state.replaces(b"HTTP/1.1 404 Not Found\r\nx-request-id: 1\r\n\r\n"));
        assert!(!state.replaces(b"HTTP/1.1 101 Switching Protocols\r\n\r\n"));
        assert!(state.replaces(b"HTTP/1.1 431 Request Header Fields Too Large\r\n\r\n"));
    }
}
