//! Maps errors to the response: `errors[].extensions.code` from a closed list, and `userErrors` for expected refusals.

use std::time::Duration;

use async_graphql::{PathSegment, ServerError, Value};

use super::{code::Code, input_place::INPUT_PATH, user_error::UserError};
use crate::{
    error::{Error, Kind, Result},
    types::scalar::REFUSED,
};

/// The code of each kind of error.
#[must_use]
pub const fn code(kind: &Kind) -> Code {
    match kind {
        Kind::BadInput | Kind::Refused(_) => Code::BadUserInput,
        Kind::Unauthenticated => Code::Unauthenticated,
        Kind::Forbidden => Code::Forbidden,
        Kind::ReauthenticationRequired => Code::ReauthenticationRequired,
        Kind::NotFound => Code::NotFound,
        Kind::Conflict => Code::Conflict,
        Kind::ResyncRequired => Code::ResyncRequired,
        Kind::RateLimited(_) => Code::RateLimited,
        Kind::Unavailable(_) => Code::Unavailable,
        Kind::TooLate => Code::GatewayTimeout,
        Kind::StorageFull => Code::StorageFull,
        Kind::Internal => Code::InternalServerError,
    }
}

/// The time after which a retry may succeed, if the kind states one.
#[must_use]
pub fn retry_after(kind: &Kind) -> Option<Duration> {
    match kind {
        Kind::RateLimited(wait) | Kind::Unavailable(wait) => Some(*wait),
        _ => None,
    }
}

/// Maximum characters of a message: the library repeats names and values of the request, which may be as long as the body.
const MESSAGE_MAX: usize = 400;

/// Adds a code to every error of a response, bounds its message, and logs server errors once, with their cause.
pub fn add_error_codes(errors: &mut [ServerError]) {
    for error in errors {
        let known = error.source::<Error>().cloned();
        let values = error.extensions.get_or_insert_default();
        values.unset(REFUSED);
        match known {
            Some(known) => {
                log(&known, error.path.as_slice());
                if let Some(path) = known.input_path() {
                    let names: Vec<Value> = path.split('.').map(Value::from).collect();
                    values.set(INPUT_PATH, names);
                }
                values.set("code", code(known.kind()));
                if let Some(wait) = retry_after(known.kind()) {
                    values.set("retryAfter", wait.as_secs().max(1));
                }
            }
            None if values.get("code").is_none() => {
                if let Some(place) = argument_place(&error.message) {
                    values.set(INPUT_PATH, place);
                }
                values.set(
                    "code",
                    code_of_library(&error.message, error.path.is_empty()),
                );
            }
            None => {}
        }
        error.message = without_types(&error.message);
        shorten(&mut error.message);
    }
}

/// The code that [`add_error_codes`] gives an error.
pub fn code_of(error: &ServerError) -> Code {
    if let Some(known) = error.source::<Error>() {
        return code(known.kind());
    }
    stated_code(error).unwrap_or_else(|| code_of_library(&error.message, error.path.is_empty()))
}

/// The code that is set in an error's extensions.
#[must_use]
pub fn stated_code(error: &ServerError) -> Option<Code> {
    match error.extensions.as_ref()?.get("code")? {
        Value::String(name) => Code::parse(name),
        _ => None,
    }
}

/// The message without the types that were being read: the place ([`INPUT_PATH`]) says where it is, and some of these types (`…Part`) are not
/// in the schema.
fn without_types(message: &str) -> String {
    const LEAD: &str = " (occurred while parsing \"";
    let mut pieces = message.split(LEAD);
    let mut kept = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let rest = piece.split_once("\")").map_or("", |(_, rest)| rest);
        kept.push_str(rest);
    }
    kept
}

fn shorten(message: &mut String) {
    if let Some((end, _)) = message.char_indices().nth(MESSAGE_MAX) {
        message.truncate(end);
        message.push('…');
    }
}

fn log(error: &Error, path: &[PathSegment]) {
    let cause = error.cause().map(ToString::to_string).unwrap_or_default();
    match error.kind() {
        Kind::Internal => tracing::error!(cause, ?path, "request failed"),
        Kind::Unavailable(_) | Kind::StorageFull | Kind::TooLate => {
            tracing::warn!(cause, ?path, "request failed: {error}");
        }
        _ => {}
    }
}

/// The code of an error that the library itself made. The library gives its errors neither a code nor a source, so the message is
/// matched, here and nowhere else.
fn code_of_library(message: &str, before_execution: bool) -> Code {
    match message {
        _ if message.starts_with("Query is too complex") => Code::CostEstimatedTooExpensive,
        _ if message.starts_with("Query is nested too deep")
            || message.starts_with("The recursion depth of the query") =>
        {
            Code::MaxDepthExceeded
        }
        _ if message.starts_with("The amount of aliases of the query") => Code::MaxAliasesExceeded,
        _ if before_execution => Code::GraphqlValidationFailed,
        _ => Code::BadUserInput,
    }
}

/// The place of a value that the library's validation refuses: `Invalid value for argument "input.skills.0.level", …`.
fn argument_place(message: &str) -> Option<Vec<Value>> {
    let rest = message.strip_prefix("Invalid value for argument \"")?;
    let (place, _) = rest.split_once('"')?;
    Some(place.split('.').map(Value::from).collect())
}

/// Splits the result of a service into its value and the expected refusals. Other errors are returned and end up in `errors[]`.
pub fn user_errors<T>(result: Result<T>) -> Result<(Option<T>, Vec<UserError>)> {
    match result {
        Ok(thing) => Ok((Some(thing), Vec::new())),
        Err(error) => match error.kind() {
            Kind::Refused(refusal) => Ok((None, vec![UserError::from(refusal.clone())])),
            _ => Err(error),
        },
    }
}
