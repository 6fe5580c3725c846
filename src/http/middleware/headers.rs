//! Security headers, which restrict what browsers do with a response. A page that needs a policy of its own sets it before.

use http::{HeaderMap, HeaderName, HeaderValue, header};
use poem::{Endpoint, IntoResponse, Middleware, Request, Response};

use super::Caller;

const SECURITY_HEADERS: [(HeaderName, HeaderValue); 4] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
    ),
];

/// HSTS for one year, without sub-domains, which may belong to others (RFC 6797).
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Adds security headers that are not set yet.
pub(crate) struct Headers {
    /// True if a proxy in front always uses TLS.
    pub behind_tls: bool,
}

/// The wrapped endpoint.
pub(crate) struct WithHeaders<E> {
    inner: E,
    behind_tls: bool,
}

/// Adds the security headers to a response.
pub(crate) fn security_headers(headers: &mut HeaderMap, by_tls: bool) {
    for (name, value) in SECURITY_HEADERS {
        headers.entry(name).or_insert(value);
    }
    if by_tls {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
}

impl<E: Endpoint> Middleware<E> for Headers {
    type Output = WithHeaders<E>;

    fn transform(&self, inner: E) -> Self::Output {
        WithHeaders {
            inner,
            behind_tls: self.behind_tls,
        }
    }
}

impl<E: Endpoint> Endpoint for WithHeaders<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let by_tls = self.behind_tls || Caller::of(&request).by_tls;
        let mut response = self.inner.get_response(request).await.into_response();
        security_headers(response.headers_mut(), by_tls);
        Ok(response)
    }
}
