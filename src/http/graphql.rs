//! The endpoint `/graphql`: POST and GET (GraphQL over HTTP), and the upgrade to a WebSocket. The library's own endpoint runs
//! mutations by GET and without a content type, and reads bodies of any size; this one is a thin layer over `schema.execute`.

use std::sync::Arc;

use futures_util::FutureExt;
use http::{HeaderMap, Method, header};
use poem::{Endpoint, IntoResponse, Request, Response};
use tracing::Instrument;

use super::{
    batch::Requests,
    body, caching, cookies, csrf,
    graphql_server::GraphqlServer,
    incoming::Incoming,
    middleware::RequestId,
    negotiate::{self, Media},
    operation::span,
    public_answers::Answered,
    request_origin::origin,
    respond::{self, Refusal},
    socket,
    stream::{self, Wanted},
    upload,
};
use crate::{
    graphql::{code::Code, upload::UploadedFiles},
    types::actor::Viewer,
};

/// The endpoint.
pub(super) struct Graphql {
    server: Arc<GraphqlServer>,
}

impl Graphql {
    pub(super) const fn new(server: Arc<GraphqlServer>) -> Self {
        Self { server }
    }

    async fn respond(
        &self,
        mut request: Request,
        media: Media,
        wanted: Option<Wanted>,
        request_id: &str,
    ) -> Result<Response, Refusal> {
        csrf::check(request.method(), request.headers())?;
        let origin = origin(&request);
        let (viewer, ends) = self.server.viewer(request.headers(), &origin).await?;
        let by_get = request.method() == Method::GET;
        let (requests, files) = match *request.method() {
            Method::GET => {
                let query = request.uri().query().unwrap_or_default();
                let incoming = Box::new(Incoming::from_url(query)?);
                (Requests::One(incoming), UploadedFiles::default())
            }
            Method::POST => self.read_body(&mut request, &viewer).await?,
            _ => {
                return Err(Refusal::new(
                    Code::MethodNotAllowed,
                    "Use POST, or GET for queries.",
                ));
            }
        };
        let incoming = match requests {
            Requests::One(incoming) => *incoming,
            Requests::Batch(entries) => {
                let answers = self
                    .server
                    .run_batch(entries, &files, &viewer, &origin, request_id)
                    .boxed()
                    .await?;
                return Ok(respond::answers(answers, media, request_id));
            }
        };
        let mut operation = self.server.admit(incoming, by_get).await?;
        operation.files = files;
        if let Some(format) = wanted.and_then(|wanted| wanted.format_for(&operation)) {
            return self.server.open(
                format,
                operation,
                stream::Caller {
                    viewer,
                    origin,
                    request_id: request_id.to_owned(),
                    ends,
                },
            );
        }
        let span = span(&operation, request_id);
        let platform = &self.server.app.platform;
        if by_get {
            let answering = self.server.answer(operation, viewer, origin);
            let answered = answering.instrument(span).await;
            return Ok(caching::response(
                answered,
                media,
                request_id,
                &platform.config,
            ));
        }
        let jar = cookies::jar(request.headers());
        operation.jar = Some(jar.clone());
        let answering = self.server.answer(operation, viewer, origin);
        let mut response = match answering.instrument(span).await {
            Answered::New(answer) => respond::answer(answer, media, request_id),
            Answered::Kept(kept, report) => {
                let cost = kept.cost(&report, platform.config.limits.cost);
                respond::with_body(media, kept.body(&cost))
            }
        };
        cookies::set(&mut response, &jar, platform.clock.now());
        Ok(response)
    }

    /// Reads the body; the files of an anonymous caller are not kept.
    async fn read_body(
        &self,
        request: &mut Request,
        viewer: &Viewer,
    ) -> Result<(Requests, UploadedFiles), Refusal> {
        let uploads = upload::is_upload(request.headers());
        if !uploads && !negotiate::is_json(request.headers()) {
            let message = "Send the request as application/json in UTF-8, or as multipart/form-data with a GraphQL-Require-Preflight header.";
            return Err(Refusal::new(Code::UnsupportedMediaType, message));
        }
        let config = &self.server.app.platform.config;
        let (limit, secs) = if uploads {
            (config.limits.upload_bytes, config.http.upload_timeout_secs)
        } else {
            (config.limits.body_bytes, config.http.body_timeout_secs)
        };
        body::check(request.headers(), limit)?;
        let content = request.take_body();
        let reading = async {
            if uploads {
                let memory = viewer.actor().ok().map(|_| &self.server.upload_memory);
                return upload::read(request.headers(), content, &config.limits, memory)
                    .boxed()
                    .await;
            }
            let bytes = body::bytes(content, limit).await?;
            serde_json::from_slice(&bytes)
                .map(|json| (json, UploadedFiles::default()))
                .map_err(|_| Refusal::bad_request("The body is not JSON in UTF-8."))
        };
        let (json, files) = body::within(secs, reading).await?;
        Ok((Requests::of(json, config.graphql.batch_max)?, files))
    }
}

impl Endpoint for Graphql {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        if wants_socket(request.headers()) {
            return Ok(socket::upgrade(Arc::clone(&self.server), &request)
                .boxed()
                .await);
        }
        if wants_page(&request) && self.server.app.platform.config.has_pages() {
            return Ok(poem::web::Redirect::see_other("/graphiql").into_response());
        }
        let request_id = RequestId::of(&request);
        let wanted = Wanted::of(request.headers());
        let accepted =
            Media::accepted(request.headers()).or_else(|| wanted.map(|_| Media::GraphqlResponse));
        let accepted = accepted
            .map(|media| media.of_edition(self.server.app.platform.config.http.edition_2026));
        let media = accepted.unwrap_or(Media::Json);
        let answer = if accepted.is_some() {
            self.respond(request, media, wanted, &request_id)
                .boxed()
                .await
        } else {
            let message = "Answers are application/graphql-response+json, application/json or text/event-stream; accept one of them.";
            Err(Refusal::new(Code::NotAcceptable, message))
        };
        let mut response = answer.unwrap_or_else(|refused| {
            stream::refusal(wanted, &refused, &request_id)
                .unwrap_or_else(|| respond::refusal(&refused, media, &request_id))
        });
        caching::vary(&mut response);
        Ok(response)
    }
}

/// True for an upgrade to a WebSocket. Upgrades to other protocols, such as `h2c`, may be ignored (RFC 9110, 7.8).
fn wants_socket(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::UPGRADE)
        .iter()
        .any(|offer| offer.as_bytes().eq_ignore_ascii_case(b"websocket"))
}

fn wants_page(request: &Request) -> bool {
    let accept = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .unwrap_or_default();
    request.method() == Method::GET
        && request.uri().query().is_none()
        && accept.contains("text/html")
}
