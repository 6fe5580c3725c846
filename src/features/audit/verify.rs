//! Verifies the chain from its beginning: an entry that was edited, removed, inserted or moved breaks it. A cut-off end is detected by the
//! head row, and if that was changed too, by an anchor that is kept elsewhere.

use std::{collections::HashMap, fmt, str::FromStr};

use super::{
    Audit, EntryRow,
    chain::{hash_of_entry, hash_of_origin},
    entity::{entry, head, origin},
};
use crate::error::{Error, Result};

/// Entries read at once.
const BATCH: u64 = 1_000;

/// A position in the chain with its hash, to be kept where users with write access to the database cannot change it: `NUMBER HASH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The number of the entry; 0 before the first.
    pub seq: i64,
    /// Its hash; empty before the first.
    pub hash: Vec<u8>,
}

/// The result of a verification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The chain is intact; this is its last entry.
    Intact(Anchor),
    /// It is broken.
    Broken {
        /// The first entry that is missing or was changed.
        seq: i64,
        /// The reason.
        why: &'static str,
    },
}

/// The hash in hexadecimal; `-` before the first entry.
impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {}",
            self.seq,
            if self.hash.is_empty() { "-" } else { "" }
        )?;
        self.hash
            .iter()
            .try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Anchor {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        let (seq, digits) = text.trim().split_once(' ').ok_or(())?;
        let seq = seq.parse().map_err(|_| ())?;
        if (seq, digits) == (0, "-") {
            return Ok(Self {
                seq,
                hash: Vec::new(),
            });
        }
        let byte = |pair: &[u8]| {
            std::str::from_utf8(pair)
                .ok()
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        };
        let is_hash = digits.len() == 64 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let hash: Option<Vec<u8>> = digits.as_bytes().chunks(2).map(byte).collect();
        hash.filter(|_| is_hash)
            .map(|hash| Self { seq, hash })
            .ok_or(())
    }
}

impl Audit {
    /// The current end of the chain.
    pub async fn anchor(&self) -> Result<Anchor> {
        let head = self.head().await?;
        Ok(Anchor {
            seq: head.seq,
            hash: head.hash,
        })
    }

    /// Verifies the whole chain. Entries can be appended meanwhile.
    pub async fn verify(&self, anchor: Option<&Anchor>) -> Result<Verdict> {
        let conn = self.platform.db.conn();
        let (mut seq, mut hash) = (0, Vec::new());
        loop {
            let rows = entry::some_after(seq, BATCH).all(conn).await?;
            if rows.is_empty() {
                // An entry and the head are written in one transaction, so the entry of the head exists, unless it was removed.
                let head = self.head().await?;
                if head.seq > seq && !entry::some_after(seq, 1).all(conn).await?.is_empty() {
                    continue;
                }
                return Ok(judge_end(seq, hash, &head, anchor));
            }
            let origins = origin::of_entries(rows.iter().map(|row| row.seq))
                .all(conn)
                .await?;
            let origins: HashMap<i64, origin::Model> = origins
                .into_iter()
                .map(|origin| (origin.seq, origin))
                .collect();
            for row in rows {
                if let Some(broken) = judge(seq, &hash, &row, origins.get(&row.seq), anchor) {
                    return Ok(broken);
                }
                (seq, hash) = (row.seq, row.hash);
            }
        }
    }

    async fn head(&self) -> Result<head::Model> {
        head::current()
            .one(self.platform.db.conn())
            .await?
            .ok_or_else(|| Error::internal("the audit has no head"))
    }
}

/// The fault of an entry that follows this one, if any.
fn judge(
    seq: i64,
    before: &[u8],
    row: &EntryRow,
    origin: Option<&origin::Model>,
    anchor: Option<&Anchor>,
) -> Option<Verdict> {
    let why = if row.seq != seq + 1 {
        return Some(Verdict::Broken {
            seq: seq + 1,
            why: "it is missing",
        });
    } else if row.hash != hash_of_entry(before, row) {
        "it is not what was written, or does not follow the entry before it"
    } else if origin.is_some_and(|origin| hash_of_origin(origin) != row.origin_hash) {
        "where it came from is not what was written"
    } else if anchor.is_some_and(|anchor| anchor.seq == row.seq && anchor.hash != row.hash) {
        "it is not the entry of the anchor"
    } else {
        return None;
    };
    Some(Verdict::Broken { seq: row.seq, why })
}

fn judge_end(seq: i64, hash: Vec<u8>, head: &head::Model, anchor: Option<&Anchor>) -> Verdict {
    if head.seq > seq {
        return Verdict::Broken {
            seq: seq + 1,
            why: "it is missing, and entries after it may be missing too",
        };
    }
    if head.seq < seq {
        return Verdict::Broken {
            seq: head.seq + 1,
            why: "it is after the end of the chain",
        };
    }
    if head.hash != hash {
        return Verdict::Broken {
            seq,
            why: "the end of the chain has another hash",
        };
    }
    match anchor {
        Some(anchor) if anchor.seq > seq => Verdict::Broken {
            seq: seq + 1,
            why: "it is missing, although the anchor is later",
        },
        _ => Verdict::Intact(Anchor { seq, hash }),
    }
}
