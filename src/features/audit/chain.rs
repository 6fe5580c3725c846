//! The hash chain of the entries.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::entity::{
    entry::{self, Outcome},
    origin,
};

/// The hash of an entry. Each field is prefixed with its length, and an absent one has a mark of its own, so that no two entries have the
/// same encoding.
pub(super) fn hash_of_entry(before: &[u8], row: &entry::Model) -> Vec<u8> {
    let outcome = match row.outcome {
        Outcome::Done => "DONE",
        Outcome::Refused => "REFUSED",
    };
    let (seq, at) = (row.seq.to_string(), instant(row.at));
    let (actor, subject) = (
        row.actor_id.map(|id| id.to_string()),
        row.subject_id.map(|id| id.to_string()),
    );
    digest(&[
        Some(before),
        Some(seq.as_bytes()),
        Some(at.as_bytes()),
        Some(row.action.as_bytes()),
        Some(outcome.as_bytes()),
        bytes(actor.as_ref()),
        bytes(subject.as_ref()),
        bytes(row.target.as_ref()),
        Some(&row.origin_hash),
    ])
}

pub(super) fn hash_of_origin(origin: &origin::Model) -> Vec<u8> {
    let user = origin.user_id.map(|id| id.to_string());
    let of_request = [
        origin.ip_address.as_ref(),
        origin.user_agent.as_ref(),
        origin.request_id.as_ref(),
    ]
    .map(bytes);
    digest(
        &[
            &[Some(origin.salt.as_slice()), bytes(user.as_ref())],
            &of_request[..],
        ]
        .concat(),
    )
}

fn bytes(text: Option<&String>) -> Option<&[u8]> {
    text.map(String::as_bytes)
}

fn digest(parts: &[Option<&[u8]>]) -> Vec<u8> {
    let mut hasher = Sha256::new();
    for part in parts {
        // No field is that long.
        let length = part.map_or(u64::MAX, |part| part.len() as u64);
        hasher.update(length.to_be_bytes());
        hasher.update(part.unwrap_or_default());
    }
    hasher.finalize().to_vec()
}

/// Microseconds, the precision of both databases.
fn instant(at: DateTime<Utc>) -> String {
    at.timestamp_micros().to_string()
}
