//! `[mcp]`: the Model Context Protocol, through which assistants use the API.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Checked, within};

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Mcp {
    pub enabled: bool,
    pub tools: PathBuf,
    pub answer_bytes: usize,
}

impl Mcp {
    /// The operator's folder or manifest of tools, if configured.
    #[must_use]
    pub fn own_tools(&self) -> Option<&Path> {
        Some(self.tools.as_path()).filter(|path| !path.as_os_str().is_empty())
    }

    pub(super) fn check(&self) -> Checked {
        within("mcp.answer_bytes", self.answer_bytes, 1_000, 10_000_000)
    }
}
