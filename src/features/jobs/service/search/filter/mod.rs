//! The filter of a search: for each field the values of which a posting must have any, all or none, and conditions beside them.

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{Hash, Hasher},
};

use chrono::{DateTime, Utc};
use sea_orm::ActiveEnum;

use super::near::Near;
use crate::{
    error::{Error, Result},
    types::{amount::Amount, id::CompanyId, rates::Rates},
};

pub(super) mod conditions;
mod connected;
mod field;
pub(super) mod known;
mod languages;

use self::known::currency;
pub use self::{
    connected::{Connected, ConnectedCompanies},
    field::{Field, Item},
    known::near,
};

/// Maximum number of values in one list of a filter.
pub const VALUES_MAX: usize = 50;

/// Values by field, each once; equal sets are equal, whatever the order of the input. The name of a place may mean several: a value is a set of
/// alternatives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Values(BTreeMap<Field, BTreeSet<BTreeSet<Item>>>);

impl Values {
    /// Adds values of an enum.
    pub fn add_enums<T>(&mut self, field: Field, path: &str, values: Option<Vec<T>>) -> Result<()>
    where
        T: ActiveEnum<Value = String>,
    {
        let item = |value: T| Ok(vec![Item::Text(value.to_value())]);
        self.add(field, path, values, item)
    }

    /// Adds companies.
    pub fn add_companies(&mut self, path: &str, ids: Option<Vec<CompanyId>>) -> Result<()> {
        self.add(Field::Company, path, ids, |id| Ok(vec![id.into()]))
    }

    /// Adds values by their names; an unknown one is refused by its name, with those that look like it.
    pub fn add_names(
        &mut self,
        field: Field,
        path: &str,
        names: Option<Vec<String>>,
    ) -> Result<()> {
        self.add(field, path, names, |name| known::items(field, &name))
    }

    fn add<T>(
        &mut self,
        field: Field,
        path: &str,
        values: Option<Vec<T>>,
        items: impl Fn(T) -> Result<Vec<Item>>,
    ) -> Result<()> {
        let values = values.unwrap_or_default();
        if values.len() > VALUES_MAX {
            return Err(Error::bad_input(format!(
                "\"filter.{path}\" has {} values; at most {VALUES_MAX} are allowed.",
                values.len()
            ))
            .at(&format!("filter.{path}")));
        }
        if !values.is_empty() {
            let placed = |(index, value)| {
                items(value).map_err(|error| error.at(&format!("filter.{path}.{index}")))
            };
            let items = values.into_iter().enumerate().map(placed);
            let items = items.collect::<Result<Vec<_>>>()?;
            let all = self.0.entry(field).or_default();
            all.extend(items.into_iter().map(BTreeSet::from_iter));
        }
        Ok(())
    }

    /// All values of a field with their alternatives, if there are any.
    pub(super) fn of(&self, field: Field) -> Option<BTreeSet<&Item>> {
        let values = self.0.get(&field)?;
        Some(values.iter().flatten().collect())
    }

    /// The values of a field, each with its alternatives.
    pub(super) fn each(&self, field: Field) -> impl Iterator<Item = BTreeSet<&Item>> {
        let values = self.0.get(&field).into_iter().flatten();
        values.map(|value| value.iter().collect())
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
    /// Of companies at which a user knows people, or of the others.
    pub connected: Option<Connected>,
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

/// Postings that state a pay whose upper end reaches the amount, in this currency or in another one by the rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayFilter {
    /// The amount per year.
    pub yearly_min: Amount,
    /// ISO 4217.
    pub currency: String,
    /// The amount in euros; none if the currency has no rate.
    pub in_euros: Option<Amount>,
}

/// By what was typed: cursors outlast a change of the rates.
impl Hash for PayFilter {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        (self.yearly_min, &self.currency).hash(hasher);
    }
}

impl PayFilter {
    /// A filter by a yearly amount, converted by these rates.
    pub fn new(yearly_min: Amount, code: &str, rates: &Rates) -> Result<Self> {
        let currency = currency(code)?;
        Ok(Self {
            in_euros: rates.to_euros(yearly_min, &currency),
            yearly_min,
            currency,
        })
    }
}
