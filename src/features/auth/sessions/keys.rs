//! The signing keys: Ed25519 in PKCS#8 PEM files of one folder, which all instances share. The file name is the key id; all keys verify.
//! The key whose name sorts last signs, among those old enough to be known to every instance. A key is rotated by adding a file, and
//! retired by removing one, without a restart.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use aws_lc_rs::signature::Ed25519KeyPair;
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey,
    jwk::{Jwk, JwkSet, KeyAlgorithm, PublicKeyUse},
};

use crate::{
    error::{Error, Result},
    platform::{clock::Clock, secret_file},
};

/// The file extension of keys.
const SUFFIX: &str = ".pem";
/// Minimum interval between two reads of the folder, because any token with an unknown key id asks for one.
const LOOK_EVERY: TimeDelta = TimeDelta::seconds(1);

/// The current keys.
pub struct Keyring {
    folder: PathBuf,
    lead: TimeDelta,
    clock: Clock,
    keys: RwLock<Keys>,
}

#[derive(Clone)]
struct Keys {
    by_name: Arc<Vec<Key>>,
    public_set: Arc<str>,
    read_at: DateTime<Utc>,
    version: u64,
}

struct Key {
    id: String,
    signing: EncodingKey,
    verifying: DecodingKey,
    /// The modification time of its file.
    since: DateTime<Utc>,
}

impl Keyring {
    /// Reads the folder; creates it with one key if it has none. A key signs once it is older than `lead`.
    pub fn open(folder: &Path, lead: Duration, clock: &Clock) -> Result<Self> {
        if names(folder)?.is_empty() {
            create(folder, clock)?;
        }
        let keys = RwLock::new(read_all(folder, clock.now())?);
        let lead = TimeDelta::from_std(lead).map_err(Error::internal)?;
        Ok(Self {
            folder: folder.to_owned(),
            lead,
            clock: clock.clone(),
            keys,
        })
    }

    /// Signs with the current signing key; `with` is given its id.
    pub(super) fn sign<T>(&self, with: impl FnOnce(&str, &EncodingKey) -> Result<T>) -> Result<T> {
        let keys = self.now().by_name;
        let known_since = self.clock.now() - self.lead;
        let key = keys
            .iter()
            .rev()
            .find(|key| key.since <= known_since)
            .or_else(|| keys.iter().min_by_key(|key| key.since));
        let key = key.ok_or_else(|| Error::internal("there is no signing key"))?;
        with(&key.id, &key.signing)
    }

    /// The id of the current signing key.
    pub fn signing_id(&self) -> Result<String> {
        self.sign(|id, _| Ok(id.to_owned()))
    }

    /// Verifies with the key of this id; `None` if there is none. For an unknown id, the folder is read again.
    pub(super) fn verify<T>(
        &self,
        id: &str,
        with: impl FnOnce(&DecodingKey) -> Option<T>,
    ) -> Option<T> {
        let mut keys = self.now().by_name;
        if keys.iter().all(|key| key.id != id) {
            self.look_again(LOOK_EVERY);
            keys = self.now().by_name;
        }
        keys.iter()
            .find(|key| key.id == id)
            .and_then(|key| with(&key.verifying))
    }

    /// A number that changes when keys are added, replaced or removed.
    pub(super) fn version(&self) -> u64 {
        self.keys
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .version
    }

    /// The public keys as a JWK Set.
    #[must_use]
    pub fn public_set(&self) -> String {
        self.now().public_set.as_ref().to_owned()
    }

    /// Reads the folder again if the last read is older than `not_since`. If it is unreadable, the current keys stay in use.
    pub fn look_again(&self, not_since: TimeDelta) {
        let now = self.clock.now();
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        if now - keys.read_at < not_since {
            return;
        }
        keys.read_at = now;
        match read_all(&self.folder, now) {
            Ok(found) if found.by_name.is_empty() => {
                tracing::error!(
                    "auth.keys_dir has no keys any more; the previous keys stay in use"
                );
            }
            Ok(found) => {
                let changed = u64::from(found.public_set != keys.public_set);
                let version = keys.version.wrapping_add(changed);
                *keys = Keys { version, ..found };
            }
            Err(error) => tracing::error!("{error}"),
        }
    }

    /// Adds a key; returns its id.
    pub fn rotate(&self) -> Result<String> {
        let id = create(&self.folder, &self.clock)?;
        self.look_again(TimeDelta::zero());
        Ok(id)
    }

    /// The ids of the keys with their times of creation, in the order of their names.
    #[must_use]
    pub fn list(&self) -> Vec<(String, DateTime<Utc>)> {
        self.now()
            .by_name
            .iter()
            .map(|key| (key.id.clone(), key.since))
            .collect()
    }

    fn now(&self) -> Keys {
        self.keys
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let unreadable = |cause: std::io::Error| {
        Error::unavailable("auth.keys_dir cannot be read; check its permissions.").caused_by(cause)
    };
    secret_file::names(folder, SUFFIX).map_err(unreadable)
}

fn read_all(folder: &Path, now: DateTime<Utc>) -> Result<Keys> {
    let read = names(folder)?
        .iter()
        .map(|id| read(folder, id))
        .collect::<Result<Vec<_>>>()?;
    let (keys, jwks): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    let public_set = serde_json::to_string(&JwkSet { keys: jwks }).map_err(Error::internal)?;
    Ok(Keys {
        by_name: Arc::new(keys),
        public_set: public_set.into(),
        read_at: now,
        version: 0,
    })
}

fn read(folder: &Path, id: &str) -> Result<(Key, Jwk)> {
    let unusable = |cause: String| {
        Error::unavailable(format!("auth.keys_dir: the key \"{id}.pem\" cannot be used; it must be an Ed25519 key in PKCS#8 PEM."))
            .caused_by(cause)
    };
    let file_name = folder.join(format!("{id}{SUFFIX}"));
    let pem = fs::read(&file_name).map_err(|cause| unusable(cause.to_string()))?;
    let since = fs::metadata(&file_name)
        .and_then(|facts| facts.modified())
        .map_err(|cause| unusable(cause.to_string()))?;
    let signing = EncodingKey::from_ed_pem(&pem).map_err(|cause| unusable(cause.to_string()))?;
    let mut jwk = Jwk::from_encoding_key(&signing, Algorithm::EdDSA)
        .map_err(|cause| unusable(cause.to_string()))?;
    jwk.common.key_id = Some(id.to_owned());
    jwk.common.key_algorithm = Some(KeyAlgorithm::EdDSA);
    jwk.common.public_key_use = Some(PublicKeyUse::Signature);
    let verifying = DecodingKey::from_jwk(&jwk).map_err(|cause| unusable(cause.to_string()))?;
    Ok((
        Key {
            id: id.to_owned(),
            signing,
            verifying,
            since: since.into(),
        },
        jwk,
    ))
}

/// Creates a key. Two instances that start at the same time may both create one; both are valid.
fn create(folder: &Path, clock: &Clock) -> Result<String> {
    let refused = |cause: std::io::Error| {
        Error::unavailable(
            "auth.keys_dir: a signing key cannot be written there; check its permissions.",
        )
        .caused_by(cause)
    };
    let pair = Ed25519KeyPair::generate().map_err(|_| Error::internal("cannot generate a key"))?;
    let der = pair
        .to_pkcs8v1()
        .map_err(|_| Error::internal("cannot encode the key as PKCS#8"))?;
    let pem = format!(
        "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
        STANDARD.encode(der.as_ref())
    );
    let id = secret_file::new_name(clock);
    secret_file::write(folder, &id, SUFFIX, pem.as_bytes()).map_err(refused)?;
    Ok(id)
}
