//! The viewer's imports.

use async_graphql::{Context, Object};

use super::ImportPlan;
use crate::{
    error::Result,
    features::imports::Imports,
    graphql::{context, limits::page_cost, page::Connection},
    types::{area::Area, cursor::List, id::ImportId, page::Page},
};

/// Fields of the viewer.
#[derive(Default)]
pub struct ImportsOfViewer;

/// Fields of the viewer.
#[Object]
impl ImportsOfViewer {
    /// The viewer's imports, newest first.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn imports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list; the page starts after it.")] after: Option<String>,
    ) -> Option<Result<Connection<ImportPlan>>> {
        let reading = async {
            let (imports, actor) = (
                context::handle::<Imports>(ctx)?.clone(),
                context::allowed(ctx, Area::Profiles.read())?.clone(),
            );
            let page = Page::parse(first, after.as_deref(), List::Imports)?;
            let slice = imports.list(&actor, &page).await?.map(ImportPlan::from);
            Ok(Connection::new(
                slice,
                List::Imports,
                page.after.is_some(),
                Area::Profiles,
                move || {
                    let (imports, actor) = (imports.clone(), actor.clone());
                    async move { imports.count(&actor).await }
                },
            ))
        };
        context::field(ctx, Area::Profiles, reading).await
    }

    /// One import of the viewer with its plan; NOT_FOUND for any other.
    async fn import_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The import.")] id: ImportId,
    ) -> Option<Result<ImportPlan>> {
        let reading = async {
            let actor = context::actor(ctx)?;
            context::handle::<Imports>(ctx)?.get(actor, id).await
        };
        let read = context::within(ctx, Area::Profiles, reading).await;
        Some(read.map(ImportPlan::from))
    }
}
