//! Reads the body of a request within its limits of size and time.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, header};
use poem::{Body, Request, error::ReadBodyError};

use super::{negotiate, respond::Refusal};
use crate::{config::Config, graphql::code::Code};

/// The bytes of a body of JSON.
pub(crate) async fn json(request: &mut Request, config: &Config) -> Result<Bytes, Refusal> {
    if !negotiate::is_json(request.headers()) {
        let message = "Send the request as application/json in UTF-8.";
        return Err(Refusal::new(Code::UnsupportedMediaType, message));
    }
    let limit = config.limits.body_bytes;
    check(request.headers(), limit)?;
    let reading = bytes(request.take_body(), limit);
    within(config.http.body_timeout_secs, reading).await
}

/// Refuses a compressed body, and one that announces more bytes than the limit.
pub(super) fn check(headers: &HeaderMap, limit: usize) -> Result<(), Refusal> {
    if headers
        .get(header::CONTENT_ENCODING)
        .is_some_and(|encoding| encoding != "identity")
    {
        let message = "Send the request without compression.";
        return Err(Refusal::new(Code::UnsupportedContentEncoding, message));
    }
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(too_large(limit));
    }
    Ok(())
}

/// All bytes of a body that is not longer than the limit.
pub(super) async fn bytes(body: Body, limit: usize) -> Result<Bytes, Refusal> {
    body.into_bytes_limit(limit)
        .await
        .map_err(|failed| match failed {
            ReadBodyError::PayloadTooLarge => too_large(limit),
            _ => Refusal::bad_request("The body could not be read to its end."),
        })
}

/// Stops to read a body that does not arrive in time.
pub(super) async fn within<T>(
    secs: u64,
    reading: impl Future<Output = Result<T, Refusal>>,
) -> Result<T, Refusal> {
    tokio::time::timeout(Duration::from_secs(secs), reading)
        .await
        .unwrap_or_else(|_| {
            let message = format!("The body did not arrive within {secs} s.");
            Err(Refusal::new(Code::RequestTimeout, message))
        })
}

fn too_large(limit: usize) -> Refusal {
    let message = format!("A request body has at most {limit} bytes.");
    Refusal::new(Code::PayloadTooLarge, message)
}
