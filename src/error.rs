//! The error type of all layers. `Error` is a fault or an invalid request and ends up in `errors[]`; `Refusal` is an expected
//! refusal of a mutation and ends up in `userErrors`. Clients see only `message`; `source` is for the log.

use std::{any::Any, borrow::Cow, fmt, sync::Arc, time::Duration};

/// The result of a fallible operation.
pub type Result<T> = std::result::Result<T, Error>;
type Source = Box<dyn std::error::Error + Send + Sync>;

/// An error: its kind, the message for the caller, and the cause for the log.
#[derive(Clone, Debug)]
pub struct Error {
    kind: Kind,
    message: Cow<'static, str>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
    /// A thin pointer, because errors are moved a lot.
    input_path: Option<Arc<String>>,
}

/// The closed list of kinds; each maps to one error code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The input is invalid.
    BadInput,
    /// No credentials, or invalid ones.
    Unauthenticated,
    /// Authenticated, but not permitted; used only if the existence is not secret.
    Forbidden,
    /// The last authentication is too old: step-up is required.
    ReauthenticationRequired,
    /// It does not exist, or not for this caller.
    NotFound,
    /// Another request changed it at the same time.
    Conflict,
    /// Changes after the cursor of the caller are not kept any more.
    ResyncRequired,
    /// Rate limit exceeded; retry after the given time.
    RateLimited(Duration),
    /// A required component is unavailable; retry after the given time.
    Unavailable(Duration),
    /// A read exceeded its time limit.
    TooLate,
    /// The disk is full or read-only.
    StorageFull,
    /// An expected refusal of a mutation.
    Refused(Refusal),
    /// An internal error.
    Internal,
}

/// An expected refusal of a mutation: data for the client, not an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A part of the input is invalid.
    Invalid {
        /// The path in the input, dotted: `input.name`.
        path: String,
        /// What is wrong and what to do.
        message: Cow<'static, str>,
    },
    /// The row was changed since the caller read it.
    VersionConflict {
        /// The current version.
        current: i32,
    },
    /// An equivalent object exists already.
    Duplicate {
        /// The path in the input, dotted.
        path: String,
        /// What exists already.
        message: Cow<'static, str>,
        /// The id of the existing object, if the caller may know it.
        existing: Option<String>,
    },
    /// The idempotency key was already used with another input.
    KeyReused,
    /// A refusal that a feature defines.
    Other(OtherRefusal),
}

/// A refusal that a feature defines, with a user error type of its own.
pub trait ExpectedRefusal: fmt::Debug + Send + Sync {
    /// What is wrong and what to do.
    fn message(&self) -> &str;
    /// The GraphQL user error, for the GraphQL layer, which knows its type.
    fn user_error(&self) -> Box<dyn Any>;
}

/// A refusal that a feature defines. Two are equal if their messages are.
#[derive(Clone, Debug)]
pub struct OtherRefusal(Arc<dyn ExpectedRefusal>);

impl OtherRefusal {
    /// The GraphQL user error.
    #[must_use]
    pub fn user_error(&self) -> Box<dyn Any> {
        self.0.user_error()
    }
}

impl PartialEq for OtherRefusal {
    fn eq(&self, other: &Self) -> bool {
        self.0.message() == other.0.message()
    }
}

impl Eq for OtherRefusal {}

impl Refusal {
    /// Refuses an invalid part of the input.
    pub fn invalid(path: &str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::Invalid {
            path: path.to_owned(),
            message: message.into(),
        }
    }

    /// Wraps a refusal that a feature defines.
    pub fn other(refusal: impl ExpectedRefusal + 'static) -> Self {
        Self::Other(OtherRefusal(Arc::new(refusal)))
    }
}

impl Error {
    fn new(kind: Kind, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            kind,
            message: message.into(),
            source: None,
            input_path: None,
        }
    }
    /// The refusal that it is, for a caller to whom one refused item is no fault of the others; any other error stays one.
    pub fn into_refusal(self) -> Result<Refusal> {
        match self.kind {
            Kind::Refused(refusal) => Ok(refusal),
            _ => Err(self),
        }
    }
    /// The input is invalid; the message states the remedy.
    pub fn bad_input(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Kind::BadInput, message)
    }
    /// No credentials, or invalid ones.
    pub fn unauthenticated(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Kind::Unauthenticated, message)
    }
    /// Authenticated, but not permitted.
    pub fn forbidden(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Kind::Forbidden, message)
    }
    /// The last authentication is too old for a sensitive operation.
    #[must_use]
    pub fn reauthentication_required() -> Self {
        Self::new(
            Kind::ReauthenticationRequired,
            "This needs a recent authentication: call reauthenticate, then try again.",
        )
    }
    /// It does not exist, or the caller may not see it; the two cannot be distinguished.
    #[must_use]
    pub fn not_found(what: &'static str) -> Self {
        Self::new(Kind::NotFound, format!("There is no such {what}."))
    }
    /// Another request changed it first; the caller should read again and retry.
    pub fn conflict(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Kind::Conflict, message)
    }
    /// Changes after the cursor of the caller are not kept any more.
    #[must_use]
    pub fn resync_required() -> Self {
        Self::new(
            Kind::ResyncRequired,
            "The changes after this cursor are not kept any more: take a new cursor, read everything again, then the changes after it.",
        )
    }
    /// Rate limit exceeded.
    #[must_use]
    pub fn rate_limited(retry_after: Duration) -> Self {
        let seconds = retry_after.as_secs().max(1);
        Self::new(
            Kind::RateLimited(retry_after),
            format!("Too many requests; try again in {seconds} s."),
        )
    }
    /// A required component is unavailable.
    pub fn unavailable(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Kind::Unavailable(Duration::from_secs(2)), message)
    }
    /// A read exceeded its time limit.
    #[must_use]
    pub fn too_late(what: &'static str, limit: Duration) -> Self {
        let seconds = limit.as_secs();
        Self::new(
            Kind::TooLate,
            format!(
                "Reading {what} took longer than {seconds} s; request less data at once, or try again."
            ),
        )
    }
    /// The disk is full or read-only.
    #[must_use]
    pub fn storage_full() -> Self {
        Self::new(
            Kind::StorageFull,
            "The storage is full or read-only, so nothing can be saved. Reading still works; try again later.",
        )
    }
    /// An internal error; the cause is only logged.
    pub fn internal(source: impl Into<Source>) -> Self {
        Self::new(
            Kind::Internal,
            "Internal server error; try again, and report the request id if the error persists.",
        )
        .caused_by(source)
    }
    /// The same error with a cause for the log.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Source>) -> Self {
        self.source = Some(Arc::from(source.into()));
        self
    }
    /// The same error about this part of the input; the path is dotted: `input.employments.1.id`.
    #[must_use]
    pub fn at(mut self, path: &str) -> Self {
        self.input_path = Some(Arc::new(path.to_owned()));
        self
    }
    /// The part of the input that it is about, dotted.
    #[must_use]
    pub fn input_path(&self) -> Option<&str> {
        self.input_path.as_deref().map(String::as_str)
    }
    /// The kind of the error.
    #[must_use]
    pub const fn kind(&self) -> &Kind {
        &self.kind
    }
    /// The message for the caller.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
    /// The cause for the log.
    #[must_use]
    pub fn cause(&self) -> Option<&(dyn std::error::Error + Send + Sync)> {
        self.source.as_deref()
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::new(Kind::Refused(refusal.clone()), refusal.to_string())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid { message, .. } | Self::Duplicate { message, .. } => f.write_str(message),
            Self::VersionConflict { current } => {
                write!(
                    f,
                    "The object was changed meanwhile and is at version {current}; read it again, then repeat the change with that version."
                )
            }
            Self::KeyReused => f.write_str("This idempotency key was already used with another input; use a new key for a new request."),
            Self::Other(refusal) => f.write_str(refusal.0.message()),
        }
    }
}

/// Writes the message for the caller only; the cause is available by [`Error::cause`].
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
