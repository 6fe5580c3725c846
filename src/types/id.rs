//! Typed, time-ordered ids with a prefix: `appl_0192…` cannot be used as a posting's id.
//! Internally a UUIDv7 (RFC 9562); externally the prefix of the type, an underscore and 32 hexadecimal digits.

use async_graphql::{InputValueResult, Scalar, ScalarType, Value};
use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use uuid::Uuid;

use super::scalar;

/// The operations of every typed id.
pub trait TypedId: Sized {
    /// The prefix of the type, without the underscore.
    const PREFIX: &'static str;
    /// Wraps a UUID that is known to be of this type.
    fn from_uuid(uuid: Uuid) -> Self;

    /// Parses the external form; `None` for anything else.
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
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!($prefix, "_"))?;
                f.write_str(self.0.simple().encode_lower(&mut Uuid::encode_buffer()))
            }
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
        /// An opaque id; send it back unchanged.
        #[Scalar(name = "ID")]
        impl ScalarType for $name {
            fn parse(value: Value) -> InputValueResult<Self> {
                let Value::String(text) = &value else { return Err(scalar::wrong_type(value)) };
                Self::parse_id(text).ok_or_else(|| {
                    scalar::refused(value, concat!("This is not a valid id here; expected one that starts with \"", $prefix, "_\", exactly as the API returned it."))
                })
            }
            fn to_value(&self) -> Value { Value::String(self.to_string()) }
        }
    )*};
}

ids! {
    /// A user.
    UserId = "user";
    /// A session: a signed-in device with its family of refresh tokens.
    SessionId = "sess";
    /// An API token of a user.
    ApiTokenId = "atok";
    /// A pending action confirmed by a link in an e-mail.
    MailClaimId = "mclm";
    /// A device that has signed in to an account.
    DeviceId = "devc";
    /// A user's identity at a sign-in provider.
    IdentityId = "idty";
    /// A pending sign-in at a provider.
    SignInId = "sgin";
    /// A passkey of a user.
    PasskeyId = "pkey";
    /// A profile.
    ProfileId = "prof";
    /// An employment in a profile.
    EmploymentId = "empl";
    /// An education in a profile.
    EducationId = "educ";
    /// A skill in a profile.
    SkillClaimId = "sclm";
    /// A language in a profile.
    LanguageId = "lang";
    /// A project in a profile.
    ProjectId = "proj";
    /// A certification in a profile.
    CertificationId = "cert";
    /// A volunteering in a profile.
    VolunteeringId = "volu";
    /// A publication in a profile.
    PublicationId = "publ";
    /// An award in a profile.
    AwardId = "awrd";
    /// A fact below an item of a profile.
    EvidenceId = "evid";
    /// A person whom a user knows.
    PersonId = "pers";
    /// A company that advertises postings.
    CompanyId = "comp";
    /// A posting.
    PostingId = "post";
    /// A snapshot of a posting, stored with an application.
    SnapshotId = "snap";
    /// A skill of the skill dictionary.
    SkillId = "skil";
    /// A source: a job board that is read on a schedule.
    SourceId = "srce";
    /// One run that reads a source.
    RunId = "crun";
    /// A change of a posting.
    PostingChangeId = "pchg";
    /// A run that reads all stored postings again.
    ReprocessingId = "rprc";
    /// An application.
    ApplicationId = "appl";
    /// An event in the history of an application.
    EventId = "evnt";
    /// A document of a user.
    DocumentId = "docu";
    /// A résumé of a user.
    ResumeId = "resm";
    /// A set of proposals for a résumé.
    TailoringId = "tail";
    /// A proposed change of a résumé.
    ProposalId = "prop";
    /// A letter of a user.
    LetterId = "lttr";
    /// A change that an API token proposes to its user.
    AgentProposalId = "aprp";
    /// An answer of a user to a question of forms.
    AnswerId = "answ";
    /// An answer that was given to an application.
    RecordedAnswerId = "rcan";
    /// A request to a language model.
    AiRunId = "airn";
    /// A user's report of a problem with a posting.
    ReportId = "rprt";
    /// A notification.
    NotificationId = "noti";
    /// A data export of a user.
    ExportId = "xprt";
    /// An import of a profile.
    ImportId = "impt";
    /// An entry of the plan of an import.
    ImportEntryId = "imen";
    /// A task of the durable queue.
    TaskId = "task";
}
