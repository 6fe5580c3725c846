//! Outbound HTTP. [`Net`] is for servers that the configuration names, [`Guarded`] for URLs from users or web pages.
//! Both take a request and limits, and return the answer in bytes.

mod address;
mod client;
mod exchange;
mod guarded;

#[cfg(test)]
mod tests;

pub use self::{
    client::Net,
    exchange::{Answer, Failure, FailureKind, Limits, Request},
    guarded::{Guarded, Lookup},
};
