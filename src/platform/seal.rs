//! Encryption of stored secrets that must be read again, such as a provider's tokens: AES-256-GCM (NIST SP 800-38D) with a key from a
//! file next to the signing keys. The key whose name sorts last seals, all keys open: a key is rotated by adding a file, and removed
//! when nothing is sealed with it any more.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::{Duration, Instant},
};

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use super::{clock::Clock, secret_file};
use crate::error::{Error, Result};

/// Bytes of a key.
const KEY_LEN: usize = 32;
/// The suffix of key files.
const SUFFIX: &str = ".seal";
/// Minimum interval between two readings of the folder before sealing: another process may have added a key.
const RELOAD_EVERY: Duration = Duration::from_secs(1);

/// Seals bytes with a secret of high entropy that is not stored: only its holder can open them.
pub fn seal_with(secret: &str, plain: &[u8], clock: &Clock) -> Result<Vec<u8>> {
    seal(&key_of(secret)?, "", plain, clock)
}

/// Opens what was sealed with this secret.
pub fn unseal_with(secret: &str, sealed: &[u8]) -> Result<Vec<u8>> {
    unseal(&key_of(secret)?, "", sealed)
        .ok_or_else(|| Error::internal("a sealed value was changed"))
}

fn key_of(secret: &str) -> Result<LessSafeKey> {
    let key = UnboundKey::new(&AES_256_GCM, &Sha256::digest(secret.as_bytes()));
    key.map(LessSafeKey::new)
        .map_err(|_| Error::internal("no key could be generated"))
}

/// Encrypts: a random nonce, the ciphertext and the tag.
fn seal(key: &LessSafeKey, context: &str, plain: &[u8], clock: &Clock) -> Result<Vec<u8>> {
    let random = clock.random_32()?;
    let nonce: [u8; NONCE_LEN] = random.first_chunk().copied().unwrap_or_default();
    let mut sealed = plain.to_vec();
    let tag = key.seal_in_place_append_tag(
        Nonce::assume_unique_for_key(nonce),
        Aad::from(context),
        &mut sealed,
    );
    tag.map_err(|_| Error::internal("encryption failed"))?;
    Ok([&nonce, sealed.as_slice()].concat())
}

fn unseal(key: &LessSafeKey, context: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, body) = sealed.split_first_chunk::<NONCE_LEN>()?;
    let mut body = body.to_vec();
    let plain = key
        .open_in_place(
            Nonce::assume_unique_for_key(*nonce),
            Aad::from(context),
            &mut body,
        )
        .ok()?;
    Some(plain.to_vec())
}

/// The sealing keys.
#[derive(Clone)]
pub struct Seal {
    folder: PathBuf,
    clock: Clock,
    keys: Arc<RwLock<BTreeMap<String, Arc<LessSafeKey>>>>,
    looked_at: Arc<Mutex<Instant>>,
}

impl Seal {
    /// Reads the keys in the folder; creates folder and key if there is none.
    pub fn open(folder: &Path, clock: &Clock) -> Result<Self> {
        let mut keys = read_all(folder)?;
        if keys.is_empty() {
            create(folder, clock)?;
            keys = read_all(folder)?;
        }
        let looked_at = Arc::new(Mutex::new(Instant::now()));
        Ok(Self {
            folder: folder.to_owned(),
            clock: clock.clone(),
            keys: Arc::new(RwLock::new(keys)),
            looked_at,
        })
    }

    /// Seals bytes for a purpose, named by `context`: they cannot be opened for another purpose.
    pub fn seal(&self, context: &str, plain: &[u8]) -> Result<Vec<u8>> {
        let (id, key) = self.newest()?;
        Ok([mark(&id)?, seal(&key, context, plain, &self.clock)?].concat())
    }

    /// Opens bytes that were sealed for the same purpose. If the key is unknown, the folder is read again once.
    pub fn unseal(&self, context: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let damaged = || {
            Error::internal(
                "a sealed value cannot be opened: its key is missing, or the value was changed",
            )
        };
        let (id, rest) = split_id(sealed).ok_or_else(damaged)?;
        if self.key(id).is_none() {
            self.reload()?;
        }
        let key = self.key(id).ok_or_else(damaged)?;
        unseal(&key, context, rest).ok_or_else(damaged)
    }

    /// True if the bytes were sealed with another key than the newest.
    pub fn is_stale(&self, sealed: &[u8]) -> Result<bool> {
        let (id, _) = self.newest()?;
        Ok(split_id(sealed).is_none_or(|(sealed_by, _)| sealed_by != id))
    }

    /// The prefix of all values that the newest key has sealed.
    pub fn mark(&self) -> Result<Vec<u8>> {
        let (id, _) = self.newest()?;
        mark(&id)
    }

    /// The ids of the keys, sorted: the last one seals.
    #[must_use]
    pub fn ids(&self) -> Vec<String> {
        self.reload_if_due();
        self.keys
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .keys()
            .cloned()
            .collect()
    }

    /// Reads the folder again. If it holds no key any more, the loaded keys stay in use.
    pub fn reload(&self) -> Result<()> {
        let found = read_all(&self.folder)?;
        if found.is_empty() {
            return Err(Error::unavailable(
                "auth.keys_dir has no sealing key any more; restore it.",
            ));
        }
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = found;
        Ok(())
    }

    /// Reads the folder again, unless it was read a moment ago.
    fn reload_if_due(&self) {
        let mut looked_at = self
            .looked_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if looked_at.elapsed() < RELOAD_EVERY {
            return;
        }
        *looked_at = Instant::now();
        if let Err(error) = self.reload() {
            tracing::error!("the previous sealing keys stay in use: {error}");
        }
    }

    /// Adds a key, which this process uses from now on; other instances load it when they need it. Returns its id.
    pub fn rotate(&self) -> Result<String> {
        let id = create(&self.folder, &self.clock)?;
        self.reload()?;
        Ok(id)
    }

    fn newest(&self) -> Result<(String, Arc<LessSafeKey>)> {
        self.reload_if_due();
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        let newest = keys
            .last_key_value()
            .map(|(id, key)| (id.clone(), Arc::clone(key)));
        newest.ok_or_else(|| Error::internal("there is no sealing key"))
    }

    fn key(&self, id: &str) -> Option<Arc<LessSafeKey>> {
        self.keys
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(id)
            .cloned()
    }
}

/// The prefix of a sealed value: the length of the key's id, and the id.
fn mark(id: &str) -> Result<Vec<u8>> {
    let id_len = u8::try_from(id.len()).map_err(Error::internal)?;
    Ok([&[id_len], id.as_bytes()].concat())
}

fn split_id(sealed: &[u8]) -> Option<(&str, &[u8])> {
    let (len, rest) = sealed.split_first()?;
    let (id, rest) = rest.split_at_checked(usize::from(*len))?;
    Some((std::str::from_utf8(id).ok()?, rest))
}

fn read_all(folder: &Path) -> Result<BTreeMap<String, Arc<LessSafeKey>>> {
    let unreadable = |cause: std::io::Error| {
        Error::unavailable("auth.keys_dir cannot be read; check its permissions.").caused_by(cause)
    };
    secret_file::names(folder, SUFFIX)
        .map_err(unreadable)?
        .into_iter()
        .map(|id| read(folder, &id).map(|key| (id, Arc::new(key))))
        .collect()
}

fn read(folder: &Path, id: &str) -> Result<LessSafeKey> {
    let unusable = || {
        Error::unavailable(format!(
            "auth.keys_dir: the key \"{id}{SUFFIX}\" cannot be used; it must be 32 bytes in base64."
        ))
    };
    let text = fs::read_to_string(folder.join(format!("{id}{SUFFIX}")))
        .map_err(|cause| unusable().caused_by(cause))?;
    let bytes = STANDARD.decode(text.trim()).map_err(|_| unusable())?;
    UnboundKey::new(&AES_256_GCM, &bytes)
        .map(LessSafeKey::new)
        .map_err(|_| unusable())
}

fn create(folder: &Path, clock: &Clock) -> Result<String> {
    let refused = |cause: std::io::Error| {
        Error::unavailable("auth.keys_dir: a key cannot be written there; check its permissions.")
            .caused_by(cause)
    };
    let id = secret_file::new_name(clock);
    let key: [u8; KEY_LEN] = clock.random_32()?;
    secret_file::write(folder, &id, SUFFIX, STANDARD.encode(key).as_bytes()).map_err(refused)?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal() -> (tempfile::TempDir, Seal) {
        let folder = tempfile::tempdir().unwrap();
        let seal = Seal::open(folder.path(), &Clock::default()).unwrap();
        (folder, seal)
    }

    #[test]
    fn what_is_sealed_opens_for_its_purpose_only() {
        let (_folder, seal) = seal();
        let sealed = seal.seal("identity", b"a token").unwrap();
        assert!(!sealed.windows(7).any(|window| window == b"a token"));
        assert_eq!(seal.unseal("identity", &sealed).unwrap(), b"a token");
        assert!(seal.unseal("totp", &sealed).is_err());
        assert_ne!(
            seal.seal("identity", b"a token").unwrap(),
            sealed,
            "equal things do not look equal"
        );
    }

    #[test]
    fn no_byte_can_be_changed_and_none_cut_off() {
        let (_folder, seal) = seal();
        let sealed = seal.seal("identity", b"a token").unwrap();
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert!(seal.unseal("identity", &changed).is_err(), "byte {place}");
            assert!(
                seal.unseal("identity", &sealed[..place]).is_err(),
                "cut at {place}"
            );
        }
    }

    #[test]
    fn a_new_key_seals_and_the_old_one_still_opens_also_on_other_instances() {
        let (folder, seal) = seal();
        let other = Seal::open(folder.path(), &Clock::default()).unwrap();
        let before = seal.seal("identity", b"a token").unwrap();
        seal.rotate().unwrap();
        let after = seal.seal("identity", b"a token").unwrap();
        assert!(seal.is_stale(&before).unwrap() && !seal.is_stale(&after).unwrap());
        assert_eq!(seal.unseal("identity", &before).unwrap(), b"a token");
        assert_eq!(
            other.unseal("identity", &after).unwrap(),
            b"a token",
            "a key that it did not know at its start"
        );
    }

    #[test]
    fn a_key_that_another_process_made_is_found_before_something_is_sealed() {
        let (folder, seal) = seal();
        let other = Seal::open(folder.path(), &Clock::default()).unwrap();
        let id = other.rotate().unwrap();
        let found = (0..40).any(|_| {
            std::thread::park_timeout(Duration::from_millis(100));
            split_id(&seal.seal("identity", b"a token").unwrap())
                .unwrap()
                .0
                == id
        });
        assert!(found && seal.ids().last() == Some(&id));
    }

    #[test]
    fn a_folder_that_cannot_be_read_is_not_taken_for_an_empty_one() {
        let (folder, seal) = seal();
        let file = folder.path().join("no-folder");
        fs::write(&file, "").unwrap();
        assert!(Seal::open(&file, &Clock::default()).is_err());
        let sealed = seal.seal("identity", b"a token").unwrap();
        fs::remove_dir_all(folder.path()).unwrap();
        assert!(seal.reload().is_err());
        assert_eq!(
            seal.unseal("identity", &sealed).unwrap(),
            b"a token",
            "the keys of before go on"
        );
    }
}
