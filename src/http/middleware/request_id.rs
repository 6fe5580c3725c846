//! `X-Request-Id`: accepted from the client if well-formed, generated otherwise, always returned.

use http::{HeaderMap, HeaderName, HeaderValue};
use poem::{Endpoint, IntoResponse, Middleware, Request, Response};

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Assigns an id to every request.
pub(crate) struct RequestIds;

/// The wrapped endpoint.
pub(crate) struct WithRequestId<E>(E);

/// The id of a request.
#[derive(Clone, Debug)]
pub(crate) struct RequestId(String);

impl RequestId {
    pub(crate) fn of(request: &Request) -> String {
        request
            .extensions()
            .get::<Self>()
            .map_or_else(String::new, |id| id.0.clone())
    }

    /// Generates an id for a request without one.
    pub(crate) fn fresh() -> String {
        crate::platform::clock::Clock::default()
            .new_id()
            .simple()
            .to_string()
    }
}

/// Returns the request id to the client.
pub(crate) fn echo(headers: &mut HeaderMap, id: &str) {
    if let Ok(value) = HeaderValue::from_str(id) {
        headers.insert(HEADER, value);
    }
}

impl<E: Endpoint> Middleware<E> for RequestIds {
    type Output = WithRequestId<E>;

    fn transform(&self, inner: E) -> Self::Output {
        WithRequestId(inner)
    }
}

impl<E: Endpoint> Endpoint for WithRequestId<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let given = request
            .headers()
            .get(HEADER)
            .and_then(|value| value.to_str().ok());
        let sane = given.filter(|id| {
            !id.is_empty() && id.len() <= 128 && id.bytes().all(|byte| byte.is_ascii_graphic())
        });
        let id = sane.map_or_else(RequestId::fresh, str::to_owned);
        request.extensions_mut().insert(RequestId(id.clone()));
        let mut response = self.0.get_response(request).await.into_response();
        echo(response.headers_mut(), &id);
        Ok(response)
    }
}
