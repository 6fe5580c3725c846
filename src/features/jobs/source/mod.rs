//! Job boards: the requests to each kind of board and the parsing of its responses. Pure functions without I/O; `service` sends and stores.
//! A new board is one file with a [`Connector`] and one line in [`Connectors::ALL`].
//! Invariant: a payload gives records or an error, never a panic, and an invalid posting does not affect the others.

mod board_fields;
pub mod record;

pub mod listing;

mod connector;
mod connectors;
mod request;

mod ashby;
mod greenhouse;
mod lever;
mod page;

pub mod normalized_url;

mod pay;

mod board;
mod conversions;
mod entries;
mod field;
mod payload;

#[cfg(test)]
mod tests;

pub use self::{
    board::BoardError,
    connector::{Connector, Gone, Reach, Recognised},
    connectors::Connectors,
    listing::{Listing, ParseError, Skipped},
    payload::Payload,
    record::{Pay, Place, PostingRecord},
    request::{BoardRequest, Part, Response, Step},
};
