//! `/exports/{id}`: downloads a data export, for its owner only.

use std::sync::Arc;

use futures_util::StreamExt;
use hyper::body::Bytes;
use poem::{Endpoint, IntoResponse, Request, Response};

use super::{File, only_reads};
use crate::{
    error::Kind,
    graphql::code::Code,
    http::{
        graphql_server::GraphqlServer,
        middleware::RequestId,
        negotiate::Media,
        request_origin::origin,
        respond::{self, Refusal},
    },
    types::{
        actor::Actor,
        id::{ExportId, TypedId},
    },
};

/// The endpoint.
pub(in crate::http) struct Exports(pub Arc<GraphqlServer>);

impl Exports {
    async fn respond(&self, request: &Request) -> Result<Response, Refusal> {
        only_reads(request)?;
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
        let data = &self.0.app.personal_data;
        let found = data.download(&person, id).await;
        let download = found.map_err(|error| {
            if *error.kind() == Kind::NotFound {
                absent()
            } else {
                error.into()
            }
        })?;
        let file = File {
            size: download.size,
            sha256: &download.sha256,
            media_type: "application/zip",
            name: "careergraph.zip",
        };
        super::respond(request, &file, async |first, end| {
            let pieces = data.read(&download, first, end);
            Ok(pieces.map(|piece| piece.map(Bytes::from)))
        })
        .await
    }
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
