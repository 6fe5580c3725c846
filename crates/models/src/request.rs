//! What is asked of a model, whichever endpoint it is sent to.

use std::{fmt, time::Duration};

/// A request.
#[derive(Clone, PartialEq)]
pub struct Request {
    /// The rules for the model.
    pub system: String,
    /// The task and its data.
    pub user: String,
    /// The temperature; none for the default of the model, which some models insist on.
    pub temperature: Option<f64>,
    /// The most tokens of the answer.
    pub tokens_max: u32,
    /// Any number that differs between requests: pauses before retries are spread by it.
    pub seed: u64,
}

/// The limits of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From a request until the model has written something; comments and pings do not count.
    pub first_text: Duration,
    /// From the first request to the end of the answer, with retries and all endpoints that are tried.
    pub total: Duration,
    /// Bytes of the body of an answer.
    pub bytes_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            first_text: Duration::from_secs(20),
            total: Duration::from_mins(1),
            bytes_max: 1_024 * 1_024,
        }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("system_bytes", &self.system.len())
            .field("user_bytes", &self.user.len())
            .field("temperature", &self.temperature)
            .field("tokens_max", &self.tokens_max)
            .finish_non_exhaustive()
    }
}
