//! The loader of the viewer's documents.

use std::{collections::HashMap, sync::Arc};

use crate::{
    error::Result,
    features::documents::DocumentRow,
    graphql::loader::{Batcher, Loader},
    types::{area::Area, id::DocumentId},
};

/// A document of the viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DocumentKey(pub DocumentId);

impl Loader<DocumentKey> for Batcher {
    type Value = Arc<DocumentRow>;

    async fn load(&self, keys: &[DocumentKey]) -> Result<HashMap<DocumentKey, Self::Value>> {
        let ids: Vec<DocumentId> = keys.iter().map(|key| key.0).collect();
        let actor = self.viewer().allowed(Area::Documents.read())?;
        let found = self.app.documents.batch(actor, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, row)| (DocumentKey(id), row))
            .collect())
    }
}
