//! CORS: pages of the configured origins may call the API, all others may not (Fetch standard, CORS protocol).

use std::{collections::HashSet, sync::Arc};

use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use poem::{Endpoint, IntoResponse, Middleware, Request, Response};

use super::vary;

/// Response headers that pages may read.
const EXPOSED: &str = "x-request-id, retry-after, ratelimit, ratelimit-policy, server-timing";
/// Request headers that pages of the allowed origins may send.
const ALLOWED_HEADERS: &str = "authorization, content-type, graphql-require-preflight, apollo-require-preflight, \
    x-apollo-operation-name, mcp-protocol-version, mcp-method, mcp-name, x-request-id, traceparent";

/// Adds CORS headers for the allowed origins.
pub(crate) struct Cors {
    allowed: Arc<HashSet<String>>,
}

/// The wrapped endpoint.
pub(crate) struct WithCors<E> {
    inner: E,
    allowed: Arc<HashSet<String>>,
}

impl Cors {
    pub(crate) fn new(allowed: &[String]) -> Self {
        Self {
            allowed: Arc::new(allowed.iter().cloned().collect()),
        }
    }
}

impl<E: Endpoint> Middleware<E> for Cors {
    type Output = WithCors<E>;

    fn transform(&self, inner: E) -> Self::Output {
        WithCors {
            inner,
            allowed: Arc::clone(&self.allowed),
        }
    }
}

impl<E: Endpoint> Endpoint for WithCors<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let origin = request.headers().get(header::ORIGIN).cloned();
        let allowed = origin.filter(|origin| {
            origin
                .to_str()
                .is_ok_and(|origin| self.allowed.contains(origin))
        });
        let preflight = request.method() == Method::OPTIONS
            && request
                .headers()
                .contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        let mut response = if preflight {
            StatusCode::NO_CONTENT.into_response()
        } else {
            self.inner.get_response(request).await.into_response()
        };
        let headers = response.headers_mut();
        vary::depends_on(headers, &header::ORIGIN);
        if let Some(origin) = allowed {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.insert(
                header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
                HeaderValue::from_static("true"),
            );
            headers.insert(
                header::ACCESS_CONTROL_EXPOSE_HEADERS,
                HeaderValue::from_static(EXPOSED),
            );
            if preflight {
                headers.insert(
                    header::ACCESS_CONTROL_ALLOW_METHODS,
                    HeaderValue::from_static("GET, POST"),
                );
                headers.insert(
                    header::ACCESS_CONTROL_ALLOW_HEADERS,
                    HeaderValue::from_static(ALLOWED_HEADERS),
                );
                headers.insert(
                    header::ACCESS_CONTROL_MAX_AGE,
                    HeaderValue::from_static("600"),
                );
            }
        }
        Ok(response)
    }
}

/// True if a page of an origin that is neither ours nor allowed sent the request. Without `Origin` the client is not a browser.
pub(crate) fn is_foreign(headers: &HeaderMap, allowed: &[String]) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return false;
    };
    let Ok(origin) = origin.to_str() else {
        return true;
    };
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let ours = origin
        .split_once("://")
        .is_some_and(|(_, place)| Some(place) == host);
    !ours && !allowed.iter().any(|known| known == origin)
}
