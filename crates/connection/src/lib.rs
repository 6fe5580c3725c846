//! What hyper leaves to its caller on a server connection: a timeout for the head of each request, for idle connections and for
//! clients that do not read; an answer before the connection closes; and the same over HTTP/2, whose frames are followed without
//! being decoded.
//!
//! [`WatchedStream`] is what hyper reads and writes. It reports to a [`ConnectionState`], which says through
//! [`ConnectionState::check`] when to look again and which timeout has passed. [`close`] sends the last answer and drains the
//! socket.

mod body;
pub mod close;
mod h2_frames;
mod state;
mod stream;

pub use self::{
    body::TrackedBody,
    state::{ConnectionState, RunningRequest, TimedOut, Timeouts},
    stream::{SharedStream, WatchedStream},
};
