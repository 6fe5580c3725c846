//! Reads the entries that a batch is compared with, and keeps them current while the batch is planned.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;

use super::identity::{BoardEntries, Candidates, Keys};
use crate::{
    error::Result,
    features::jobs::entity::posting_source::{self, CandidateKeys, Model as Entry},
    types::id::{CompanyId, PostingId},
};

/// The entries of these ids of the board.
pub(super) async fn known(
    conn: &impl ConnectionTrait,
    reading: &BoardEntries<'_>,
    ids: impl Iterator<Item = String>,
) -> Result<HashMap<String, Entry>> {
    let rows = posting_source::of_board_by_ids(reading.connector, reading.board, ids)
        .all(conn)
        .await?;
    let by_id = rows.into_iter().map(|row| (row.external_id.clone(), row));
    Ok(by_id.collect())
}

/// All entries of the postings of known entries, and of those that new entries may belong to.
pub(super) async fn read<'a>(
    conn: &impl ConnectionTrait,
    known: &HashMap<String, Entry>,
    all: impl Iterator<Item = (&'a str, &'a Keys, CompanyId)>,
) -> Result<Candidates> {
    let mut like = CandidateKeys::default();
    let mut changed: Vec<PostingId> = known.values().map(|entry| entry.posting_id).collect();
    for (id, keys, company) in all {
        if known.contains_key(id) {
            continue;
        }
        like.urls.extend(keys.own_urls().map(str::to_owned));
        like.requisitions.extend(keys.requisition.clone());
        like.texts.insert(keys.text.clone());
        like.companies.insert(company);
    }
    if !like.texts.is_empty() {
        changed.extend(posting_source::candidate_postings(conn, &like).await?);
    }
    changed.sort_unstable();
    changed.dedup();
    let mut candidates = Candidates::new();
    for ids in changed.chunks(500) {
        for entry in posting_source::of_postings(ids.iter().copied())
            .all(conn)
            .await?
        {
            candidates.entry(entry.posting_id).or_default().push(entry);
        }
    }
    Ok(candidates)
}

/// Puts an entry among the candidates, in place of its older state.
pub(super) fn put(candidates: &mut Candidates, entry: Entry) {
    let is_same = |other: &Entry| {
        other.external_id == entry.external_id
            && other.board == entry.board
            && other.connector == entry.connector
    };
    for entries in candidates.values_mut() {
        entries.retain(|other| !is_same(other));
    }
    let entries = candidates.entry(entry.posting_id).or_default();
    if entry.leads {
        for other in entries.iter_mut() {
            other.leads = false;
        }
    }
    entries.push(entry);
}
