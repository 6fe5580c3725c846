//! Why there is no answer, or no more of it, and what to do about it.

use std::time::Duration;

/// A failure. It has no text of the server, which may quote the key or the request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Too many requests: try again later, after this time if the server tells one.
    #[error("The model takes no more requests for now.")]
    RateLimited {
        /// How long the server wants to be left alone.
        after: Option<Duration>,
    },
    /// The key is missing, wrong or may not use the model: the operator has to act.
    #[error("The model refuses the key (status {status}).")]
    Unauthorized {
        /// The status of the answer.
        status: u16,
    },
    /// This request is refused, and would be again.
    #[error("The model refuses the request (status {status}, {}).", code.unwrap_or("no known code"))]
    Refused {
        /// The status of the answer; 200 if the answer had begun.
        status: u16,
        /// The code of the server, if it is a known one.
        code: Option<&'static str>,
    },
    /// No connection, or a fault of the server: another endpoint may answer.
    #[error("The model is not available ({}).", status.map_or_else(|| "no connection".to_owned(), |status| format!("status {status}")))]
    Unavailable {
        /// The status of the answer, if there was one.
        status: Option<u16>,
    },
    /// It took too long.
    #[error("The model is too slow: {0}.")]
    Slow(Wait),
    /// The answer ended before its end.
    #[error("The answer of the model is incomplete.")]
    Cut,
    /// The answer has another form.
    #[error("The answer of the model {0}.")]
    Malformed(&'static str),
    /// The answer has too many bytes.
    #[error("The answer of the model has more than {bytes_max} bytes.")]
    TooLong {
        /// The most that are read.
        bytes_max: usize,
    },
    /// The caller cancelled it.
    #[error("The request was cancelled.")]
    Cancelled,
}

/// What was waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wait {
    /// The first text.
    #[error("it wrote nothing in time")]
    FirstText,
    /// The end.
    #[error("it did not end in time")]
    Total,
}

impl Error {
    /// True if the same request to the same endpoint may succeed soon.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::RateLimited { .. } | Self::Unavailable { .. })
    }

    /// True if it says something about the endpoint, not about the request or the caller.
    #[must_use]
    pub const fn is_of_endpoint(&self) -> bool {
        !matches!(self, Self::Refused { .. } | Self::Cancelled)
    }

    /// Its name for figures and logs.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::RateLimited { .. } => "rate_limited",
            Self::Unauthorized { .. } => "unauthorized",
            Self::Refused { .. } => "refused",
            Self::Unavailable { .. } => "unavailable",
            Self::Slow(Wait::FirstText) => "slow_first_text",
            Self::Slow(Wait::Total) => "slow_total",
            Self::Cut => "cut",
            Self::Malformed(_) => "malformed",
            Self::TooLong { .. } => "too_long",
            Self::Cancelled => "cancelled",
        }
    }
}
