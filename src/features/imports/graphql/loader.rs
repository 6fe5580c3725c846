//! Loaders of the viewer's imports and their reports.

use std::{collections::HashMap, sync::Arc};

use crate::{
    error::Result,
    features::imports::{JobRow, ReportRow},
    graphql::loader::{Batcher, Loader},
    types::{area::Area, id::ImportId},
};

/// An import of the viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ImportKey(pub ImportId);

/// The report of an import of the viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ImportReportKey(pub ImportId);

impl Loader<ImportKey> for Batcher {
    type Value = Arc<JobRow>;

    async fn load(&self, keys: &[ImportKey]) -> Result<HashMap<ImportKey, Self::Value>> {
        let ids: Vec<ImportId> = keys.iter().map(|key| key.0).collect();
        let actor = self.viewer().allowed(Area::Profiles.read())?;
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
        let actor = self.viewer().allowed(Area::Profiles.read())?;
        let found = self.app.imports.batch_reports(actor, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, row)| (ImportReportKey(id), row))
            .collect())
    }
}
