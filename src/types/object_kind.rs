//! The kinds of objects that belong to a user, as the change feed tells of them.

use std::collections::BTreeSet;

use sea_orm::{ActiveEnum, DeriveActiveEnum, EnumIter, Iterable};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    area::Area,
    id::{
        AgentProposalId, AnswerId, ApplicationId, DocumentId, ImportId, LetterId, NotificationId,
        PersonId, ProfileId, RecordedAnswerId, ResumeId, TailoringId, UserId,
    },
};

/// The kind of an object that belongs to a user.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    async_graphql::Enum,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ObjectKind {
    /// The account: `viewer.user`.
    Account,
    /// The profile with its sections: `viewer.profile`.
    Profile,
    /// A person whom the user knows.
    Person,
    /// A document.
    Document,
    /// An import.
    ImportPlan,
    /// The synchronisation with LinkedIn: `viewer.linkedIn`.
    LinkedInSync,
    /// An application with its events and its place on the board.
    Application,
    /// A résumé with its revisions.
    Resume,
    /// A letter with its revisions.
    Letter,
    /// Proposals for a résumé.
    Tailoring,
    /// An answer to a question of forms, with its versions.
    Answer,
    /// An answer that was given to an application.
    RecordedAnswer,
    /// The choice to let language models word letters: `viewer.languageModels`.
    LanguageModels,
    /// A change that an API token proposes.
    AgentProposal,
    /// A notification.
    Notification,
}

impl ObjectKind {
    /// All kinds.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// The kinds that are not left out by `is_meant`.
    pub fn some(is_meant: impl Fn(Self) -> bool) -> BTreeSet<Self> {
        Self::all().filter(|kind| is_meant(*kind)).collect()
    }

    /// The area whose scopes allow to read objects of this kind.
    #[must_use]
    pub const fn area(self) -> Area {
        match self {
            Self::Account | Self::AgentProposal => Area::Users,
            Self::Profile | Self::ImportPlan | Self::LinkedInSync => Area::Profiles,
            Self::Person => Area::Connections,
            Self::Document => Area::Documents,
            Self::Application => Area::Applications,
            Self::Resume
            | Self::Letter
            | Self::Tailoring
            | Self::Answer
            | Self::RecordedAnswer
            | Self::LanguageModels => Area::Writing,
            Self::Notification => Area::Notifications,
        }
    }

    /// The global id of an object of this kind.
    #[must_use]
    pub fn global_id(self, id: Uuid) -> String {
        match self {
            Self::Account | Self::LinkedInSync | Self::LanguageModels => UserId(id).to_string(),
            Self::Profile => ProfileId(id).to_string(),
            Self::Person => PersonId(id).to_string(),
            Self::Document => DocumentId(id).to_string(),
            Self::ImportPlan => ImportId(id).to_string(),
            Self::Application => ApplicationId(id).to_string(),
            Self::Resume => ResumeId(id).to_string(),
            Self::Letter => LetterId(id).to_string(),
            Self::Tailoring => TailoringId(id).to_string(),
            Self::Answer => AnswerId(id).to_string(),
            Self::RecordedAnswer => RecordedAnswerId(id).to_string(),
            Self::AgentProposal => AgentProposalId(id).to_string(),
            Self::Notification => NotificationId(id).to_string(),
        }
    }

    /// The object of this kind that a global id names.
    #[must_use]
    pub fn object(self, global_id: &str) -> Option<Uuid> {
        let (_, hex) = global_id.split_once('_')?;
        let id = Uuid::try_parse(hex).ok()?;
        (self.global_id(id) == global_id).then_some(id)
    }

    /// The name in the database and in the schema.
    #[must_use]
    pub fn name(self) -> String {
        self.to_value()
    }
}
