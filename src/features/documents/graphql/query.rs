//! The viewer's documents.

use async_graphql::{Context, Object};

use super::object::{Document, DocumentUsage};
use crate::{
    error::Result,
    features::documents::{DocumentKind, Documents},
    graphql::{context, limits::page_cost, page::Connection},
    types::{area::Area, cursor::List, id::DocumentId, page::Page},
};

/// Fields of the viewer.
#[derive(Default)]
pub struct DocumentsOfViewer;

/// Fields of the viewer.
#[Object]
impl DocumentsOfViewer {
    /// The viewer's documents, newest first.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn documents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only documents of this kind; all if left out.")] kind: Option<
            DocumentKind,
        >,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list; the page starts after it.")] after: Option<String>,
    ) -> Option<Result<Connection<Document>>> {
        let reading = async {
            let (app, actor) = (
                context::handle::<Documents>(ctx)?.clone(),
                context::allowed(ctx, Area::Documents.read())?.clone(),
            );
            let page = Page::parse(first, after.as_deref(), List::Documents)?;
            let slice = app.list(&actor, kind, &page).await?;
            Ok(Connection::new(
                slice.map(Document::from),
                List::Documents,
                page.after.is_some(),
                Area::Documents,
                move || {
                    let (app, actor) = (app.clone(), actor.clone());
                    async move { app.count(&actor, kind).await }
                },
            ))
        };
        context::field(ctx, Area::Documents, reading).await
    }

    /// One document of the viewer; NOT_FOUND for any other.
    async fn document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The document.")] id: DocumentId,
    ) -> Option<Result<Document>> {
        let reading = async {
            let actor = context::allowed(ctx, Area::Documents.read())?;
            context::handle::<Documents>(ctx)?.get(actor, id).await
        };
        let found = context::within(ctx, Area::Documents, reading).await;
        Some(found.map(Document::from))
    }

    /// The storage that the viewer's documents use, and its limits.
    async fn document_usage(&self, ctx: &Context<'_>) -> Option<Result<DocumentUsage>> {
        let reading = async {
            let actor = context::allowed(ctx, Area::Documents.read())?;
            context::handle::<Documents>(ctx)?.usage(actor).await
        };
        let found = context::within(ctx, Area::Documents, reading).await;
        Some(found.map(DocumentUsage::from))
    }
}
