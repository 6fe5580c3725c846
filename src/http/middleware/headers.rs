//! Headers that keep browsers from doing more with an answer than showing it. A page that needs a policy of its own sets it first.

use http::{HeaderMap, HeaderName, HeaderValue, header};
use poem::{Endpoint, IntoResponse, Middleware, Request, Response};

use super::Caller;

const FENCES: [(HeaderName, HeaderValue); 4] = [
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

/// A year, for this host only: what its sub-domains do is not ours to say (RFC 6797).
const ONLY_BY_TLS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Adds the headers that are not there yet.
pub(crate) struct Headers {
    /// Browsers reach us by TLS, whatever a single request says.
    pub behind_tls: bool,
}

/// The endpoint behind it.
pub(crate) struct WithHeaders<E> {
    inner: E,
    behind_tls: bool,
}

/// Fences an answer in.
pub(crate) fn security_headers(headers: &mut HeaderMap, by_tls: bool) {
    for (name, value) in FENCES {
        headers.entry(name).or_insert(value);
    }
    if by_tls {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, ONLY_BY_TLS);
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
