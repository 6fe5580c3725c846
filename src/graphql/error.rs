//! How failures look to clients: `errors[].extensions.code` from a closed list, and `userErrors` for expected refusals.

use std::time::Duration;

use async_graphql::{Interface, PathSegment, ServerError, SimpleObject, Value};

use crate::{
    error::{Error, Kind, Refusal, Result},
    types::{partial_date::PartialDate, stage::Stage},
};

/// The code of each kind of failure; docs/API.md lists them with examples.
#[must_use]
pub const fn code(kind: &Kind) -> &'static str {
    match kind {
        Kind::BadInput | Kind::Refused(_) => "BAD_USER_INPUT",
        Kind::Unauthenticated => "UNAUTHENTICATED",
        Kind::Forbidden => "FORBIDDEN",
        Kind::StaleProof => "REAUTHENTICATION_REQUIRED",
        Kind::NotFound => "NOT_FOUND",
        Kind::Conflict => "CONFLICT",
        Kind::RateLimited(_) => "RATE_LIMITED",
        Kind::Unavailable(_) => "UNAVAILABLE",
        Kind::TooLate => "GATEWAY_TIMEOUT",
        Kind::StorageFull => "STORAGE_FULL",
        Kind::Internal => "INTERNAL_SERVER_ERROR",
    }
}

/// Seconds after which another try may help, if the kind knows.
#[must_use]
pub fn retry_after(kind: &Kind) -> Option<Duration> {
    match kind {
        Kind::RateLimited(wait) | Kind::Unavailable(wait) => Some(*wait),
        _ => None,
    }
}

/// Characters of a message at most: the library repeats names and values of the caller's, which may be as long as the body.
const MESSAGE_MAX: usize = 400;

/// Gives every error of an answer its code and a bounded message, and logs faults of ours, once, with their cause.
pub fn add_error_codes(errors: &mut [ServerError]) {
    for error in errors {
        let known = error.source::<Error>().cloned();
        let values = error.extensions.get_or_insert_default();
        match known {
            Some(known) => {
                log(&known, error.path.as_slice());
                values.set("code", code(known.kind()));
                if let Some(wait) = retry_after(known.kind()) {
                    values.set("retryAfter", wait.as_secs().max(1));
                }
            }
            None if values.get("code").is_none() => values.set(
                "code",
                code_of_library(&error.message, error.path.is_empty()),
            ),
            None => {}
        }
        shorten(&mut error.message);
    }
}

/// The code that [`add_error_codes`] gives an error.
pub fn code_of(error: &ServerError) -> String {
    if let Some(known) = error.source::<Error>() {
        return code(known.kind()).to_owned();
    }
    match error
        .extensions
        .as_ref()
        .and_then(|values| values.get("code"))
    {
        Some(Value::String(code)) => code.clone(),
        _ => code_of_library(&error.message, error.path.is_empty()).to_owned(),
    }
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
            tracing::warn!(cause, ?path, "request not served: {error}")
        }
        _ => {}
    }
}

/// Errors that the library makes itself carry no code, only words.
fn code_of_library(message: &str, before_execution: bool) -> &'static str {
    match message {
        _ if message.starts_with("Query is too complex") => "COST_ESTIMATED_TOO_EXPENSIVE",
        _ if message.starts_with("Query is nested too deep")
            || message.starts_with("The recursion depth of the query") =>
        {
            "MAX_DEPTH_EXCEEDED"
        }
        _ if message.starts_with("The amount of aliases of the query") => "MAX_ALIASES_EXCEEDED",
        _ if before_execution => "GRAPHQL_VALIDATION_FAILED",
        _ => "BAD_USER_INPUT",
    }
}

/// Splits the result of a service into what was done and the expected refusals. Other errors go on to `errors[]`.
pub fn user_errors<T>(result: Result<T>) -> Result<(Option<T>, Vec<UserError>)> {
    match result {
        Ok(thing) => Ok((Some(thing), Vec::new())),
        Err(error) => match error.kind() {
            Kind::Refused(refusal) => Ok((None, vec![UserError::from(refusal.clone())])),
            _ => Err(error),
        },
    }
}

/// Why a mutation did not do what was asked, in words for a person and a code for a program.
#[derive(Interface)]
#[expect(
    clippy::duplicated_attributes,
    reason = "two fields may have the same type"
)]
#[graphql(
    field(
        name = "message",
        ty = "&String",
        desc = "What is wrong and what to do, in English."
    ),
    field(
        name = "path",
        ty = "&Vec<String>",
        desc = "The part of the arguments that is meant, from the outside in."
    ),
    field(name = "code", ty = "&String", desc = "A stable name of the reason.")
)]
pub enum UserError {
    /// A part of the input cannot be used.
    Invalid(InvalidInputError),
    /// The row has moved on.
    VersionConflict(VersionConflictError),
    /// The step is not allowed.
    InvalidTransition(InvalidTransitionError),
    /// The dates contradict each other.
    DateOutOfOrder(DateOutOfOrderError),
    /// It is there already.
    Duplicate(DuplicateError),
    /// The idempotency key is taken.
    KeyReused(IdempotencyKeyReusedError),
}

macro_rules! user_errors {
    ($($(#[$doc:meta])* $name:ident = $code:literal { $($(#[$field_doc:meta])* $field:ident: $ty:ty),* })*) => {$(
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// What is wrong and what to do, in English.
            message: String,
            /// The part of the arguments that is meant, from the outside in.
            path: Vec<String>,
            /// A stable name of the reason.
            code: String,
            $($(#[$field_doc])* $field: $ty),*
        }
        impl $name {
            const CODE: &str = $code;
        }
    )*};
}

user_errors! {
    /// A part of the input cannot be used as it is. Code `BAD_USER_INPUT`.
    InvalidInputError = "BAD_USER_INPUT" {}
    /// Somebody changed the thing since it was read. Code `VERSION_CONFLICT`.
    VersionConflictError = "VERSION_CONFLICT" {
        /// The version that the thing has now.
        current: i32
    }
    /// The life of an application does not allow this step from where it stands. Code `INVALID_TRANSITION`.
    InvalidTransitionError = "INVALID_TRANSITION" {
        /// The stages that it may go to now.
        allowed: Vec<Stage>
    }
    /// A stated date is certainly before one that it must follow, or after one that it must precede. Code `DATE_OUT_OF_ORDER`.
    DateOutOfOrderError = "DATE_OUT_OF_ORDER" {
        /// The date that the stated one was compared with.
        compared_with: PartialDate,
        /// The event that happened on that date.
        event_id: async_graphql::ID
    }
    /// Something like it is there already. Code `DUPLICATE`.
    DuplicateError = "DUPLICATE" {
        /// The id of what is there, where the caller may know it.
        existing: Option<async_graphql::ID>
    }
    /// The idempotency key was used for another request. Code `IDEMPOTENCY_KEY_REUSED`.
    IdempotencyKeyReusedError = "IDEMPOTENCY_KEY_REUSED" {}
}

impl From<Refusal> for UserError {
    fn from(refusal: Refusal) -> Self {
        let message = refusal.to_string();
        let parts = |path: &str| path.split('.').map(str::to_owned).collect::<Vec<_>>();
        match refusal {
            Refusal::Invalid { path, .. } => Self::Invalid(InvalidInputError {
                message,
                path: parts(&path),
                code: InvalidInputError::CODE.into(),
            }),
            Refusal::VersionConflict { current } => Self::VersionConflict(VersionConflictError {
                message,
                path: parts("input.expectedVersion"),
                code: VersionConflictError::CODE.into(),
                current,
            }),
            Refusal::InvalidTransition { allowed, .. } => {
                Self::InvalidTransition(InvalidTransitionError {
                    message,
                    path: parts("input"),
                    code: InvalidTransitionError::CODE.into(),
                    allowed,
                })
            }
            Refusal::OutOfOrder(dates) => Self::DateOutOfOrder(DateOutOfOrderError {
                message,
                path: parts(&dates.path),
                code: DateOutOfOrderError::CODE.into(),
                compared_with: dates.compared_with,
                event_id: async_graphql::ID(dates.event.to_string()),
            }),
            Refusal::Duplicate { path, existing, .. } => Self::Duplicate(DuplicateError {
                message,
                path: parts(&path),
                code: DuplicateError::CODE.into(),
                existing: existing.map(async_graphql::ID),
            }),
            Refusal::KeyReused => Self::KeyReused(IdempotencyKeyReusedError {
                message,
                path: parts("input.idempotencyKey"),
                code: IdempotencyKeyReusedError::CODE.into(),
            }),
        }
    }
}
