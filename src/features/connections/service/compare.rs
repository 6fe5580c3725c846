//! What an import would change of the people whom a user knows.

use std::collections::HashSet;

use importing::record::Connection;
use sea_orm::ConnectionTrait;

use super::{
    keys::facts_of,
    matching::{Identity, Match, match_rows},
    merge::merged,
    removal::recognised_by,
};
use crate::{
    error::Result,
    features::connections::{
        Connections, Facts, PersonRow,
        entity::{person, removed_person},
    },
    types::id::UserId,
};

/// What an import would do with each of its rows, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// One for each row.
    pub rows: Vec<Compared>,
}

/// What an import would do with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    /// The person is added.
    Add,
    /// The person changes. What the user typed stays.
    Change {
        /// What is known of the person now.
        current: Box<Facts>,
        /// What is known of the person then.
        after: Box<Facts>,
    },
    /// The person stays, or an earlier row is about the same person.
    Keep,
    /// The user has removed the person, who is not added again.
    Removed,
}

/// What an import has done with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonDone {
    /// The person was added.
    Added,
    /// The person was changed.
    Changed,
    /// The person stays, or an earlier row is about the same person.
    Kept,
    /// The user had removed the person, who stays removed.
    Removed,
}

/// What an import does with a row.
pub(super) enum Step {
    Add(Facts),
    /// The person at this index gets these facts; the second are those that the import is remembered to have stated.
    Change(usize, Facts, Facts),
    /// The person at this index stays; none for a repeated row.
    Keep(Option<usize>),
    Removed,
}

impl Step {
    /// What it says of its row.
    pub(super) const fn done(&self) -> PersonDone {
        match self {
            Self::Add(_) => PersonDone::Added,
            Self::Change(..) => PersonDone::Changed,
            Self::Keep(_) => PersonDone::Kept,
            Self::Removed => PersonDone::Removed,
        }
    }
}

impl Connections {
    /// Compares the rows of one file with the people whom a user knows. `conn` may be a transaction.
    pub async fn compare(
        &self,
        conn: &impl ConnectionTrait,
        owner: UserId,
        rows: &[Connection],
    ) -> Result<Comparison> {
        let people = person::of(owner).all(conn).await?;
        let steps = self.steps(conn, owner, &people, rows).await?;
        let compared = |step| match step {
            Step::Add(_) => Compared::Add,
            Step::Change(index, after, _) => Compared::Change {
                current: Box::new(people.get(index).map(PersonRow::facts).unwrap_or_default()),
                after: Box::new(after),
            },
            Step::Keep(_) => Compared::Keep,
            Step::Removed => Compared::Removed,
        };
        Ok(Comparison {
            rows: steps.into_iter().map(compared).collect(),
        })
    }

    /// What an import does with each row.
    pub(super) async fn steps(
        &self,
        conn: &impl ConnectionTrait,
        owner: UserId,
        people: &[PersonRow],
        rows: &[Connection],
    ) -> Result<Vec<Step>> {
        let facts: Vec<Facts> = rows.iter().map(facts_of).collect();
        let identities: Vec<Identity> = facts.iter().map(Identity::of).collect();
        let matches = match_rows(people, &identities);
        let removed = self
            .removed_among(conn, owner, &identities, &matches)
            .await?;
        let mut steps = Vec::with_capacity(rows.len());
        for (number, (stated, found)) in facts.into_iter().zip(matches).enumerate() {
            steps.push(match found {
                Match::New if removed.contains(&number) => Step::Removed,
                Match::New => Step::Add(stated),
                Match::Repeated => Step::Keep(None),
                Match::Known(index) => changed(people, index, &stated),
            });
        }
        Ok(steps)
    }

    /// The rows about people whom the user has removed.
    async fn removed_among(
        &self,
        conn: &impl ConnectionTrait,
        owner: UserId,
        identities: &[Identity],
        matches: &[Match],
    ) -> Result<HashSet<usize>> {
        let hashes: HashSet<Vec<u8>> = removed_person::of(conn, owner).await?.into_iter().collect();
        if hashes.is_empty() {
            return Ok(HashSet::new());
        }
        let Some(key) = self.removal_key(conn, owner).await? else {
            return Ok(HashSet::new());
        };
        let is_removed = |identity: &Identity| {
            let texts = recognised_by(identity);
            texts.iter().any(|text| hashes.contains(&key.hash(text)))
        };
        let rows = identities.iter().zip(matches).enumerate();
        Ok(rows
            .filter(|(_, (identity, found))| **found == Match::New && is_removed(identity))
            .map(|(number, _)| number)
            .collect())
    }
}

fn changed(people: &[PersonRow], index: usize, stated: &Facts) -> Step {
    let merged = people
        .get(index)
        .and_then(|row| merged(&row.facts(), row.imported.as_ref(), stated));
    match merged {
        Some((after, remembered)) => Step::Change(index, after, remembered),
        None => Step::Keep(Some(index)),
    }
}
