//! The signing keys: Ed25519 in PKCS#8 PEM files of one folder, which instances share. The file's name is the key id; all keys
//! verify. Of those that have been there for long enough to be known everywhere, the one whose name sorts last signs. So a key is
//! rotated by adding a file, and retired by removing one; nobody is restarted.

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

/// How the files of keys end.
const SUFFIX: &str = ".pem";
/// How often the folder is looked at, at most: tokens may name any key, and each unknown one asks for a look.
const LOOK_EVERY: TimeDelta = TimeDelta::seconds(1);

/// Every key that is good now.
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
}

struct Key {
    id: String,
    signing: EncodingKey,
    verifying: DecodingKey,
    /// When its file was written.
    since: DateTime<Utc>,
}

impl Keyring {
    /// Reads the folder; makes it, with one key, when it has none. A key signs once it has been there for `lead`.
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

    /// Signs by the key that is to sign, whose id `with` is given.
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

    /// The id of the key that signs now.
    pub fn signing_id(&self) -> Result<String> {
        self.sign(|id, _| Ok(id.to_owned()))
    }

    /// Verifies by the key with this id; `None` if it is none of ours. One that is not known yet is looked for.
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

    /// The public halves as a JWK Set.
    #[must_use]
    pub fn public_set(&self) -> String {
        self.now().public_set.as_ref().to_owned()
    }

    /// Reads the folder again, if it was not read for so long. A folder that cannot be read leaves everything as it was.
    pub fn look_again(&self, not_since: TimeDelta) {
        let now = self.clock.now();
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        if now - keys.read_at < not_since {
            return;
        }
        keys.read_at = now;
        match read_all(&self.folder, now) {
            Ok(found) if !found.by_name.is_empty() => *keys = found,
            Ok(_) => tracing::error!("auth.keys_dir has no key any more; the keys of before go on"),
            Err(error) => tracing::error!("{error}"),
        }
    }

    /// Adds a key; gives its id.
    pub fn rotate(&self) -> Result<String> {
        let id = create(&self.folder, &self.clock)?;
        self.look_again(TimeDelta::zero());
        Ok(id)
    }

    /// The ids of the keys, with the instant each was made, in the order of their names.
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
        Error::unavailable("auth.keys_dir cannot be read; check its rights.").caused_by(cause)
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

/// Makes a key. Two instances that start at once may both do so: both keys are then good.
fn create(folder: &Path, clock: &Clock) -> Result<String> {
    let refused = |cause: std::io::Error| {
        Error::unavailable(
            "auth.keys_dir: a signing key cannot be written there; check its rights.",
        )
        .caused_by(cause)
    };
    let pair = Ed25519KeyPair::generate().map_err(|_| Error::internal("no key could be made"))?;
    let der = pair
        .to_pkcs8v1()
        .map_err(|_| Error::internal("the key has no PKCS#8 form"))?;
    let pem = format!(
        "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
        STANDARD.encode(der.as_ref())
    );
    let id = secret_file::new_name(clock);
    secret_file::write(folder, &id, SUFFIX, pem.as_bytes()).map_err(refused)?;
    Ok(id)
}
