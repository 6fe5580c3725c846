//! The areas of the product. An area has its own scopes of API tokens and its own time limit in a query, and messages name it.

use async_graphql::Enum;
use sea_orm::{EnumIter, Iterable};

/// An area of the product, as scopes of API tokens name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Enum, EnumIter)]
#[graphql(name = "ScopeArea")]
pub enum Area {
    /// The account: name and address.
    Users,
    /// The profile and its sections.
    Profiles,
    /// Postings, companies and skills.
    Jobs,
    /// Searching for postings. It has a time limit of its own; its scopes are those of the postings.
    Search,
    /// Applications and their histories.
    Applications,
    /// Documents that go with applications.
    Documents,
    /// The inbox.
    Notifications,
    /// Numbers about one's own applications.
    Analytics,
}

impl Area {
    /// Every area, in the order of its values.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// The name in the configuration, in stored scopes and in messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Profiles => "profiles",
            Self::Jobs => "jobs",
            Self::Search => "search",
            Self::Applications => "applications",
            Self::Documents => "documents",
            Self::Notifications => "notifications",
            Self::Analytics => "analytics",
        }
    }

    /// The area whose scopes cover this one: itself, or the area it is a part of.
    #[must_use]
    pub const fn of_scopes(self) -> Self {
        match self {
            Self::Search => Self::Jobs,
            area => area,
        }
    }
}
