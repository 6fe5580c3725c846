//! Inflates a file to find its encoding, and enforces the limits of bytes and of time while it does so. Nothing is kept.

use std::io::Read;

use super::{Archive, Limits, entries};
use crate::{
    archive::entries::Entry,
    charset::{Charset, Detector},
    refused::Refused,
};

const PIECE_BYTES: usize = 32 * 1024;

/// Bytes that may still be inflated, and whether time is left.
pub(super) struct Budget<'a> {
    total_left: u64,
    file_bytes: u64,
    ratio: u64,
    ratio_from_bytes: u64,
    is_over: &'a dyn Fn() -> bool,
}

impl<'a> Budget<'a> {
    pub(super) fn new(limits: &Limits, is_over: &'a dyn Fn() -> bool) -> Self {
        Self {
            total_left: limits.total_bytes,
            file_bytes: limits.file_bytes,
            ratio: limits.ratio,
            ratio_from_bytes: limits.ratio_from_bytes,
            is_over,
        }
    }

    /// Refuses the archive when its time is over.
    pub(super) fn check_time(&self) -> Result<(), Refused> {
        if !(self.is_over)() {
            return Ok(());
        }
        Err(Refused::new(
            "The archive could not be read in the time that is allowed. Ask LinkedIn for single files, such as the positions, or send the archive later.",
        ))
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
    budget: &mut Budget<'_>,
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
        budget.check_time()?;
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
