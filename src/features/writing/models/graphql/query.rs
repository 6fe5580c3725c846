//! The fields of the viewer.

use async_graphql::{Context, Object};

use super::{object::LanguageModelsOfViewer, run::AiRun};
use crate::{
    error::Result,
    features::writing::Writing,
    graphql::{context, limits::page_cost, page::Connection},
    types::{area::Area, cursor::List, page::Page},
};

/// Fields of the viewer.
#[derive(Default)]
pub struct ModelsOfViewer;

/// Fields of the viewer.
#[Object]
impl ModelsOfViewer {
    /// Language models that may write for the viewer; off until the viewer switches them on.
    async fn language_models(&self, ctx: &Context<'_>) -> Option<Result<LanguageModelsOfViewer>> {
        let reading = async {
            let actor = context::allowed(ctx, Area::Writing.read())?;
            let choice = context::handle::<Writing>(ctx)?
                .models
                .choice(actor)
                .await?;
            Ok(choice.into())
        };
        context::field(ctx, Area::Writing, reading).await
    }

    /// Requests to language models for the viewer, newest first: what was asked, what it took, and which proposed sentences were refused.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn ai_runs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list; the page starts after it.")] after: Option<String>,
    ) -> Option<Result<Connection<AiRun>>> {
        let reading = async {
            let (writing, actor) = (
                context::handle::<Writing>(ctx)?.clone(),
                context::allowed(ctx, Area::Writing.read())?.clone(),
            );
            let page = Page::parse(first, after.as_deref(), List::AiRuns)?;
            let slice = writing.models.runs(&actor, &page).await?;
            Ok(Connection::new(
                slice.map(AiRun::from),
                List::AiRuns,
                page.after.is_some(),
                Area::Writing,
                move || {
                    let (writing, actor) = (writing.clone(), actor.clone());
                    async move { writing.models.count_runs(&actor).await }
                },
            ))
        };
        context::field(ctx, Area::Writing, reading).await
    }
}
