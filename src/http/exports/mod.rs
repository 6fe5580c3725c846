//! `/exports/{id}`: downloads a data export, for its owner only. An interrupted download can be resumed by a range request
//! (RFC 9110, 14); the entity tag is strong, because an export never changes.

use std::sync::Arc;

use futures_util::{StreamExt, stream};
use http::{Method, StatusCode, header};
use hyper::body::Bytes;
use poem::{Body, Endpoint, IntoResponse, Request, Response};

use self::range::Requested;
use super::{
    graphql_server::GraphqlServer,
    middleware::RequestId,
    negotiate::Media,
    request_origin::origin,
    respond::{self, Refusal},
};
use crate::{
    error::{Error, Kind},
    graphql::code::Code,
    types::{
        actor::Actor,
        id::{ExportId, TypedId},
    },
};

mod range;

/// The endpoint.
pub(super) struct Exports(pub Arc<GraphqlServer>);

impl Exports {
    async fn respond(&self, request: &Request) -> Result<Response, Refusal> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return Err(Refusal::with_status(
                StatusCode::METHOD_NOT_ALLOWED,
                Code::BadRequest,
                "Use GET or HEAD.",
            ));
        }
        let origin = origin(request);
        let (viewer, _) = self.0.viewer(request.headers(), &origin).await?;
        let person = viewer.actor().and_then(Actor::person)?;
        let absent = || Refusal::new(Code::NotFound, "There is no such data export.");
        let id = ExportId::parse_id(
            request
                .path_params::<String>()
                .as_deref()
                .unwrap_or_default(),
        )
        .ok_or_else(absent)?;
        let found = self.0.app.personal_data.download(&person, id).await;
        let download = found.map_err(|error| {
            if *error.kind() == Kind::NotFound {
                absent()
            } else {
                error.into()
            }
        })?;
        let tag = format!("\"{}\"", download.sha256);
        let requested = range::evaluate(request.headers(), &tag, download.size);
        let mut response = head(requested, &tag, download.size);
        if let Some((first, end)) = requested
            .span(download.size)
            .filter(|_| *request.method() == Method::GET)
        {
            let mut pieces = Box::pin(self.0.app.personal_data.read(&download, first, end));
            // An error before the first byte still gets a status of its own.
            let first = pieces.next().await.transpose()?.map(Ok);
            let pieces = stream::iter(first)
                .chain(pieces)
                .map(|piece| piece.map(Bytes::from).map_err(cut));
            response.set_body(Body::from_bytes_stream(pieces));
        }
        Ok(response)
    }
}

/// The response without its body.
fn head(requested: Requested, tag: &str, size: u64) -> Response {
    let status = match requested {
        Requested::Whole => StatusCode::OK,
        Requested::Part { .. } => StatusCode::PARTIAL_CONTENT,
        Requested::Unsatisfiable => StatusCode::RANGE_NOT_SATISFIABLE,
        Requested::NotModified => StatusCode::NOT_MODIFIED,
        Requested::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
    };
    let mut response = Response::builder()
        .status(status)
        .header(header::CACHE_CONTROL, "private, no-store")
        .header(header::ACCEPT_RANGES, "bytes")
        .header(header::ETAG, tag);
    match requested {
        Requested::Part { first, end } => {
            response = response.header(
                header::CONTENT_RANGE,
                format!("bytes {first}-{}/{size}", end.saturating_sub(1)),
            );
        }
        Requested::Unsatisfiable => {
            response = response.header(header::CONTENT_RANGE, format!("bytes */{size}"));
        }
        _ => {}
    }
    if let Some((first, end)) = requested.span(size) {
        response = response
            .header(header::CONTENT_TYPE, "application/zip")
            .header(
                header::CONTENT_DISPOSITION,
                "attachment; filename=\"careergraph.zip\"",
            )
            .header(header::CONTENT_LENGTH, end - first);
    }
    response.finish()
}

/// A response that has begun cannot change its status: the body ends before its declared length, which the client detects.
fn cut(error: Error) -> std::io::Error {
    tracing::warn!(
        cause = error.cause().map(ToString::to_string),
        "a data export could not be read to its end: {error}"
    );
    std::io::Error::other(error)
}

impl Endpoint for Exports {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let answer = self.respond(&request).await;
        Ok(answer
            .unwrap_or_else(|refused| {
                respond::refusal(&refused, Media::Json, &RequestId::of(&request))
            })
            .into_response())
    }
}
