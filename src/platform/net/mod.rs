//! Outbound HTTP. [`Net`] is for servers that the configuration names, [`Guarded`] for addresses that a user or a page named.
//! Both take a request and limits, and give the answer in bytes; neither knows what is asked for.

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
