//! Imports the official files of a public classification into the taxonomy.

use std::path::Path;

use ::taxonomy::import::{Imported, esco, onet};

use super::compressed::pack;
use crate::{
    error::{Error, Result},
    features::matching::{Matching, entity::imported_taxonomy},
};

/// The largest file that is read.
const FILE_BYTES_MAX: u64 = 200 * 1024 * 1024;

/// A public classification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Classification {
    /// European Skills, Competences, Qualifications and Occupations, of the European Commission.
    Esco,
    /// O*NET, of the U.S. Department of Labor.
    Onet,
}

/// The numbers of what was imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportedCounts {
    /// Skills.
    pub skills: usize,
    /// Titles.
    pub titles: usize,
}

impl Classification {
    /// The name in the database.
    const fn name(self) -> &'static str {
        match self {
            Self::Esco => "esco",
            Self::Onet => "onet",
        }
    }

    /// The acknowledgement that its licence asks for.
    #[must_use]
    pub const fn acknowledgement(self) -> &'static str {
        match self {
            Self::Esco => esco::ACKNOWLEDGEMENT,
            Self::Onet => onet::ACKNOWLEDGEMENT,
        }
    }

    /// The acknowledgement of a stored classification.
    #[must_use]
    pub fn acknowledgement_of(name: &str) -> Option<&'static str> {
        let all = [Self::Esco, Self::Onet];
        let known = all.into_iter().find(|one| one.name() == name);
        known.map(Self::acknowledgement)
    }

    fn read(self, files: &[(String, String)]) -> Result<Imported> {
        let bad = |error: ::taxonomy::import::Error| Error::bad_input(error.to_string());
        match self {
            Self::Esco => {
                let mut reader = esco::Esco::default();
                for (name, text) in files {
                    reader.add(name, text).map_err(bad)?;
                }
                Ok(reader.finish())
            }
            Self::Onet => {
                let mut reader = onet::Onet::default();
                for (name, text) in files {
                    reader.add(name, text).map_err(bad)?;
                }
                Ok(reader.finish())
            }
        }
    }
}

impl Matching {
    /// Imports files of a classification, instead of those that were imported before. Postings are read again in the background.
    pub async fn import_taxonomy(
        &self,
        of: Classification,
        files: &[impl AsRef<Path>],
    ) -> Result<ImportedCounts> {
        let mut texts = Vec::new();
        for file in files {
            texts.push(text_of(file.as_ref()).await?);
        }
        let read = tokio::task::spawn_blocking(move || of.read(&texts))
            .await
            .map_err(Error::internal)??;
        let counts = ImportedCounts {
            skills: read.skills.len(),
            titles: read.titles.len(),
        };
        if counts.skills + counts.titles == 0 {
            return Err(Error::bad_input(
                "The files have no skills and no titles; see docs/MATCHING.md for those that are read.",
            ));
        }
        let number = |count: usize| i32::try_from(count).map_err(Error::internal);
        let row = imported_taxonomy::Model {
            source: of.name().to_owned(),
            body: pack(&read)?,
            skills: number(counts.skills)?,
            titles: number(counts.titles)?,
            imported_at: self.platform.clock.now(),
        };
        imported_taxonomy::put(self.platform.db.conn(), row).await?;
        self.forget_knowledge().await;
        Ok(counts)
    }
}

/// The name of a file and its text.
async fn text_of(file: &Path) -> Result<(String, String)> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let unreadable =
        |error: std::io::Error| Error::bad_input(format!("{name} cannot be read: {error}"));
    let size = tokio::fs::metadata(file).await.map_err(unreadable)?.len();
    if size > FILE_BYTES_MAX {
        return Err(Error::bad_input(format!(
            "{name} has more than {} MB.",
            FILE_BYTES_MAX / 1024 / 1024
        )));
    }
    let text = tokio::fs::read_to_string(file).await.map_err(unreadable)?;
    Ok((name.into_owned(), text))
}
