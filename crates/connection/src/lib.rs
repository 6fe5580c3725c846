//! What hyper leaves to its caller on a server connection: timeouts for the head of each request, for idle connections and for
//! clients that do not read; a response before the connection closes; and the same over HTTP/2, whose frames are tracked without
//! being decoded.
//!
//! [`WatchedStream`] is what hyper reads and writes. It reports to a [`ConnectionState`], whose [`ConnectionState::check`] returns
//! when to check again, or which timeout has passed. [`close`] sends the last response and drains the
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
