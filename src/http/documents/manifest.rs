//! The manifest of trusted documents: `{"id": "document"}`, which the Relay compiler writes, or Apollo's
//! `apollo-persisted-query-manifest`, version 1. The server does not start if a document is invalid.

use std::{
    collections::{HashMap, HashSet},
    iter,
};

use async_graphql::parser::types::ExecutableDocument;
use serde::Deserialize;

use crate::{
    config::{Config, ConfigError, Limits},
    graphql::{guard, schema, single_root, validation},
    platform::hashing::sha256_hex,
};

const KEY: &str = "graphql.documents";

/// The supported formats of a manifest.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Apollo {
        format: String,
        version: u32,
        operations: Vec<Entry>,
    },
    Flat(HashMap<String, String>),
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    body: String,
}

/// The trusted documents.
#[derive(Default)]
pub(super) struct Manifest {
    by_id: HashMap<String, String>,
    hashes: HashMap<String, String>,
}

impl Manifest {
    fn of(text: &str) -> Result<Self, String> {
        let entries: Vec<(String, String)> = match serde_json::from_str(text) {
            Ok(Written::Flat(documents)) => documents.into_iter().collect(),
            Ok(Written::Apollo {
                format,
                version: 1,
                operations,
            }) if format == "apollo-persisted-query-manifest" => operations
                .into_iter()
                .map(|entry| (entry.id, entry.body))
                .collect(),
            Ok(Written::Apollo { .. }) => {
                return Err("of Apollo's formats, only apollo-persisted-query-manifest, version 1, is supported".into());
            }
            Err(_) => return Err(
                "must be a JSON object of ids and documents, or an apollo-persisted-query-manifest"
                    .into(),
            ),
        };
        let ids: HashSet<&str> = entries.iter().map(|(id, _)| id.as_str()).collect();
        if ids.len() != entries.len() {
            return Err("two documents have the same id".into());
        }
        let hashes = entries
            .iter()
            .map(|(id, text)| (sha256_hex(text.as_bytes()), id.clone()))
            .collect();
        Ok(Self {
            by_id: entries.into_iter().collect(),
            hashes,
        })
    }

    /// The document with this id, or with this SHA-256 of its text, optionally prefixed with `sha256:`.
    pub(super) fn by_id(&self, id: &str) -> Option<&str> {
        self.by_id
            .get(id)
            .map(String::as_str)
            .or_else(|| self.by_hash(id.strip_prefix("sha256:").unwrap_or(id)))
    }

    /// The document whose text has this SHA-256.
    pub(super) fn by_hash(&self, hash: &str) -> Option<&str> {
        self.by_id
            .get(self.hashes.get(&hash.to_ascii_lowercase())?)
            .map(String::as_str)
    }
}

/// The documents of a manifest by their ids, in order.
pub(crate) fn in_manifest(text: &str) -> Result<Vec<(String, String)>, String> {
    let mut documents: Vec<_> = Manifest::of(text)?.by_id.into_iter().collect();
    documents.sort_unstable();
    Ok(documents)
}

/// Reads the configured manifest, if any; every document must pass the guard and be valid for the schema.
pub(super) async fn open(config: &Config) -> Result<Manifest, ConfigError> {
    let Some(path) = config.graphql.manifest() else {
        return Ok(Manifest::default());
    };
    let invalid = |problem: String| ConfigError {
        key: KEY.into(),
        problem,
    };
    let text = std::fs::read_to_string(path)
        .map_err(|cause| invalid(format!("{} cannot be read: {cause}", path.display())))?;
    let manifest = Manifest::of(&text).map_err(invalid)?;
    let validating = schema::explaining(&config.limits);
    for (id, text) in &manifest.by_id {
        check_document(text, &config.limits, &validating)
            .await
            .map_err(|problem| invalid(format!("the document \"{id}\" is not valid: {problem}")))?;
    }
    Ok(manifest)
}

/// Checks a document by the guard and the schema, and says what is wrong with it.
pub(crate) async fn check_document(
    text: &str,
    limits: &Limits,
    validating: &schema::Gateway,
) -> Result<ExecutableDocument, String> {
    let document = guard::parse(text, limits).map_err(|refusal| refusal.message)?;
    // Subscriptions run in their normal forms, whose validation may find more errors.
    let normal_forms: Vec<_> = single_root::normal_forms(&document).collect();
    for document in iter::once(document.clone()).chain(normal_forms) {
        let answer = validating
            .execute(validation::of_document(text, document))
            .await;
        if let Err(errors) = validation::cost_in(answer) {
            let first = errors.into_iter().next();
            return Err(first.map(|error| error.message).unwrap_or_default());
        }
    }
    Ok(document)
}

/// Checks that the configured manifest can be served.
pub(in crate::http) async fn check(config: &Config) -> Result<(), ConfigError> {
    if config.graphql.manifest().is_some() {
        open(config).await?;
    }
    Ok(())
}
