//! Stores the records of a board: new postings, changed ones, and unchanged ones. Each batch is one transaction.

use std::collections::{BTreeSet, HashMap, HashSet};

use sea_orm::ConnectionTrait;

use self::rows::NewRows;
use super::search::index::{self, KnownWords};
use crate::{
    error::{Kind, Result},
    features::jobs::{
        CloseReason, Jobs,
        entity::{
            posting,
            posting_change::{self, Change, What},
            posting_fingerprint, posting_location, posting_payload, posting_skill, posting_source,
            skip::Skips,
            source as board_source,
        },
        source::{Payload, PostingRecord},
    },
    platform::parallel::in_parallel,
    types::{
        id::{PostingChangeId, PostingId},
        rows::insert,
    },
};

mod board;
mod candidates;
mod companies;
pub(super) mod fingerprint;
pub(super) mod identity;
mod plan;
pub(super) mod rows;
pub(super) mod write;

pub use self::board::{Board, CompanyFacts, Counts};
pub(super) use self::{companies::alias_of, identity::KeyedRecord};
use self::{
    identity::{BoardEntries, Keys},
    plan::Plan,
    write::Rewrite,
};

/// Records per transaction; few, because SQLite has a single writer.
const BATCH: usize = 200;
/// Attempts of a transaction that conflicts with others.
const TRIES: u32 = 5;

/// The records that were read from a board.
#[derive(Clone, Copy)]
pub(super) struct ReadRecords<'a> {
    /// The records.
    pub records: &'a [PostingRecord],
    /// The payloads of the records, by their ids.
    pub payloads: &'a HashMap<String, Payload>,
    /// The ids that the board lists, if it was read completely.
    pub present: Option<&'a HashSet<String>>,
}

/// The result of storing a batch.
struct Stored {
    counts: Counts,
    /// Records that were not stored.
    skips: Skips,
    /// The number of rows that other processes may keep.
    touched: usize,
    /// Words that the search compares with typing errors from now on.
    words: BTreeSet<String>,
}

impl Jobs {
    /// Stores the records of a board. Storing the same records again updates only the time when they were seen.
    pub async fn store(&self, board: &Board<'_>, records: &[PostingRecord]) -> Result<Counts> {
        let found = ReadRecords {
            records,
            payloads: &HashMap::new(),
            present: None,
        };
        Ok(self.store_read(board, found).await?.0)
    }

    /// Stores records of a board; returns the records that could not be stored by reason.
    pub(super) async fn store_read(
        &self,
        board: &Board<'_>,
        found: ReadRecords<'_>,
    ) -> Result<(Counts, Skips)> {
        let keys = in_parallel(found.records, |part| {
            let keys = part.iter();
            keys.map(|record| (record.external_id.as_str(), Keys::of(record)))
                .collect()
        });
        let reading = BoardEntries {
            connector: board.connector,
            board: board.board,
            present: found.present,
            keys: keys.into_iter().collect(),
        };
        let (mut counts, mut skips) = (Counts::default(), Skips::default());
        let mut words = KnownWords::default();
        for batch in found.records.chunks(BATCH) {
            let stored = self
                .store_in_transaction(board, &reading, batch, found.payloads, &words)
                .await?;
            self.signal_changes(stored.touched).await;
            counts.found += stored.counts.found;
            counts.added += stored.counts.added;
            counts.changed += stored.counts.changed;
            skips.extend(stored.skips);
            words.extend(stored.words);
        }
        Ok((counts, skips))
    }

    /// Retries if a concurrent transaction inserted the same company or posting; the retry finds its rows.
    async fn store_in_transaction(
        &self,
        board: &Board<'_>,
        reading: &BoardEntries<'_>,
        records: &[PostingRecord],
        payloads: &HashMap<String, Payload>,
        words: &KnownWords,
    ) -> Result<Stored> {
        let mut tries = 0;
        loop {
            tries += 1;
            let tx = self.platform.begin().await?;
            let stored = match self
                .store_batch(&tx, board, reading, records, payloads, words)
                .await
            {
                Ok(stored) => tx.commit().await.map(|()| stored),
                Err(error) => Err(error),
            };
            match stored {
                Err(error) if tries < TRIES && matches!(error.kind(), Kind::Conflict) => {}
                stored => return stored,
            }
        }
    }

    async fn store_batch(
        &self,
        conn: &impl ConnectionTrait,
        board: &Board<'_>,
        reading: &BoardEntries<'_>,
        records: &[PostingRecord],
        payloads: &HashMap<String, Payload>,
        words: &KnownWords,
    ) -> Result<Stored> {
        let now = self.platform.clock.now();
        let companies = self.companies(conn, board, records).await?;
        let ids = records.iter().map(|record| record.external_id.clone());
        let known = candidates::known(conn, reading, ids).await?;
        let (keyed, skips) = plan::with_companies(board, reading, records, &companies);
        let keys = keyed.iter().map(|keyed| {
            (
                keyed.record.external_id.as_str(),
                keyed.keys,
                keyed.company.id,
            )
        });
        let candidates = candidates::read(conn, &known, keys).await?;
        let plan = plan::plan(
            reading,
            &keyed,
            &known,
            candidates,
            payloads,
            &self.platform.clock,
        );
        let mut changes = plan.changes.clone();
        self.insert_new(conn, &plan).await?;
        let stored: HashMap<PostingId, _> = posting::by_ids(&plan.rewritten())
            .all(conn)
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let rewrites = plan.rewrites.iter().filter_map(|(id, keyed, _)| {
            Some(Rewrite {
                row: stored.get(id)?.clone(),
                keyed: *keyed,
            })
        });
        let rewritten = self.rewrite(conn, rewrites.collect()).await?;
        let shown = |change: &Change| {
            // What a newer version of the program reads out of the same payload is no change of the employer's.
            plan.rewrites
                .iter()
                .any(|(id, _, is_same_payload)| *id == change.posting && !is_same_payload)
        };
        changes.extend(rewritten.changes.into_iter().filter(shown));
        let counts = plan.counts(records.len(), |id| rewritten.fields.contains_key(&id));
        let new = plan.new.iter().map(|(id, _)| *id);
        let written: Vec<PostingId> = new.chain(rewritten.fields.into_keys()).collect();
        let words = index::write(conn, &written, words).await?;
        let overdue = plan.overdue(now);
        posting_source::put(conn, plan.entries).await?;
        let kept = plan
            .payloads
            .iter()
            .map(|(id, payload)| ((*id).to_owned(), payload.bytes().to_vec()));
        posting_payload::put(conn, board.connector, board.board, kept, now).await?;
        posting_source::mark_seen(conn, board.connector, board.board, &plan.seen, now).await?;
        posting::mark_seen(conn, &plan.touched, now).await?;
        posting::count_reposts(conn, &plan.reposted).await?;
        for (id, reason) in posting::reopen(conn, &plan.touched, now).await? {
            changes.push(super::refresh::reopened(id, reason));
        }
        self.note(conn, changes).await?;
        self.close_within(conn, &overdue, CloseReason::Expired, now)
            .await?;
        self.promote(conn, &plan.orphans).await?;
        Ok(Stored {
            counts,
            skips,
            touched: plan.touched.len() + plan.new.len(),
            words,
        })
    }

    async fn insert_new(&self, conn: &impl ConnectionTrait, plan: &Plan<'_>) -> Result<()> {
        let now = self.platform.clock.now();
        let mut fresh = NewRows::default();
        let mut prints = Vec::new();
        let rates = self.rates();
        let read = in_parallel(&plan.new, |part| {
            let mut rows = NewRows::default();
            let mut prints = Vec::new();
            for (id, keyed) in part {
                rows.posting(*keyed, *id, rates, now);
                prints.extend(fingerprint::of(*id, keyed.record));
            }
            vec![(rows, prints)]
        });
        for (rows, printed) in read {
            fresh.extend(rows);
            prints.extend(printed);
        }
        let skills = fresh.skill_rows(conn, &self.platform.clock).await?;
        insert::<posting::Entity>(conn, fresh.postings).await?;
        insert::<posting_location::Entity>(conn, fresh.locations).await?;
        insert::<posting_skill::Entity>(conn, skills).await?;
        Ok(posting_fingerprint::put(conn, &[], prints).await?)
    }

    /// Adds changes of postings to their histories.
    pub(super) async fn note(
        &self,
        conn: &impl ConnectionTrait,
        changes: Vec<Change>,
    ) -> Result<()> {
        let numbered = changes
            .into_iter()
            .map(|change| (PostingChangeId(self.platform.clock.new_id()), change));
        let now = self.platform.clock.now();
        Ok(posting_change::add(conn, numbered, now).await?)
    }

    /// Gives postings whose leading entry is no longer listed the address of another entry that is.
    pub(super) async fn promote(
        &self,
        conn: &impl ConnectionTrait,
        ids: &[PostingId],
    ) -> Result<usize> {
        let now = self.platform.clock.now();
        let mut moved = 0;
        if ids.is_empty() {
            return Ok(moved);
        }
        let entries = posting_source::of_postings(ids.iter().copied())
            .all(conn)
            .await?;
        let rows = posting::by_ids(ids).all(conn).await?;
        let mut changes = Vec::new();
        for row in rows {
            let of_posting = || entries.iter().filter(|entry| entry.posting_id == row.id);
            if of_posting().any(|entry| entry.leads && entry.missing_since.is_none()) {
                continue;
            }
            let living = of_posting().filter(|entry| entry.missing_since.is_none());
            let Some(next) = living.min_by_key(|entry| (entry.first_seen_at, &entry.external_id))
            else {
                continue;
            };
            let url = next.url.as_deref().unwrap_or(&next.url_key);
            posting::move_to(conn, row.id, url, next.apply_url.as_deref(), now).await?;
            posting_source::set_leading(conn, next).await?;
            board_source::clear_etag(conn, &next.connector, &next.board).await?;
            if url != row.url {
                changes.push(Change {
                    posting: row.id,
                    what: What::Url,
                    before: Some(row.url.clone()),
                    after: Some(url.to_owned()),
                });
            }
            moved += 1;
        }
        self.note(conn, changes).await?;
        Ok(moved)
    }
}
