//! Which answers others may keep: those to queries by GET of which every field is public (`cache_control` in the schema) and
//! none failed.

use async_graphql::{Response as Answer, Value};
use http::{HeaderValue, header};
use poem::Response;

use super::{middleware, negotiate::Media, respond};

/// The answer to a query by GET: `public` for a while, if it is the same for everybody.
pub(super) fn answer(
    mut answer: Answer,
    media: Media,
    request_id: &str,
    ttl_secs: u64,
) -> Response {
    let Some(seconds) = max_age(&answer, ttl_secs) else {
        return respond::answer(answer, media, request_id);
    };
    // Whoever gets the answer from a cache has a budget of their own.
    if let Some(Value::Object(cost)) = answer.extensions.get_mut("cost") {
        cost.shift_remove("throttleStatus");
    }
    let mut response = respond::answer(answer, media, request_id);
    if let Ok(value) = HeaderValue::try_from(format!("public, max-age={seconds}")) {
        response.headers_mut().insert(header::CACHE_CONTROL, value);
    }
    response
}

/// For how long an answer may be kept; not at all where a field is private, failed, or says nothing about it.
fn max_age(answer: &Answer, ttl_secs: u64) -> Option<u64> {
    let stated = u64::try_from(answer.cache_control.max_age)
        .ok()
        .filter(|seconds| *seconds > 0)?;
    (answer.cache_control.public && answer.errors.is_empty()).then(|| stated.min(ttl_secs))
}

/// What every answer of `/graphql` depends on. A public one is the same with any token and with none, so it need not name it.
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
