//! One HTTP exchange: limits of the answer, reading of its body, and reasons of failures.

use std::{fmt, sync::Arc, time::Duration};

use futures_util::StreamExt;
use http::header;
use reqwest::Client;
use url::Url;

use crate::error::Error;

/// Room for a body that is made before its first byte arrives, at most.
const STATED_MAX: usize = 32 << 20;
/// The part of itself by which a body grows.
const GROWTH: usize = 4;

/// A request: method, URL, headers and body.
pub type Request = http::Request<Vec<u8>>;
/// An answer: status, headers, and the body after decompression.
pub type Answer = http::Response<Vec<u8>>;

/// The limits of an exchange.
#[derive(Clone, Copy, Debug)]
pub struct Limits<'a> {
    /// Time limit from connecting to the last byte.
    pub within: Duration,
    /// Maximum bytes of the body, after decompression.
    pub max_bytes: usize,
    /// Media types of a successful answer, such as `application/json`; if empty, any is accepted.
    pub media_types: &'a [&'a str],
}

/// A failed exchange.
#[derive(Clone, Debug)]
pub struct Failure {
    host: String,
    kind: FailureKind,
    cause: Option<Arc<reqwest::Error>>,
}

/// The kinds of [`Failure`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The URL is not allowed, for this reason.
    Forbidden(&'static str),
    /// No connection, or no answer in time.
    NoAnswer,
    /// The connection ended, or the time ran out, before the end of the body.
    BrokenOff,
    /// The body has more than this many bytes.
    TooLong(usize),
    /// A successful answer of another media type.
    MediaType,
    /// A redirect without a valid target, or one too many.
    Redirect,
}

impl Failure {
    pub(super) fn new(url: &Url, kind: FailureKind) -> Self {
        let host = url.host_str().unwrap_or("The server").to_owned();
        Self {
            host,
            kind,
            cause: None,
        }
    }

    /// The URL of the request is invalid.
    pub(super) fn no_address() -> Self {
        Self {
            host: "The server".to_owned(),
            kind: FailureKind::Forbidden("the URL is not http or https"),
            cause: None,
        }
    }

    /// Adds the cause for the log, without the URL, which may hold a secret.
    fn caused_by(mut self, cause: reqwest::Error) -> Self {
        self.cause = Some(Arc::new(cause.without_url()));
        self
    }

    pub(super) const fn with_kind(mut self, kind: FailureKind) -> Self {
        self.kind = kind;
        self
    }

    /// The kind of the failure.
    #[must_use]
    pub const fn kind(&self) -> FailureKind {
        self.kind
    }

    /// True if a retry may succeed.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self.kind, FailureKind::NoAnswer | FailureKind::BrokenOff)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = &self.host;
        match self.kind {
            FailureKind::Forbidden(why) => write!(f, "Requests to {host} are not allowed: {why}."),
            FailureKind::NoAnswer => write!(f, "{host} does not answer."),
            FailureKind::BrokenOff => write!(f, "{host} sent an incomplete answer."),
            FailureKind::TooLong(max_bytes) => {
                write!(f, "{host} sent more than {max_bytes} bytes.")
            }
            FailureKind::MediaType => {
                write!(f, "{host} sent an unexpected media type.")
            }
            FailureKind::Redirect => write!(f, "{host} redirects too often, or to an invalid URL."),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        let error = Self::unavailable(failure.to_string());
        match failure.cause {
            Some(cause) => error.caused_by(cause),
            None => error,
        }
    }
}

/// Sends a request and waits for the head of the answer.
pub(super) async fn send(
    client: &Client,
    request: reqwest::Request,
) -> Result<reqwest::Response, Failure> {
    let url = request.url().clone();
    client
        .execute(request)
        .await
        .map_err(|cause| Failure::new(&url, FailureKind::NoAnswer).caused_by(cause))
}

/// Reads the body, if its media type and length are allowed.
pub(super) async fn read(
    response: reqwest::Response,
    limits: &Limits<'_>,
) -> Result<Answer, Failure> {
    let url = response.url().clone();
    let (status, headers) = (response.status(), response.headers().clone());
    if status.is_success() && !is_wanted(&headers, limits.media_types) {
        return Err(Failure::new(&url, FailureKind::MediaType));
    }
    // The length that the server states, if it states one.
    let stated = response.content_length().unwrap_or_default();
    let stated = usize::try_from(stated).unwrap_or(usize::MAX);
    let mut body = Vec::with_capacity(stated.min(limits.max_bytes).min(STATED_MAX));
    let mut chunks = response.bytes_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk =
            chunk.map_err(|cause| Failure::new(&url, FailureKind::BrokenOff).caused_by(cause))?;
        if chunk.len() > limits.max_bytes.saturating_sub(body.len()) {
            return Err(Failure::new(&url, FailureKind::TooLong(limits.max_bytes)));
        }
        if body.capacity() - body.len() < chunk.len() {
            // By a part of it: a body of megabytes would take twice its size.
            body.reserve_exact(chunk.len().max(body.len() / GROWTH));
        }
        body.extend_from_slice(&chunk);
    }
    let mut answer = Answer::new(body);
    (*answer.status_mut(), *answer.headers_mut()) = (status, headers);
    Ok(answer)
}

fn is_wanted(headers: &http::HeaderMap, media_types: &[&str]) -> bool {
    let essence = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default()
        .trim();
    media_types.is_empty()
        || media_types
            .iter()
            .any(|wanted| wanted.eq_ignore_ascii_case(essence))
}
