//! Finds the document of a request: its text, a hash (automatic persisted queries of Apollo's clients), or the id of a trusted
//! document in the operator's manifest.

use std::sync::Arc;

use futures_util::FutureExt;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use self::manifest::Manifest;
use super::{incoming::Incoming, respond::Refusal};
use crate::{
    config::ConfigError,
    graphql::code::Code,
    platform::{Platform, cache::Cache, cache::Cached, hashing::sha256_hex},
};

mod manifest;

pub(super) use self::manifest::check;
pub(crate) use self::manifest::{check_document, in_manifest};

/// A document that a client registered with its hash, and that passed the guard.
#[derive(Serialize, Deserialize)]
struct Persisted {
    text: String,
}

impl Cached for Persisted {
    fn cache_prefix() -> &'static str {
        "document:v1"
    }
}

/// The documents that requests may name by id or hash.
pub(super) struct Documents {
    trusted: Manifest,
    /// True if only trusted documents may run.
    only: bool,
    persisted: Cache,
}

/// The document of a request.
pub(super) struct Found {
    pub text: String,
    /// The cache key under which to store it, if the request registers it.
    key: Option<Uuid>,
}

impl Found {
    fn known(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            key: None,
        }
    }
}

impl Documents {
    /// Reads the manifest, if one is configured.
    pub(super) async fn open(platform: &Platform) -> Result<Self, ConfigError> {
        let config = &platform.config;
        let trusted = manifest::open(config).await?;
        Ok(Self {
            trusted,
            only: config.graphql.only_documents,
            persisted: platform.cache.clone(),
        })
    }

    /// Finds the document of a request.
    pub(super) async fn find(&self, incoming: &mut Incoming) -> Result<Found, Refusal> {
        match (incoming.query.take(), &incoming.document_id, &incoming.hash) {
            (Some(_), Some(_), _) => Err(Refusal::malformed(
                "Send \"query\" or \"documentId\", not both.",
            )),
            (Some(text), None, hash) => self.find_by_text(text, hash.as_deref()),
            (None, Some(id), _) => self
                .trusted
                .by_id(id)
                .map(Found::known)
                .ok_or_else(|| self.unknown()),
            (None, None, Some(hash)) => self.named(hash).boxed().await,
            (None, None, None) if self.only => {
                let message = "Name the document by \"documentId\" or by extensions.persistedQuery.sha256Hash; only trusted documents run here.";
                Err(refused(Code::PersistedQueryIdRequired, message))
            }
            (None, None, None) => Err(Refusal::malformed("\"query\" is missing.")),
        }
    }

    /// The text in the request itself, with its hash if it is to be registered.
    fn find_by_text(&self, text: String, hash: Option<&str>) -> Result<Found, Refusal> {
        if hash.is_none() && !self.only {
            return Ok(Found { text, key: None });
        }
        let own = sha256_hex(text.as_bytes());
        if hash.is_some_and(|hash| !hash.eq_ignore_ascii_case(&own)) {
            let message = "extensions.persistedQuery.sha256Hash is not the SHA-256 of \"query\", in hexadecimal digits.";
            return Err(refused(Code::PersistedQueryHashMismatch, message));
        }
        if self.only && self.trusted.by_hash(&own).is_none() {
            return Err(self.unknown());
        }
        Ok(Found {
            text,
            key: key_of(&own).filter(|_| hash.is_some() && !self.only),
        })
    }

    async fn named(&self, hash: &str) -> Result<Found, Refusal> {
        if let Some(text) = self.trusted.by_id(hash) {
            return Ok(Found::known(text));
        }
        let hash = hash.to_ascii_lowercase();
        let Some(key) = key_of(&hash).filter(|_| !self.only) else {
            return Err(self.unknown());
        };
        let found = self
            .persisted
            .get_many::<Persisted>(&[key])
            .await
            .into_iter()
            .flatten()
            .next();
        // The key is half a hash, and others may write to a shared cache, so the full hash of the text is compared.
        found
            .filter(|found| sha256_hex(found.text.as_bytes()) == hash)
            .map(|found| Found::known(&found.text))
            .ok_or_else(|| self.unknown())
    }

    /// Stores a document that a request registered and that passed the guard.
    pub(super) async fn keep(&self, found: &Found) {
        if let Some(key) = found.key {
            let text = found.text.clone();
            let persisted = vec![(key, Arc::new(Persisted { text }))];
            self.persisted.put_many(persisted).boxed().await;
        }
    }

    fn unknown(&self) -> Refusal {
        if self.only {
            return refused(
                Code::QueryNotInSafelist,
                "This document is not in the list of trusted documents, and this server runs no others.",
            );
        }
        // Apollo's clients match this exact message, and then send the text.
        refused(Code::PersistedQueryNotFound, "PersistedQueryNotFound")
    }
}

fn refused(code: Code, message: &str) -> Refusal {
    Refusal::new(code, message)
}

/// The cache key of a document: the first half of its hash.
fn key_of(hash: &str) -> Option<Uuid> {
    Uuid::try_parse(hash.get(..32).filter(|_| hash.len() == 64)?).ok()
}
