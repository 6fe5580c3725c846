//! The areas that a query may read. Each has a time of its own, so that a slow one leaves the others their answers.

/// An area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Searching for postings.
    Search,
    /// Postings, companies, places, skills and sources.
    Catalogue,
    /// Applications and their histories.
    Applications,
    /// The inbox.
    Notifications,
    /// The numbers.
    Analytics,
    /// The profile.
    Profiles,
    /// The account.
    Users,
}

impl Group {
    /// Each of them, in the order of its values.
    pub const ALL: [Self; 7] =
        [Self::Search, Self::Catalogue, Self::Applications, Self::Notifications, Self::Analytics, Self::Profiles, Self::Users];

    /// The name in the configuration and in messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Catalogue => "catalogue",
            Self::Applications => "applications",
            Self::Notifications => "notifications",
            Self::Analytics => "analytics",
            Self::Profiles => "profiles",
            Self::Users => "users",
        }
    }
}
