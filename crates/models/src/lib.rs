//! The transport of optional language models. A [`router::Router`] asks the endpoints of a task in their order through [`transport::Models`], and
//! the text of the answer arrives in pieces, which [`lines`] decodes. [`prompt`] has the texts that are sent, [`money`] what they cost.
//! Nothing here decides what may be said: each line is checked by a verifier elsewhere, and without a model everything else still works.
//!
//! No error and no `Debug` output has a key, a text that was sent, or a text that was received.

pub mod cache_key;
pub mod clock;
pub mod endpoint;
pub mod error;
pub mod key;
pub mod lines;
pub mod money;
pub mod prompt;
pub mod request;
pub mod router;
pub mod transport;

mod wire;

#[cfg(test)]
mod tests;

pub use self::{
    clock::{Clock, SystemClock},
    endpoint::{Endpoint, Provider},
    error::Error,
    key::Key,
    request::{Limits, Request},
    router::{Router, Task},
    transport::{Answer, Models, Retry},
};
pub use tokio_util::sync::CancellationToken;
