//! What is too much.

use crate::table;

/// What is too much. An archive that exceeds a limit of bytes or entries is refused; of a file with too many rows the first ones are read.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the archive.
    pub archive_bytes: usize,
    /// Files and folders in it.
    pub entries: usize,
    /// Bytes of all files, inflated.
    pub total_bytes: u64,
    /// Bytes of one file, inflated.
    pub file_bytes: u64,
    /// How many times larger a file may be than its compressed form.
    pub ratio: u64,
    /// Bytes up to which a file may have any ratio.
    pub ratio_from_bytes: u64,
    /// Rows of one file, and the size of its rows and cells.
    pub table: table::Limits,
    /// Rows of all files.
    pub rows: u32,
    /// Bytes of all cells that are kept.
    pub text_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            archive_bytes: 200 * 1024 * 1024,
            entries: 2_000,
            total_bytes: 1024 * 1024 * 1024,
            file_bytes: 200 * 1024 * 1024,
            ratio: 100,
            ratio_from_bytes: 256 * 1024,
            table: table::Limits::default(),
            rows: 500_000,
            text_bytes: 128 * 1024 * 1024,
        }
    }
}
