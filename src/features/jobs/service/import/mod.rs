//! Stores the records of a board: new postings, changed ones, and unchanged ones. Each batch is one transaction.

use std::collections::HashMap;

use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait};

use self::{board::company_name, rows::NewRows};
use super::search::index;
use crate::{
    error::{Kind, Result},
    features::jobs::{
        CompanyRow, Jobs, PostingRow,
        entity::{posting, posting_location, posting_skill, posting_source},
        source::PostingRecord,
    },
    types::id::{CompanyId, PostingId},
};

mod board;
mod companies;
mod rows;

pub use self::board::{Board, CompanyFacts};
pub(super) use self::companies::alias_of;

/// Records per transaction; few, because SQLite has a single writer.
const BATCH: usize = 100;
/// Attempts of a transaction that conflicts with others.
const TRIES: u32 = 5;

/// The result of storing records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Number of records.
    pub found: usize,
    /// Number of new postings.
    pub added: usize,
    /// Number of changed postings.
    pub changed: usize,
}

/// Known postings by company and hash of text and places. A requisition number can only tell two of them apart.
type Same = HashMap<(CompanyId, String), Vec<(PostingId, Option<String>)>>;

impl Jobs {
    /// Stores the records of a board. Storing the same records again updates only the time when they were seen.
    pub async fn store(&self, board: &Board<'_>, records: &[PostingRecord]) -> Result<Counts> {
        let mut counts = Counts::default();
        for batch in records.chunks(BATCH) {
            let (of_batch, touched) = self.store_in_transaction(board, batch).await?;
            self.signal_changes(of_batch.added + touched.len()).await;
            counts.found += of_batch.found;
            counts.added += of_batch.added;
            counts.changed += of_batch.changed;
        }
        Ok(counts)
    }

    /// Retries if a concurrent transaction inserted the same company or posting; the retry finds its rows.
    async fn store_in_transaction(
        &self,
        board: &Board<'_>,
        records: &[PostingRecord],
    ) -> Result<(Counts, Vec<PostingId>)> {
        let mut tries = 0;
        loop {
            tries += 1;
            let tx = self.platform.begin().await?;
            let stored = match self.store_batch(&tx, board, records).await {
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
        records: &[PostingRecord],
    ) -> Result<(Counts, Vec<PostingId>)> {
        let now = self.platform.clock.now();
        let known = known(conn, board, records).await?;
        let companies = self.companies(conn, board, records).await?;
        let mut same = same(conn, records, &companies, board).await?;
        let (mut fresh, mut changed, mut seen, mut touched) =
            (NewRows::default(), Vec::new(), Vec::new(), Vec::new());
        for record in records {
            let Some(company) = companies.get(&alias_of(company_name(record, board))) else {
                continue;
            };
            let hash = rows::record_hash(record);
            if let Some(source) = known.get(&record.external_id) {
                seen.push(record.external_id.clone());
                touched.push(source.posting_id);
                if source.record_hash != hash {
                    changed.push((source.clone(), record, company, hash));
                }
                continue;
            }
            let twin = duplicate_of(&same, company, record);
            let id = twin.unwrap_or_else(|| PostingId(self.platform.clock.new_id()));
            fresh.source(board, record, id, hash, now);
            if let Some(twin) = twin {
                // It may have been closed in the source where it was first read.
                touched.push(twin);
            } else {
                same.entry((company.id, rows::description_hash(record)))
                    .or_default()
                    .push((id, record.requisition_id.clone()));
                fresh.posting(record, company, id, now);
            }
        }
        let counts = Counts {
            found: records.len(),
            added: fresh.postings.len(),
            changed: changed.len(),
        };
        let mut rewritten = Vec::new();
        for (source, record, company, hash) in changed {
            rewritten.push(source.posting_id);
            self.rewrite(conn, source, record, company, hash).await?;
        }
        let written: Vec<PostingId> = fresh
            .posting_ids()
            .chain(rewritten.iter().copied())
            .collect();
        fresh.insert(conn, &self.platform.clock).await?;
        index::write(conn, &written).await?;
        if !touched.is_empty() {
            posting_source::mark_seen(conn, board.connector, board.board, &seen, now).await?;
            posting::mark_seen(conn, &touched, now).await?;
        }
        Ok((counts, touched))
    }

    /// Rewrites the row, places and skills of a changed posting; keeps the times when it was first seen and posted.
    async fn rewrite(
        &self,
        conn: &impl ConnectionTrait,
        source: posting_source::Model,
        record: &PostingRecord,
        company: &CompanyRow,
        hash: String,
    ) -> Result<()> {
        let (id, now) = (source.posting_id, self.platform.clock.now());
        let mut row = rows::posting(record, company, id, now);
        row.first_seen_at = sea_orm::ActiveValue::NotSet;
        if record.posted_at.is_none() {
            row.posted_at = sea_orm::ActiveValue::NotSet;
            row.posted_at_inferred = sea_orm::ActiveValue::NotSet;
        }
        row.update(conn).await?;
        posting_location::clear(conn, id).await?;
        posting_skill::clear(conn, id).await?;
        let mut around = NewRows::default();
        around.around(record, id);
        around.insert(conn, &self.platform.clock).await?;
        let mut source: posting_source::ActiveModel = source.into();
        source.record_hash = sea_orm::ActiveValue::Set(hash);
        source.update(conn).await?;
        Ok(())
    }
}

async fn known(
    conn: &impl ConnectionTrait,
    board: &Board<'_>,
    records: &[PostingRecord],
) -> Result<HashMap<String, posting_source::Model>> {
    let ids = records.iter().map(|record| record.external_id.clone());
    let rows = posting_source::of_board_by_ids(board.connector, board.board, ids)
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.external_id.clone(), row))
        .collect())
}

async fn same(
    conn: &impl ConnectionTrait,
    records: &[PostingRecord],
    companies: &HashMap<String, CompanyRow>,
    board: &Board<'_>,
) -> Result<Same> {
    let companies = records
        .iter()
        .filter_map(|record| companies.get(&alias_of(company_name(record, board))))
        .map(|company| company.id);
    let rows: Vec<PostingRow> =
        posting::by_texts(companies, records.iter().map(rows::description_hash))
            .all(conn)
            .await?;
    let mut same = Same::new();
    for row in rows {
        same.entry((row.company_id, row.description_hash))
            .or_default()
            .push((row.id, row.requisition_id));
    }
    Ok(same)
}

fn duplicate_of(same: &Same, company: &CompanyRow, record: &PostingRecord) -> Option<PostingId> {
    let candidates = same.get(&(company.id, rows::description_hash(record)))?;
    let distinct = |known: &Option<String>| {
        known.is_some() && record.requisition_id.is_some() && *known != record.requisition_id
    };
    candidates
        .iter()
        .find(|(_, requisition)| !distinct(requisition))
        .map(|(id, _)| *id)
}

impl NewRows {
    async fn insert(
        self,
        conn: &impl ConnectionTrait,
        clock: &crate::platform::clock::Clock,
    ) -> Result<()> {
        let skills = self.skill_rows(conn, clock).await?;
        insert_many::<posting::Entity>(conn, self.postings).await?;
        insert_many::<posting_source::Entity>(conn, self.sources).await?;
        insert_many::<posting_location::Entity>(conn, self.locations).await?;
        insert_many::<posting_skill::Entity>(conn, skills).await
    }
}

/// Inserts in chunks: PostgreSQL allows 65 535 parameters in a statement, SQLite 32 766.
async fn insert_many<E: EntityTrait>(
    conn: &impl ConnectionTrait,
    rows: Vec<E::ActiveModel>,
) -> Result<()> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        E::insert_many(rows.by_ref().take(500).collect::<Vec<_>>())
            .exec_without_returning(conn)
            .await?;
    }
    Ok(())
}
