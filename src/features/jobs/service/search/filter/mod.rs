//! The filter of a search: for each field the values of which a posting must have any, all or none, and conditions beside them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sea_orm::{ActiveEnum, Value};
use uuid::Uuid;

use super::near::Near;
use crate::{
    error::{Error, Result},
    types::id::CompanyId,
};

pub(super) mod conditions;
pub(super) mod known;
mod languages;

pub use self::known::currency;

/// Maximum number of values in one list of a filter.
pub const VALUES_MAX: usize = 50;

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

/// A value of a field, as the column has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// A text, a code or the name of an enum value.
    Text(String),
    /// An id.
    Id(Uuid),
    /// A city, by its name, and where it is, if the filter says so.
    City {
        /// The name.
        name: String,
        /// The country.
        country: Option<String>,
        /// The region.
        region: Option<String>,
    },
}

impl From<CompanyId> for Item {
    fn from(id: CompanyId) -> Self {
        Self::Id(id.0)
    }
}

impl From<&Item> for Value {
    fn from(item: &Item) -> Self {
        match item {
            Item::Text(text) | Item::City { name: text, .. } => text.as_str().into(),
            Item::Id(id) => (*id).into(),
        }
    }
}

/// Values by field, each once; equal sets are equal, whatever the order of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Values(BTreeMap<Field, BTreeSet<Item>>);

impl Values {
    /// Adds values of an enum.
    pub fn add_enums<T>(&mut self, field: Field, path: &str, values: Option<Vec<T>>) -> Result<()>
    where
        T: ActiveEnum<Value = String>,
    {
        let item = |value: T| Ok(Item::Text(value.to_value()));
        self.add(field, path, values, item)
    }

    /// Adds companies.
    pub fn add_companies(&mut self, path: &str, ids: Option<Vec<CompanyId>>) -> Result<()> {
        self.add(Field::Company, path, ids, |id| Ok(id.into()))
    }

    /// Adds values by their names; an unknown one is refused by its name, with those that look like it.
    pub fn add_names(
        &mut self,
        field: Field,
        path: &str,
        names: Option<Vec<String>>,
    ) -> Result<()> {
        self.add(field, path, names, |name| known::item(field, &name))
    }

    fn add<T>(
        &mut self,
        field: Field,
        path: &str,
        values: Option<Vec<T>>,
        item: impl Fn(T) -> Result<Item>,
    ) -> Result<()> {
        let values = values.unwrap_or_default();
        if values.len() > VALUES_MAX {
            return Err(Error::bad_input(format!(
                "\"filter.{path}\" has {} values; at most {VALUES_MAX} are allowed.",
                values.len()
            )));
        }
        if !values.is_empty() {
            let items = values.into_iter().map(item).collect::<Result<Vec<_>>>()?;
            self.0.entry(field).or_default().extend(items);
        }
        Ok(())
    }

    /// The values of a field, if there are any.
    pub(super) fn of(&self, field: Field) -> Option<&BTreeSet<Item>> {
        self.0.get(&field)
    }

    fn remove(&mut self, field: Field) {
        self.0.remove(&field);
    }
}

/// A filter of postings: all of its conditions are met.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// For each field, the posting has at least one of the values. Several fields of places are met by one place.
    pub any: Values,
    /// For each field, the posting has every value.
    pub all: Values,
    /// For each field, the posting has no such value.
    pub none: Values,
    /// A place within a distance.
    pub near: Option<Near>,
    /// States a pay, or does not.
    pub has_pay: Option<bool>,
    /// At least this pay.
    pub pay: Option<PayFilter>,
    /// Published since.
    pub posted_since: Option<DateTime<Utc>>,
}

impl Filter {
    /// True if all postings pass.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// True if the filter says something about the field.
    pub(super) fn names(&self, field: Field) -> bool {
        [&self.any, &self.all, &self.none]
            .iter()
            .any(|values| values.of(field).is_some())
    }

    /// The filter without what it says about a field.
    pub(super) fn without(&self, field: Field) -> Self {
        let mut rest = self.clone();
        for values in [&mut rest.any, &mut rest.all, &mut rest.none] {
            values.remove(field);
        }
        rest
    }
}

/// Postings that state a pay in this currency whose upper end reaches the amount.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PayFilter {
    /// Whole units per year.
    pub yearly_min: i64,
    /// ISO 4217.
    pub currency: String,
}
