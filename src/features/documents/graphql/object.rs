//! Documents as GraphQL objects.

use std::sync::Arc;

use async_graphql::{Object, SimpleObject};

use crate::{
    features::documents::{DocumentKind, DocumentRow, Usage},
    graphql::scalar::Instant,
    types::id::DocumentId,
};

/// A document of the viewer.
pub struct Document(Arc<DocumentRow>);

impl From<Arc<DocumentRow>> for Document {
    fn from(row: Arc<DocumentRow>) -> Self {
        Self(row)
    }
}

impl From<DocumentRow> for Document {
    fn from(row: DocumentRow) -> Self {
        Self(Arc::new(row))
    }
}

/// A document of the viewer: a file with a title and a kind. Its content never changes.
#[Object]
impl Document {
    /// The global id.
    pub async fn id(&self) -> DocumentId {
        self.0.id
    }

    /// The title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// The kind.
    async fn kind(&self) -> DocumentKind {
        self.0.kind
    }

    /// The name of the file, with an extension that fits its content.
    async fn file_name(&self) -> &str {
        &self.0.file_name
    }

    /// The media type, detected from the content of the file, not from its name.
    async fn media_type(&self) -> &str {
        &self.0.media_type
    }

    /// The size in bytes.
    async fn size(&self) -> i64 {
        self.0.size
    }

    /// The SHA-256 of the content in hexadecimal.
    async fn sha256(&self) -> &str {
        &self.0.sha256
    }

    /// The path for its download on this server, with the session's token or cookie, or an API token that may read documents; supports
    /// `Range` requests.
    async fn path(&self) -> String {
        format!("/documents/{}", self.0.id)
    }

    /// The version, incremented by every change.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// The time of the upload.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }

    /// The time of the last change.
    async fn updated_at(&self) -> Instant {
        self.0.updated_at.into()
    }
}

/// The storage that the viewer's documents use, and its limits.
#[derive(SimpleObject)]
pub struct DocumentUsage {
    /// The bytes of all files; documents with the same content count once.
    bytes: i64,
    /// The maximum of `bytes`.
    bytes_max: i64,
    /// The number of documents.
    documents: i64,
    /// The maximum of `documents`.
    documents_max: i64,
}

impl From<Usage> for DocumentUsage {
    fn from(usage: Usage) -> Self {
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        Self {
            bytes: number(usage.bytes),
            bytes_max: number(usage.bytes_max),
            documents: number(usage.documents),
            documents_max: number(usage.documents_max),
        }
    }
}
