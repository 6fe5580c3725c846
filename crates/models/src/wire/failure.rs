//! What an answer that is no success means. Of the words of a server only known codes are kept, because they may quote the key or the request.

use std::time::Duration;

use http::{HeaderMap, StatusCode, header};
use serde_json::Value;

use crate::error::Error;

/// Codes and types of errors that may be told.
const KNOWN: &[&str] = &[
    "api_error",
    "authentication_error",
    "billing_error",
    "content_filter",
    "content_policy_violation",
    "context_length_exceeded",
    "insufficient_quota",
    "invalid_api_key",
    "invalid_prompt",
    "invalid_request_error",
    "invalid_value",
    "model_not_found",
    "not_found_error",
    "overloaded_error",
    "permission_error",
    "rate_limit_error",
    "rate_limit_exceeded",
    "request_too_large",
    "server_error",
    "timeout_error",
    "unsupported_parameter",
    "unsupported_value",
];

/// The failure that a status, headers and a body tell.
pub(crate) fn failure_of(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Error {
    let code = serde_json::from_slice(body)
        .ok()
        .and_then(|body: Value| code(&body));
    let number = status.as_u16();
    match status {
        // Nothing will change until somebody pays.
        StatusCode::TOO_MANY_REQUESTS if code == Some("insufficient_quota") => Error::Refused {
            status: number,
            code,
        },
        StatusCode::TOO_MANY_REQUESTS => Error::RateLimited {
            after: retry_after(headers),
        },
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Error::Unauthorized { status: number },
        StatusCode::REQUEST_TIMEOUT => Error::Unavailable {
            status: Some(number),
        },
        _ if status.is_server_error() => Error::Unavailable {
            status: Some(number),
        },
        _ => Error::Refused {
            status: number,
            code,
        },
    }
}

/// The failure that an event of an answer tells.
pub(super) fn failure_in_stream(body: &Value) -> Error {
    match code(body) {
        Some("rate_limit_error" | "rate_limit_exceeded") => Error::RateLimited { after: None },
        Some("authentication_error" | "invalid_api_key" | "permission_error") => {
            Error::Unauthorized { status: 200 }
        }
        Some("overloaded_error" | "api_error" | "server_error" | "timeout_error") | None => {
            Error::Unavailable { status: Some(200) }
        }
        code => Error::Refused { status: 200, code },
    }
}

/// The code or the type of `{"error": {"type": …, "code": …}}`, the code first.
fn code(body: &Value) -> Option<&'static str> {
    let error = body.get("error")?;
    let told = ["code", "type"]
        .into_iter()
        .filter_map(|field| error.get(field)?.as_str());
    told.filter_map(|told| KNOWN.iter().find(|known| **known == told))
        .copied()
        .next()
}

/// `Retry-After` in seconds, or the milliseconds that some servers tell. A date is not read.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let number = |name: &str| {
        let value = headers.get(name)?.to_str().ok()?;
        value.trim().parse::<u64>().ok()
    };
    number("retry-after-ms")
        .map(Duration::from_millis)
        .or_else(|| number(header::RETRY_AFTER.as_str()).map(Duration::from_secs))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        status: u16,
        header: Option<(&'static str, &'static str)>,
        body: &str,
        expected: &Error,
    ) {
        let mut headers = HeaderMap::new();
        if let Some((name, value)) = header {
            headers.insert(name, value.parse().unwrap());
        }
        let status = StatusCode::from_u16(status).unwrap();
        let found = failure_of(status, &headers, body.as_bytes());
        assert_eq!(found, *expected, "{status} {body}");
    }

    #[test]
    fn a_status_says_what_to_do() {
        let secs = |secs| Some(Duration::from_secs(secs));
        let limited = |after| Error::RateLimited { after };
        check(429, None, "", &limited(None));
        check(429, Some(("retry-after", "7")), "{}", &limited(secs(7)));
        check(429, Some(("retry-after", "-7")), "", &limited(None));
        check(
            429,
            Some(("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT")),
            "",
            &limited(None),
        );
        check(429, Some(("retry-after-ms", "2000")), "", &limited(secs(2)));
        let quota = r#"{"error": {"code": "insufficient_quota"}}"#;
        let code = Some("insufficient_quota");
        check(429, None, quota, &Error::Refused { status: 429, code });
        check(401, None, "", &Error::Unauthorized { status: 401 });
        check(403, None, "", &Error::Unauthorized { status: 403 });
        check(500, None, "", &Error::Unavailable { status: Some(500) });
        check(529, None, "", &Error::Unavailable { status: Some(529) });
        check(
            302,
            None,
            "",
            &Error::Refused {
                status: 302,
                code: None,
            },
        );
    }

    #[test]
    fn only_known_codes_are_kept() {
        let refused = |code| Error::Refused { status: 400, code };
        let known = Some("context_length_exceeded");
        check(
            400,
            None,
            r#"{"error": {"code": "context_length_exceeded"}}"#,
            &refused(known),
        );
        let kind = r#"{"error": {"code": "canary", "type": "invalid_request_error", "message": "canary"}}"#;
        check(400, None, kind, &refused(Some("invalid_request_error")));
        for body in [
            "",
            "canary",
            "[]",
            r#"{"error": "canary"}"#,
            r#"{"error": {"code": "canary"}}"#,
        ] {
            check(400, None, body, &refused(None));
        }
    }
}
