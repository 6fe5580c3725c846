//! Fingerprints, by which possible duplicates are found: a SimHash of the description, cut into four bands. Two descriptions whose hashes
//! differ in at most three of 64 bits have at least one band in common (Manku and others, 2007).

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    hash::Hasher,
};

use reading::title;
use sea_orm::ConnectionTrait;
use siphasher::sip::SipHasher13;

use super::identity;
use crate::{
    error::Result,
    features::jobs::{
        entity::{
            posting,
            posting_fingerprint::{self, Model as Fingerprint},
            posting_location,
        },
        source::PostingRecord,
    },
    types::id::PostingId,
};

/// The highest number of different bits of descriptions that are almost equal.
pub(in crate::features::jobs::service) const DISTANCE_MAX: u32 = 3;
/// Bits of a band.
const BAND_BITS: u32 = 16;

/// The rows of a posting that is read as this record.
pub(in crate::features::jobs::service) fn of(
    id: PostingId,
    record: &PostingRecord,
) -> Vec<Fingerprint> {
    let places = identity::places(record);
    rows(id, &record.title, &record.description, &places)
}

/// The rows of stored postings that have none: an earlier version stored them.
pub(in crate::features::jobs::service) async fn missing(
    conn: &impl ConnectionTrait,
    ids: &[PostingId],
) -> Result<Vec<Fingerprint>> {
    let known = posting_fingerprint::of_postings(ids).all(conn).await?;
    let known: HashSet<PostingId> = known.into_iter().map(|print| print.posting_id).collect();
    let mut missing = ids.to_vec();
    missing.retain(|id| !known.contains(id));
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    let mut places: HashMap<PostingId, BTreeSet<String>> = HashMap::new();
    for place in posting_location::of_postings(&missing).all(conn).await? {
        let key = identity::place(place.city.as_deref(), place.country.as_deref(), &place.raw);
        places.entry(place.posting_id).or_default().insert(key);
    }
    let texts = posting::all_searched_texts(conn, &missing).await?;
    let prints = texts.iter().flat_map(|text| {
        let places = places.remove(&text.id).unwrap_or_default();
        rows(text.id, &text.title, &text.description, &places)
    });
    Ok(prints.collect())
}

fn rows(
    id: PostingId,
    title: &str,
    description: &str,
    places: &BTreeSet<String>,
) -> Vec<Fingerprint> {
    let simhash = simhash(description);
    let title = title::key(title);
    (0..4_u32)
        .map(|band| {
            let mut hasher = SipHasher13::new();
            hasher.write(title.as_bytes());
            hasher.write_u8(0xFF);
            for place in places {
                hasher.write(place.as_bytes());
                hasher.write_u8(0xFF);
            }
            hasher.write_u32(band);
            hasher.write_u64(simhash >> (band * BAND_BITS) & 0xFFFF);
            Fingerprint {
                band_key: hasher.finish().cast_signed(),
                posting_id: id,
                simhash: simhash.cast_signed(),
            }
        })
        .collect()
}

/// Each word votes for or against each bit.
fn simhash(text: &str) -> u64 {
    let mut votes = [0_i32; 64];
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    for word in words {
        let mut hasher = SipHasher13::new();
        hasher.write(word.to_lowercase().as_bytes());
        let hash = hasher.finish();
        for (bit, vote) in votes.iter_mut().enumerate() {
            *vote = vote.saturating_add(if hash >> bit & 1 == 1 { 1 } else { -1 });
        }
    }
    votes
        .iter()
        .enumerate()
        .filter(|(_, vote)| **vote > 0)
        .fold(0, |hash, (bit, _)| hash | 1 << bit)
}

/// True if two descriptions are almost equal.
pub(in crate::features::jobs::service) const fn are_near(left: i64, right: i64) -> bool {
    (left ^ right).count_ones() <= DISTANCE_MAX
}

#[cfg(test)]
mod tests {
    use super::{are_near, simhash};

    #[test]
    fn a_small_edit_of_a_long_text_is_near_and_another_text_is_not() {
        let words = |name: &str, of: usize| {
            let words = (0..300).map(|word| format!("{name}{}", word % of));
            words.collect::<Vec<_>>().join(" ")
        };
        let text = words("word", 97);
        let edited = format!("{text} indeed");
        let other = words("term", 89);
        let near = |left: &str, right: &str| {
            are_near(simhash(left).cast_signed(), simhash(right).cast_signed())
        };
        assert!(near(&text, &text) && near(&text, &edited));
        assert!(!near(&text, &other));
    }
}
