//! Requests that are refused before the protocol reads them, and their JSON-RPC errors.

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use poem::Response;
use serde_json::{Value, json};

use crate::{
    graphql::code::Code,
    http::{
        negotiate::Media,
        respond::{self, Refusal},
    },
};

/// Error codes of JSON-RPC (2.0, section 5.1); the last one is for all that it does not name.
const PARSE_ERROR: i32 = -32_700;
const INVALID_REQUEST: i32 = -32_600;
const INTERNAL_ERROR: i32 = -32_603;
const SERVER_ERROR: i32 = -32_000;

/// Refuses a body that is not a single message.
pub(super) fn check(body: &Bytes) -> Result<(), Refusal> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(_)) => Ok(()),
        Ok(Value::Array(_)) => Err(Refusal::new(
            Code::BatchingNotSupported,
            "Send one message in each request; batches are not supported.",
        )),
        Ok(_) => Err(Refusal::malformed("A message is a JSON object.")),
        Err(_) => Err(Refusal::bad_request("The body is not JSON in UTF-8.")),
    }
}

/// The refusal instead of an answer of the library that is not JSON: it names types of the program.
pub(super) fn of_library(status: StatusCode, text: &str) -> Refusal {
    match status {
        StatusCode::NOT_ACCEPTABLE => Refusal::new(
            Code::NotAcceptable,
            "Accept both application/json and text/event-stream.",
        ),
        StatusCode::BAD_REQUEST => {
            Refusal::malformed(text.strip_prefix("Bad Request: ").unwrap_or(text))
        }
        _ if status.is_server_error() => {
            tracing::error!(%status, text, "the MCP library failed");
            Refusal::new(
                Code::InternalServerError,
                "Internal server error; try again, and report the request id if the error persists.",
            )
        }
        _ => {
            Refusal::malformed("The body is not a JSON-RPC message of the Model Context Protocol.")
        }
    }
}

/// The response to a refused request: a JSON-RPC error that belongs to no message.
pub(super) fn refusal(refusal: &Refusal, has_token: bool, request_id: &str) -> Response {
    let code = match refusal.code {
        Code::BadRequest if !refusal.malformed => PARSE_ERROR,
        Code::BadRequest | Code::BatchingNotSupported => INVALID_REQUEST,
        Code::InternalServerError => INTERNAL_ERROR,
        _ => SERVER_ERROR,
    };
    let error = json!({
        "code": code,
        "message": refusal.message,
        "data": refusal.extensions(request_id),
    });
    let body = json!({ "jsonrpc": "2.0", "id": null, "error": error });
    let mut response = respond::refusal_with_body(refusal, Media::Json, &body);
    response.set_status(refusal.status);
    let headers = response.headers_mut();
    if refusal.status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(header::ALLOW, HeaderValue::from_static("POST"));
    }
    // A request without a token has no invalid one (RFC 6750, 3.1).
    if refusal.status == StatusCode::UNAUTHORIZED && !has_token {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}
