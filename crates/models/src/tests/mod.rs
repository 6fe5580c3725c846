//! Requests to a scripted model behind a real server. Time is a clock that the tests move.

mod answers;
mod instructions;
mod kit;
mod misbehaviour;
mod retries;
mod routes;
