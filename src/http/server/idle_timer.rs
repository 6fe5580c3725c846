//! What a connection is doing right now, and how long it may go on so: the clocks against clients that drip.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::StatusCode;
use tokio::time::Instant;

use super::h2_frames::H2Frames;

/// How long a connection may take over what it does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// From the first byte of a head to its last; for the first head, from the moment the connection was taken.
    pub head: Duration,
    /// Without any request, or without taking what we send.
    pub idle: Duration,
}

/// Why a connection has to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Overdue {
    /// A head that does not come to its end.
    Head,
    /// Nothing was asked for long.
    Idle,
    /// What was asked for is not taken.
    Stalled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Head,
    Idle,
    Serving(usize),
}

struct State {
    phase: Phase,
    since: Instant,
    /// Bytes came in this phase.
    heard: bool,
    /// HTTP/2, where bytes between two requests are no head: both sides ping and count.
    frames: H2Frames,
    /// Since when it is in the middle of something that must come to its end: a head, also beside requests that run.
    half_heard: Option<Instant>,
    stalled: Option<Instant>,
    ended_by_client: bool,
    last_words: Option<StatusCode>,
}

/// The state of one connection, told by its wire and by its requests, read by the task that watches it.
pub(super) struct IdleTimer(Mutex<State>);

impl IdleTimer {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self(Mutex::new(State {
            phase: Phase::Head,
            since: Instant::now(),
            heard: false,
            frames: H2Frames::new(),
            half_heard: None,
            stalled: None,
            ended_by_client: false,
            last_words: None,
        })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Bytes came in; none means that the client will send no more.
    pub(super) fn received(&self, bytes: &[u8]) {
        let mut state = self.state();
        let ended = state.frames.hear(bytes);
        let since = state.half_heard.filter(|_| !ended).unwrap_or_else(Instant::now);
        state.half_heard = state.frames.is_in_the_middle().then_some(since);
        if state.phase == Phase::Idle && !state.frames.is_http2() && !bytes.is_empty() {
            state.enter(Phase::Head);
        }
        state.heard = true;
        state.ended_by_client |= bytes.is_empty();
    }

    /// The client takes what we send, or does not.
    pub(super) fn sending(&self, stalled: bool) {
        let mut state = self.state();
        state.stalled = if stalled { state.stalled.or_else(|| Some(Instant::now())) } else { None };
    }

    /// A request has come in whole; it runs until what this gives is dropped.
    pub(super) fn begin(self: &Arc<Self>) -> RunningRequest {
        let mut state = self.state();
        let running = if let Phase::Serving(count) = state.phase { count } else { 0 };
        state.enter(Phase::Serving(running + 1));
        RunningRequest(Arc::clone(self))
    }

    /// When to look again at the latest, or why not to.
    pub(super) fn look(&self, patience: Patience) -> Result<Instant, Overdue> {
        let (state, now) = (self.state(), Instant::now());
        if state.stalled.is_some_and(|since| now >= since + patience.idle) {
            return Err(Overdue::Stalled);
        }
        let whole = state.half_heard.map(|since| since + patience.head);
        if whole.is_some_and(|whole| now >= whole) {
            return Err(Overdue::Head);
        }
        let (end, overdue) = match state.phase {
            Phase::Head => (state.since + patience.head, Overdue::Head),
            Phase::Idle => (state.since + patience.idle, Overdue::Idle),
            Phase::Serving(_) => (now + patience.idle, Overdue::Stalled),
        };
        // What begins after this look is seen by the next one before its time is over.
        let next = end.min(whole.unwrap_or(end)).min(now + patience.head.min(patience.idle));
        if now >= end { Err(overdue) } else { Ok(next) }
    }

    /// Ends the connection with this status, if there is somebody to hear it: a client that has said nothing expects no answer.
    pub(super) fn end_with(&self, status: StatusCode) {
        let mut state = self.state();
        if state.heard && !state.frames.is_http2() {
            state.last_words.get_or_insert(status);
        }
    }

    /// Whether these bytes are ours to say in other words: the library answers heads that it cannot read by a bare status.
    pub(super) fn takes_over(&self, bytes: &[u8]) -> bool {
        let mut state = self.state();
        if state.last_words.is_none() && state.phase == Phase::Head {
            state.last_words = bare_status(bytes);
        }
        state.last_words.is_some()
    }

    /// The status to end with, if any.
    pub(super) fn last_words(&self) -> Option<StatusCode> {
        self.state().last_words
    }

    /// Whether there are requests side by side, which are told of the end in a frame.
    pub(super) fn is_http2(&self) -> bool {
        self.state().frames.is_http2()
    }

    /// Whether the client has closed its side.
    pub(super) fn is_ended_by_client(&self) -> bool {
        self.state().ended_by_client
    }
}

impl State {
    fn enter(&mut self, phase: Phase) {
        (self.phase, self.since, self.heard) = (phase, Instant::now(), false);
    }
}

/// The status of an answer that no route has made: each of theirs carries the id of its request.
fn bare_status(bytes: &[u8]) -> Option<StatusCode> {
    let text = std::str::from_utf8(bytes).ok()?;
    let status = text.strip_prefix("HTTP/1.1 ")?.get(..3)?;
    if text.contains("x-request-id") { None } else { StatusCode::from_bytes(status.as_bytes()).ok().filter(StatusCode::is_client_error) }
}

/// A request that runs.
pub(super) struct RunningRequest(Arc<IdleTimer>);

impl Drop for RunningRequest {
    fn drop(&mut self) {
        let mut state = self.0.state();
        match state.phase {
            Phase::Serving(count) if count > 1 => state.phase = Phase::Serving(count - 1),
            _ => state.enter(Phase::Idle),
        }
    }
}
