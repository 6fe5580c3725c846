//! Loaders of the viewer's data exports.

use std::{collections::HashMap, sync::Arc};

use crate::{
    error::Result,
    features::personal_data::ExportRow,
    graphql::loader::{Batcher, Loader},
    types::id::ExportId,
};

/// A data export of the viewer that has not expired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ExportKey(pub ExportId);

impl Loader<ExportKey> for Batcher {
    type Value = Arc<ExportRow>;

    async fn load(&self, keys: &[ExportKey]) -> Result<HashMap<ExportKey, Self::Value>> {
        let person = self.viewer().actor()?.person()?;
        let exports = self.app.personal_data.exports(&person).await?;
        let found = exports.into_iter().map(|row| (ExportKey(row.id), row));
        Ok(found
            .filter(|(key, _)| keys.contains(key))
            .map(|(key, row)| (key, Arc::new(row)))
            .collect())
    }
}
