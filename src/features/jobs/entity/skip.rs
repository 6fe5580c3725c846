//! Why entries of a board were not stored, counted for each run.

use std::fmt;

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// Ids that are kept as examples of one reason.
const EXAMPLES_MAX: usize = 5;

/// Why an entry of a board was not stored.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    async_graphql::Enum,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SkipReason {
    /// It has no readable id.
    NoId,
    /// Its id is too long, or has invisible characters.
    UnreadableId,
    /// Its id appears twice; the first entry is stored.
    DuplicateId,
    /// It has no title.
    NoTitle,
    /// It has no http(s) address of at most 2000 characters.
    NoAddress,
    /// Neither the entry nor its source has an employer's name with a letter or digit.
    NoCompany,
    /// The board lists it, but its page was not found.
    NotFound,
    /// The employer does not list it publicly.
    Withheld,
    /// It collects applications without a certain job (a talent pool).
    Prospect,
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoId => "no id that could be read",
            Self::UnreadableId => "an id that is too long or not plain",
            Self::DuplicateId => "the id appears twice",
            Self::NoTitle => "no title",
            Self::NoAddress => "no http(s) address of at most 2000 characters",
            Self::NoCompany => "no company",
            Self::NotFound => "its page was not found",
            Self::Withheld => "not listed",
            Self::Prospect => "a prospect post: it collects applications for no certain job",
        })
    }
}

/// The number of entries that were skipped for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkipCount {
    /// The reason.
    pub reason: SkipReason,
    /// The number of entries.
    pub count: u32,
    /// Ids of some of them; unreadable ids are left out.
    pub examples: Vec<String>,
}

/// The skipped entries of a run by reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Skips(pub Vec<SkipCount>);

impl Skips {
    /// Counts an entry.
    pub fn add(&mut self, reason: SkipReason, external_id: Option<&str>) {
        let place = self.0.binary_search_by_key(&reason, |count| count.reason);
        if let Err(at) = place {
            let new = SkipCount {
                reason,
                count: 0,
                examples: Vec::new(),
            };
            self.0.insert(at, new);
        }
        let (Ok(at) | Err(at)) = place;
        if let Some(counted) = self.0.get_mut(at) {
            counted.count = counted.count.saturating_add(1);
            if let Some(id) = external_id
                && counted.examples.len() < EXAMPLES_MAX
            {
                counted.examples.push(id.to_owned());
            }
        }
    }

    /// Adds the entries of another part of the run.
    pub fn extend(&mut self, more: Self) {
        for counted in more.0 {
            let known = u32::try_from(counted.examples.len()).unwrap_or(u32::MAX);
            for id in &counted.examples {
                self.add(counted.reason, Some(id));
            }
            for _ in known..counted.count {
                self.add(counted.reason, None);
            }
        }
    }

    /// The number of entries of all reasons.
    #[must_use]
    pub fn total(&self) -> usize {
        let counts = self.0.iter().map(|counted| counted.count);
        counts.fold(0, |sum, count| {
            sum.saturating_add(usize::try_from(count).unwrap_or(usize::MAX))
        })
    }
}
