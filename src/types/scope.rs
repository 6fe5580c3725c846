//! The scopes of an API token: each is an area and a verb, written `applications:read`. A session has no scopes: it may do everything
//! that its user may.

use std::{borrow::Cow, collections::BTreeSet, fmt, str::FromStr};

use async_graphql::{
    ContextSelectionSet, Enum, InputType, InputValueError, InputValueResult, OutputType,
    Positioned, ServerResult, Value,
    parser::types::Field,
    registry::{MetaType, Registry},
    resolver_utils::EnumType,
};

use super::area::Area;

/// The verb of a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Enum)]
#[graphql(name = "ScopeVerb")]
pub enum Verb {
    /// Read data.
    Read,
    /// Change data. It does not include reading.
    Write,
    /// Propose changes of data: what WRITE would change becomes a proposal, which the user accepts or rejects. It does not include reading.
    Propose,
}

/// One permission. Its area is always one that scopes can name; see [`Area::of_scopes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope {
    area: Area,
    verb: Verb,
}

/// A set of scopes, in the order of areas and verbs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scopes(BTreeSet<Scope>);

/// The GraphQL enum of the areas that scopes can name: [`Area`] without those that are a part of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScopeArea(Area);

impl Area {
    /// The scope to read this area.
    #[must_use]
    pub const fn read(self) -> Scope {
        Scope::new(self, Verb::Read)
    }

    /// The scope to change this area.
    #[must_use]
    pub const fn write(self) -> Scope {
        Scope::new(self, Verb::Write)
    }

    /// The scope to propose changes of this area.
    #[must_use]
    pub const fn propose(self) -> Scope {
        Scope::new(self, Verb::Propose)
    }
}

impl Scope {
    /// The scope of an area and a verb.
    #[must_use]
    pub const fn new(area: Area, verb: Verb) -> Self {
        Self {
            area: area.of_scopes(),
            verb,
        }
    }

    /// The area of the scope.
    #[must_use]
    pub const fn area(self) -> Area {
        self.area
    }

    /// The verb of the scope.
    #[must_use]
    pub const fn verb(self) -> Verb {
        self.verb
    }

    /// All scopes.
    pub fn all() -> impl Iterator<Item = Self> {
        let own = Area::all().filter(|area| area.of_scopes() == *area);
        own.flat_map(|area| [area.read(), area.write(), area.propose()])
    }
}

impl Scopes {
    /// True if the set contains the scope.
    #[must_use]
    pub fn contains(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }

    /// The scopes of the set, in order.
    pub fn iter(&self) -> impl Iterator<Item = Scope> + '_ {
        self.0.iter().copied()
    }

    /// Parses the stored form: scopes separated by spaces (RFC 6749, 3.3). Unknown scopes are ignored.
    #[must_use]
    pub fn parse_stored(text: &str) -> Self {
        text.split(' ')
            .filter_map(|scope| scope.parse().ok())
            .collect()
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        Self(scopes.into_iter().collect())
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}",
            self.area.name(),
            match self.verb {
                Verb::Read => "read",
                Verb::Write => "write",
                Verb::Propose => "propose",
            }
        )
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
        Self::all()
            .find(|scope| scope.to_string() == text)
            .ok_or(())
    }
}

impl From<ScopeArea> for Area {
    fn from(area: ScopeArea) -> Self {
        area.0
    }
}

impl From<Area> for ScopeArea {
    fn from(area: Area) -> Self {
        Self(area.of_scopes())
    }
}

/// Registers [`Area`] without the values that no scope can name.
fn register(registry: &mut Registry) -> String {
    let name = <Area as InputType>::create_type_info(registry);
    let is_part = |value: &str| {
        Area::items()
            .iter()
            .any(|item| item.name == value && item.value.of_scopes() != item.value)
    };
    if let Some(MetaType::Enum { enum_values, .. }) =
        registry.types.get_mut(&*<Area as InputType>::type_name())
    {
        enum_values.retain(|value, _| !is_part(value));
    }
    name
}

impl InputType for ScopeArea {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        <Area as InputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        register(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        match Area::parse(value).map_err(InputValueError::propagate)? {
            area if area.of_scopes() == area => Ok(Self(area)),
            area => Err(InputValueError::custom(format!(
                "There are no scopes for {}; use those of {}.",
                area.name(),
                area.of_scopes().name()
            ))),
        }
    }

    fn to_value(&self) -> Value {
        InputType::to_value(&self.0)
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

impl OutputType for ScopeArea {
    fn type_name() -> Cow<'static, str> {
        <Area as OutputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        register(registry)
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        self.0.resolve(ctx, field).await
    }
}
