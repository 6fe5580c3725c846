//! Opens an archive and lists its files, or refuses it where it is unsafe.

use std::{collections::HashSet, io::Cursor};

use memchr::memmem;
use zip::{ZipArchive, read::ZipFile};

use super::{Archive, Limits, names, shown};
use crate::{linkedin::Kind, refused::Refused};

/// The beginning of each record of the directory of a ZIP file.
const DIRECTORY_RECORD: &[u8] = b"PK\x01\x02";
/// How many times more of them than entries are tolerated, because files in the archive may be ZIP files.
const DIRECTORY_RECORDS_FACTOR: usize = 20;

/// A file of the archive.
pub(super) struct Entry {
    pub index: usize,
    /// As the report shows it.
    pub name: String,
    pub compressed: u64,
    /// The table that it holds, if it is one that is read.
    pub kind: Option<Kind>,
}

/// Opens an archive. Folders, and files that file managers add, are left out.
pub(super) fn open<'a>(
    bytes: &'a [u8],
    limits: &Limits,
) -> Result<(Archive<'a>, Vec<Entry>), Refused> {
    if bytes.len() > limits.archive_bytes {
        return Err(Refused::too_large(bytes.len(), limits.archive_bytes));
    }
    let too_many = || {
        Refused::new(format!(
            "The archive has more than {} files. Send it as LinkedIn made it.",
            limits.entries
        ))
    };
    let records = memmem::find_iter(bytes, DIRECTORY_RECORD);
    let records_max = limits.entries.saturating_mul(DIRECTORY_RECORDS_FACTOR);
    if records.take(records_max + 1).count() > records_max {
        return Err(too_many());
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| not_an_archive(bytes))?;
    if archive.len() > limits.entries {
        return Err(too_many());
    }
    let entries = list(&mut archive, limits)?;
    if archive.has_duplicate_names() {
        return Err(doubled());
    }
    if archive.has_overlapping_entries().unwrap_or(true) {
        return Err(Refused::new(
            "Files of this archive share their bytes, as archives do that are made to harm. Ask LinkedIn for a new one.",
        ));
    }
    Ok((archive, entries))
}

fn list(archive: &mut Archive<'_>, limits: &Limits) -> Result<Vec<Entry>, Refused> {
    let mut entries = Vec::new();
    let mut seen = HashSet::new();
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let Ok(file) = archive.by_index_raw(index) else {
            return Err(Refused::new("The archive is damaged. Download it again."));
        };
        check(&file, limits)?;
        total = total.saturating_add(file.size());
        if total > limits.total_bytes {
            return Err(bomb());
        }
        let raw = String::from_utf8_lossy(file.name_raw()).into_owned();
        let name = file
            .name()
            .map_or_else(|_| raw.clone(), std::borrow::Cow::into_owned);
        let (Some(normalized), Some(_)) = (names::normalized(&name), names::normalized(&raw))
        else {
            return Err(Refused::new(format!(
                "The name \"{}\" leads out of the archive, so that it is not safe. Ask LinkedIn for a new one.",
                shown(&name)
            )));
        };
        if file.is_dir() || normalized.is_empty() {
            continue;
        }
        let kind = names::kind(&normalized);
        let of_system = names::is_of_system(&normalized);
        if !seen.insert(normalized) {
            return Err(doubled());
        }
        if !of_system {
            entries.push(Entry {
                index,
                name: shown(&name),
                compressed: file.compressed_size(),
                kind,
            });
        }
    }
    Ok(entries)
}

/// Checks what the directory says about a file; what it really holds is checked while it is inflated.
fn check(file: &ZipFile<'_, Cursor<&[u8]>>, limits: &Limits) -> Result<(), Refused> {
    if file.encrypted() {
        return Err(Refused::new(
            "The archive is protected with a password. Unpack it, pack it again without one, and send that.",
        ));
    }
    if file.is_symlink() {
        return Err(Refused::new(
            "The archive has links to other files, so that it is not safe. Ask LinkedIn for a new one.",
        ));
    }
    let inflated_max = limits
        .ratio
        .saturating_mul(file.compressed_size())
        .max(limits.ratio_from_bytes);
    if file.size() > limits.file_bytes || file.size() > inflated_max {
        return Err(bomb());
    }
    Ok(())
}

/// An archive whose files are larger than the limits.
pub(super) fn bomb() -> Refused {
    Refused::new(
        "The files of this archive are far larger than their packed form, or too large. Send the archive as LinkedIn made it.",
    )
}

fn doubled() -> Refused {
    Refused::new(
        "Two files of this archive have the same name, so that it is not clear which one counts. Send the archive as LinkedIn made it.",
    )
}

fn not_an_archive(bytes: &[u8]) -> Refused {
    let start: Vec<u8> = bytes.iter().take(512).map(u8::to_ascii_lowercase).collect();
    let is_page =
        memmem::find(&start, b"<html").is_some() || memmem::find(&start, b"<!doctype").is_some();
    Refused::new(if bytes.starts_with(b"PK\x03\x04") {
        "The archive is damaged or was not downloaded to its end. Download it again."
    } else if is_page {
        "This is a web page, not the archive. Sign in to LinkedIn and download the archive itself."
    } else {
        "This is not a ZIP file. Send the archive from LinkedIn as it is, without unpacking it."
    })
}
