//! Loaders of the viewer's imports and their reports.

use std::{collections::HashMap, sync::Arc};

use crate::{
    error::Result,
    features::imports::{EntryFilter, EntryRow, JobRow, ReportRow},
    graphql::loader::{Batcher, Loader},
    types::id::ImportId,
};

/// An import of the viewer. Whether an API token may read it depends on its sections: see `ImportPlan::readable`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ImportKey(pub ImportId);

/// The report of an import of the viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ImportReportKey(pub ImportId);

/// The first entries of an import of the viewer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FirstEntriesOfImport {
    /// The import.
    pub import: ImportId,
    /// Which entries, and how many of them.
    pub asked: Asked,
}

/// What a field asks of the entries of an import. Fields that ask the same are read together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Asked {
    /// Which entries.
    pub filter: EntryFilter,
    /// The number of entries that are read.
    pub limit: u64,
    /// Whether all of them are counted.
    pub counted: bool,
}

/// Entries of an import.
#[derive(Debug, Default)]
pub struct FirstEntries {
    /// The first ones.
    pub rows: Vec<Arc<EntryRow>>,
    /// The number of all, if it was asked for.
    pub total: Option<u64>,
}

impl Loader<FirstEntriesOfImport> for Batcher {
    type Value = Arc<FirstEntries>;

    async fn load(
        &self,
        keys: &[FirstEntriesOfImport],
    ) -> Result<HashMap<FirstEntriesOfImport, Self::Value>> {
        let mut by_asked: HashMap<&Asked, Vec<ImportId>> = HashMap::new();
        for key in keys {
            by_asked.entry(&key.asked).or_default().push(key.import);
        }
        let mut found = HashMap::new();
        for (asked, ids) in by_asked {
            let read = self.first_entries(asked, &ids).await?;
            found.extend(read.into_iter().map(|(import, entries)| {
                let asked = asked.clone();
                (FirstEntriesOfImport { import, asked }, Arc::new(entries))
            }));
        }
        Ok(found)
    }
}

impl Batcher {
    async fn first_entries(
        &self,
        asked: &Asked,
        ids: &[ImportId],
    ) -> Result<Vec<(ImportId, FirstEntries)>> {
        let (imports, actor) = (&self.app.imports, self.viewer().actor()?);
        let Asked {
            filter,
            limit,
            counted,
        } = asked;
        let reading = imports.batch_first_entries(actor, ids, filter, *limit);
        let mut rows = reading.await?;
        let counts = if *counted {
            Some(imports.batch_entry_counts(actor, ids, filter).await?)
        } else {
            None
        };
        let of = |id: &ImportId| FirstEntries {
            rows: rows.remove(id).unwrap_or_default(),
            total: counts
                .as_ref()
                .map(|counts| counts.get(id).copied().unwrap_or_default()),
        };
        Ok(ids.iter().copied().zip(ids.iter().map(of)).collect())
    }
}

impl Loader<ImportKey> for Batcher {
    type Value = Arc<JobRow>;

    async fn load(&self, keys: &[ImportKey]) -> Result<HashMap<ImportKey, Self::Value>> {
        let ids: Vec<ImportId> = keys.iter().map(|key| key.0).collect();
        let actor = self.viewer().actor()?;
        let found = self.app.imports.batch(actor, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, row)| (ImportKey(id), row))
            .collect())
    }
}

impl Loader<ImportReportKey> for Batcher {
    type Value = Arc<ReportRow>;

    async fn load(
        &self,
        keys: &[ImportReportKey],
    ) -> Result<HashMap<ImportReportKey, Self::Value>> {
        let ids: Vec<ImportId> = keys.iter().map(|key| key.0).collect();
        let actor = self.viewer().actor()?;
        let found = self.app.imports.batch_reports(actor, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, row)| (ImportReportKey(id), row))
            .collect())
    }
}
