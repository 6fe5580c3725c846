//! `/documents/{id}`: downloads a document, for its owner only.

use std::sync::Arc;

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
        area::Area,
        id::{DocumentId, TypedId},
    },
};

/// The endpoint.
pub(in crate::http) struct Documents(pub Arc<GraphqlServer>);

impl Documents {
    async fn respond(&self, request: &Request) -> Result<Response, Refusal> {
        only_reads(request)?;
        let origin = origin(request);
        let (viewer, _) = self.0.viewer(request.headers(), &origin).await?;
        let actor = viewer.allowed(Area::Documents.read())?;
        let absent = || Refusal::new(Code::NotFound, "There is no such document.");
        let id = DocumentId::parse_id(
            request
                .path_params::<String>()
                .as_deref()
                .unwrap_or_default(),
        )
        .ok_or_else(absent)?;
        let documents = &self.0.app.documents;
        let found = documents.open(actor, id).await;
        let opened = found.map_err(|error| {
            if *error.kind() == Kind::NotFound {
                absent()
            } else {
                error.into()
            }
        })?;
        let file = File {
            size: opened.size(),
            sha256: opened.sha256(),
            media_type: opened.media_type(),
            name: opened.file_name(),
        };
        super::respond(request, &file, async |first, end| {
            opened.read(first..end).await
        })
        .await
    }
}

impl Endpoint for Documents {
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
