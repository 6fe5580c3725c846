//! The signing keys: Ed25519 in PKCS#8 PEM files of one folder. The file's name is the key id; the name that sorts last signs,
//! all verify. So a key is rotated by adding a file, and retired by removing one.

use std::{fs, io::Write, path::Path};

use aws_lc_rs::signature::Ed25519KeyPair;
use base64::{Engine, engine::general_purpose::STANDARD};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey,
    jwk::{Jwk, JwkSet, KeyAlgorithm, PublicKeyUse},
};

use crate::{
    error::{Error, Result},
    platform::clock::Clock,
};

/// Every key that is good now.
pub struct Keyring {
    keys: Vec<Key>,
    public_set: String,
}

struct Key {
    id: String,
    signing: EncodingKey,
    verifying: DecodingKey,
}

impl Keyring {
    /// Reads the folder; makes it, with one key, when it has none.
    pub fn open(folder: &Path, clock: &Clock) -> Result<Self> {
        let mut files = pem_files(folder);
        if files.is_empty() {
            files.push(create(folder, clock)?);
        }
        files.sort();
        let read = files.iter().map(|id| read(folder, id)).collect::<Result<Vec<_>>>()?;
        let (keys, jwks): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        let public_set = serde_json::to_string(&JwkSet { keys: jwks }).map_err(Error::internal)?;
        Ok(Self { keys, public_set })
    }

    /// The key that signs, with its id.
    pub(super) fn signing(&self) -> Result<(&str, &EncodingKey)> {
        self.keys.last().map(|key| (key.id.as_str(), &key.signing)).ok_or_else(|| Error::internal("no signing key"))
    }

    /// The key with this id, if it is one of ours.
    pub(super) fn verifying(&self, id: &str) -> Option<&DecodingKey> {
        self.keys.iter().find(|key| key.id == id).map(|key| &key.verifying)
    }

    /// The public halves as a JWK Set.
    #[must_use]
    pub fn public_set(&self) -> String {
        self.public_set.clone()
    }
}

fn pem_files(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(".pem").map(str::to_owned));
    names.collect()
}

fn read(folder: &Path, id: &str) -> Result<(Key, Jwk)> {
    let unusable = |cause: String| {
        Error::unavailable(format!("auth.keys_dir: the key \"{id}.pem\" cannot be used; it must be an Ed25519 key in PKCS#8 PEM."))
            .caused_by(cause)
    };
    let pem = fs::read(folder.join(format!("{id}.pem"))).map_err(|cause| unusable(cause.to_string()))?;
    let signing = EncodingKey::from_ed_pem(&pem).map_err(|cause| unusable(cause.to_string()))?;
    let mut jwk = Jwk::from_encoding_key(&signing, Algorithm::EdDSA).map_err(|cause| unusable(cause.to_string()))?;
    jwk.common.key_id = Some(id.to_owned());
    jwk.common.key_algorithm = Some(KeyAlgorithm::EdDSA);
    jwk.common.public_key_use = Some(PublicKeyUse::Signature);
    let verifying = DecodingKey::from_jwk(&jwk).map_err(|cause| unusable(cause.to_string()))?;
    Ok((Key { id: id.to_owned(), signing, verifying }, jwk))
}

/// Makes a key. Two instances that start at once may both do so: both keys are then good.
fn create(folder: &Path, clock: &Clock) -> Result<String> {
    let refused = |cause: std::io::Error| {
        Error::unavailable("auth.keys_dir: a signing key cannot be written there; check its rights.").caused_by(cause)
    };
    let pair = Ed25519KeyPair::generate().map_err(|_| Error::internal("no key could be made"))?;
    let der = pair.to_pkcs8v1().map_err(|_| Error::internal("the key has no PKCS#8 form"))?;
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der.as_ref()));
    let id = format!("{}-{}", clock.now().format("%Y%m%d"), clock.new_id().simple());
    fs::create_dir_all(folder).map_err(refused)?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(folder.join(format!("{id}.pem"))).map_err(refused)?;
    file.write_all(pem.as_bytes()).and_then(|()| file.sync_all()).map_err(refused)?;
    Ok(id)
}
