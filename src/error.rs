//! One error for the whole house. `Error` is a fault or a broken request and ends in `errors[]`; `Refusal` is an expected
//! "no" of a mutation and ends in `userErrors`. What clients see is `message`; what only the log sees is `source`.

use std::{any::Any, borrow::Cow, fmt, sync::Arc, time::Duration};

/// The result of anything that can fail.
pub type Result<T> = std::result::Result<T, Error>;
type Source = Box<dyn std::error::Error + Send + Sync>;

/// A failure: what kind, what to tell the caller, and what to tell the log.
#[derive(Clone, Debug)]
pub struct Error {
    kind: Kind,
    message: Cow<'static, str>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

/// The closed list of kinds; each has one code at the edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The caller's input cannot be used.
    BadInput,
    /// Nobody is signed in, or the credentials are wrong.
    Unauthenticated,
    /// Signed in, but not allowed, where existence is no secret.
    Forbidden,
    /// Signed in, but too long ago for this; prove again who you are.
    StaleProof,
    /// It does not exist, or not for this caller.
    NotFound,
    /// Somebody else changed it at the same time.
    Conflict,
    /// Too much; try again after the given time.
    RateLimited(Duration),
    /// A part that we need is away; try again after the given time.
    Unavailable(Duration),
    /// A part took longer than it may.
    TooLate,
    /// The disk is full or read-only.
    StorageFull,
    /// An expected refusal of a mutation.
    Refused(Refusal),
    /// Our fault.
    Internal,
}

/// An expected "no" of a mutation: data for the client, not a failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A part of the input cannot be used.
    Invalid {
        /// Where in the input, dotted: `input.name`.
        path: String,
        /// What is wrong and what to do.
        message: Cow<'static, str>,
    },
    /// The row has moved on since the caller read it.
    VersionConflict {
        /// The version it has now.
        current: i32,
    },
    /// Something of the kind is there already.
    Duplicate {
        /// Where in the input.
        path: String,
        /// What is there.
        message: Cow<'static, str>,
        /// The id of what is there, if the caller may know it.
        existing: Option<String>,
    },
    /// The idempotency key was used before, with another request.
    KeyReused,
    /// A refusal that one feature knows.
    Other(OtherRefusal),
}

/// A refusal of one feature, with a type of its own in the contract.
pub trait ExpectedRefusal: fmt::Debug + Send + Sync {
    /// What is wrong and what to do.
    fn message(&self) -> &str;
    /// The user error of the contract, for the GraphQL layer, which knows its type.
    fn user_error(&self) -> Box<dyn Any>;
}

/// A refusal that one feature knows. Two are equal if they say the same.
#[derive(Clone, Debug)]
pub struct OtherRefusal(Arc<dyn ExpectedRefusal>);

impl OtherRefusal {
    /// The user error of the contract, for the GraphQL layer.
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
    /// A part of the input cannot be used.
    pub fn invalid(path: &str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::Invalid {
            path: path.to_owned(),
            message: message.into(),
        }
    }

    /// A refusal that one feature knows.
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
        }
    }
    /// The caller's input cannot be used; the message says what to do.
    pub fn bad_input(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Kind::BadInput, message)
    }
    /// Nobody is signed in.
    pub fn unauthenticated(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Kind::Unauthenticated, message)
    }
    /// Signed in, but not allowed.
    pub fn forbidden(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Kind::Forbidden, message)
    }
    /// Signed in too long ago for something dangerous.
    #[must_use]
    pub fn stale_proof() -> Self {
        Self::new(
            Kind::StaleProof,
            "This needs a recent proof of who you are: call reauthenticate, then try again.",
        )
    }
    /// It does not exist, or not for this caller: the two look the same.
    #[must_use]
    pub fn not_found(what: &'static str) -> Self {
        Self::new(Kind::NotFound, format!("There is no such {what}."))
    }
    /// Somebody else was faster; the caller should read again and retry.
    pub fn conflict(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Kind::Conflict, message)
    }
    /// Too much for now.
    #[must_use]
    pub fn rate_limited(retry_after: Duration) -> Self {
        let seconds = retry_after.as_secs().max(1);
        Self::new(
            Kind::RateLimited(retry_after),
            format!("Too many requests; try again in {seconds} s."),
        )
    }
    /// A part that we need is away.
    pub fn unavailable(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Kind::Unavailable(Duration::from_secs(2)), message)
    }
    /// A part took longer than it may.
    #[must_use]
    pub fn too_late(what: &'static str, limit: Duration) -> Self {
        let seconds = limit.as_secs();
        Self::new(
            Kind::TooLate,
            format!(
                "Reading {what} took longer than {seconds} s; ask for less at once, or try again."
            ),
        )
    }
    /// The disk is full or read-only.
    #[must_use]
    pub fn storage_full() -> Self {
        Self::new(
            Kind::StorageFull,
            "Nothing can be written at the moment: the storage is full or read-only. Reading still works; try again later.",
        )
    }
    /// Our fault; the cause goes to the log only.
    pub fn internal(source: impl Into<Source>) -> Self {
        Self::new(
            Kind::Internal,
            "Something went wrong on our side; try again, and report the request id if it stays.",
        )
        .caused_by(source)
    }
    /// The same error with a cause for the log.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Source>) -> Self {
        self.source = Some(Arc::from(source.into()));
        self
    }
    /// What kind of failure.
    #[must_use]
    pub const fn kind(&self) -> &Kind {
        &self.kind
    }
    /// What the caller is told.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
    /// What the log is told.
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
                    "This was changed meanwhile and is at version {current}; read it again, then repeat the change with that version."
                )
            }
            Self::KeyReused => f.write_str("This idempotency key was used for another request; use a new key for a new request."),
            Self::Other(refusal) => f.write_str(refusal.0.message()),
        }
    }
}

/// Only what the caller may see: the cause must be asked for.
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
