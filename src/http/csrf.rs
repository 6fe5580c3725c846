//! Protection against cross-site requests that browsers send with the user's cookies and without a preflight (Fetch standard,
//! CORS protocol). A POST must be JSON, which no form can send; a GET with cookies must have a header that no form can set.

use http::{HeaderMap, HeaderName, Method, header};

use super::{middleware, negotiate, respond::Refusal};
use crate::graphql::code::Code;

/// Headers that a browser sends to another site only after a preflight.
const PREFLIGHT: [HeaderName; 3] = [
    HeaderName::from_static("graphql-require-preflight"),
    HeaderName::from_static("x-apollo-operation-name"),
    HeaderName::from_static("apollo-require-preflight"),
];

/// True if the request has a header that requires a preflight; its value does not matter.
pub(super) fn shows_preflight(headers: &HeaderMap) -> bool {
    PREFLIGHT.iter().any(|name| headers.contains_key(name))
}

/// Refuses requests that a page of another site may have sent.
pub(super) fn check(method: &Method, headers: &HeaderMap) -> Result<(), Refusal> {
    let asked_first = shows_preflight(headers) || negotiate::is_json(headers);
    if method != Method::GET || !headers.contains_key(header::COOKIE) || asked_first {
        return Ok(());
    }
    let message = "A GET request with cookies needs a header that forms cannot send, such as GraphQL-Require-Preflight: 1.";
    Err(Refusal::new(Code::CsrfPreventionFailed, message))
}

/// Refuses a session cookie that was sent by a page of another site.
pub(super) fn check_origin(headers: &HeaderMap, allowed: &[String]) -> Result<(), Refusal> {
    if !middleware::is_foreign(headers, allowed) {
        return Ok(());
    }
    let message = "Pages of this origin may not use the session cookie; see http.allowed_origins.";
    Err(Refusal::new(Code::CsrfPreventionFailed, message))
}
