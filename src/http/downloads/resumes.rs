//! `/resumes/{id}/{revision}.{extension}`: downloads a rendered revision of a résumé, for its owner only.

use std::sync::Arc;

use futures_util::stream;
use poem::{Endpoint, IntoResponse, Request, Response};

use super::{File, not_rendered, only_reads};
use crate::{
    error::Error,
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
        id::{ResumeId, TypedId},
    },
};

/// The endpoint.
pub(in crate::http) struct Resumes(pub Arc<GraphqlServer>);

impl Resumes {
    async fn respond(&self, request: &Request) -> Result<Response, Refusal> {
        only_reads(request)?;
        let origin = origin(request);
        let (viewer, _) = self.0.viewer(request.headers(), &origin).await?;
        let actor = viewer.allowed(Area::Writing.read())?;
        let absent = || Refusal::new(Code::NotFound, "There is no such résumé.");
        let path = request.path_params::<(String, String)>();
        let (id, file) = path.map_err(|_| absent())?;
        let id = ResumeId::parse_id(&id).ok_or_else(absent)?;
        let parameters = request.params::<Vec<(String, String)>>();
        let parameters = parameters
            .map_err(|_| Error::bad_input("The parameters of the address cannot be read."))?;
        let resumes = &self.0.app.writing.resumes;
        let found = resumes.file(actor, id, &file, &parameters).await;
        let found = found.map_err(|error| not_rendered(error, absent))?;
        let file = File {
            size: found.bytes.len() as u64,
            sha256: &found.sha256,
            media_type: found.media_type,
            name: &found.name,
        };
        super::respond(request, &file, async |first, end| {
            let (first, end) = (usize::try_from(first), usize::try_from(end));
            let range = first.map_err(Error::internal)?..end.map_err(Error::internal)?;
            Ok(stream::iter([Ok(found.bytes.slice(range))]))
        })
        .await
    }
}

impl Endpoint for Resumes {
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
