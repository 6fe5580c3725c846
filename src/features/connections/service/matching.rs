//! Which row of a file is which person that a user knows already.
//!
//! A person is recognised by the address of the profile, in any of its forms. Where the row or the person has no address, by the name with
//! the date of the connection, company and position; the only one of a name and date may have another company or position by now. Two people
//! with two addresses are never one, and neither are two of a name whose dates differ.

use std::collections::{HashMap, HashSet};

use super::keys::{company_key, folded, folded_name};
use crate::features::connections::{Facts, PersonRow};

/// The values by which a person is matched.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Identity {
    /// The address of the profile in one form; empty if there is none.
    pub url: String,
    /// The folded name.
    pub name: String,
    /// The date of the connection; empty if it is not stated.
    pub date: String,
    /// The key of the company.
    pub company: String,
    /// The folded position.
    pub position: String,
}

/// The person that a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// Nobody whom the user knows.
    New,
    /// The known person at this index.
    Known(usize),
    /// The same person as an earlier row.
    Repeated,
}

impl Identity {
    /// The identity that these facts give.
    pub(super) fn of(facts: &Facts) -> Self {
        Self::with_company(facts, company_key(&facts.company))
    }

    /// The identity of a person as the last import stated it, else as the user did. The user may have corrected the name that a file has.
    fn known(row: &PersonRow) -> Self {
        let facts = row.imported.clone().unwrap_or_else(|| row.facts());
        let company = if facts.company == row.company {
            row.company_key.clone()
        } else {
            company_key(&facts.company)
        };
        Self::with_company(&facts, company)
    }

    fn with_company(facts: &Facts, company: String) -> Self {
        let url = match facts.profile_url.as_str() {
            "" => String::new(),
            url => importing::profile_identity(url),
        };
        Self {
            url,
            name: folded_name(facts),
            date: facts.connected_on.clone(),
            company,
            position: folded(&facts.position),
        }
    }

    fn name_and_date(&self) -> (&str, &str) {
        (&self.name, &self.date)
    }

    /// True if the addresses do not prove that these are two people.
    fn may_be(&self, other: &Self) -> bool {
        self.name == other.name && (self.url.is_empty() || other.url.is_empty())
    }

    /// True if all that both state is the same.
    fn is_like(&self, other: &Self) -> bool {
        self.may_be(other)
            && (self.date == other.date || self.date.is_empty() || other.date.is_empty())
            && self.company == other.company
            && self.position == other.position
    }

    /// True if both have the same name and date.
    fn has_date_of(&self, other: &Self) -> bool {
        self.may_be(other) && !self.date.is_empty() && self.date == other.date
    }
}

/// The people that are not yet matched, by what they may be recognised by.
struct Known {
    identities: Vec<Identity>,
    by_url: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    is_taken: Vec<bool>,
}

impl Known {
    fn of(people: &[PersonRow]) -> Self {
        let identities: Vec<Identity> = people.iter().map(Identity::known).collect();
        let mut known = Self {
            by_url: HashMap::new(),
            by_name: HashMap::new(),
            is_taken: vec![false; people.len()],
            identities,
        };
        for (index, (identity, row)) in known.identities.iter().zip(people).enumerate() {
            if !identity.url.is_empty() {
                known.by_url.entry(identity.url.clone()).or_insert(index);
            }
            // The user may have typed an address that the file did not have.
            if let Some(url) = &row.profile_url {
                let url = importing::profile_identity(url);
                known.by_url.entry(url).or_insert(index);
            }
            let of_name = known.by_name.entry(identity.name.clone()).or_default();
            of_name.push(index);
        }
        known
    }

    /// The people of this name who are not matched, and meet a condition.
    fn free<'a>(
        &'a self,
        name: &str,
        meets: impl Fn(&Identity) -> bool + 'a,
    ) -> impl Iterator<Item = usize> + 'a {
        let of_name = self.by_name.get(name).into_iter().flatten().copied();
        of_name.filter(move |index| {
            let is_free = self.is_taken.get(*index) == Some(&false);
            is_free && self.identities.get(*index).is_some_and(&meets)
        })
    }

    fn take(&mut self, index: usize) -> Match {
        if let Some(taken) = self.is_taken.get_mut(index) {
            if *taken {
                return Match::Repeated;
            }
            *taken = true;
        }
        Match::Known(index)
    }
}

/// The person that each row is about. All rows of one file are to be matched together: the only one that is left of a name and date is
/// recognised by that.
pub(super) fn match_rows(people: &[PersonRow], rows: &[Identity]) -> Vec<Match> {
    let mut known = Known::of(people);
    let mut matches = repeated(rows);
    for (row, found) in rows.iter().zip(&mut matches) {
        if found.is_none() {
            let index = known.by_url.get(&row.url).copied();
            *found = index.map(|index| known.take(index));
        }
    }
    for (row, found) in rows.iter().zip(&mut matches) {
        if found.is_none() {
            let like = known.free(&row.name, |other| row.is_like(other)).next();
            *found = like.map(|index| known.take(index));
        }
    }
    let mut left: HashMap<(&str, &str), usize> = HashMap::new();
    for (row, _) in rows.iter().zip(&matches).filter(|(_, it)| it.is_none()) {
        *left.entry(row.name_and_date()).or_default() += 1;
    }
    for (row, found) in rows.iter().zip(&mut matches) {
        if found.is_none() && left.get(&row.name_and_date()) == Some(&1) {
            let mut others = known.free(&row.name, |other| row.has_date_of(other));
            let only = others.next().filter(|_| others.next().is_none());
            drop(others);
            *found = only.map(|index| known.take(index));
        }
    }
    let found = matches.into_iter();
    found.map(|found| found.unwrap_or(Match::New)).collect()
}

/// The rows that an earlier row is about: with the same address or, without one, with the same of all.
fn repeated(rows: &[Identity]) -> Vec<Option<Match>> {
    let (mut urls, mut all) = (HashSet::new(), HashSet::new());
    rows.iter()
        .map(|row| {
            let is_first = if row.url.is_empty() {
                all.insert(row)
            } else {
                urls.insert(row.url.as_str())
            };
            (!is_first).then_some(Match::Repeated)
        })
        .collect()
}
