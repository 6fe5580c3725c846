//! Inflates a file to find its encoding, and enforces the limits of bytes while it does so. Nothing is kept.

use std::io::Read;

use super::{Archive, Limits, entries};
use crate::{
    archive::entries::Entry,
    charset::{Charset, Detector},
    refused::Refused,
};

const PIECE_BYTES: usize = 32 * 1024;

/// Bytes that may still be inflated.
pub(super) struct Budget {
    total_left: u64,
    file_bytes: u64,
    ratio: u64,
    ratio_from_bytes: u64,
}

impl Budget {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            total_left: limits.total_bytes,
            file_bytes: limits.file_bytes,
            ratio: limits.ratio,
            ratio_from_bytes: limits.ratio_from_bytes,
        }
    }
}

/// What a file is.
pub(super) enum Inflated {
    /// Text of an encoding.
    Text(Charset),
    /// It has bytes that no text has.
    Binary,
    /// It cannot be inflated, or its checksum is another.
    Broken,
}

/// Inflates a file to its end. The archive is refused if it is larger than the limits.
pub(super) fn examine(
    archive: &mut Archive<'_>,
    entry: &Entry,
    budget: &mut Budget,
) -> Result<Inflated, Refused> {
    let Ok(mut file) = archive.by_index(entry.index) else {
        return Ok(Inflated::Broken);
    };
    let by_ratio = budget
        .ratio
        .saturating_mul(entry.compressed)
        .max(budget.ratio_from_bytes);
    let mut left = budget.file_bytes.min(by_ratio).min(budget.total_left);
    let mut detector = Detector::default();
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let Ok(read) = file.read(&mut piece) else {
            return Ok(Inflated::Broken);
        };
        if read == 0 {
            break;
        }
        left = left.checked_sub(read as u64).ok_or_else(entries::bomb)?;
        budget.total_left = budget.total_left.saturating_sub(read as u64);
        detector.push(piece.get(..read).unwrap_or_default());
    }
    Ok(detector.finish().map_or(Inflated::Binary, Inflated::Text))
}
