//! Facets: how many matches each value of a field has, without what the filter says about the field itself. The database lists the facts
//! of the matches; they are counted here.

use std::{collections::HashMap, sync::Arc};

use futures_util::{StreamExt, TryStreamExt, stream};
use reading::{place, skill as dictionary};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    criteria::{COUNTED_MAX, Search},
    facts::END,
    filter::{Field, Filter, known},
    statement,
    tally::{self, Counts},
};
use crate::{
    error::{Error, Result},
    features::jobs::{CompanyRow, Jobs},
    types::id::CompanyId,
};

/// The number of values of a facet.
const VALUES_MAX: usize = 20;

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// The value, as a filter takes it.
    pub value: String,
    /// Its name.
    pub label: String,
    /// The number of matches with the value.
    pub count: u64,
}

/// The facets that were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    values: HashMap<Field, Vec<FacetValue>>,
    /// True if all matches were counted; otherwise the newest ones were, and the counts are lower bounds.
    pub exact: bool,
}

impl Facets {
    /// The values of a field, most frequent first.
    #[must_use]
    pub fn of(&self, field: Field) -> &[FacetValue] {
        self.values.get(&field).map_or(&[], Vec::as_slice)
    }
}

/// The facts of the newest matches: those that are counted, and one more, if there are more.
#[derive(Clone, Debug, Default)]
pub struct Counted(Arc<str>);

impl Counted {
    pub(super) fn new(facts: String) -> Self {
        Self(facts.into())
    }

    fn postings(&self) -> impl Iterator<Item = &str> {
        self.0.split(END).filter(|facts| !facts.is_empty())
    }

    /// The number of matches.
    pub(super) fn total(&self) -> u64 {
        let ends = self.0.matches(END).count();
        let postings = ends + usize::from(!self.0.is_empty());
        u64::try_from(postings).unwrap_or(u64::MAX)
    }

    /// True if all matches are counted.
    fn is_exact(&self) -> bool {
        self.postings().nth(most()).is_none()
    }
}

fn most() -> usize {
    usize::try_from(COUNTED_MAX).unwrap_or(usize::MAX)
}

/// The number of the matches of the whole filter; the others are numbered by their fields.
const WHOLE: usize = usize::MAX;
/// Statements that one search runs at the same time.
const AT_ONCE: usize = 2;

/// True if facets of these fields are counted over the matches of the whole filter: all but those of fields that it names.
pub(super) fn are_of_all_matches(search: &Search, fields: Option<&[Field]>) -> bool {
    fields.is_some_and(|fields| {
        fields.is_empty() || fields.iter().any(|field| !search.filter.names(*field))
    })
}

impl Jobs {
    /// Reads what facets of the matches with this filter are counted from.
    pub(super) async fn counted(&self, search: &Search, filter: &Filter) -> Result<Counted> {
        let db = &self.platform.db;
        let facts = statement::facts_of_matches(search, filter, db.backend());
        let row = db.conn().query_one(&facts).await?;
        let facts: Option<String> = row.map_or(Ok(None), |row| row.try_get_by_index(0))?;
        Ok(facts.map(Counted::new).unwrap_or_default())
    }

    /// Counts the values of these fields, over the matches that were read with the page, if they were. A field that the filter names is counted
    /// without that: one statement for each.
    pub async fn facets(
        &self,
        search: &Search,
        fields: &[Field],
        counted: Option<&Counted>,
    ) -> Result<Facets> {
        let mut sets: HashMap<usize, Counted> = HashMap::new();
        if let Some(counted) = counted {
            sets.insert(WHOLE, counted.clone());
        }
        let missing = missing(search, fields, counted.is_some());
        let read = missing.into_iter().map(|(number, filter)| async move {
            Ok::<_, Error>((number, self.counted(search, &filter).await?))
        });
        sets.extend(
            stream::iter(read)
                .buffer_unordered(AT_ONCE)
                .try_collect::<Vec<_>>()
                .await?,
        );
        let mut facets = Facets {
            values: HashMap::new(),
            exact: sets.values().all(Counted::is_exact),
        };
        for (number, set) in &sets {
            let counted: Vec<Field> = fields
                .iter()
                .enumerate()
                .filter(|(field, name)| {
                    if *number == WHOLE {
                        !search.filter.names(**name)
                    } else {
                        field == number
                    }
                })
                .map(|(_, field)| *field)
                .collect();
            let postings = set.postings().take(most());
            for (field, counts) in tally::count(postings, &counted, &search.filter) {
                let values = self.named(field, most_frequent(counts)).await?;
                facets.values.insert(field, values);
            }
        }
        Ok(facets)
    }

    /// Names the values of a field.
    async fn named(&self, field: Field, counts: Vec<(&str, u64)>) -> Result<Vec<FacetValue>> {
        let mut names: HashMap<Uuid, Arc<CompanyRow>> = HashMap::new();
        if field == Field::Company {
            let ids = counts
                .iter()
                .map(|(value, _)| Uuid::try_parse(value).map_err(Error::internal));
            let (mut missing, ids) = (Vec::new(), ids.collect::<Result<Vec<_>>>()?);
            for id in ids {
                match self.kept::<CompanyRow>(id) {
                    Some(row) => drop(names.insert(id, row)),
                    None => missing.push(CompanyId(id)),
                }
            }
            if !missing.is_empty() {
                let rows = self.batch_companies(&missing).await?;
                names.extend(rows.into_iter().map(|(id, row)| (id.0, row)));
            }
        }
        let mut values: Vec<FacetValue> = counts
            .into_iter()
            .map(|(value, count)| {
                let (value, label) = match field {
                    Field::Company => {
                        let id = Uuid::try_parse(value).unwrap_or_default();
                        let name = names.get(&id).map(|row| row.name.clone());
                        (CompanyId(id).to_string(), name.unwrap_or_default())
                    }
                    _ => (value.to_owned(), label(field, value)),
                };
                FacetValue {
                    value,
                    label,
                    count,
                }
            })
            .collect();
        values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        Ok(values)
    }
}

fn label(field: Field, value: &str) -> String {
    let known = match field {
        Field::City => {
            let city = value
                .parse()
                .ok()
                .and_then(|id: u32| place::cities().get(&id));
            city.map(|city| format!("{}, {}", city.name, city.country))
        }
        Field::Skill => dictionary::entries()
            .find(|entry| entry.slug == value)
            .map(|entry| entry.label.clone()),
        _ => Some(known::label(field, value)),
    };
    known.unwrap_or_else(|| value.to_owned())
}

/// The filters whose matches were not read with the page, each with its number.
fn missing(search: &Search, fields: &[Field], is_whole_read: bool) -> Vec<(usize, Filter)> {
    let whole = !is_whole_read && are_of_all_matches(search, Some(fields));
    let whole = whole.then(|| (WHOLE, search.filter.clone()));
    let named = fields.iter().enumerate();
    let named = named.filter(|(_, field)| search.filter.names(**field));
    let without = named.map(|(number, field)| (number, search.filter.without(*field)));
    whole.into_iter().chain(without).collect()
}

/// The most frequent values, with their numbers.
fn most_frequent(counts: Counts<'_>) -> Vec<(&str, u64)> {
    let mut counts: Vec<(&str, u64)> = counts.into_iter().collect();
    counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    counts.truncate(VALUES_MAX);
    counts
}
