//! Names of the files of an archive: which are safe, and which are read.

use unicode_normalization::UnicodeNormalization as _;

use crate::{linkedin::Kind, table::key};

/// Files that file managers add.
const SYSTEM_FILES: [&str; 3] = [".ds_store", "thumbs.db", "desktop.ini"];

/// Folders of which no file is opened, whatever its name.
const PRIVATE_FOLDERS: [&str; 4] = ["messages", "verifications", "articles", "media_files"];

/// A name without empty parts and dots, in one form of letters and case. None if it leads out of a folder. Older programs of Windows write
/// backslashes between folders.
pub(super) fn normalized(name: &str) -> Option<String> {
    let drive = name.as_bytes().get(1) == Some(&b':');
    if drive || name.starts_with(['/', '\\']) || name.chars().any(char::is_control) {
        return None;
    }
    let mut parts = Vec::new();
    for part in name.split(['/', '\\']) {
        match part.trim_end() {
            ".." => return None,
            "" | "." => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/").nfc().flat_map(char::to_lowercase).collect())
}

/// True for what file managers add, which is no part of the archive.
pub(super) fn is_of_system(normalized: &str) -> bool {
    let base = base(normalized);
    normalized.split('/').any(|part| part == "__macosx")
        || base.starts_with("._")
        || SYSTEM_FILES.contains(&base)
}

/// The table that a file holds, by its name: `Positions.csv`, `Job Applications_1.csv`, `Skills (2).csv`.
pub(super) fn kind(normalized: &str) -> Option<Kind> {
    let mut folders = normalized.split('/').rev().skip(1);
    if folders.any(|folder| PRIVATE_FOLDERS.contains(&folder.trim())) {
        return None;
    }
    let mut stem = base(normalized).trim_end().strip_suffix(".csv")?.trim_end();
    loop {
        let shorter = without_number(stem);
        if shorter.len() == stem.len() {
            break;
        }
        stem = shorter;
    }
    let stem = key(stem);
    Kind::ALL.into_iter().find(|kind| {
        let name = kind.file().trim_end_matches(".csv");
        key(name) == stem
    })
}

/// The name without `_12`, ` 2`, `-2` or ` (1)` at its end, or with `copy`, as file managers name a second one.
fn without_number(stem: &str) -> &str {
    let digit = |c: char| c.is_ascii_digit();
    if let Some(inner) = stem.strip_suffix(')') {
        let name = inner.trim_end_matches(digit);
        if name.len() < inner.len()
            && let Some(name) = name.strip_suffix('(')
        {
            return name.trim_end();
        }
    }
    if let Some(name) = [" - copy", " copy", " - kopie", " kopie"]
        .iter()
        .find_map(|copy| stem.strip_suffix(copy))
    {
        return name.trim_end();
    }
    let name = stem.trim_end_matches(digit);
    if name.len() < stem.len()
        && let Some(name) = name.strip_suffix(['_', ' ', '-'])
    {
        return name;
    }
    stem
}

fn base(normalized: &str) -> &str {
    normalized.rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_base_names() {
        let cases = [
            ("Positions.csv", Some(Kind::Positions)),
            ("a/b/POSITIONS.CSV", Some(Kind::Positions)),
            ("Jobs/Job Applications_1.csv", Some(Kind::JobApplications)),
            ("Job_Applications.csv", Some(Kind::JobApplications)),
            ("Skills (1).csv", Some(Kind::Skills)),
            ("Skills_997361 (12).csv", Some(Kind::Skills)),
            ("Positions 2.csv", Some(Kind::Positions)),
            ("Positions - Copy.csv", Some(Kind::Positions)),
            ("verifications/Profile.csv", None),
            ("a/Messages/Positions.csv", None),
            ("Profile Summary.csv", None),
            ("MyProfile.csv", None),
            ("Job Applicant Saved Answers.csv", None),
            ("Positions.csv.html", None),
            ("Positions", None),
            ("Recommendations_Received.csv", None),
            ("Recommendations Received_1.csv", None),
            ("Endorsement_Received_Info.csv", None),
            ("Endorsements.csv", None),
            ("_1.csv", None),
        ];
        for (name, expected) in cases {
            assert_eq!(kind(&normalized(name).unwrap()), expected, "{name}");
        }
    }

    #[test]
    fn unsafe_names_have_no_form() {
        for name in [
            "../a.csv",
            "a/../b.csv",
            "/a.csv",
            "C:/a.csv",
            "a\\..\\b.csv",
            "\\\\server\\b.csv",
            "C:\\b.csv",
            "a\0b.csv",
            "a/.. /b",
        ] {
            assert_eq!(normalized(name), None, "{name:?}");
        }
        for (name, same) in [
            ("./A//b.csv", "a/b.csv"),
            ("a..b.csv", "a..b.csv"),
            ("a\\.\\B.csv", "a/b.csv"),
            ("Re\u{301}.csv", "ré.csv"),
        ] {
            assert_eq!(normalized(name).as_deref(), Some(same));
        }
    }
}
