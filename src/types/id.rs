//! Typed, time-ordered, prefixed ids: `app_0192…` cannot be taken for a posting.
//! Inside a UUIDv7 (RFC 9562); outside the prefix of its kind, an underscore and 32 hexadecimal digits.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use uuid::Uuid;

/// What every typed id can do.
pub trait TypedId: Sized {
    /// The prefix of the kind, without the underscore.
    const PREFIX: &'static str;
    /// Wraps a UUID that is known to be of this kind.
    fn from_uuid(uuid: Uuid) -> Self;

    /// Reads the outside form; `None` for anything else.
    fn parse_id(text: &str) -> Option<Self> {
        let hex = text.strip_prefix(Self::PREFIX)?.strip_prefix('_')?;
        let canonical =
            hex.len() == 32 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        canonical
            .then(|| Uuid::try_parse(hex).ok())
            .flatten()
            .map(Self::from_uuid)
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, DeriveValueType)]
        pub struct $name(pub Uuid);

        impl TypedId for $name {
            const PREFIX: &'static str = $prefix;
            fn from_uuid(uuid: Uuid) -> Self { Self(uuid) }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(f, concat!($prefix, "_{}"), self.0.simple()) }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.collect_str(self) }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
                Self::parse_id(&text).ok_or_else(|| serde::de::Error::custom(concat!("not an id that starts with ", $prefix, "_")))
            }
        }
        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> { Err(DbErr::ConvertFromU64(stringify!($name))) }
        }
        /// An opaque id; pass it back as you got it.
        #[Scalar(name = "ID")]
        impl ScalarType for $name {
            fn parse(value: Value) -> InputValueResult<Self> {
                let Value::String(text) = &value else { return Err(InputValueError::expected_type(value)) };
                Self::parse_id(text).ok_or_else(|| {
                    InputValueError::custom(concat!("This is not an id of the kind that is asked for here; such an id starts with \"", $prefix, "_\" and is passed back as it was given."))
                })
            }
            fn to_value(&self) -> Value { Value::String(self.to_string()) }
        }
    )*};
}

ids! {
    /// A user.
    UserId = "user";
    /// A signed-in device: one family of refresh tokens.
    SessionId = "sess";
    /// A token that a user gave to a program.
    ApiTokenId = "atok";
    /// Something asked for by mail.
    MailClaimId = "mclm";
    /// A device that is known to an account.
    DeviceId = "devc";
    /// Somebody at a provider who is a user here.
    IdentityId = "idty";
    /// A way to a provider and back.
    SignInId = "sgin";
    /// A passkey of a user.
    PasskeyId = "pkey";
    /// A profile.
    ProfileId = "prof";
    /// A job in a person's past or present.
    EmploymentId = "empl";
    /// A time of study.
    EducationId = "educ";
    /// A skill that a user claims.
    SkillClaimId = "sclm";
    /// A language that a user speaks.
    LanguageId = "lang";
    /// An employer.
    CompanyId = "comp";
    /// A posting.
    PostingId = "post";
    /// A frozen copy of a posting.
    SnapshotId = "snap";
    /// A skill of the dictionary.
    SkillId = "skil";
    /// A job board that is read on a schedule.
    SourceId = "srce";
    /// One reading of a board.
    RunId = "crun";
    /// An application.
    ApplicationId = "appl";
    /// One entry in the history of an application.
    EventId = "evnt";
    /// What somebody says is wrong with a posting.
    ReportId = "rprt";
    /// A notification.
    NotificationId = "noti";
    /// An archive of all that somebody has.
    ExportId = "xprt";
    /// A task of the durable queue.
    TaskId = "task";
}
