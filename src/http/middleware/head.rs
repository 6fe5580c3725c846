//! Limits the size of request heads and URLs. Over HTTP/1.1 the server limits the head while it reads it; over HTTP/2 the library
//! would answer with a bare status, so it is given a higher limit (`server`), and the head is measured here.

use http::{HeaderMap, StatusCode, Uri, Version};
use poem::{Endpoint, IntoResponse, Middleware, Request, Response};

use super::RequestId;
use crate::{
    graphql::code::Code,
    http::{
        negotiate::Media,
        respond::{self, Refusal},
    },
};

/// Messages of the two refusals.
pub(crate) const URL_TOO_LONG: &str = "The URL is too long; send the request by POST.";
pub(crate) const HEAD_TOO_LARGE: &str = "The head of the request is too large; send less in it.";

/// Maximum number of headers: the library's limit over HTTP/1.1.
const HEADERS_MAX: usize = 100;
/// Bytes that each field counts in addition to its name and value (RFC 9113, 6.5.2).
const FIELD: usize = 32;

/// Refuses requests above these limits.
#[derive(Clone, Copy)]
pub(crate) struct HeaderLimits {
    /// Bytes of the whole head.
    pub max: usize,
    /// Bytes of the path and query.
    pub url_max: usize,
}

/// The wrapped endpoint.
pub(crate) struct WithHeaderLimits<E> {
    inner: E,
    limits: HeaderLimits,
}

impl HeaderLimits {
    fn check(self, request: &Request) -> Result<(), Refusal> {
        let (uri, headers) = (request.uri(), request.headers());
        if uri
            .path_and_query()
            .is_some_and(|url| url.as_str().len() > self.url_max)
        {
            return Err(Refusal::with_status(
                StatusCode::URI_TOO_LONG,
                Code::BadRequest,
                URL_TOO_LONG,
            ));
        }
        let fields = request.method().as_str().len()
            + ":method".len()
            + FIELD
            + size_of_url(uri)
            + size_of_fields(headers);
        if request.version() == Version::HTTP_2
            && (fields > self.max || headers.len() > HEADERS_MAX)
        {
            return Err(Refusal::with_status(
                StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
                Code::BadRequest,
                HEAD_TOO_LARGE,
            ));
        }
        Ok(())
    }
}

fn size_of_url(uri: &Uri) -> usize {
    let parts = [
        (":scheme", uri.scheme_str()),
        (
            ":authority",
            uri.authority().map(http::uri::Authority::as_str),
        ),
        (
            ":path",
            uri.path_and_query().map(http::uri::PathAndQuery::as_str),
        ),
    ];
    parts
        .into_iter()
        .filter_map(|(name, value)| Some(name.len() + value?.len() + FIELD))
        .sum()
}

fn size_of_fields(headers: &HeaderMap) -> usize {
    headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len() + FIELD)
        .sum()
}

impl<E: Endpoint> Middleware<E> for HeaderLimits {
    type Output = WithHeaderLimits<E>;

    fn transform(&self, inner: E) -> Self::Output {
        WithHeaderLimits {
            inner,
            limits: *self,
        }
    }
}

impl<E: Endpoint> Endpoint for WithHeaderLimits<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        if let Err(refused) = self.limits.check(&request) {
            return Ok(respond::refusal(
                &refused,
                Media::Json,
                &RequestId::of(&request),
            ));
        }
        Ok(self.inner.get_response(request).await.into_response())
    }
}
