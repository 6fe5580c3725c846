//! `[graphql]`: which documents run, and how many operations a request may carry.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Checked, invalid, within};

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Graphql {
    pub documents: PathBuf,
    pub only_documents: bool,
    pub batch_max: usize,
}

impl Graphql {
    /// The manifest of trusted documents, if configured.
    #[must_use]
    pub fn manifest(&self) -> Option<&Path> {
        Some(self.documents.as_path()).filter(|path| !path.as_os_str().is_empty())
    }

    pub(super) fn check(&self) -> Checked {
        within("graphql.batch_max", self.batch_max, 0, 100)?;
        if self.only_documents && self.manifest().is_none() {
            return Err(invalid(
                "graphql.only_documents",
                "requires a manifest; set graphql.documents",
            ));
        }
        Ok(())
    }
}
