//! `Cache-Control` of answers: only queries by GET whose fields are all public (`cache_control` in the schema) and which returned no
//! errors may be cached.

use async_graphql::{Response as Answer, Value};
use http::{HeaderValue, header};
use poem::Response;

use super::{middleware, negotiate::Media, respond};

/// The response to a query by GET: `public` with a maximum age if it is the same for all viewers.
pub(super) fn answer(
    mut answer: Answer,
    media: Media,
    request_id: &str,
    ttl_secs: u64,
) -> Response {
    let Some(seconds) = max_age(&answer, ttl_secs) else {
        return respond::answer(answer, media, request_id);
    };
    // Clients that get the response from a cache have rate limits of their own.
    if let Some(Value::Object(cost)) = answer.extensions.get_mut("cost") {
        cost.shift_remove("throttleStatus");
    }
    let mut response = respond::answer(answer, media, request_id);
    if let Ok(value) = HeaderValue::try_from(format!("public, max-age={seconds}")) {
        response.headers_mut().insert(header::CACHE_CONTROL, value);
    }
    response
}

/// The maximum age of an answer; `None` if a field is private, failed, or has no cache hint.
fn max_age(answer: &Answer, ttl_secs: u64) -> Option<u64> {
    let stated = u64::try_from(answer.cache_control.max_age)
        .ok()
        .filter(|seconds| *seconds > 0)?;
    (answer.cache_control.public && answer.errors.is_empty()).then(|| stated.min(ttl_secs))
}

/// Sets the `Vary` of every response of `/graphql`. A public response does not depend on the token, so `Authorization` is not listed.
pub(super) fn vary(response: &mut Response) {
    let headers = response.headers_mut();
    let public = headers
        .get(header::CACHE_CONTROL)
        .is_some_and(|value| value.as_bytes().starts_with(b"public"));
    middleware::depends_on(headers, &header::ACCEPT);
    if !public {
        middleware::depends_on(headers, &header::AUTHORIZATION);
    }
}
