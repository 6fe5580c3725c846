//! `ETag` and `If-None-Match` (RFC 9110, 8.8.3 and 13.1.2) for every cacheable response: 304 if the client's copy is current.

use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use poem::{Body, Endpoint, IntoResponse, Middleware, Request, Response};
use sha2::{Digest, Sha256};

/// Adds entity tags.
pub(crate) struct ETags;

/// The wrapped endpoint.
pub(crate) struct WithETags<E>(E);

impl<E: Endpoint> Middleware<E> for ETags {
    type Output = WithETags<E>;

    fn transform(&self, inner: E) -> Self::Output {
        WithETags(inner)
    }
}

impl<E: Endpoint> Endpoint for WithETags<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let reads = *request.method() == Method::GET;
        let known = request.headers().get(header::IF_NONE_MATCH).cloned();
        let mut response = self.0.get_response(request).await.into_response();
        if !reads || response.status() != StatusCode::OK || !may_be_kept(response.headers()) {
            return Ok(response);
        }
        let body = response.take_body().into_bytes().await?;
        // Weak, because the bytes also depend on the content coding.
        let tag = format!("W/\"{:x}\"", Sha256::digest(&body));
        if known.is_some_and(|known| matches(&known, &tag)) {
            response.set_status(StatusCode::NOT_MODIFIED);
            response.headers_mut().remove(header::CONTENT_TYPE);
            response.headers_mut().remove(header::CONTENT_ENCODING);
        } else {
            response.set_body(Body::from_bytes(body));
        }
        if let Ok(tag) = HeaderValue::try_from(tag) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        Ok(response)
    }
}

/// True if a response may be cached and revalidated; immutable responses are not revalidated.
fn may_be_kept(headers: &HeaderMap) -> bool {
    headers
        .get(header::CACHE_CONTROL)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| !value.contains("no-store") && !value.contains("immutable"))
}

/// Weak comparison of the entity tag with the list in `If-None-Match`.
fn matches(known: &HeaderValue, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    known.to_str().is_ok_and(|known| {
        known.trim() == "*" || known.split(',').any(|known| opaque(known) == opaque(tag))
    })
}
