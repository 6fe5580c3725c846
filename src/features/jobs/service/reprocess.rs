//! Reads all stored payloads again, in batches, and brings in what this version of the program reads out of them. The position is stored
//! with each batch, so that a run continues where it was stopped; the server's workers and the command may work on one run together.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, IntoActiveModel};

use super::import::{
    Board, CompanyFacts, KeyedRecord, alias_of, identity::Keys, rows::record_hash, write::Rewrite,
};
use super::search::index::{self, KnownWords};
use crate::{
    error::Result,
    features::jobs::{
        CompanyRow, Jobs, PostingRow, ReprocessingRow,
        entity::{
            posting, posting_payload, posting_source, posting_source::Model as Entry, reprocessing,
            source as board_source,
        },
        source::{Connectors, Payload, PostingRecord},
        task::ReprocessPostings,
    },
    platform::process_tasks::off_reactor,
    types::{
        actor::Admin,
        id::{PostingId, ReprocessingId},
    },
};

/// Postings of a batch: few, because each batch is a transaction.
const BATCH: u64 = 100;

/// An entry by connector, board and id.
type EntryKey = (String, String, String);

/// A record as this version reads it, with its keys and hash.
struct ReprocessedRecord {
    record: PostingRecord,
    keys: Keys,
    hash: String,
}

/// The postings of a batch, with their entries, records and companies.
struct Batch {
    rows: Vec<PostingRow>,
    entries: Vec<Entry>,
    /// The records, none where a payload gives none.
    records: HashMap<EntryKey, Option<ReprocessedRecord>>,
    companies: HashMap<String, CompanyRow>,
}

impl Jobs {
    /// Starts a run, or returns the one that is not finished.
    pub async fn start_reprocessing(&self) -> Result<ReprocessingRow> {
        let tx = self.platform.begin().await?;
        let last = reprocessing::last().one(&tx).await?;
        if let Some(run) = last.filter(|run| run.ended_at.is_none()) {
            tx.rollback().await?;
            return Ok(run);
        }
        let count = sea_orm::PaginatorTrait::count(posting::all(), &tx).await?;
        let run = reprocessing::ActiveModel {
            id: Set(ReprocessingId(self.platform.clock.new_id())),
            position: Set(None),
            last_posting: Set(reprocessing::last_posting(&tx).await?),
            total: Set(i64::try_from(count).unwrap_or(i64::MAX)),
            done: Set(0),
            changed: Set(0),
            unreadable: Set(0),
            without_payload: Set(0),
            changed_by_field: Set(reprocessing::ByField::default()),
            started_at: Set(self.platform.clock.now()),
            ended_at: Set(None),
        };
        let run = run.insert(&tx).await?;
        // A server that runs, or one that starts later, continues if this process is stopped.
        tx.publish(&ReprocessPostings { id: run.id }).await?;
        tx.commit().await?;
        Ok(run)
    }

    /// A run.
    pub async fn reprocessing(&self, id: ReprocessingId) -> Result<Option<ReprocessingRow>> {
        Ok(reprocessing::by_id(id).one(self.platform.db.conn()).await?)
    }

    /// The last run, for admins.
    pub async fn last_reprocessing(&self, _admin: &Admin) -> Result<Option<ReprocessingRow>> {
        Ok(reprocessing::last().one(self.platform.db.conn()).await?)
    }

    /// Reads the next postings again; `false` if the run is finished. `queue_next` adds a task for the batch after it.
    pub async fn reprocess_next(&self, id: ReprocessingId, queue_next: bool) -> Result<bool> {
        let conn = self.platform.db.conn();
        let Some(run) = self
            .reprocessing(id)
            .await?
            .filter(|run| run.ended_at.is_none())
        else {
            return Ok(false);
        };
        let rows = match run.last_posting {
            Some(last) => posting::after(run.position, last, BATCH).all(conn).await?,
            None => Vec::new(),
        };
        let Some(end) = rows.last().map(|row| row.id) else {
            reprocessing::end(conn, id, self.platform.clock.now()).await?;
            return Ok(false);
        };
        let ids: Vec<PostingId> = rows.iter().map(|row| row.id).collect();
        let payloads = posting_payload::of_postings(conn, &ids).await?;
        let connectors = self.connectors;
        let records = off_reactor(move || parse_payloads(connectors, payloads)).await?;
        let tx = self.platform.begin().await?;
        if !reprocessing::advance(&tx, &run, end).await? {
            // Another process has read this batch meanwhile.
            tx.rollback().await?;
            if queue_next {
                self.platform.publish(&ReprocessPostings { id }).await?;
            }
            return Ok(true);
        }
        // Read within the transaction: an import may have changed the rows since.
        let mut batch = Batch {
            rows: posting::by_ids(&ids).all(&tx).await?,
            entries: posting_source::of_postings(ids).all(&tx).await?,
            records,
            companies: HashMap::new(),
        };
        let changed = self.store_reprocessed(&tx, run, &mut batch).await?;
        if queue_next {
            tx.publish(&ReprocessPostings { id }).await?;
        }
        tx.commit().await?;
        self.signal_changes(changed).await;
        Ok(true)
    }

    async fn store_reprocessed(
        &self,
        conn: &impl ConnectionTrait,
        run: ReprocessingRow,
        batch: &mut Batch,
    ) -> Result<usize> {
        self.resolve_companies(conn, batch).await?;
        let (mut rewrites, mut unreadable, mut without) = (Vec::new(), 0, 0);
        for row in &batch.rows {
            let of_row = || {
                batch
                    .entries
                    .iter()
                    .filter(|entry| entry.posting_id == row.id)
            };
            let lead = of_row()
                .find(|entry| entry.leads)
                .or_else(|| of_row().next());
            match lead.map(|entry| batch.records.get(&entry_key(entry))) {
                Some(Some(Some(found))) => match batch.company(&found.record) {
                    Some(company) => rewrites.push(Rewrite {
                        row: row.clone(),
                        keyed: KeyedRecord {
                            record: &found.record,
                            keys: &found.keys,
                            company,
                        },
                    }),
                    None => unreadable += 1,
                },
                Some(Some(None)) => unreadable += 1,
                Some(None) | None => without += 1,
            }
        }
        let rewritten = self.rewrite(conn, rewrites).await?;
        let written: Vec<PostingId> = rewritten.fields.keys().copied().collect();
        index::write(conn, &written, &KnownWords::default()).await?;
        posting_source::put(conn, batch.changed_entries()).await?;
        let mut by_field = run.changed_by_field.clone();
        for field in rewritten.fields.values().flatten() {
            let count = by_field.0.entry(field.clone()).or_default();
            *count = count.saturating_add(1);
        }
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let mut next = run.clone().into_active_model();
        // The position was moved by this transaction already.
        next.position = sea_orm::ActiveValue::NotSet;
        next.done = Set(run.done.saturating_add(count(batch.rows.len())));
        next.changed = Set(run.changed.saturating_add(count(rewritten.fields.len())));
        next.unreadable = Set(run.unreadable.saturating_add(unreadable));
        next.without_payload = Set(run.without_payload.saturating_add(without));
        next.changed_by_field = Set(by_field);
        next.update(conn).await?;
        Ok(rewritten.fields.len())
    }

    /// Finds the companies of the records: a record that names none belongs to the employer of its board.
    async fn resolve_companies(
        &self,
        conn: &impl ConnectionTrait,
        batch: &mut Batch,
    ) -> Result<()> {
        let names = employers(conn, batch.boards()).await?;
        let mut records = Vec::new();
        for entry in &batch.entries {
            let Some(Some(found)) = batch.records.get_mut(&entry_key(entry)) else {
                continue;
            };
            if found.record.company.is_none() {
                let row = batch.rows.iter().find(|row| row.id == entry.posting_id);
                let of_board = names.get(&(entry.connector.clone(), entry.board.clone()));
                found.record.company = of_board
                    .or_else(|| row.map(|row| &row.company_name))
                    .cloned();
            }
            records.push(found.record.clone());
        }
        let board = Board {
            connector: "",
            board: "",
            company: CompanyFacts::default(),
        };
        batch.companies = self.companies(conn, &board, &records).await?;
        Ok(())
    }
}

/// The employers of boards.
async fn employers(
    conn: &impl ConnectionTrait,
    boards: BTreeSet<(&str, &str)>,
) -> Result<HashMap<(String, String), String>> {
    if boards.is_empty() {
        return Ok(HashMap::new());
    }
    let sources = board_source::of_boards(boards).all(conn).await?;
    let names = sources
        .into_iter()
        .map(|source| ((source.connector, source.board), source.company_name));
    Ok(names.collect())
}

impl Batch {
    /// The boards of records that name no company.
    fn boards(&self) -> BTreeSet<(&str, &str)> {
        let unnamed = self.entries.iter().filter(|entry| {
            let read = self.records.get(&entry_key(entry));
            matches!(read, Some(Some(found)) if found.record.company.is_none())
        });
        unnamed
            .map(|entry| (entry.connector.as_str(), entry.board.as_str()))
            .collect()
    }

    fn company(&self, record: &PostingRecord) -> Option<&CompanyRow> {
        self.companies.get(&alias_of(record.company.as_deref()?))
    }

    /// The entries whose keys this version reads differently.
    fn changed_entries(&self) -> Vec<Entry> {
        let again = self.entries.iter().filter_map(|entry| {
            let found = self.records.get(&entry_key(entry))?.as_ref()?;
            let keys = found.keys.clone();
            let next = Entry {
                url_key: keys.url,
                apply_key: keys.apply,
                requisition_key: keys.requisition,
                title_key: Some(keys.title),
                places_key: Some(keys.places),
                text_hash: Some(keys.text),
                company_id: self.company(&found.record).map(|company| company.id),
                record_hash: found.hash.clone(),
                ..entry.clone()
            };
            (next != *entry).then_some(next)
        });
        again.collect()
    }
}

fn entry_key(entry: &Entry) -> EntryKey {
    (
        entry.connector.clone(),
        entry.board.clone(),
        entry.external_id.clone(),
    )
}

/// Reads payloads with the connectors that read them first.
fn parse_payloads(
    connectors: Connectors,
    payloads: Vec<posting_payload::Model>,
) -> HashMap<EntryKey, Option<ReprocessedRecord>> {
    let read = |kept: posting_payload::Model| {
        let record = connectors.by_name(&kept.connector).and_then(|connector| {
            let payload = Payload::stored(kept.payload).open()?;
            let listing = connector.parse(&payload).ok()?;
            listing
                .postings
                .into_iter()
                .find(|record| record.external_id == kept.external_id)
        });
        let again = record.map(|record| ReprocessedRecord {
            hash: record_hash(&record),
            keys: Keys::of(&record),
            record,
        });
        ((kept.connector, kept.board, kept.external_id), again)
    };
    payloads.into_iter().map(read).collect()
}
