//! Mutations of the viewer's documents.

use async_graphql::{Context, Object, SimpleObject};

use super::{
    input::{RemoveDocumentInput, UpdateDocumentInput, UploadDocumentInput},
    object::Document,
};
use crate::{
    error::Result,
    features::documents::{Documents, NewDocument},
    graphql::{
        context,
        mutation::{Outcome, Request, payloads},
    },
    types::{actor::Actor, area::Area, id::DocumentId},
};

payloads! {
    reads Area::Documents.read();

    /// The payload of `uploadDocument`.
    UploadDocumentPayload {
        /// The new document; null if refused, and for an API token that may not read documents.
        document: Document
    }
    /// The payload of `updateDocument`.
    UpdateDocumentPayload {
        /// The document after the change; null if refused, and for an API token that may not read documents.
        document: Document
    }
}

/// The payload of `removeDocument`.
#[derive(SimpleObject)]
pub struct RemoveDocumentPayload {
    /// The id of the removed document; null if refused.
    removed_document_id: Option<DocumentId>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Mutations of the viewer's documents.
#[derive(Default)]
pub struct DocumentsMutation;

/// Mutations of the viewer's documents.
#[Object]
impl DocumentsMutation {
    /// Stores a file as a new document. The request is `multipart/form-data` by the GraphQL multipart request specification. The same content
    /// a second time is a second document that shares the stored file.
    async fn upload_document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file, its kind and its title.")] input: UploadDocumentInput,
    ) -> Result<UploadDocumentPayload> {
        let UploadDocumentInput {
            file,
            kind,
            title,
            request,
        } = input;
        let stored = Box::pin(async {
            let write = request.write(ctx, actor(ctx)?)?;
            let file = file.file(ctx, "input.file")?;
            let new = NewDocument {
                bytes: file.bytes(),
                file_name: file.name().map(str::to_owned),
                title,
                kind,
            };
            handle(ctx)?.store(&write, new).await
        });
        UploadDocumentPayload::of(ctx, stored.await, request)
    }

    /// Changes the title or the kind of a document.
    async fn update_document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The document and the change.")] input: UpdateDocumentInput,
    ) -> Result<UpdateDocumentPayload> {
        let (id, expected_version, change, request) = input.parse();
        let updated = Box::pin(async {
            let write = request.write(ctx, actor(ctx)?)?;
            let write = write.expecting(expected_version);
            handle(ctx)?.update(&write, id, change).await
        });
        UpdateDocumentPayload::of(ctx, updated.await, request)
    }

    /// Removes a document, and its file if no other document of the viewer has the same content. Irreversible. Needs a session: API tokens are
    /// refused.
    async fn remove_document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The document to remove.")] input: RemoveDocumentInput,
    ) -> Result<RemoveDocumentPayload> {
        let person = context::person(ctx)?;
        let removed = Box::pin(async {
            let write = input.request.write(ctx, person.actor())?;
            let write = write.expecting(input.expected_version);
            handle(ctx)?.remove(&person, &write, input.id).await
        });
        let removed = removed.await;
        let (removed_document_id, outcome) = Request::from(input.request).settle(removed)?;
        Ok(RemoveDocumentPayload {
            removed_document_id,
            outcome,
        })
    }
}

fn handle<'a>(ctx: &Context<'a>) -> Result<&'a Documents> {
    context::handle(ctx)
}

fn actor<'a>(ctx: &Context<'a>) -> Result<&'a Actor> {
    context::allowed(ctx, Area::Documents.write())
}
