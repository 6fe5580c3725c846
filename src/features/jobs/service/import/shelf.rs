//! Reads the entries that a batch is compared with, and keeps them current while the batch is planned.

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, ConnectionTrait};

use super::identity::{Keys, Reading, Shelf};
use crate::{
    error::Result,
    features::jobs::entity::posting_source::{self, Likeness, Model as Entry},
    types::id::{CompanyId, PostingId},
};

/// The entries of these ids of the board.
pub(super) async fn known(
    conn: &impl ConnectionTrait,
    reading: &Reading<'_>,
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
) -> Result<Shelf> {
    let mut like = Likeness::default();
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
        changed.extend(posting_source::postings_like(conn, &like).await?);
    }
    changed.sort_unstable();
    changed.dedup();
    let mut candidates = Shelf::new();
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
pub(super) fn put(candidates: &mut Shelf, entry: Entry) {
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

/// The row to store.
pub(in crate::features::jobs::service) fn row(entry: &Entry) -> posting_source::ActiveModel {
    posting_source::ActiveModel {
        connector: Set(entry.connector.clone()),
        board: Set(entry.board.clone()),
        external_id: Set(entry.external_id.clone()),
        posting_id: Set(entry.posting_id),
        url_key: Set(entry.url_key.clone()),
        record_hash: Set(entry.record_hash.clone()),
        last_seen_at: Set(entry.last_seen_at),
        missing_since: Set(entry.missing_since),
        company_id: Set(entry.company_id),
        url: Set(entry.url.clone()),
        apply_url: Set(entry.apply_url.clone()),
        apply_key: Set(entry.apply_key.clone()),
        requisition_key: Set(entry.requisition_key.clone()),
        title_key: Set(entry.title_key.clone()),
        places_key: Set(entry.places_key.clone()),
        text_hash: Set(entry.text_hash.clone()),
        payload_hash: Set(entry.payload_hash.clone()),
        posted_at: Set(entry.posted_at),
        first_seen_at: Set(entry.first_seen_at),
        leads: Set(entry.leads),
    }
}
