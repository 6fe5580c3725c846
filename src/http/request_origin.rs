//! The origin of a request (address, user agent, id) and its bearer token.

use http::header;
use poem::Request;

use super::middleware::{Caller, RequestId};
use crate::types::origin::Origin;

/// The origin of a request.
pub(crate) fn origin(request: &Request) -> Origin {
    let caller = Caller::of(request);
    let user_agent = request
        .headers()
        .get(header::USER_AGENT)
        .and_then(|name| name.to_str().ok());
    Origin::of_request(
        caller.budget_key(),
        caller.address,
        user_agent,
        RequestId::of(request),
    )
}

/// The token of an `Authorization` value; empty, and so invalid, for other schemes.
pub(super) fn bearer(value: &str) -> &str {
    value
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map_or("", |(_, token)| token.trim())
}
