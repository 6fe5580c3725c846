//! The fields of a filter, and their values.

use sea_orm::Value;
use uuid::Uuid;

use crate::types::id::CompanyId;

/// A field of postings that filters compare with a list of values, and that facets count by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// On site, hybrid or remote.
    RemoteMode,
    /// The kind of contract.
    EmploymentType,
    /// The seniority.
    Seniority,
    /// The country of a place.
    Country,
    /// The region of a place.
    Region,
    /// The city of a place.
    City,
    /// A skill that the posting names.
    Skill,
    /// The employer.
    Company,
    /// The language of the text.
    Language,
    /// The employer's industry.
    Industry,
    /// The employer's number of employees.
    CompanySize,
}

impl Field {
    /// All fields.
    pub(in crate::features::jobs::service::search) const ALL: [Self; 11] = [
        Self::RemoteMode,
        Self::EmploymentType,
        Self::Seniority,
        Self::Country,
        Self::Region,
        Self::City,
        Self::Skill,
        Self::Company,
        Self::Language,
        Self::Industry,
        Self::CompanySize,
    ];
}

/// A value of a field, as the column has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// A text, a code or the name of an enum value.
    Text(String),
    /// An id.
    Id(Uuid),
    /// A GeoNames id.
    Number(i64),
}

impl From<CompanyId> for Item {
    fn from(id: CompanyId) -> Self {
        Self::Id(id.0)
    }
}

impl From<&Item> for Value {
    fn from(item: &Item) -> Self {
        match item {
            Item::Text(text) => text.as_str().into(),
            Item::Number(number) => (*number).into(),
            Item::Id(id) => (*id).into(),
        }
    }
}
