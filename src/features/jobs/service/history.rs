//! The history of a posting: its age, its changes, signals that it is not meant to be filled soon, and possible duplicates.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use reading::title;

use super::import::fingerprint::are_near;
use crate::{
    error::Result,
    features::jobs::{
        Jobs, PostingCard, PostingChangeRow,
        entity::{posting, posting_change, posting_fingerprint},
    },
    platform::db::{keyset::ByTime, padded},
    types::{
        id::PostingId,
        page::{Page, Slice},
    },
};

/// A posting that is open for at least this many days is open for long.
const LONG_DAYS: i32 = 90;
/// A posting that was reposted at least this often is reposted often.
const OFTEN: i32 = 2;
/// Facts that are needed for a signal: one alone, such as age, says nothing.
const FACTS_MIN: usize = 2;
/// Possible duplicates that are shown of one posting.
pub const DUPLICATES_MAX: usize = 10;
/// Fingerprints that are compared for one page of postings.
const FINGERPRINTS_MAX: u64 = 20_000;
/// A fact that, beside others, suggests that a posting is not meant to be filled soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
#[graphql(name = "PostingSignalKind")]
pub enum SignalKind {
    /// It is open for 90 days or more: `value` is the number of days.
    OpenForLong,
    /// It was reposted twice or more: `value` is the number of times.
    RepostedOften,
    /// Its title collects applications for no certain job, such as "Talent pool"; without a `value`.
    TalentPool,
}

/// A fact with its measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signal {
    /// The fact.
    pub kind: SignalKind,
    /// The measured value.
    pub value: Option<i32>,
}

/// The newest changes of a posting, and the number of all.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Newest first.
    pub changes: Vec<PostingChangeRow>,
    /// The number of all changes.
    pub total: u64,
}

impl Jobs {
    /// Days since the posting was published, or first seen if the board states no date; until it was closed, if it was.
    #[must_use]
    pub fn age_days(&self, posting: &PostingCard) -> i32 {
        let until = posting
            .closed_at
            .unwrap_or_else(|| self.platform.clock.now());
        i32::try_from((until - posting.posted_at).num_days().max(0)).unwrap_or(i32::MAX)
    }

    /// The facts about an open posting, if there are at least two independent ones; otherwise none.
    #[must_use]
    pub fn signals(&self, posting: &PostingCard) -> Vec<Signal> {
        if posting.closed_at.is_some() {
            return Vec::new();
        }
        let age = self.age_days(posting);
        let facts = [
            (age >= LONG_DAYS, SignalKind::OpenForLong, Some(age)),
            (
                posting.repost_count >= OFTEN,
                SignalKind::RepostedOften,
                Some(posting.repost_count),
            ),
            (
                title::collects_applications(&posting.title),
                SignalKind::TalentPool,
                None,
            ),
        ];
        let facts: Vec<Signal> = facts
            .into_iter()
            .filter(|(holds, ..)| *holds)
            .map(|(_, kind, value)| Signal { kind, value })
            .collect();
        if facts.len() < FACTS_MIN {
            return Vec::new();
        }
        facts
    }

    /// The newest changes of these postings, `limit` of each; two statements.
    pub async fn batch_histories(
        &self,
        ids: &[PostingId],
        limit: u64,
    ) -> Result<HashMap<PostingId, Arc<History>>> {
        let conn = self.platform.db.conn();
        let mut found: HashMap<PostingId, History> =
            ids.iter().map(|id| (*id, History::default())).collect();
        let ids = padded(ids);
        for row in posting_change::last_of(conn, &ids, limit).await? {
            if let Some(history) = found.get_mut(&row.posting_id) {
                history.changes.push(row);
            }
        }
        for (id, total) in posting_change::counts(conn, &ids).await? {
            if let Some(history) = found.get_mut(&id) {
                history.total = u64::try_from(total).unwrap_or_default();
            }
        }
        Ok(found
            .into_iter()
            .map(|(id, history)| (id, Arc::new(history)))
            .collect())
    }

    /// A page of the changes of a posting, newest first.
    pub async fn changes(&self, id: PostingId, page: &Page) -> Result<Slice<PostingChangeRow>> {
        let newest = ByTime::newest(posting_change::Column::At, posting_change::Column::Id);
        let changes = posting_change::of_posting(id);
        newest
            .page(self.platform.db.conn(), changes, page, |row| {
                (row.at, row.id.0)
            })
            .await
    }

    /// Open postings with the same title and places and an almost equal description; three statements, at most ten postings of each.
    pub async fn batch_duplicates(
        &self,
        ids: &[PostingId],
    ) -> Result<HashMap<PostingId, Arc<Vec<Arc<PostingCard>>>>> {
        let conn = self.platform.db.conn();
        let own = posting_fingerprint::of_postings(&padded(ids))
            .all(conn)
            .await?;
        let keys: BTreeSet<i64> = own.iter().map(|print| print.band_key).collect();
        let keys = padded(&keys.into_iter().collect::<Vec<i64>>());
        let near = posting_fingerprint::with_keys(keys, FINGERPRINTS_MAX)
            .all(conn)
            .await?;
        let mut by_key: HashMap<i64, Vec<&posting_fingerprint::Model>> = HashMap::new();
        for print in &near {
            by_key.entry(print.band_key).or_default().push(print);
        }
        let mut pairs: HashMap<PostingId, BTreeSet<PostingId>> = HashMap::new();
        for print in &own {
            for other in by_key.get(&print.band_key).into_iter().flatten() {
                if other.posting_id != print.posting_id && are_near(other.simhash, print.simhash) {
                    pairs
                        .entry(print.posting_id)
                        .or_default()
                        .insert(other.posting_id);
                }
            }
        }
        let mut wanted: HashSet<PostingId> = pairs.values().flatten().copied().collect();
        wanted.extend(pairs.keys().copied());
        let wanted: Vec<PostingId> = wanted.into_iter().collect();
        let cards: HashMap<PostingId, Arc<PostingCard>> = posting::cards(conn, &padded(&wanted))
            .await?
            .into_iter()
            .map(|card| (card.id, Arc::new(card)))
            .collect();
        let of = |id: &PostingId| {
            let own = cards.get(id);
            let others = pairs.get(id).into_iter().flatten();
            let mut others: Vec<Arc<PostingCard>> = others
                .filter_map(|other| cards.get(other))
                .filter(|other| {
                    other.closed_at.is_none() && own.is_none_or(|own| may_be_one(own, other))
                })
                .cloned()
                .collect();
            others.sort_by_key(|other| std::cmp::Reverse((other.posted_at, other.id)));
            others.truncate(DUPLICATES_MAX);
            Arc::new(others)
        };
        Ok(ids.iter().map(|id| (*id, of(id))).collect())
    }
}

/// Two requisition numbers of one company are two jobs.
fn may_be_one(left: &PostingCard, right: &PostingCard) -> bool {
    use super::import::identity::requisition;
    let number = |card: &PostingCard| card.requisition_id.as_deref().and_then(requisition);
    left.company_id != right.company_id
        || match (number(left), number(right)) {
            (Some(left), Some(right)) => left == right,
            _ => true,
        }
}
