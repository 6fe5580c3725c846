//! Job boards: what to ask of each and what its answer means. Pure functions, no I/O: `service` fetches and stores.
//! A new board is one file with a [`Connector`] and one line in [`Connectors::ALL`].
//! Invariant: a payload gives records or an error, never a panic, and one bad posting never hides the good ones.

pub mod record;
mod stated;

pub mod listing;

mod connector;
mod connectors;
mod request;

mod ashby;
mod greenhouse;
mod lever;

pub mod link;
pub mod pay;
pub mod place;
pub mod terms;
pub mod text;
pub mod title;

mod board;
mod field;

#[cfg(test)]
mod tests;

pub use self::{
    board::BoardError,
    connector::{Connector, Recognised},
    connectors::Connectors,
    listing::{Listing, ParseError, Skipped},
    record::{Pay, Place, PostingRecord},
    request::{BoardRequest, Part, Response, Step},
};
