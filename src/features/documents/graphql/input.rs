//! Input types of the document mutations.

use async_graphql::InputObject;

use crate::{
    features::documents::{DocumentChange, DocumentKind},
    graphql::{mutation::WriteRequest, upload::Upload},
    types::id::DocumentId,
};

/// A new document.
#[derive(InputObject)]
pub struct UploadDocumentInput {
    /// The file: PDF, DOCX, ODT, plain text or Markdown in UTF-8, PNG or JPEG. The type is detected from the content; a name with the
    /// extension of another type is refused.
    pub(super) file: Upload,
    /// The kind.
    pub(super) kind: DocumentKind,
    /// The title, at most 200 characters; by default the name of the file without its extension.
    pub(super) title: Option<String>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// A change of a document; fields that are left out stay as they are.
#[derive(InputObject)]
pub struct UpdateDocumentInput {
    /// The document.
    pub(super) id: DocumentId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: i32,
    /// The title, 1 to 200 characters.
    title: Option<String>,
    /// The kind.
    kind: Option<DocumentKind>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// The removal of a document.
#[derive(InputObject)]
pub struct RemoveDocumentInput {
    /// The document.
    pub(super) id: DocumentId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: i32,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

impl UpdateDocumentInput {
    /// Splits the input into the change and the options of the write.
    pub(super) fn parse(self) -> (DocumentId, i32, DocumentChange, WriteRequest) {
        let change = DocumentChange {
            title: self.title,
            kind: self.kind,
        };
        (self.id, self.expected_version, change, self.request)
    }
}
