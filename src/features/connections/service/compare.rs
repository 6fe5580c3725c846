//! Compares the rows of an import with the people whom a user knows.

use std::collections::HashSet;

use importing::record::Connection;
use sea_orm::ConnectionTrait;

use super::{
    keys::facts_of,
    matching::{Identity, Match, match_rows},
    merge::{Merged, merge},
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

/// The effect that an import would have, for each of its rows in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// One for each row.
    pub rows: Vec<Compared>,
}

/// The effect that an import would have for a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    /// The person is added.
    Add,
    /// The person changes.
    Change {
        /// The current values of the person.
        current: Box<Facts>,
    },
    /// The import states something new about what the user typed, so that the user decides.
    Conflict {
        /// The current values of the person.
        current: Box<Facts>,
    },
    /// The person stays, or an earlier row is about the same person.
    Keep {
        /// The current values of the person; none for a repeated row.
        current: Option<Box<Facts>>,
    },
    /// The user has removed the person, who is not added again unless the user takes the row.
    Removed,
}

/// The choice of the user for a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonChoice {
    /// Nothing changes.
    Leave,
    /// The row is imported, except for fields that the user typed.
    Merge,
    /// The row is imported, over fields that the user typed, and also if the user removed the person.
    Take,
}

/// A row that was compared, and what the user wants of it.
#[derive(Clone, Debug)]
pub struct PersonWish {
    /// The row.
    pub stated: Connection,
    /// The choice of the user.
    pub choice: PersonChoice,
    /// What the user was shown, and chose for.
    pub shown: Compared,
}

/// The outcome of a row.
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
    /// The person was changed after the user was shown the effect, which is another one now: nothing was written.
    Outdated,
}

/// The possible effect of a row.
pub(super) enum Step {
    Add(Facts),
    /// The person at this index differs.
    Change(usize, Box<Merged>),
    /// The person at this index stays; none for a repeated row.
    Keep(Option<usize>),
    /// The user has removed the person of whom this is known.
    Removed(Facts),
}

impl Step {
    /// The effect as the user is shown it.
    fn compared(&self, people: &[PersonRow]) -> Compared {
        let current = |index: usize| people.get(index).map(PersonRow::facts).map(Box::new);
        match self {
            Self::Add(_) => Compared::Add,
            Self::Change(index, merged) => {
                let current = current(*index).unwrap_or_default();
                if merged.is_conflict {
                    Compared::Conflict { current }
                } else {
                    Compared::Change { current }
                }
            }
            Self::Keep(index) => Compared::Keep {
                current: index.and_then(current),
            },
            Self::Removed(_) => Compared::Removed,
        }
    }

    /// The step, if the user was shown its effect or it writes nothing; else the outcome of the row.
    pub(super) fn if_shown(
        self,
        wish: &PersonWish,
        people: &[PersonRow],
    ) -> std::result::Result<Self, PersonDone> {
        if matches!(self, Self::Keep(_)) {
            return Ok(self);
        }
        let now = self.compared(people);
        match now {
            _ if now == wish.shown => Ok(self),
            Compared::Removed => Err(PersonDone::Removed),
            _ if wish.choice == PersonChoice::Leave => Err(PersonDone::Kept),
            _ => Err(PersonDone::Outdated),
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
        let steps = self.steps(conn, owner, &people, rows.iter()).await?;
        Ok(Comparison {
            rows: steps.iter().map(|step| step.compared(&people)).collect(),
        })
    }

    /// The possible effect of each row.
    pub(super) async fn steps(
        &self,
        conn: &impl ConnectionTrait,
        owner: UserId,
        people: &[PersonRow],
        rows: impl ExactSizeIterator<Item = &Connection>,
    ) -> Result<Vec<Step>> {
        let facts: Vec<Facts> = rows.map(facts_of).collect();
        let identities: Vec<Identity> = facts.iter().map(Identity::of).collect();
        let matches = match_rows(people, &identities);
        let removed = self
            .removed_among(conn, owner, &identities, &matches)
            .await?;
        let mut steps = Vec::with_capacity(facts.len());
        for (number, (stated, found)) in facts.into_iter().zip(matches).enumerate() {
            steps.push(match found {
                Match::New if removed.contains(&number) => Step::Removed(stated),
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
        .and_then(|row| merge(&row.facts(), row.imported.as_ref(), stated));
    match merged {
        Some(merged) => Step::Change(index, Box::new(merged)),
        None => Step::Keep(Some(index)),
    }
}
