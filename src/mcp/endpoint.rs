//! The endpoint `/mcp`: who may send requests, and how they reach the library, which speaks the protocol. Cookies are not looked at: a
//! page of another site could send them, and assistants have tokens.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::FutureExt;
use http::{Method, StatusCode, header};
use http_body_util::{BodyExt, Full};
use poem::{Endpoint, Request, Response};
use rmcp::transport::streamable_http_server::{
    StreamableHttpServerConfig, StreamableHttpService, session::never::NeverSessionManager,
};
use tokio::sync::OnceCell;

use super::{caller::Caller, handler::Handler, messages, tools::Tools};
use crate::{
    error::Error,
    graphql::code::Code,
    http::{
        body,
        graphql_server::GraphqlServer,
        middleware::{RequestId, is_foreign},
        request_origin::origin,
        respond::Refusal,
    },
};

/// The endpoint.
pub(super) struct Mcp {
    server: Arc<GraphqlServer>,
    /// Read when first needed: most servers have no assistants.
    tools: OnceCell<Arc<Tools>>,
}

impl Mcp {
    pub(super) fn new(server: Arc<GraphqlServer>) -> Self {
        Self {
            server,
            tools: OnceCell::new(),
        }
    }

    async fn respond(&self, mut request: Request, request_id: &str) -> Result<Response, Refusal> {
        let config = &self.server.app.platform.config;
        if is_foreign(request.headers(), &config.http.allowed_origins) {
            let message =
                "Pages of this origin may not call this server; see http.allowed_origins.";
            return Err(Refusal::new(Code::Forbidden, message));
        }
        if request.method() != Method::POST {
            let message = "Use POST; this server keeps no sessions and opens no streams.";
            return Err(Refusal::new(Code::MethodNotAllowed, message));
        }
        let caller = self.caller(&request, request_id).await?;
        let body = body::json(&mut request, config).await?;
        messages::check(&body)?;
        let handler = Handler {
            tools: self.tools().await?,
            caller,
        };
        forward(handler, &request, body).await
    }

    /// The caller by the bearer token.
    async fn caller(&self, request: &Request, request_id: &str) -> Result<Caller, Refusal> {
        if !request.headers().contains_key(header::AUTHORIZATION) {
            let message = "Send an API token as \"Authorization: Bearer …\"; its owner creates it with createApiToken.";
            return Err(Error::unauthenticated(message).into());
        }
        let origin = origin(request);
        let (viewer, _) = self.server.viewer(request.headers(), &origin).await?;
        Ok(Caller {
            server: Arc::clone(&self.server),
            viewer,
            origin,
            request_id: request_id.to_owned(),
        })
    }

    async fn tools(&self) -> Result<Arc<Tools>, Refusal> {
        let load = || Tools::load(&self.server.app.platform.config);
        let tools = self
            .tools
            .get_or_try_init(|| async { load().await.map(Arc::new) })
            .await;
        tools.cloned().map_err(|problem| {
            tracing::error!(%problem, "the tools cannot be read");
            Refusal::new(
                Code::InternalServerError,
                "The tools cannot be read; tell the operator.",
            )
        })
    }
}

/// Has the library answer a message. It checks no host and no origin, because every route of this server does, or this endpoint.
async fn forward(handler: Handler, request: &Request, body: Bytes) -> Result<Response, Refusal> {
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .disable_allowed_hosts()
        .with_max_request_body_bytes(body.len());
    let service = StreamableHttpService::new(
        move || Ok(handler.clone()),
        Arc::new(NeverSessionManager::default()),
        config,
    );
    let mut message = http::Request::new(Full::new(body));
    *message.method_mut() = Method::POST;
    *message.uri_mut() = request.uri().clone();
    message.headers_mut().clone_from(request.headers());
    let (head, body) = service.handle(message).boxed().await.into_parts();
    let Ok(body) = body.collect().await;
    let (body, status) = (body.to_bytes(), head.status);
    let is_json = head
        .headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|media| media.as_bytes().starts_with(b"application/json"));
    if !status.is_success() && !is_json {
        return Err(messages::of_library(
            status,
            &String::from_utf8_lossy(&body),
        ));
    }
    let mut response = Response::builder()
        .status(status)
        .header(header::CACHE_CONTROL, "private, no-store");
    if status != StatusCode::ACCEPTED {
        response = response.content_type("application/json; charset=utf-8");
    }
    Ok(response.body(body))
}

impl Endpoint for Mcp {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let request_id = RequestId::of(&request);
        let has_token = request.headers().contains_key(header::AUTHORIZATION);
        let answered = self.respond(request, &request_id).boxed().await;
        Ok(answered.unwrap_or_else(|refused| messages::refusal(&refused, has_token, &request_id)))
    }
}
