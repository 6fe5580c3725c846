//! Builds responses: adds error codes and the request id, and chooses the status.

use std::time::Duration;

use async_graphql::{Response as Answer, ServerError, Value};
use http::{StatusCode, header};
use poem::Response;
use serde_json::json;

use super::negotiate::Media;
use crate::{
    error::Error,
    graphql::{
        code::{Code, Phase},
        error::{self, stated_code},
        guard::Refused,
    },
};

/// Maximum errors in a response.
pub(super) const ERRORS_MAX: usize = 100;

/// A refusal before any operation ran: the HTTP status, an error code and a message.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub status: StatusCode,
    pub code: Code,
    pub message: String,
    pub retry_after: Option<Duration>,
    /// The body is JSON, but not a well-formed GraphQL over HTTP request.
    pub malformed: bool,
}

impl Refusal {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self::with_status(code.status(), code, message)
    }

    /// A refusal with a status that is more specific than that of its code.
    pub(super) fn with_status(status: StatusCode, code: Code, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            retry_after: None,
            malformed: false,
        }
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(Code::BadRequest, message)
    }

    /// The body is JSON, but not a well-formed GraphQL over HTTP request.
    pub(crate) fn malformed(message: impl Into<String>) -> Self {
        Self {
            malformed: true,
            ..Self::bad_request(message)
        }
    }

    /// The status for a media type.
    fn status_as(&self, media: Media) -> StatusCode {
        let is_unfit = self.malformed || self.code.phase() == Phase::Validation;
        match media {
            Media::Json if self.is_of_graphql() => StatusCode::OK,
            Media::GraphqlResponse2026 if is_unfit && self.status == StatusCode::BAD_REQUEST => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            _ => self.status,
        }
    }

    /// The seconds after which a retry may succeed, if they are known.
    fn wait_secs(&self) -> Option<u64> {
        self.retry_after.map(|wait| wait.as_secs().max(1))
    }

    /// What goes with the message: the code, the request id, and when to retry.
    pub(crate) fn extensions(&self, request_id: &str) -> serde_json::Value {
        let code = self.code.name();
        match self.wait_secs() {
            Some(wait) => json!({ "code": code, "requestId": request_id, "retryAfter": wait }),
            None => json!({ "code": code, "requestId": request_id }),
        }
    }

    /// True if a well-formed GraphQL request was refused: `application/json` then has status 200.
    pub(super) fn is_of_graphql(&self) -> bool {
        self.code.is_of_document()
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        Self::new(refused.code, refused.message)
    }
}

impl From<Error> for Refusal {
    fn from(failure: Error) -> Self {
        let retry_after = error::retry_after(failure.kind());
        Self {
            retry_after,
            ..Self::new(error::code(failure.kind()), failure.message())
        }
    }
}

/// The response to a request that was refused before it ran.
pub(super) fn refusal(refusal: &Refusal, media: Media, request_id: &str) -> Response {
    let extensions = refusal.extensions(request_id);
    let body = json!({ "errors": [{ "message": refusal.message, "extensions": extensions }] });
    refusal_with_body(refusal, media, &body)
}

/// The response to a refused request in the form of another protocol: its status and its headers are the same.
pub(crate) fn refusal_with_body(
    refusal: &Refusal,
    media: Media,
    body: &serde_json::Value,
) -> Response {
    let mut response = Response::builder()
        .status(refusal.status_as(media))
        .header(header::CACHE_CONTROL, "private, no-store")
        .content_type(media.content_type());
    if let Some(wait) = refusal.wait_secs() {
        response = response.header(header::RETRY_AFTER, wait);
    }
    if refusal.status == StatusCode::UNAUTHORIZED {
        response = response.header(header::WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
    }
    if refusal.status == StatusCode::METHOD_NOT_ALLOWED {
        response = response.header(
            header::ALLOW,
            if refusal.code == Code::MethodNotAllowed {
                "GET, POST"
            } else {
                "POST"
            },
        );
    }
    response.body(body.to_string())
}

/// The response to an operation that ran, or that failed validation.
pub(super) fn answer(mut answer: Answer, media: Media, request_id: &str) -> Response {
    add_error_codes(&mut answer, request_id);
    let wait = wait_of(&answer);
    let status = match media {
        _ if wait.is_some() => StatusCode::TOO_MANY_REQUESTS,
        Media::GraphqlResponse if never_ran(&answer) => StatusCode::BAD_REQUEST,
        Media::GraphqlResponse2026 if never_ran(&answer) => StatusCode::UNPROCESSABLE_ENTITY,
        Media::GraphqlResponse2026 if !answer.errors.is_empty() => partial_success(),
        _ => StatusCode::OK,
    };
    let mut response = with_body(media, body(&answer));
    response.set_status(status);
    if let Some(wait) = wait {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, wait.into());
    }
    response
}

/// A response with the JSON of an answer.
pub(super) fn with_body(media: Media, body: String) -> Response {
    Response::builder()
        .header(header::CACHE_CONTROL, "private, no-store")
        .content_type(media.content_type())
        .body(body)
}

/// "294 Partial Success" (GraphQL over HTTP, 6.1): data and errors, also if the data is null.
fn partial_success() -> StatusCode {
    StatusCode::from_u16(294).unwrap_or(StatusCode::OK)
}

/// Seconds until the caller's rate limit allows the operation that was refused for its cost.
fn wait_of(answer: &Answer) -> Option<u64> {
    let error = answer
        .errors
        .first()
        .filter(|error| never_ran(answer) && stated_code(error) == Some(Code::RateLimited))?;
    match error.extensions.as_ref()?.get("retryAfter")? {
        Value::Number(wait) => wait.as_u64(),
        _ => None,
    }
}

/// The response to a batch, in the order of its operations; the status is that of the batch.
pub(super) fn answers(answers: Vec<Answer>, media: Media, request_id: &str) -> Response {
    let written = answers.into_iter().map(|mut answer| {
        add_error_codes(&mut answer, request_id);
        body(&answer)
    });
    let body = format!("[{}]", written.collect::<Vec<_>>().join(","));
    with_body(media, body)
}

/// Adds error codes and the request id, and truncates the list of errors.
pub(crate) fn add_error_codes(answer: &mut Answer, request_id: &str) {
    answer.errors.truncate(ERRORS_MAX);
    error::add_error_codes(&mut answer.errors);
    for error in &mut answer.errors {
        error
            .extensions
            .get_or_insert_default()
            .set("requestId", request_id);
    }
}

/// The JSON of an answer; without `data` if the operation never ran (GraphQL specification, 7.1).
pub(super) fn body(answer: &Answer) -> String {
    let written = if never_ran(answer) {
        serde_json::to_string(&json!({ "errors": answer.errors }))
    } else {
        serde_json::to_string(answer)
    };
    written.unwrap_or_else(|_| {
        r#"{"errors":[{"message":"The response could not be serialized.","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}"#.into()
    })
}

/// The errors alone, for protocols that send them alone.
pub(super) fn errors(answer: &Answer) -> String {
    serde_json::to_string(&answer.errors).unwrap_or_else(|_| "[]".to_owned())
}

/// True if the errors have no path and there is no data (validation); an operation that panicked or timed out did run.
pub(super) fn never_ran(answer: &Answer) -> bool {
    let began = |error: &ServerError| {
        stated_code(error).is_some_and(|code| code.phase() == Phase::Execution)
    };
    let before = |error: &ServerError| error.path.is_empty() && !began(error);
    answer.data == Value::Null && !answer.errors.is_empty() && answer.errors.iter().all(before)
}

/// The outcome of an operation without errors.
pub(super) const OK: &str = "OK";

/// The outcome of an operation, before codes are added: [`OK`], or the code of its first error.
pub(super) fn outcome(answer: &Answer) -> &'static str {
    answer
        .errors
        .first()
        .map_or(OK, |first| error::code_of(first).name())
}

/// The answer to an operation that was refused before it ran, for transports without a status.
pub(crate) fn refused(refusal: &Refusal) -> Answer {
    let mut answer = broken(refusal.code, &refusal.message);
    if let (Some(wait), Some(error)) = (refusal.retry_after, answer.errors.first_mut()) {
        error
            .extensions
            .get_or_insert_default()
            .set("retryAfter", wait.as_secs().max(1));
    }
    answer
}

/// The answer to an operation that timed out or panicked.
pub(super) fn broken(code: Code, message: &str) -> Answer {
    let mut error = ServerError::new(message, None);
    error.extensions.get_or_insert_default().set("code", code);
    Answer::from_errors(vec![error])
}
