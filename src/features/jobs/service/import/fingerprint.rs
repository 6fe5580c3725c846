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
    let (mut votes, mut lower) = (Votes::default(), String::new());
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    for word in words {
        lower.clear();
        if word.is_ascii() {
            lower.push_str(word);
            lower.make_ascii_lowercase();
        } else {
            lower.push_str(&word.to_lowercase());
        }
        let mut hasher = SipHasher13::new();
        hasher.write(lower.as_bytes());
        votes.add(hasher.finish());
    }
    votes.majority()
}

/// Counters of 64 bits: each number has a bit of all of them, so that a vote for all takes a few steps.
#[derive(Default)]
struct Votes {
    digits: [u64; 32],
    total: u32,
}

impl Votes {
    fn add(&mut self, hash: u64) {
        self.total += 1;
        let mut carry = hash;
        for digit in &mut self.digits {
            if carry == 0 {
                break;
            }
            (*digit, carry) = (*digit ^ carry, *digit & carry);
        }
    }

    /// The bits that more than half of the hashes have.
    fn majority(&self) -> u64 {
        let count = |bit: u32| {
            let digits = self.digits.iter().rev();
            digits.fold(0_u64, |count, digit| count << 1 | (digit >> bit & 1))
        };
        (0..64)
            .filter(|bit| count(*bit) * 2 > u64::from(self.total))
            .fold(0, |hash, bit| hash | 1 << bit)
    }
}

/// True if two descriptions are almost equal.
pub(in crate::features::jobs::service) const fn are_near(left: i64, right: i64) -> bool {
    (left ^ right).count_ones() <= DISTANCE_MAX
}

#[cfg(test)]
mod tests {
    use super::{Votes, are_near, simhash};

    #[test]
    fn a_bit_is_set_if_more_than_half_of_the_hashes_have_it() {
        for (hashes, majority) in [
            (&[][..], 0),
            (&[0b101], 0b101),
            (&[0b101, 0b011], 0b001),
            (&[0b101, 0b011, u64::MAX], 0b111),
            (&[u64::MAX, u64::MAX, 0, 1], 1),
        ] {
            let mut votes = Votes::default();
            for hash in hashes {
                votes.add(*hash);
            }
            assert_eq!(votes.majority(), majority, "{hashes:?}");
        }
    }

    #[test]
    fn the_hash_of_a_text_is_the_one_that_is_stored() {
        assert_eq!(
            simhash("Roses and tulips, Ärzte und Gärten."),
            0x6041_1c55_e105_61b2
        );
    }

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
