//! `Cache-Control` of answers: only queries by GET whose fields are all public (`cache_control` in the schema) and which returned no
//! errors may be cached.

use async_graphql::Value;
use http::{HeaderValue, header};
use poem::Response;

use super::{
    middleware,
    negotiate::Media,
    public_answers::{Answered, max_age},
    respond,
};
use crate::config::Config;

/// The response to a query by GET: `public` with a maximum age if it is the same for all viewers.
pub(super) fn response(
    answered: Answered,
    media: Media,
    request_id: &str,
    config: &Config,
) -> Response {
    let (mut response, seconds) = match answered {
        Answered::Kept(kept, report) => {
            let mut cost = kept.cost(&report, config.limits.cost);
            cost.throttle_status = None;
            let response = respond::with_body(media, kept.body(&cost));
            (response, Some(kept.max_age()))
        }
        Answered::New(mut answer) => {
            let seconds = max_age(&answer, config.cache.ttl_secs);
            if let (Some(_), Some(cost)) = (seconds, answer.extensions.get_mut("cost")) {
                hide_level(cost);
            }
            (respond::answer(answer, media, request_id), seconds)
        }
    };
    let public = seconds.map(|seconds| format!("public, max-age={seconds}"));
    if let Some(Ok(value)) = public.map(HeaderValue::try_from) {
        response.headers_mut().insert(header::CACHE_CONTROL, value);
    }
    response
}

/// Clients that get the response from a cache have rate limits of their own.
fn hide_level(cost: &mut Value) {
    if let Value::Object(cost) = cost {
        cost.shift_remove("throttleStatus");
    }
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
