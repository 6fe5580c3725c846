//! `/graphql`: POST and GET by GraphQL over HTTP, and the upgrade to a WebSocket. The library's own endpoint runs mutations by
//! GET and without a content type, and reads bodies of any size; so this one is ours, thin, over `schema.execute`.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use async_graphql::{
    Request as Operation, Response as Answer, Variables,
    parser::types::{DocumentOperations, ExecutableDocument, OperationType},
};
use futures_util::FutureExt;
use http::{HeaderMap, Method, StatusCode, header};
use poem::{Endpoint, IntoResponse, Request, Response, error::ReadBodyError};
use serde_json::Value;
use tracing::Instrument;

use super::{
    Gate, csrf,
    middleware::{Caller, RequestId},
    negotiate::{self, Media},
    respond::{self, Refusal},
    socket,
};
use crate::{
    graphql::{context::ClientAddress, guard, loader::Batcher},
    types::actor::Viewer,
};

/// The endpoint.
pub(super) struct Graphql {
    gate: Arc<Gate>,
}

/// A request as it came in, not yet trusted.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Incoming {
    pub query: String,
    pub operation_name: Option<String>,
    pub variables: Value,
}

impl Graphql {
    pub(super) const fn new(gate: Arc<Gate>) -> Self {
        Self { gate }
    }

    async fn respond(&self, mut request: Request, media: Media, request_id: &str) -> Result<Response, Refusal> {
        csrf::check(request.method(), request.headers())?;
        let address = address(&request);
        let viewer = self.gate.viewer(request.headers(), &address)?;
        let by_get = request.method() == Method::GET;
        let incoming = match *request.method() {
            Method::GET => from_url(request.uri().query().unwrap_or_default())?,
            Method::POST => self.read_body(&mut request).await?,
            _ => return Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", "Use POST, or GET for queries.")),
        };
        let operation = self.gate.admit(incoming, by_get)?;
        let name = span_name(operation.operation_name.as_deref()).to_owned();
        let span = tracing::info_span!("graphql", request.id = request_id, operation.name = name);
        let answer = self.gate.run(operation, viewer, address).instrument(span).await;
        Ok(respond::answer(answer, media, request_id))
    }

    async fn read_body(&self, request: &mut Request) -> Result<Incoming, Refusal> {
        if !negotiate::is_json(request.headers()) {
            let message = "Send the request as application/json in UTF-8.";
            return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", message));
        }
        if request.headers().get(header::CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity") {
            let message = "Send the request without compression.";
            return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_CONTENT_ENCODING", message));
        }
        let limit = self.gate.app.platform.config.limits.body_bytes;
        let too_large =
            || Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE", format!("A request body has at most {limit} bytes."));
        let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        if announced.is_some_and(|length| length > limit) {
            return Err(too_large());
        }
        let patience = Duration::from_secs(self.gate.app.platform.config.http.body_timeout_secs);
        let bytes = tokio::time::timeout(patience, request.take_body().into_bytes_limit(limit)).await;
        match bytes {
            Ok(Ok(bytes)) => from_json(&bytes),
            Ok(Err(ReadBodyError::PayloadTooLarge)) => Err(too_large()),
            Ok(Err(_)) => Err(Refusal::bad_request("The body could not be read to its end.")),
            Err(_) => {
                let message = format!("The body did not arrive within {} s.", patience.as_secs());
                Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, "REQUEST_TIMEOUT", message))
            }
        }
    }
}

impl Endpoint for Graphql {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        if wants_socket(request.headers()) {
            return socket::upgrade(Arc::clone(&self.gate), request).await;
        }
        if self.gate.app.platform.config.http.graphiql && wants_page(&request) {
            return Ok(poem::web::Redirect::see_other("/graphiql").into_response());
        }
        let request_id = RequestId::of(&request);
        let Some(media) = Media::accepted(request.headers()) else {
            let message = "Answers are application/graphql-response+json or application/json; accept one of them.";
            let refused = Refusal::new(StatusCode::NOT_ACCEPTABLE, "NOT_ACCEPTABLE", message);
            return Ok(respond::refusal(&refused, Media::Json, &request_id));
        };
        let answer = self.respond(request, media, &request_id).await;
        Ok(answer.unwrap_or_else(|refused| respond::refusal(&refused, media, &request_id)))
    }
}

impl Gate {
    /// Who asks, by the bearer token; and whether their budget allows another request.
    pub(super) fn viewer(&self, headers: &HeaderMap, address: &str) -> Result<Viewer, Refusal> {
        let viewer = match headers.get(header::AUTHORIZATION) {
            None => Viewer::Anonymous,
            Some(value) => Viewer::User(self.app.auth.actor(bearer(value.to_str().unwrap_or_default()))?),
        };
        self.charge(&viewer, address)?;
        Ok(viewer)
    }

    /// Takes one request from the caller's budget.
    pub(super) fn charge(&self, viewer: &Viewer, address: &str) -> crate::error::Result<()> {
        match viewer {
            Viewer::User(actor) => self.app.platform.limiter.user.take(&actor.user_id.to_string()),
            Viewer::Anonymous => self.app.platform.limiter.address.take(address),
        }
    }

    /// Guards the document and makes an operation of it. By GET, nothing may change.
    pub(super) fn admit(&self, incoming: Incoming, queries_only: bool) -> Result<Operation, Refusal> {
        let document = guard::parse(&incoming.query, &self.app.platform.config.limits)?;
        let name = incoming.operation_name.or_else(|| only_name(&document));
        let kind = operation_type(&document, name.as_deref());
        if queries_only && kind == Some(OperationType::Mutation) {
            let message = "A GET request must not change anything; send mutations by POST.";
            return Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "MUTATION_NOT_ALLOWED_OVER_HTTP_GET", message));
        }
        let mut operation = Operation::new(incoming.query).variables(Variables::from_json(incoming.variables));
        operation.operation_name = name;
        operation.set_parsed_query(document);
        Ok(operation)
    }

    /// What resolvers find in their context.
    pub(super) fn equip(&self, operation: Operation, viewer: Viewer, address: String) -> Operation {
        operation.data(Batcher::for_request(self.app.clone(), viewer)).data(ClientAddress(address))
    }

    /// Runs a query or a mutation; a panic or a timeout costs this operation only.
    pub(super) async fn run(&self, operation: Operation, viewer: Viewer, address: String) -> Answer {
        let limit = Duration::from_secs(self.app.platform.config.limits.operation_secs);
        let running = AssertUnwindSafe(self.schema.execute(self.equip(operation, viewer, address))).catch_unwind();
        match tokio::time::timeout(limit, running).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => {
                tracing::error!("an operation panicked");
                respond::broken(
                    "INTERNAL_SERVER_ERROR",
                    "Something went wrong on our side; try again, and report the request id if it stays.",
                )
            }
            Err(_) => respond::broken("GATEWAY_TIMEOUT", "The operation took too long; ask for less at once, or try again."),
        }
    }
}

/// The token of an `Authorization` value; anything but a bearer token is no token that could be valid.
pub(super) fn bearer(value: &str) -> &str {
    value.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map_or("", |(_, token)| token.trim())
}

/// What a trace may know of an operation: its name, if it is one. Its text and variables are people's data and go nowhere.
fn span_name(name: Option<&str>) -> &str {
    name.filter(|name| name.len() <= 100 && name.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())).unwrap_or_default()
}

/// The address of the client: the key of its budgets.
pub(super) fn address(request: &Request) -> String {
    Caller::of(request).address.map_or_else(|| "unknown".to_owned(), |address| address.to_string())
}

/// Offers of other protocols, such as `h2c`, may be passed over (RFC 9110, 7.8).
fn wants_socket(headers: &HeaderMap) -> bool {
    headers.get_all(header::UPGRADE).iter().any(|offer| offer.as_bytes().eq_ignore_ascii_case(b"websocket"))
}

fn wants_page(request: &Request) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    request.method() == Method::GET && request.uri().query().is_none() && accept.contains("text/html")
}

fn from_json(bytes: &[u8]) -> Result<Incoming, Refusal> {
    match serde_json::from_slice::<Value>(bytes) {
        Ok(Value::Array(_)) => {
            let message = "Send one operation per request; batches are not supported.";
            Err(Refusal::new(StatusCode::BAD_REQUEST, "BATCHING_NOT_SUPPORTED", message))
        }
        Ok(value) => incoming(value),
        Err(_) => Err(Refusal::bad_request("The body is not JSON in UTF-8.")),
    }
}

/// Checks the parts of a request (GraphQL over HTTP, 5.1).
pub(super) fn incoming(value: Value) -> Result<Incoming, Refusal> {
    let Value::Object(mut parts) = value else { return Err(Refusal::bad_request("The request must be a JSON object with a \"query\".")) };
    let query = match parts.remove("query") {
        Some(Value::String(query)) => query,
        Some(_) => return Err(Refusal::bad_request("\"query\" must be a string.")),
        None => return Err(Refusal::bad_request("\"query\" is missing.")),
    };
    let operation_name = match parts.remove("operationName") {
        None | Some(Value::Null) => None,
        Some(Value::String(name)) => Some(name),
        Some(_) => return Err(Refusal::bad_request("\"operationName\" must be a string.")),
    };
    let object_or_null = |name: &str, value: Option<Value>| match value {
        None | Some(Value::Null) => Ok(Value::Null),
        Some(Value::Object(object)) => Ok(Value::Object(object)),
        Some(_) => Err(Refusal::bad_request(format!("\"{name}\" must be an object."))),
    };
    let variables = object_or_null("variables", parts.remove("variables"))?;
    object_or_null("extensions", parts.remove("extensions"))?;
    Ok(Incoming { query, operation_name, variables })
}

fn from_url(query: &str) -> Result<Incoming, Refusal> {
    let mut parts = serde_json::Map::new();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        let value = match name.as_ref() {
            "query" | "operationName" => Value::String(value.into_owned()),
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
    let name = operation.operation_name.clone();
    operation.parsed_query().is_ok_and(|document| operation_type(document, name.as_deref()) == Some(OperationType::Subscription))
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
