//! The erasure log: a file outside of the database that lists the deleted accounts, so that they can be deleted again after a backup of the
//! database is restored. It is append-only and holds no personal data: only hashes of ids, with a salt of its own.

use std::{
    collections::HashSet,
    fs::{self, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{clock::Clock, process_tasks::off_reactor, secret_file};
use crate::error::{Error, Result};

/// The beginning of the first line; the salt follows.
const HEAD: &str = "careergraph erasures 1 ";

/// The erasure log.
#[derive(Clone)]
pub struct ErasureLog {
    file: PathBuf,
    clock: Clock,
}

/// The contents of the log when it was read.
pub struct Erased {
    salt: String,
    hashes: HashSet<String>,
}

impl Erased {
    /// True if this id is in the log.
    #[must_use]
    pub fn contains(&self, id: Uuid) -> bool {
        !self.hashes.is_empty() && self.hashes.contains(&hash(&self.salt, id))
    }

    /// Number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// True if the log has no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }
}

impl ErasureLog {
    /// The log in this file, which is created with the first entry.
    #[must_use]
    pub fn new(file: &Path, clock: &Clock) -> Self {
        Self {
            file: file.to_owned(),
            clock: clock.clone(),
        }
    }

    /// Appends an id; the entry is on disk when this returns.
    pub async fn append(&self, id: Uuid) -> Result<()> {
        let erasure_log = self.clone();
        off_reactor(move || erasure_log.append_now(id)).await?
    }

    /// Reads the log; a missing file is an empty log.
    pub async fn read(&self) -> Result<Erased> {
        let file = self.file.clone();
        off_reactor(move || match fs::read_to_string(&file) {
            Ok(text) => parse(&text),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(Erased {
                salt: String::new(),
                hashes: HashSet::new(),
            }),
            Err(cause) => Err(unusable().caused_by(cause)),
        })
        .await?
    }

    fn append_now(&self, id: Uuid) -> Result<()> {
        let refused = |cause: io::Error| unusable().caused_by(cause);
        if !self.file.exists() {
            self.create().map_err(refused)?;
        }
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .open(&self.file)
            .map_err(refused)?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(refused)?;
        let salt = parse(&text)?.salt;
        // After an incomplete line of a crash, the next entry begins on a new line.
        let begin = if text.ends_with('\n') { "" } else { "\n" };
        let line = format!(
            "{begin}{} {}\n",
            self.clock.now().format("%Y-%m-%d"),
            hash(&salt, id)
        );
        file.seek(SeekFrom::End(0))
            .and_then(|_| file.write_all(line.as_bytes()))
            .and_then(|()| file.sync_all())
            .map_err(refused)
    }

    /// Creates the file; if several processes try at the same time, one of them succeeds.
    fn create(&self) -> io::Result<()> {
        let folder = self
            .file
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or_else(|| Path::new("."));
        let salt = self.clock.random_32().map_err(io::Error::other)?;
        let name = self.clock.new_id().simple().to_string();
        let head = format!("{HEAD}{}\n", URL_SAFE_NO_PAD.encode(salt));
        secret_file::write(folder, &name, ".new", head.as_bytes())?;
        let draft = folder.join(format!("{name}.new"));
        let linked = fs::hard_link(&draft, &self.file);
        fs::remove_file(draft)?;
        match linked {
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            linked => linked,
        }
    }
}

fn hash(salt: &str, id: Uuid) -> String {
    URL_SAFE_NO_PAD.encode(
        Sha256::new()
            .chain_update(salt)
            .chain_update(id.as_bytes())
            .finalize(),
    )
}

fn parse(text: &str) -> Result<Erased> {
    let (head, lines) = text.split_once('\n').unwrap_or((text, ""));
    let salt = head
        .strip_prefix(HEAD)
        .filter(|salt| salt.len() == 43)
        .ok_or_else(unusable)?;
    // Incomplete lines are ignored: the erasure of their entry was not done, and will be logged again.
    let hashes = lines
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(_, hash)| hash.to_owned())
        .filter(|hash| hash.len() == 43);
    Ok(Erased {
        salt: salt.to_owned(),
        hashes: hashes.collect(),
    })
}

fn unusable() -> Error {
    Error::unavailable(
        "auth.erasures_file cannot be used; check its permissions, and that it is an erasure log of this server.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_was_erased_is_known_and_not_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kept/erasures.log");
        let (clock, id) = (Clock::default(), Clock::default().new_id());
        let erasure_log = ErasureLog::new(&file, &clock);
        assert!(erasure_log.read().await.unwrap().is_empty());
        erasure_log.append(id).await.unwrap();
        erasure_log.append(clock.new_id()).await.unwrap();
        let erased = ErasureLog::new(&file, &clock).read().await.unwrap();
        assert_eq!(
            (
                erased.len(),
                erased.contains(id),
                erased.contains(clock.new_id())
            ),
            (2, true, false)
        );
        let text = fs::read_to_string(&file).unwrap();
        assert!(
            !text.contains(&id.simple().to_string()) && !text.contains(&id.to_string()),
            "{text}"
        );
    }

    #[tokio::test]
    async fn a_line_that_was_cut_short_harms_no_other_and_another_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("erasures.log");
        let (clock, id) = (Clock::default(), Clock::default().new_id());
        let erasure_log = ErasureLog::new(&file, &clock);
        erasure_log.append(clock.new_id()).await.unwrap();
        let whole = fs::read_to_string(&file).unwrap();
        fs::write(&file, &whole.as_bytes()[..whole.len() - 9]).unwrap();
        erasure_log.append(id).await.unwrap();
        let erased = erasure_log.read().await.unwrap();
        assert_eq!((erased.len(), erased.contains(id)), (1, true));
        fs::write(&file, "something else\n").unwrap();
        assert!(erasure_log.read().await.is_err() && erasure_log.append(id).await.is_err());
    }
}
