//! URLs have an end: what is longer belongs into a body.

use http::StatusCode;
use poem::{Endpoint, IntoResponse, Middleware, Request, Response};

use super::RequestId;
use crate::http::{
    negotiate::Media,
    respond::{self, Refusal},
};

/// What to do about it.
pub(crate) const URL_TOO_LONG: &str = "The URL is too long; send the request by POST.";

/// Refuses URLs that are longer than this.
pub(crate) struct Urls {
    /// Bytes of path and query.
    pub max: usize,
}

/// The endpoint behind it.
pub(crate) struct WithUrls<E> {
    inner: E,
    max: usize,
}

impl<E: Endpoint> Middleware<E> for Urls {
    type Output = WithUrls<E>;

    fn transform(&self, inner: E) -> Self::Output {
        WithUrls { inner, max: self.max }
    }
}

impl<E: Endpoint> Endpoint for WithUrls<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        if request.uri().path_and_query().is_some_and(|url| url.as_str().len() > self.max) {
            let refused = Refusal::new(StatusCode::URI_TOO_LONG, "BAD_REQUEST", URL_TOO_LONG);
            return Ok(respond::refusal(&refused, Media::Json, &RequestId::of(&request)));
        }
        Ok(self.inner.get_response(request).await.into_response())
    }
}
