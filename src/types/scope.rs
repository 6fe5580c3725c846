//! What an API token may do: a set of scopes, each an area and a verb, written `applications:read`. A session has no such list: it
//! may do what its user may.

use std::{fmt, str::FromStr};

use async_graphql::Enum;

/// A part of the product that a token may be let into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(name = "ScopeArea")]
pub enum Area {
    /// The account: name and address.
    Users,
    /// The profile and its sections.
    Profiles,
    /// Postings, companies and skills.
    Jobs,
    /// Applications and their histories.
    Applications,
    /// Documents that go with applications.
    Documents,
    /// The inbox.
    Notifications,
    /// Numbers about one's own applications.
    Analytics,
}

/// What may be done there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(name = "ScopeVerb")]
pub enum Verb {
    /// Look.
    Read,
    /// Change. It does not include looking.
    Write,
}

/// One permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Scope {
    /// Where.
    pub area: Area,
    /// What.
    pub verb: Verb,
}

/// A set of scopes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scopes(u16);

impl Area {
    /// Every area, in the order of their bits.
    pub const ALL: [Self; 7] =
        [Self::Users, Self::Profiles, Self::Jobs, Self::Applications, Self::Documents, Self::Notifications, Self::Analytics];

    const fn name(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Profiles => "profiles",
            Self::Jobs => "jobs",
            Self::Applications => "applications",
            Self::Documents => "documents",
            Self::Notifications => "notifications",
            Self::Analytics => "analytics",
        }
    }

    /// The permission to look.
    #[must_use]
    pub const fn read(self) -> Scope {
        Scope { area: self, verb: Verb::Read }
    }

    /// The permission to change.
    #[must_use]
    pub const fn write(self) -> Scope {
        Scope { area: self, verb: Verb::Write }
    }
}

impl Scope {
    const fn bit(self) -> u16 {
        1 << (2 * self.area as u16 + self.verb as u16)
    }

    /// Every permission there is.
    pub fn all() -> impl Iterator<Item = Self> {
        Area::ALL.into_iter().flat_map(|area| [area.read(), area.write()])
    }
}

impl Scopes {
    /// Whether the permission is one of these.
    #[must_use]
    pub const fn contains(self, scope: Scope) -> bool {
        self.0 & scope.bit() != 0
    }

    /// These permissions, one by one.
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::all().filter(move |scope| self.contains(*scope))
    }

    /// As it is stored: scopes with a space between (RFC 6749, 3.3). What nobody knows any more gives nothing.
    #[must_use]
    pub fn parse_stored(text: &str) -> Self {
        text.split(' ').filter_map(|scope| scope.parse().ok()).collect()
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        Self(scopes.into_iter().fold(0, |bits, scope| bits | scope.bit()))
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.area.name(), if self.verb == Verb::Read { "read" } else { "write" })
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, scope) in self.iter().enumerate() {
            write!(f, "{}{scope}", if place == 0 { "" } else { " " })?;
        }
        Ok(())
    }
}

impl FromStr for Scope {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::all().find(|scope| scope.to_string() == text).ok_or(())
    }
}
