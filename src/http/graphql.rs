//! `/graphql`: POST and GET by GraphQL over HTTP, and the upgrade to a WebSocket. The library's own endpoint runs mutations by
//! GET and without a content type, and reads bodies of any size; so this one is ours, thin, over `schema.execute`.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use async_graphql::{
    Request as Operation, Variables,
    parser::types::{DocumentOperations, ExecutableDocument, OperationType},
};
use chrono::{DateTime, Utc};
use http::{HeaderMap, Method, StatusCode, header};
use poem::{Endpoint, IntoResponse, Request, Response, error::ReadBodyError};
use serde_json::Value;
use tracing::Instrument;

use super::{
    GraphqlServer,
    batch::Requests,
    caching, cookies, csrf,
    middleware::{Caller, RequestId},
    negotiate::{self, Media},
    rate_limit_headers::{self, Phase},
    respond::{self, Refusal},
    socket,
    stream::{self, Wanted},
    upload,
};
use crate::{
    graphql::{defaults, guard},
    types::{
        actor::{Access, Viewer},
        origin::Origin,
    },
};

/// The endpoint.
pub(super) struct Graphql {
    gate: Arc<GraphqlServer>,
}

/// A request as it came in, not yet trusted.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Incoming {
    /// The text of the document, unless something stands for it.
    pub query: Option<String>,
    /// The id of a trusted document.
    pub document_id: Option<String>,
    /// The SHA-256 of the document: an automatic persisted query.
    pub hash: Option<String>,
    pub operation_name: Option<String>,
    pub variables: Value,
}

impl Graphql {
    pub(super) const fn new(gate: Arc<GraphqlServer>) -> Self {
        Self { gate }
    }

    async fn respond(&self, mut request: Request, media: Media, wanted: Option<Wanted>, request_id: &str) -> Result<Response, Refusal> {
        csrf::check(request.method(), request.headers())?;
        let origin = origin(&request);
        let (viewer, ends) = self.gate.viewer(request.headers(), &origin).await?;
        let by_get = request.method() == Method::GET;
        let requests = match *request.method() {
            Method::GET => Requests::One(Box::new(from_url(request.uri().query().unwrap_or_default())?)),
            Method::POST => self.read_body(&mut request).await?,
            _ => return Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", "Use POST, or GET for queries.")),
        };
        let incoming = match requests {
            Requests::One(incoming) => *incoming,
            Requests::Batch(entries) => {
                let answers = self.gate.run_batch(entries, &viewer, &origin, request_id).await?;
                return Ok(respond::answers(answers, media, request_id));
            }
        };
        let mut operation = self.gate.admit(incoming, by_get).await?;
        if let Some(format) = wanted.and_then(|wanted| wanted.format_for(&mut operation)) {
            return self.gate.open(format, operation, stream::Caller { viewer, origin, request_id: request_id.to_owned(), ends });
        }
        let span = span(&operation, request_id);
        let platform = &self.gate.app.platform;
        if by_get {
            let answer = self.gate.run(operation, viewer, origin).instrument(span).await;
            return Ok(caching::answer(answer, media, request_id, platform.config.cache.ttl_secs));
        }
        let (operation, jar) = cookies::with_jar(operation, request.headers());
        let mut response = respond::answer(self.gate.run(operation, viewer, origin).instrument(span).await, media, request_id);
        cookies::set(&mut response, &jar, platform.clock.now());
        Ok(response)
    }

    async fn read_body(&self, request: &mut Request) -> Result<Requests, Refusal> {
        let uploads = upload::is_upload(request.headers());
        if !uploads && !negotiate::is_json(request.headers()) {
            let message =
                "Send the request as application/json in UTF-8, or as multipart/form-data with a GraphQL-Require-Preflight header.";
            return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", message));
        }
        if request.headers().get(header::CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity") {
            let message = "Send the request without compression.";
            return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_CONTENT_ENCODING", message));
        }
        let config = &self.gate.app.platform.config;
        let limit = if uploads { config.limits.upload_bytes } else { config.limits.body_bytes };
        let too_large =
            || Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE", format!("A request body has at most {limit} bytes."));
        let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        if announced.is_some_and(|length| length > limit) {
            return Err(too_large());
        }
        let body = request.take_body();
        let reading = async {
            if uploads {
                return upload::read(request.headers(), body, &config.limits).await;
            }
            match body.into_bytes_limit(limit).await {
                Ok(bytes) => serde_json::from_slice(&bytes).map_err(|_| Refusal::bad_request("The body is not JSON in UTF-8.")),
                Err(ReadBodyError::PayloadTooLarge) => Err(too_large()),
                Err(_) => Err(Refusal::bad_request("The body could not be read to its end.")),
            }
        };
        let patience = Duration::from_secs(config.http.body_timeout_secs);
        let late = |_| {
            let message = format!("The body did not arrive within {} s.", patience.as_secs());
            Refusal::new(StatusCode::REQUEST_TIMEOUT, "REQUEST_TIMEOUT", message)
        };
        Requests::of(tokio::time::timeout(patience, reading).await.map_err(late)??, config.graphql.batch_max)
    }
}

impl Endpoint for Graphql {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        if wants_socket(request.headers()) {
            return Ok(socket::upgrade(Arc::clone(&self.gate), &request).await);
        }
        if self.gate.app.platform.config.has_pages() && wants_page(&request) {
            return Ok(poem::web::Redirect::see_other("/graphiql").into_response());
        }
        let request_id = RequestId::of(&request);
        let wanted = Wanted::of(request.headers());
        let accepted = Media::accepted(request.headers()).or_else(|| wanted.map(|_| Media::GraphqlResponse));
        let accepted = accepted.map(|media| media.of_edition(self.gate.app.platform.config.http.edition_2026));
        let media = accepted.unwrap_or(Media::Json);
        let answer = if accepted.is_some() {
            self.respond(request, media, wanted, &request_id).await
        } else {
            let message = "Answers are application/graphql-response+json, application/json or text/event-stream; accept one of them.";
            Err(Refusal::new(StatusCode::NOT_ACCEPTABLE, "NOT_ACCEPTABLE", message))
        };
        let mut response = answer.unwrap_or_else(|refused| {
            stream::refusal(wanted, &refused, &request_id).unwrap_or_else(|| respond::refusal(&refused, media, &request_id))
        });
        caching::vary(&mut response);
        Ok(response)
    }
}

impl GraphqlServer {
    /// Who asks, by the bearer token, and when that ends; and whether their budget allows another request.
    pub(super) async fn viewer(&self, headers: &HeaderMap, origin: &Origin) -> Result<(Viewer, Option<DateTime<Utc>>), Refusal> {
        let known = |access: Access| (Viewer::User(access.actor), Some(access.ends));
        let known = match headers.get(header::AUTHORIZATION) {
            None => Ok(self.by_cookie(headers, origin).await?.map_or((Viewer::Anonymous, None), known)),
            Some(value) => {
                let token = bearer(value.to_str().unwrap_or_default());
                self.app.auth.authenticate(token).await.map(known)
            }
        };
        // Whoever has a bad token pays like whoever has none.
        self.charge(known.as_ref().map_or(&Viewer::Anonymous, |(viewer, _)| viewer), origin).await?;
        Ok(known?)
    }

    /// Who the session's cookie belongs to. One that opens nothing is as none: a browser sends it for as long as it has it.
    pub(super) async fn by_cookie(&self, headers: &HeaderMap, origin: &Origin) -> Result<Option<Access>, Refusal> {
        let Some(secret) = cookies::secret(headers) else { return Ok(None) };
        csrf::check_origin(headers, &self.app.platform.config.http.allowed_origins)?;
        Ok(self.app.auth.by_cookie(secret, origin).await?)
    }

    /// Takes one request from the caller's budget.
    pub(super) async fn charge(&self, viewer: &Viewer, origin: &Origin) -> crate::error::Result<()> {
        let level = match viewer {
            Viewer::User(actor) => self.app.platform.limiter.user.take(&actor.user_id.to_string(), 1).await,
            Viewer::Anonymous => self.app.platform.limiter.address.take(origin.budget_key(), 1).await,
        };
        rate_limit_headers::note_level(level);
        level.granted()
    }

    /// Guards the document and makes an operation of it. By GET, nothing may change.
    pub(super) async fn admit(&self, incoming: Incoming, queries_only: bool) -> Result<Operation, Refusal> {
        let began = Instant::now();
        let admitted = self.let_in(incoming, queries_only).await;
        if let Err(refused) = &admitted {
            self.app.platform.metrics.operation("unknown", refused.code.to_owned(), began.elapsed());
        }
        admitted
    }

    async fn let_in(&self, mut incoming: Incoming, queries_only: bool) -> Result<Operation, Refusal> {
        let limits = &self.app.platform.config.limits;
        if incoming.variables.as_object().is_some_and(|given| given.len() > limits.variables) {
            return Err(guard::too_many_variables(limits).into());
        }
        let found = self.documents.find(&mut incoming).await?;
        let began = Instant::now();
        let document = guard::parse(&found.text, limits);
        rate_limit_headers::note_phase(Phase::Parse, began);
        let document = document?;
        self.documents.keep(&found).await;
        let name = incoming.operation_name.or_else(|| only_name(&document));
        let kind = operation_type(&document, name.as_deref());
        if queries_only && kind == Some(OperationType::Mutation) {
            let message = "A GET request must not change anything; send mutations by POST.";
            return Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "MUTATION_NOT_ALLOWED_OVER_HTTP_GET", message));
        }
        let mut variables = Variables::from_json(incoming.variables);
        defaults::fill_in(&mut variables, &document, name.as_deref());
        let mut operation = Operation::new(found.text).variables(variables);
        operation.operation_name = name;
        operation.set_parsed_query(document);
        Ok(operation)
    }
}

/// The token of an `Authorization` value; anything but a bearer token is no token that could be valid.
pub(super) fn bearer(value: &str) -> &str {
    value.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map_or("", |(_, token)| token.trim())
}

/// The span of an operation in a trace.
pub(super) fn span(operation: &Operation, request_id: &str) -> tracing::Span {
    let name = span_name(operation.operation_name.as_deref());
    tracing::info_span!("graphql", request.id = request_id, operation.name = name)
}

/// What a trace may know of an operation: its name, if it is one. Its text and variables are people's data and go nowhere.
fn span_name(name: Option<&str>) -> &str {
    name.filter(|name| name.len() <= 100 && name.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())).unwrap_or_default()
}

/// Where a request comes from.
pub(super) fn origin(request: &Request) -> Origin {
    let caller = Caller::of(request);
    let user_agent = request.headers().get(header::USER_AGENT).and_then(|name| name.to_str().ok());
    Origin::of_request(caller.budget_key(), caller.address, user_agent, RequestId::of(request))
}

/// Offers of other protocols, such as `h2c`, may be passed over (RFC 9110, 7.8).
fn wants_socket(headers: &HeaderMap) -> bool {
    headers.get_all(header::UPGRADE).iter().any(|offer| offer.as_bytes().eq_ignore_ascii_case(b"websocket"))
}

fn wants_page(request: &Request) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    request.method() == Method::GET && request.uri().query().is_none() && accept.contains("text/html")
}

/// Checks the parts of a request (GraphQL over HTTP, 5.1).
pub(super) fn incoming(value: Value) -> Result<Incoming, Refusal> {
    let Value::Object(mut parts) = value else { return Err(Refusal::malformed("The request must be a JSON object with a \"query\".")) };
    let mut string_or_null = |name: &str| match parts.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Refusal::malformed(format!("\"{name}\" must be a string."))),
    };
    let (query, document_id, operation_name) = (string_or_null("query")?, string_or_null("documentId")?, string_or_null("operationName")?);
    let object_or_null = |name: &str, value: Option<Value>| match value {
        None | Some(Value::Null) => Ok(Value::Null),
        Some(Value::Object(object)) => Ok(Value::Object(object)),
        Some(_) => Err(Refusal::malformed(format!("\"{name}\" must be an object."))),
    };
    let variables = object_or_null("variables", parts.remove("variables"))?;
    let hash = persisted(&object_or_null("extensions", parts.remove("extensions"))?)?;
    Ok(Incoming { query, document_id, hash, operation_name, variables })
}

/// The hash of an automatic persisted query, as Apollo's clients write it.
fn persisted(extensions: &Value) -> Result<Option<String>, Refusal> {
    let Some(persisted) = extensions.get("persistedQuery").filter(|persisted| !persisted.is_null()) else { return Ok(None) };
    match (persisted.get("version").and_then(Value::as_u64), persisted.get("sha256Hash").and_then(Value::as_str)) {
        (Some(1), Some(hash)) => Ok(Some(hash.to_owned())),
        _ => Err(Refusal::malformed("extensions.persistedQuery must be {\"version\": 1, \"sha256Hash\": \"…\"}.")),
    }
}

fn from_url(query: &str) -> Result<Incoming, Refusal> {
    let mut parts = serde_json::Map::new();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        let value = match name.as_ref() {
            "query" | "documentId" | "operationName" => Value::String(value.into_owned()),
            "variables" | "extensions" => {
                serde_json::from_str(&value).map_err(|_| Refusal::bad_request(format!("\"{name}\" in the URL must be a JSON object.")))?
            }
            _ => continue,
        };
        parts.insert(name.into_owned(), value);
    }
    incoming(Value::Object(parts))
}

/// Whether an operation goes on until somebody ends it, and so has no limit of time.
pub(super) fn is_subscription(operation: &mut Operation) -> bool {
    is_of(operation, OperationType::Subscription)
}

/// Whether an operation only reads.
pub(super) fn is_query(operation: &mut Operation) -> bool {
    is_of(operation, OperationType::Query)
}

fn is_of(operation: &mut Operation, kind: OperationType) -> bool {
    let name = operation.operation_name.clone();
    operation.parsed_query().is_ok_and(|document| operation_type(document, name.as_deref()) == Some(kind))
}

/// What an operation is, for the numbers.
pub(super) fn kind(operation: &mut Operation) -> &'static str {
    let name = operation.operation_name.clone();
    match operation.parsed_query().ok().and_then(|document| operation_type(document, name.as_deref())) {
        Some(OperationType::Query) => "query",
        Some(OperationType::Mutation) => "mutation",
        Some(OperationType::Subscription) => "subscription",
        None => "unknown",
    }
}

/// The name of the only operation: it need not be given.
fn only_name(document: &ExecutableDocument) -> Option<String> {
    match &document.operations {
        DocumentOperations::Multiple(operations) if operations.len() == 1 => operations.keys().next().map(ToString::to_string),
        _ => None,
    }
}

fn operation_type(document: &ExecutableDocument, name: Option<&str>) -> Option<OperationType> {
    match &document.operations {
        DocumentOperations::Single(operation) => Some(operation.node.ty),
        DocumentOperations::Multiple(operations) => operations.get(name?).map(|operation| operation.node.ty),
    }
}
