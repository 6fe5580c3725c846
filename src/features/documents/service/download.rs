//! Reads the file of a document, completely or a range of it.

use std::ops::Range;

use bytes::Bytes;
use futures_util::Stream;
use uuid::Uuid;

use crate::{
    error::{Error, Kind, Result},
    features::documents::{DocumentRow, Documents, entity::file},
    platform::blobs::BlobStore,
    types::{actor::Actor, id::DocumentId},
};

/// A document whose file can be read.
#[derive(Clone)]
pub struct Opened {
    row: DocumentRow,
    store_key: String,
    blobs: BlobStore,
}

impl Documents {
    /// Opens a document of the actor; NOT_FOUND if there is none.
    pub async fn open(&self, actor: &Actor, id: DocumentId) -> Result<Opened> {
        let row = self.get(actor, id).await?;
        Ok(Opened {
            store_key: self.store_key(row.file_id).await?,
            row,
            blobs: self.platform.blobs.clone(),
        })
    }

    async fn store_key(&self, file: Uuid) -> Result<String> {
        let found = file::by_id(file).one(self.platform.db.conn()).await?;
        let found = found.ok_or_else(|| Error::not_found("document"))?;
        Ok(found.store_key)
    }
}

impl Opened {
    /// The size in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        u64::try_from(self.row.size).unwrap_or_default()
    }

    /// The SHA-256 of the content in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.row.sha256
    }

    /// The media type, by the content.
    #[must_use]
    pub fn media_type(&self) -> &str {
        &self.row.media_type
    }

    /// The name of the file.
    #[must_use]
    pub fn file_name(&self) -> &str {
        &self.row.file_name
    }

    /// Reads these bytes.
    pub async fn read(
        &self,
        range: Range<u64>,
    ) -> Result<impl Stream<Item = Result<Bytes>> + Send + use<>> {
        let read = self.blobs.read(&self.store_key, range).await;
        read.map_err(|error| missing(error, &self.row))
    }
}

/// A file that the store does not have although a document names it: the store was restored from another time than the database, or files were
/// deleted from it by hand.
fn missing(error: Error, row: &DocumentRow) -> Error {
    if *error.kind() == Kind::NotFound {
        Error::internal(format!(
            "the store lacks the file of the document {}",
            row.id
        ))
    } else {
        error
    }
}
