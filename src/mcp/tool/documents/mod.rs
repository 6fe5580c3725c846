//! The documents of the tools: ours, which are compiled in, or those of the operator.

use std::{fs, io, path::Path};

use crate::http::documents::in_manifest;

mod built_in;

/// A document and where it comes from.
pub(in crate::mcp) struct Source {
    /// The name of the file, or the id in the manifest.
    pub name: String,
    pub text: String,
}

/// The documents that are compiled in.
pub(in crate::mcp) fn built_in() -> Vec<Source> {
    let sources = built_in::DOCUMENTS.iter();
    sources
        .map(|(name, text)| Source {
            name: (*name).to_owned(),
            text: (*text).to_owned(),
        })
        .collect()
}

/// The documents of the operator: the `.graphql` files of a folder, or a manifest of trusted documents.
pub(in crate::mcp) fn read(path: &Path) -> Result<Vec<Source>, String> {
    let unreadable = |cause: io::Error| format!("{} cannot be read: {cause}", path.display());
    if path.is_dir() {
        return in_folder(path).map_err(unreadable);
    }
    let documents = in_manifest(&fs::read_to_string(path).map_err(unreadable)?)?;
    let sources = documents.into_iter();
    Ok(sources.map(|(name, text)| Source { name, text }).collect())
}

fn in_folder(folder: &Path) -> io::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "graphql")
        {
            sources.push(Source {
                name: path
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned(),
                text: fs::read_to_string(&path)?,
            });
        }
    }
    sources.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(sources)
}
