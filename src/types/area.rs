//! The areas of the product. Each area has its own API token scopes and its own time limit in a query.

use async_graphql::Enum;
use sea_orm::{EnumIter, Iterable};

/// An area of the product, as in the scopes of API tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Enum, EnumIter)]
#[graphql(name = "ScopeArea")]
pub enum Area {
    /// The account: name and e-mail address.
    Users,
    /// The profile and its sections.
    Profiles,
    /// Postings, companies and skills.
    Jobs,
    /// Search for postings. It has a time limit of its own, and the scopes of `jobs`.
    Search,
    /// Applications and their events.
    Applications,
    /// Documents of the user.
    Documents,
    /// Notifications in the inbox.
    Notifications,
    /// Statistics of the user's own applications.
    Analytics,
    /// The people whom the user knows.
    Connections,
    /// How well postings fit the user. It has a time limit of its own, and the scopes of `profiles`.
    Matching,
    /// Résumés, letters and answers of the user.
    Writing,
}

impl Area {
    /// All areas, in the order of the enum.
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
            Self::Connections => "connections",
            Self::Matching => "matching",
            Self::Writing => "writing",
        }
    }

    /// The area whose scopes apply to this one: itself, or the area that it is a part of.
    #[must_use]
    pub const fn of_scopes(self) -> Self {
        match self {
            Self::Search => Self::Jobs,
            Self::Matching => Self::Profiles,
            area => area,
        }
    }
}
